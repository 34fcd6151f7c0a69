namespace LstmGen.Pictures;

/// <summary>The order in which an LSTM reads the steps of a sequence, and that of the rows that it passes on.</summary>
public enum ReadingDirection
{
    /// <summary>From the first step to the last.</summary>
    Forward,

    /// <summary>From the last step to the first, with its rows in the input's order: <c>backward</c>.</summary>
    Backward,

    /// <summary>From the last step to the first, with its rows in the order in which they are computed: <c>go_backwards</c> of Keras.</summary>
    GoBackwards,

    /// <summary>From the first step to the last, with its rows from the last to the first: <c>turned</c>.</summary>
    Turned,
}

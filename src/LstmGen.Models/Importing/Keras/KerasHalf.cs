namespace LstmGen.Models.Importing.Keras;

/// <summary>Which LSTM of a layer is meant: a Bidirectional layer has two.</summary>
internal enum KerasHalf
{
    /// <summary>The layer isn't a Bidirectional one.</summary>
    Only,

    /// <summary>The one that Keras calls the forward layer, whichever way it reads.</summary>
    Forward,

    Backward,
}

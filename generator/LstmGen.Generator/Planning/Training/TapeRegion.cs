namespace LstmGen.Generator.Planning.Training;

/// <summary>How many rows a part of the tape has for each sequence.</summary>
internal enum TapeRows
{
    /// <summary>One.</summary>
    One,

    /// <summary>One for each step.</summary>
    Steps,

    /// <summary>One for each step, and one for the state in front of them.</summary>
    StepsAndStart,
}

/// <summary>
/// A part of the tape, the memory in which a trainer keeps what it computes on the way forwards: rows of values, in them the sequences of a
/// step side by side.
/// </summary>
/// <param name="Name">Of the constant that says where it starts.</param>
/// <param name="Width">Values of a row.</param>
/// <param name="Start">Its first value.</param>
internal sealed record TapeRegion(string Name, string Meaning, TapeRows Rows, int Width, int Start)
{
    /// <summary>Whether the values of a sequence lie side by side here whatever the rest of the tape has.</summary>
    public bool IsOfLoss { get; init; }
}

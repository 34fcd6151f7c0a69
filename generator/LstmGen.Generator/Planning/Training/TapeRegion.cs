using System.Globalization;

namespace LstmGen.Generator.Planning.Training;

/// <summary>How many rows a part of the tape has for each sequence.</summary>
internal enum TapeRows
{
    /// <summary>One.</summary>
    One,

    /// <summary>One for each step.</summary>
    Steps,

    /// <summary>One for each step, and one for the state before the first.</summary>
    StepsAndStart,
}

/// <summary>
/// A part of the tape, the memory in which a trainer keeps what the forward pass computes: rows of values, each with the sequences of a
/// step side by side.
/// </summary>
/// <param name="Name">The name of the constant with its start.</param>
/// <param name="Width">Values of a row.</param>
/// <param name="Start">Its first value.</param>
/// <param name="Count">
/// How many rows there are in place of one for each step, where an earlier layer made that many; otherwise null.
/// </param>
internal sealed record TapeRegion(string Name, string Meaning, TapeRows Rows, int Width, int Start, int? Count)
{
    /// <summary>Whether the values of a sequence are contiguous here, whatever the layout of the rest of the tape.</summary>
    public bool IsOfLoss { get; init; }

    /// <summary>How many rows there are for the steps, as an expression of the trainer's code.</summary>
    public string Steps => Count is int count ? Number(count) : "_steps";

    /// <summary>The last of them.</summary>
    public string LastStep => Count is int count ? Number(count - 1) : "(_steps - 1)";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

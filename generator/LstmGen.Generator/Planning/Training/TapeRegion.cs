using System.Globalization;

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
/// <param name="Count">How many rows stand for those of the steps, where a layer in front made so many; else null.</param>
internal sealed record TapeRegion(string Name, string Meaning, TapeRows Rows, int Width, int Start, int? Count)
{
    /// <summary>Whether the values of a sequence lie side by side here whatever the rest of the tape has.</summary>
    public bool IsOfLoss { get; init; }

    /// <summary>How many rows there are of the steps, as the trainer's code says it.</summary>
    public string Steps => Count is int count ? Number(count) : "_steps";

    /// <summary>The last of them.</summary>
    public string LastStep => Count is int count ? Number(count - 1) : "(_steps - 1)";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

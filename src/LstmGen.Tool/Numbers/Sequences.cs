using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Models;
using LstmGen.Models.Importing;
using static System.FormattableString;

namespace LstmGen.Tool.Numbers;

/// <summary>
/// Sequences that a model reads or writes, one after another. Their number depends on the model: a file's rows are divided by the model's
/// steps, and anything that doesn't fit the model's sizes is an error that names both.
/// </summary>
/// <param name="Count">How many sequences there are; each starts at the initial state.</param>
/// <param name="Rows">The rows of each.</param>
/// <param name="Columns">The numbers of a row.</param>
internal sealed record Sequences(int Count, int Rows, int Columns, float[] Values)
{
    /// <summary>The numbers of one sequence.</summary>
    public float[] this[int index] => Values[(index * Rows * Columns)..((index + 1) * Rows * Columns)];

    /// <summary>1, 2, 3, … row by row, in a sequence of the model's length.</summary>
    /// <exception cref="ModelException">The sequence would be too long.</exception>
    public static Sequences Counting(Network network)
    {
        const int DefaultSteps = 4;
        int steps = network.Steps ?? DefaultSteps;
        return (long)steps * network.InputSize is <= NumberFile.MostNumbers and var count
            ? new Sequences(1, steps, network.InputSize, [.. Enumerable.Range(1, (int)count).Select(value => (float)value)])
            : throw new ModelException(Invariant($"the model reads sequences of {Counted.Of(steps, "step")} of {Counted.Of(network.InputSize, "feature")}, and without --input at most {NumberFile.MostNumbers:N0} numbers are made"));
    }

    /// <summary>How a file was read, for a reader, because rows may mean more than one thing.</summary>
    /// <param name="row">What its rows are.</param>
    public string Described(NumberTable table, string row) =>
        $"{Shown.FileName(table.Name)}: {Described(row)}{(table.Header is { } header ? $", below the header {Shown.Text(header)}" : "")}";

    /// <summary>How many there are, for a reader.</summary>
    /// <param name="row">What the rows are.</param>
    public string Described(string row) => $"{Counted.Of(Count, "sequence")} of {Counted.Of(Rows, row)}";

    /// <summary>The meaning of a file's numbers as a model's input.</summary>
    /// <exception cref="ModelException">They don't fit it.</exception>
    public static Sequences OfInput(Network network, NumberTable table)
    {
        int rows = RowsOf(table, network.InputSize, $"the model reads {Counted.Of(network.InputSize, "feature")} a step");
        int steps = table.IsOfSequences ? table.Shape[1] : network.Steps ?? rows;
        if (network.Steps is int needed && (steps != needed || rows % needed != 0))
        {
            throw new ModelException(table.IsOfSequences
                ? $"{table.Name} has sequences of {Counted.Of(steps, "step")}, and the model reads sequences of {needed}"
                : $"{table.Name} has {Counted.Of(rows, "row")}, and the model reads sequences of {Counted.Of(needed, "step")}; the rows are whole sequences, one after the other");
        }

        return new Sequences(rows / steps, steps, network.InputSize, table.Values);
    }

    /// <summary>
    /// The meaning of a file's numbers as a model's output for some input: an output for each step of each sequence, or one for each
    /// sequence.
    /// </summary>
    /// <exception cref="ModelException">They don't fit the model, or its input.</exception>
    public static Sequences OfOutput(Network network, NumberTable table, Sequences input)
    {
        if (network.ReturnsSequences && network.Layers[^1] is BidirectionalLayer { Merge: Merge.None } && table.Shape.Count > 1)
        {
            throw new ModelException($"{table.Name} has rows, and the model has two outputs, which it writes one after the other; write them as Forward does, in a list without rows (JSON or .npy)");
        }

        int rows = RowsOf(table, network.OutputSize, $"the model writes {Counted.Of(network.OutputSize, "value")} a step");
        bool hasEveryStep = network.IsStreaming || network.ReturnsSequences;
        int all = network.IsStreaming ? input.Rows : network.RowsOf(network.Layers.Count - 1, input.Rows) ?? 1;
        int each = rows / input.Count;
        if (rows % input.Count != 0 || (each != 1 && !(each == all && hasEveryStep)) || (table.IsOfSequences && table.Shape[1] != each))
        {
            string has = table.IsOfSequences ? $"{Counted.Of(table.Shape[0], "sequence")} of {Counted.Of(table.Shape[1], "output")}" : Counted.Of(rows, "output");
            string every = hasEveryStep && input.Rows > 1 ? Invariant($"{input.Count * all}, {(all == input.Rows ? "one for each step" : $"{all} for each sequence")}, or ") : "";
            string meant = network.Steps is null && input.Count == 1 && rows > 1 && input.Rows % rows == 0
                ? Invariant($"; if these are {rows} sequences, say --steps {input.Rows / rows}")
                : "";
            throw new ModelException(Invariant(
                $"{table.Name} has {has}, and {Counted.Of(input.Count, "sequence")} of {Counted.Of(input.Rows, "step")} {(input.Count == 1 ? "has" : "have")} {every}{input.Count}, one for each sequence{meant}"));
        }

        return new Sequences(input.Count, each, network.OutputSize, table.Values);
    }

    private static int RowsOf(NumberTable table, int columns, string needed)
    {
        int has = table.Shape[^1];
        if (table.Shape.Count == 1 ? has % columns != 0 : has != columns)
        {
            string hint = table.Shape.Count > 1 && columns == 1 ? ", each in a row of its own" : "";
            throw new ModelException($"{table.Name} has {(table.Shape.Count == 1 ? "" : "rows of ")}{Counted.Of(has, "number")}, and {needed}{hint}{(table.Hint is { } also ? "; " + also : "")}");
        }

        return table.Values.Length / columns;
    }
}

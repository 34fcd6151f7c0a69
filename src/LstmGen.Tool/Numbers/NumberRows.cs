using System;
using System.Globalization;

namespace LstmGen.Tool.Numbers;

/// <summary>Numbers that a model computed or was given, row by row for each sequence.</summary>
/// <param name="Count">How many sequences there are.</param>
/// <param name="Rows">The rows of each.</param>
/// <param name="Columns">The numbers of a row.</param>
/// <param name="Values">Floats are stored as doubles, too, which is exact.</param>
/// <param name="IsDouble">Whether the numbers are doubles rather than floats.</param>
internal sealed record NumberRows(int Count, int Rows, int Columns, double[] Values, bool IsDouble)
{
    public double this[int sequence, int row, int column] => Values[(((sequence * Rows) + row) * Columns) + column];

    public static NumberRows Of(Sequences sequences) =>
        new(sequences.Count, sequences.Rows, sequences.Columns, Array.ConvertAll(sequences.Values, value => (double)value), IsDouble: false);

    /// <summary>A number with the fewest digits that read back as the same bits; not-a-number is <c>NaN</c>.</summary>
    public string Text(double value) => IsDouble ? value.ToString(CultureInfo.InvariantCulture) : ((float)value).ToString(CultureInfo.InvariantCulture);

    /// <summary>The rows of a network with two outputs, which it writes one after another, as rows that have a value of each.</summary>
    public NumberRows WithBothOutputs()
    {
        int half = Columns / 2;
        var values = new double[Values.Length];
        for (int sequence = 0; sequence < Count; sequence++)
        {
            int start = sequence * Rows * Columns;
            for (int row = 0; row < Rows; row++)
            {
                Values.AsSpan(start + (row * half), half).CopyTo(values.AsSpan(start + (row * Columns)));
                Values.AsSpan(start + ((Rows + row) * half), half).CopyTo(values.AsSpan(start + (row * Columns) + half));
            }
        }

        return this with { Values = values };
    }

    /// <summary>The same numbers as a list without rows.</summary>
    public NumberRows AsList() => new(1, 1, Values.Length, Values, IsDouble);
}

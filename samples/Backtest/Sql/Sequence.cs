using System;

namespace Backtest;

/// <summary>What a list must be for the network to read it, and the messages for lists that aren't.</summary>
internal static class Sequence
{
    private static string Needed => $"{Forecaster.InputLength} numbers are needed: load and vibration of {Forecaster.Steps} hours";

    /// <exception cref="ArgumentException">The length is wrong.</exception>
    internal static void CheckLength(int count)
    {
        if (count != Forecaster.InputLength)
        {
            throw new ArgumentException($"a list has {count} numbers; {Needed}");
        }
    }

    /// <exception cref="ArgumentException">The list has the wrong length, or a NULL.</exception>
    internal static void Check(ListVector lists, int row)
    {
        CheckLength(lists.Length(row));
        if (lists.IndexOfNull(row) is var index and >= 0)
        {
            throw new ArgumentException($"number {index + 1} of a list is NULL; {Needed}");
        }
    }

    /// <exception cref="ArgumentException">A number is NaN.</exception>
    internal static void CheckNumbers(ListVector lists, int row)
    {
        if (lists.IsNull(row))
        {
            return;
        }

        ReadOnlySpan<float> list = lists[row];
        for (int index = 0; index < list.Length; index++)
        {
            if (float.IsNaN(list[index]))
            {
                throw new ArgumentException($"number {index + 1} of a list is NaN; {Needed}");
            }
        }
    }
}

using System;
using System.Collections.Generic;
using LstmGen.Generator.Model;

namespace LstmGen.Schedules.Networks;

/// <summary>Random layers that change the rows, each where it is possible.</summary>
/// <param name="steps">Rows that the first layer reads.</param>
internal sealed class RandomRows(Random random, LayerNames names, int steps)
{
    private enum Choice
    {
        None,
        Mean,
        Max,
        Last,
        Flatten,
        FlattenLast,
        Repeat,
        MeanRepeat,
    }

    private readonly int _steps = steps;
    private int _rows = steps;
    private Choice _choice;

    /// <summary>Chooses what comes after the next recurrent layer.</summary>
    /// <returns>Whether that layer returns every step.</returns>
    public bool Choose(bool isLast)
    {
        Choice[] choices = isLast
            ? [Choice.None, Choice.Mean, Choice.Mean, Choice.Max, Choice.Max, Choice.Last, Choice.Flatten, Choice.FlattenLast]
            : [Choice.None, Choice.Last, Choice.Repeat, Choice.MeanRepeat];
        _choice = choices[random.Next(choices.Length)];
        return _choice == Choice.None ? !isLast || random.Next(2) == 0 : _choice != Choice.Repeat;
    }

    /// <summary>The layers after a recurrent one, and after the fully connected ones that follow it.</summary>
    public IEnumerable<RowsLayer> Behind(int features)
    {
        if (_choice == Choice.None)
        {
            yield break;
        }

        if (_choice is Choice.Last or Choice.FlattenLast)
        {
            _rows = random.Next(1, _rows + 1);
            yield return Layer(RowsKind.Last, features, _rows);
        }

        if (_choice is Choice.Flatten or Choice.FlattenLast)
        {
            yield return Layer(RowsKind.Flatten, features, _rows);
        }

        if (_choice is Choice.Mean or Choice.Max or Choice.MeanRepeat)
        {
            yield return Layer(_choice == Choice.Max || random.Next(4) == 0 ? RowsKind.Max : RowsKind.Mean, features, 0);
        }

        if (_choice is Choice.Repeat or Choice.MeanRepeat)
        {
            _rows = random.Next(3) > 0 ? _steps : random.Next(1, 12);
            yield return Layer(RowsKind.Repeat, features, _rows);
        }
    }

    private RowsLayer Layer(RowsKind kind, int features, int count) => new(names.Next(RowsLayer.NameOf(kind)), features, kind, count);
}

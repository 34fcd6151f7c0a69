using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using LstmGen.Pictures.Numbers;

namespace LstmGen.Pictures.Drawing;

/// <summary>
/// A layer over time in ASCII characters, for a terminal and for documentation: for wide and long networks only the first and last units
/// and steps.
/// </summary>
internal sealed class TextDrawing
{
    private const int Pitch = 20;
    private const int MostUnits = 8;

    /// <summary>
    /// Offsets within a column: where the number begins, after the line to each unit, and where the line that collects h is.
    /// </summary>
    private const int NumberAt = 5;
    private const int NumberWidth = 6;
    private const int CollectorAt = 15;

    private readonly NetworkRun _run;
    private readonly int _layer;
    private readonly int _width;
    private readonly List<StringBuilder> _lines = [];
    private int _first;

    private TextDrawing(NetworkRun run, int layer, int width)
    {
        _run = run;
        _layer = layer;
        _width = width;
    }

    public static string Draw(NetworkRun run, int layer, int width)
    {
        LayerArchitecture what = run.Layer(layer);
        PositionwiseArchitecture.Refuse(what, nameof(layer));
        var drawing = new TextDrawing(run, layer, width);
        drawing.Line(Words.Title(run.Architecture, run.Title, layer, " over " + NumberText.Count(run.Order(layer, 0).Length, "step")));
        if (what is RowsArchitecture rows)
        {
            drawing.Line("");
            drawing.Line(Words.Meaning(rows));
            return string.Concat(drawing._lines.Select(line => line.ToString().TrimEnd() + "\n"));
        }

        if (what is DenseArchitecture)
        {
            drawing.Dense();
        }

        for (int half = 0; half < what.Lstms.Count; half++)
        {
            drawing.Line("");
            if (what.Lstms.Count > 1 || what.Lstms[0].ReadsBackwards)
            {
                string which = what.Lstms.Count == 1 ? "" : half == 0 ? "first half: " : "second half: ";
                drawing.Line(which + (what.Lstms[half].ReadsBackwards ? "reads the last step first" : "reads the first step first"));
                drawing.Line("");
            }

            drawing.Lstm(half);
        }

        drawing.Line("");
        drawing.Explain(what);
        return string.Concat(drawing._lines.Select(line => line.ToString().TrimEnd() + "\n"));
    }

    private void Line(string text) => _lines.Add(new StringBuilder(text));

    private void Explain(LayerArchitecture what)
    {
        string words = what is DenseArchitecture
            ? "Every unit gets all inputs of its step. Nothing is passed from step to step."
            : "The units of a step work side by side; the steps follow one another. Every unit gets all of x, and h of all units after the step before. c goes straight on to the same unit. Nothing else is passed on.";
        string line = "";
        foreach (string word in words.Split(' '))
        {
            if (line.Length + word.Length + 1 > Math.Max(40, Math.Min(_width, 80)))
            {
                Line(line);
                line = "";
            }

            line += (line.Length == 0 ? "" : " ") + word;
        }

        Line(line);
    }

    /// <summary>The steps for which there is room, in the order of computation; −1 for those omitted.</summary>
    private int[] Steps(int half, int room)
    {
        int[] order = _run.Order(_layer, half);
        int most = Math.Max(2, room / Pitch);
        return order.Length <= most ? order : [.. order.Take(most - 2), -1, order[order.Length - 1]];
    }

    private static int[] Units(int count) => count <= MostUnits ? [.. Enumerable.Range(0, count)] : [0, 1, 2, -1, count - 1];

    private void Lstm(int half)
    {
        LstmArchitecture lstm = _run.Lstm(_layer, half);
        int[] units = Units(lstm.Units);
        string shown = lstm.Projection is null ? "h" : "m";
        string[] labels = [.. units.Select(unit => unit < 0 ? "" : Words.Unit(unit))];
        int labelWidth = labels.Max(label => label.Length) + 2;
        _first = labelWidth + 3;
        int[] steps = Steps(half, _width - _first - 6);

        StringBuilder header = New();
        for (int column = 0; column < steps.Length; column++)
        {
            Put(header, X(column) + NumberAt, steps[column] < 0 ? " ..." : Cut(_run.StepName(steps[column]), Pitch - NumberAt - 1));
        }

        for (int row = 0; row < units.Length; row++)
        {
            int unit = units[row];
            if (unit < 0)
            {
                StringBuilder more = New();
                Bars(more, steps);
                Put(more, 0, "...");
                Put(more, X(0) + NumberAt, $" {lstm.Units - units.Length + 1} more");
                StringBuilder space = New();
                Bars(space, steps);
                continue;
            }

            StringBuilder cell = New();
            StringBuilder hidden = New();
            Put(cell, 0, labels[row]);
            Put(cell, labelWidth, "c ");
            Put(hidden, labelWidth, shown);
            for (int column = 0; column < steps.Length; column++)
            {
                int x = X(column);
                int step = steps[column];
                Fill(cell, x, x + Pitch, '=');
                if (row > 0)
                {
                    // The lines that carry h pass under c.
                    Put(cell, x, "=");
                }

                if (step < 0)
                {
                    Put(cell, x + NumberAt, "  ... ");
                    continue;
                }

                Put(cell, x + NumberAt - 1, ">" + Number(_run[_layer, half, step, CellValue.Cell, unit]) + " ");
                Put(hidden, x, "+-->" + " ");
                Put(hidden, x + NumberAt, Number(_run[_layer, half, step, lstm.Projection is null ? CellValue.Hidden : CellValue.ProjectionInput, unit]));
                Put(hidden, x + NumberAt + NumberWidth + 1, "---+");
            }

            Put(cell, X(steps.Length), "=>");
            Put(hidden, X(steps.Length - 1) + CollectorAt, row == 0 ? "+--> out" : "+");
            StringBuilder between = New();
            Bars(between, steps);
        }

        // On the last of the lines between the units, h of all of them turns towards the next step.
        StringBuilder turn = _lines[_lines.Count - 1];
        for (int column = 0; column < steps.Length; column++)
        {
            if (steps[column] >= 0)
            {
                bool hasNext = column + 1 < steps.Length;
                int end = hasNext ? X(column + 1) : X(column) + CollectorAt + 4;
                Put(turn, X(column) + CollectorAt, "+" + new string('-', end - X(column) - CollectorAt - 1) + (hasNext && steps[column + 1] >= 0 ? "+" : ">"));
                if (lstm.Projection is not null)
                {
                    Put(turn, X(column) + CollectorAt + 2, "P");
                }
            }
        }

        StringBuilder input = New();
        StringBuilder names = New();
        for (int column = 0; column < steps.Length; column++)
        {
            if (steps[column] >= 0)
            {
                Put(input, X(column), "|");
                Put(names, Math.Max(0, X(column) - 1), Input(steps[column], lstm.InputSize));
            }
        }
    }

    private void Dense()
    {
        int count = _run.Layer(_layer).OutputSize;
        int[] units = Units(count);
        _first = units.Max(unit => unit < 0 ? 0 : Words.Unit(unit).Length) + 2;
        int[] steps = Steps(0, _width - _first);
        Line("");
        StringBuilder header = New();
        for (int column = 0; column < steps.Length; column++)
        {
            Put(header, X(column), steps[column] < 0 ? "..." : Cut(_run.StepName(steps[column]), Pitch - 1));
        }

        foreach (int unit in units)
        {
            StringBuilder line = New();
            Put(line, 0, unit < 0 ? "..." : Words.Unit(unit));
            for (int column = 0; unit >= 0 && column < steps.Length; column++)
            {
                Put(line, X(column), steps[column] < 0 ? "..." : Number(_run.Output(_layer, steps[column], unit)));
            }
        }
    }

    private string Input(int step, int count)
    {
        if (count == 1)
        {
            return Cut($"{_run.FeatureName(_layer, 0)} = {Ascii(NumberText.Plain(_run.Input(_layer, step, 0)))}", Pitch - 1);
        }

        string all = "x = (" + string.Join(", ", Enumerable.Range(0, Math.Min(count, 8)).Select(index => Ascii(NumberText.Plain(_run.Input(_layer, step, index))))) + ")";
        return all.Length < Pitch && count <= 8 ? all : $"x: {count} values";
    }

    private int X(int column) => _first + (column * Pitch);

    private StringBuilder New()
    {
        var line = new StringBuilder();
        _lines.Add(line);
        return line;
    }

    private void Bars(StringBuilder line, int[] steps)
    {
        for (int column = 0; column < steps.Length; column++)
        {
            if (steps[column] >= 0)
            {
                Put(line, X(column), "|");
                Put(line, X(column) + CollectorAt, "|");
            }
        }
    }

    private static void Put(StringBuilder line, int at, string text)
    {
        line.Append(' ', Math.Max(0, at + text.Length - line.Length));
        for (int i = 0; i < text.Length; i++)
        {
            line[at + i] = text[i];
        }
    }

    private static void Fill(StringBuilder line, int from, int to, char letter) => Put(line, from, new string(letter, to - from));

    /// <summary>A name cut to fit; non-ASCII characters are kept, terminal control characters are not.</summary>
    private static string Cut(string text, int most)
    {
        string plain = string.Concat(text.Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter));
        return plain.Length <= most ? plain : plain.Substring(0, most - 2) + "..";
    }

    private static string Number(double value) => (double.IsNaN(value) ? "-" : Ascii(NumberText.Shown(value))).PadLeft(NumberWidth);

    private static string Ascii(string number) => number.Replace('−', '-').Replace("∞", "inf");
}

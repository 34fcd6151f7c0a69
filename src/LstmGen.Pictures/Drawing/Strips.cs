using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Pictures.Numbers;
using LstmGen.Pictures.Svg;

namespace LstmGen.Pictures.Drawing;

/// <summary>What each unit's gates, memory and output do over the sequence: a column for each of i, f, g, o, c and h, a row for each unit, a bar for each step.</summary>
internal sealed class Strips
{
    /// <summary>Up to this many steps, each bar has a number.</summary>
    private const int MostNumbers = 6;
    private const int MostTallRows = 8;
    private const double NumberSize = 10;

    private readonly NetworkRun _run;
    private readonly int _layer;
    private readonly Scene _scene;

    private Strips(NetworkRun run, int layer)
    {
        _run = run;
        _layer = layer;
        LayerArchitecture what = run.WithUnits(layer);
        string values = what.Lstms.Count == 0 ? "outputs" : "gates and states";
        _scene = new Scene(
            "strips",
            Words.Title(run.Architecture, run.Title, layer, ": " + values + " step by step"),
            what.Lstms.Count == 0
                ? (what is PositionwiseArchitecture row ? $"A bar for each step and each value of a layer that {row.Meaning}." : "A bar for each step and each unit of a Dense layer.")
                : "A bar for each step, of each unit's input gate i, forget gate f, candidate g, output gate o, cell state c and hidden state h. What is below zero is hollow.");
    }

    public static Scene Draw(NetworkRun run, int layer)
    {
        var picture = new Strips(run, layer);
        picture.Draw();
        return picture._scene;
    }

    private void Draw()
    {
        LayerArchitecture what = _run.Layer(_layer);
        int[] order = _run.Order(_layer, 0);
        (int[] steps, int every) = Shown.Sample(order.Length);
        bool hasNumbers = order.Length <= MostNumbers;
        double pitch = hasNumbers ? 40 : Math.Max(2.5, Math.Min(16, Math.Floor(256.0 / steps.Length) / 2));
        double panel = Math.Max(70, pitch * steps.Length);
        CellValue[] values = what.Lstms.Count == 0 ? [CellValue.Hidden] : CellValues.OfUnits;
        int most = (what.Lstms.Count == 0 ? [what.OutputSize] : what.Lstms.Select(lstm => Math.Max(lstm.Units, lstm.HiddenSize))).Max();
        int inRow = Math.Min(values.Length, panel > 130 && most <= MostTallRows ? 3 : 6);
        double labels = FontMetrics.Width(Words.Unit(most - 1), 12, true) + 14;
        double width = labels + (inRow * (panel + 26));
        string scales = "Each row is a unit, each bar a step, from left to right in the order of the sequence. What is below zero is hollow.";
        double y = Frame.Head(_scene, width, scales + (every > 1 ? $" Every {Nth(every)} step is drawn." : ""));
        for (int half = 0; half < Math.Max(1, what.Lstms.Count); half++)
        {
            y += 10;
            if (what.Lstms.Count > 1 || (what.Lstms.Count == 1 && what.Lstms[0].ReadsBackwards))
            {
                string which = what.Lstms.Count == 1 ? "Computed" : (half == 0 ? "First half, computed" : "Second half, computed");
                _scene.Text($"{which} from the {(what.Lstms[half].ReadsBackwards ? "last step to the first: read the bars from right to left" : "first step to the last")}.", Frame.Margin, y + 12, 13, bold: true);
                y += 22;
            }

            for (int first = 0; first < values.Length; first += inRow)
            {
                double bottom = y;
                for (int index = first; index < Math.Min(first + inRow, values.Length); index++)
                {
                    double left = Frame.Margin + labels + ((index - first) * (panel + 26));
                    bottom = Math.Max(bottom, Panel(values[index], half, [.. steps.Select(step => order.Length == 1 ? order[0] : step)], left, y, panel, pitch, hasNumbers, isFirst: index == first));
                }

                y = bottom + 14;
            }
        }

        Frame.Close(_scene);
    }

    /// <summary>One value of all units; returns where it ends.</summary>
    private double Panel(CellValue value, int half, int[] steps, double left, double top, double width, double pitch, bool hasNumbers, bool isFirst)
    {
        bool isDense = _run.Layer(_layer).Lstms.Count == 0;
        int count = isDense ? _run.Layer(_layer).OutputSize : value == CellValue.Hidden ? _run.Lstm(_layer, half).HiddenSize : _run.Lstm(_layer, half).Units;
        (int[] units, int every) = Shown.Sample(count);
        bool isTall = units.Length <= MostTallRows;
        double height = hasNumbers ? (isTall ? 66 : 46) : isTall ? 40 : 18;
        double gap = units.Length <= MostTallRows ? 10 : 4;
        string letter = isDense ? "y" : CellValues.Letter(value);
        double Value(int step, int unit) => isDense ? _run.Output(_layer, step, unit) : _run[_layer, half, step, value, unit];

        bool isGate = value is CellValue.InputGate or CellValue.ForgetGate or CellValue.OutputGate;
        (double low, double high) = Range(steps.SelectMany(step => units.Select(unit => Value(step, unit))), isGate ? 1 : 0);
        double nameWidth = FontMetrics.Width(letter, 15, true) + 7;
        double y = top + 14;
        _scene.Text(letter, left, y, 15, Anchor.Start, isDense ? "ink" : "ink-" + letter, bold: true);
        string words = isDense ? "output" : CellValues.Words(value);
        double room = width + 18 - nameWidth;
        _scene.Text(FontMetrics.Fitted(words, room, 12), left + nameWidth, y, 12);
        y += 15;
        _scene.Text(FontMetrics.Fitted($"{NumberText.Plain(low)} to {NumberText.Plain(high)}", width + 18, 11), left, y, 11, Anchor.Start, "muted");
        y += 9;
        if (every > 1 && isFirst)
        {
            _scene.Text(FontMetrics.Fitted($"every {Nth(every)} unit", width + 18, 11), left, y + 9, 11, Anchor.Start, "muted");
        }

        y += every > 1 ? 15 : 0;
        using IDisposable group = _scene.Group("strip", null, Scene.Data("layer", _layer), Scene.Data("half", half), ("value-of", letter));
        List<Box> boxes = [];
        List<(Point, Point)> axes = [];
        double text = hasNumbers ? 13 : 0;
        foreach (int unit in units)
        {
            var box = new Box(left, y, width, height);
            boxes.Add(box);
            y += height + gap;
        }

        _scene.Add(new RectsMark(boxes, "panel"));
        double inner = height - 4 - (2 * text);
        double Zero(Box box) => box.Y + 2 + text + (inner * high / (high - low));
        axes.AddRange(boxes.Select(box => (new Point(box.X, Zero(box)), new Point(box.Right, Zero(box)))));
        _scene.Add(new LinesMark(axes, "axis"));
        for (int row = 0; row < units.Length; row++)
        {
            Box box = boxes[row];
            if (isFirst)
            {
                double size = height > 20 ? 12 : 10;
                _scene.Text(Words.Unit(units[row]), Frame.Margin, Scene.Middle(box.CenterY, size), size, bold: height > 20);
            }

            double[] numbers = [.. steps.Select(step => Value(step, units[row]))];
            double space = pitch > 6 ? Math.Min(4, pitch * 0.15) : pitch > 3 ? 0.5 : 0;
            double up = inner * high / (high - low);
            string colour = isDense ? "h" : letter;
            if (!hasNumbers)
            {
                using IDisposable all = _scene.Group(
                    "unit", null, Scene.Data("unit", units[row]), ("steps", string.Join(" ", steps)), ("values", string.Join(" ", numbers.Select(_run.Exact))));
                SignedBar.Many(_scene, numbers.Select((number, column) => (box.X + (column * pitch) + space, Zero(box), number)), pitch - (2 * space), up, inner - up, high, low, colour);
                Missing(numbers, box.X, pitch, Zero(box));
                continue;
            }

            using IDisposable unit = _scene.Group("unit", null, Scene.Data("unit", units[row]));
            for (int column = 0; column < steps.Length; column++)
            {
                double number = numbers[column];
                double x = box.X + (column * pitch);
                var datum = new Datum("", _run.Exact(number), Scene.Data("step", steps[column]));
                double length = SignedBar.Vertical(_scene, x + space, pitch - (2 * space), Zero(box), up, inner - up, number, number < 0 ? -low : high, colour);
                string shown = double.IsNaN(number) ? "–" : NumberText.Shown(number);
                _scene.Text(shown, x + (pitch / 2), number < 0 ? Zero(box) + length + 10 : Zero(box) - length - 3, NumberSize, Anchor.Middle, inside: box, datum: datum);
            }
        }

        if (hasNumbers)
        {
            for (int column = 0; column < steps.Length; column++)
            {
                _scene.Text(NumberText.Count(steps[column]), left + ((column + 0.5) * pitch), y - gap + 12, NumberSize, Anchor.Middle, "muted");
            }

            y += 15;
        }

        return y - gap;
    }

    /// <summary>What was not computed is crossed out.</summary>
    private void Missing(double[] numbers, double left, double pitch, double zero)
    {
        double reach = Math.Min(3, pitch / 2);
        List<(Point, Point)> crosses = [.. numbers.Select((number, column) => (number, x: left + ((column + 0.5) * pitch))).Where(cross => double.IsNaN(cross.number))
            .Select(cross => (new Point(cross.x - reach, zero - reach), new Point(cross.x + reach, zero + reach)))];
        if (crosses.Count > 0)
        {
            _scene.Add(new LinesMark(crosses, "axis"));
        }
    }

    private static string Nth(int every) => every == 2 ? "second" : every == 3 ? "third" : NumberText.Count(every) + "th";

    /// <summary>The range of the values, at least to a given number.</summary>
    private static (double Low, double High) Range(IEnumerable<double> values, double least)
    {
        List<double> real = [.. values.Where(value => !double.IsNaN(value) && !double.IsInfinity(value))];
        double low = real.DefaultIfEmpty(0).Min();
        double high = real.DefaultIfEmpty(0).Max();
        double most = Math.Max(least, Rounded(Math.Max(-low, high)));
        return low < 0 ? (-most, most) : (0, most);
    }

    /// <summary>1, 1.5, 2, 3, 4, 5, 6 or 8 times a power of ten, not below a number; 1 for values too small to be drawn.</summary>
    private static double Rounded(double value)
    {
        if (value < 0.01)
        {
            return value > 0 ? 0.01 : 1;
        }

        double power = 0.01;
        while (power * 10 < value)
        {
            power *= 10;
        }

        double[] factors = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];
        return Math.Round(power * factors.First(factor => factor == 10 || factor * power >= value), 3);
    }
}

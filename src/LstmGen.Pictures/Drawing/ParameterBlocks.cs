using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Pictures.Numbers;
using LstmGen.Pictures.Svg;

namespace LstmGen.Pictures.Drawing;

/// <summary>
/// The parameters of a network as blocks: a column for each sum of each unit, a row for each value for which a sum has a weight. To scale.
/// </summary>
internal sealed class ParameterBlocks
{
    private const double MostWidth = 600;
    private const double MostHeight = 480;
    private const double LargestCell = 40;

    /// <summary>From this size on, a number fits into a cell.</summary>
    private const double NumberCell = 36;
    private const double Gap = 7;
    private const double LabelPitch = 36;
    private const int MostNumbers = 600;

    private readonly NetworkArchitecture _network;
    private readonly NetworkRun? _run;
    private readonly Scene _scene;
    private readonly double _left;

    private ParameterBlocks(NetworkArchitecture network, NetworkRun? run)
    {
        _network = network;
        _run = run;
        string title = string.IsNullOrEmpty(run?.Title) ? "" : run!.Title + ", ";
        _scene = new Scene(
            "parameters",
            title + Words.Capital(NumberText.Count(network.ParameterCount, "parameter")),
            "The parameters of each layer as blocks to scale. " + string.Join(" ", Enumerable.Range(0, network.Layers.Count).SelectMany(layer => network.Layers[layer] is DenseArchitecture dense
                ? [Formula(dense)]
                : network.Layers[layer] is PositionwiseArchitecture row ? [Formula(row)]
                : network.Layers[layer].Lstms.Select(Formula))));
        _left = Frame.Margin + FontMetrics.Width("recurrent kernel", 13, true) + 34;
    }

    public static Scene Draw(NetworkArchitecture network, NetworkRun? run)
    {
        var picture = new ParameterBlocks(network, run);
        picture.Draw();
        return picture._scene;
    }

    private static string Formula(LstmArchitecture lstm)
    {
        string parts = NumberText.Count(lstm.InputSize) + " + " + NumberText.Count(lstm.HiddenSize) + (lstm.HasBias ? " + 1" : "");
        string more = (lstm.HasPeepholes ? $" + {NumberText.Count(lstm.PeepholeCount)} peepholes" : "")
            + (lstm.Projection is not null ? $" + {NumberText.Count(lstm.Units)} · {NumberText.Count(lstm.HiddenSize)} of the projection" : "");
        return $"{Words.Name(lstm)}: {lstm.SumCount} sums · {NumberText.Count(lstm.Units, "unit")} · ({parts}){more} = {NumberText.Count(lstm.ParameterCount)}.";
    }

    private static string Formula(DenseArchitecture dense) => dense.HasBias
        ? $"{Words.Name(dense)}: {NumberText.Count(dense.Units, "unit")} · ({NumberText.Count(dense.InputSize)} + 1) = {NumberText.Count(dense.ParameterCount)}."
        : $"{Words.Name(dense)}: {NumberText.Count(dense.Units, "unit")} · {NumberText.Count(dense.InputSize)} = {NumberText.Count(dense.ParameterCount)}.";

    private static string Formula(PositionwiseArchitecture row) =>
        $"{Words.Name(row)}: {(row.ParameterCount == 0 ? "no parameters" : NumberText.Count(row.ParameterCount) + ", which aren't drawn")}.";

    private void Draw()
    {
        double y = Frame.Head(_scene, 720, "Each column holds the weights of one sum of one unit, each row those of one value. Within a layer all blocks are drawn to the same scale.");
        for (int layer = 0; layer < _network.Layers.Count; layer++)
        {
            if (_network.Layers[layer] is DenseArchitecture dense)
            {
                y = Heading(layer, Formula(dense), y) + 6;
                y = Dense(dense, layer, y);
                continue;
            }

            if (_network.Layers[layer] is PositionwiseArchitecture row)
            {
                y = Heading(layer, Formula(row), y) + 6;
                continue;
            }

            for (int half = 0; half < _network.Layers[layer].Lstms.Count; half++)
            {
                LstmArchitecture lstm = _network.Layers[layer].Lstms[half];
                y = Heading(layer, (_network.Layers[layer].Lstms.Count == 1 ? "" : half == 0 ? "First half, " : "Second half, ") + Formula(lstm), y);
                y = Lstm(lstm, layer, half, y);
            }
        }

        Frame.Notes(_scene, y + 14, 720, Explained());
        Frame.Close(_scene);
    }

    private IEnumerable<string> Explained()
    {
        LstmArchitecture lstm = _network.Layers.SelectMany(layer => layer.Lstms).First();
        string bias = lstm.HasBias ? ", and a bias" : "";
        yield return $"Each unit has {lstm.SumCount} sums: for the input gate i, {(lstm.IsCoupled ? "" : "the forget gate f, ")}the candidate g and the output gate o. Each sum has a weight for every input value, a weight for h of every unit{bias}.";
        yield return "Every step uses the same parameters: a longer sequence needs no more of them.";
    }

    private double Heading(int layer, string formula, double y)
    {
        string place = _network.Layers.Count > 1 ? $"Layer {layer}: " : "";
        return _scene.Paragraph(place + formula.TrimEnd('.'), Frame.Margin, y + 24, 14, 740, bold: true) + 4;
    }

    private double Lstm(LstmArchitecture lstm, int layer, int half, double y)
    {
        var places = new Places(_network, layer, half);
        int[] sums = [.. Enumerable.Range(0, 4).Where(sum => !(lstm.IsCoupled && sum == 1))];
        double rows = lstm.InputSize + lstm.HiddenSize + (lstm.HasBias ? 1 : 0) + (lstm.HasPeepholes ? 1 : 0) + (lstm.Projection is null ? 0 : lstm.Units);
        double scale = Scale(Math.Max(lstm.SumCount * lstm.Units, lstm.Projection ?? 0), rows);
        double group = lstm.Units * scale;
        y = Headers(sums, group, y);
        using IDisposable all = _scene.Group("parameters", null, Scene.Data("layer", layer), Scene.Data("half", half));
        double label = y;
        y = Blocks("kernel", "x", lstm.InputSize, sums, lstm.Units, scale, y, ref label, (row, sum, unit) => places.Kernel(row, sum, unit));
        y = Blocks("recurrent kernel", "h", lstm.HiddenSize, sums, lstm.Units, scale, y, ref label, (row, sum, unit) => places.Recurrent(row, sum, unit));
        y = !lstm.HasBias ? y : Blocks("bias", "", 1, sums, lstm.Units, scale, y, ref label, (_, sum, unit) => places.Bias(sum, unit));
        y = !lstm.HasPeepholes ? y : Blocks("peepholes", "c", 1, [.. sums.Where(sum => sum != 2)], lstm.Units, scale, y, ref label, (_, sum, unit) => places.Peephole(sum, unit), sums);
        if (lstm.Projection is { } projection)
        {
            y = Blocks("projection", "m", lstm.Units, [-1], projection, scale, y, ref label, (row, _, value) => places.Projection(row, value));
        }

        return Math.Max(y, label);
    }

    private double Dense(DenseArchitecture dense, int layer, double y)
    {
        var places = new Places(_network, layer, 0);
        double scale = Math.Min(Scale(dense.Units, dense.InputSize + 1), dense.InputSize > 6 ? 240.0 / dense.InputSize : LargestCell);
        using IDisposable all = _scene.Group("parameters", null, Scene.Data("layer", layer));
        double label = y;
        y = Blocks("kernel", "inputs", dense.InputSize, [-1], dense.Units, scale, y, ref label, (row, _, unit) => places.Kernel(row, 0, unit));
        y = !dense.HasBias ? y : Blocks("bias", "", 1, [-1], dense.Units, scale, y, ref label, (_, _, unit) => places.Bias(0, unit));
        return Math.Max(y, label);
    }

    private static double Scale(double columns, double rows) => Math.Min(LargestCell, Math.Min(MostWidth / columns, MostHeight / rows));

    private double Headers(int[] sums, double group, double y)
    {
        if (group < 16)
        {
            _scene.Text(string.Join(" ", sums.Select(sum => CellValues.Letter(CellValues.Sums[sum]))), _left, y + 13, 13, bold: true);
            return y + 20;
        }

        for (int index = 0; index < sums.Length; index++)
        {
            CellValue value = CellValues.Sums[sums[index]];
            string letter = CellValues.Letter(value);
            double x = _left + (index * (group + Gap));
            _scene.Text(letter, x + 1, y + 13, 14, Anchor.Start, "ink-" + letter, bold: true);
            double words = FontMetrics.Width(letter, 14, true) + 7;
            if (group > FontMetrics.Width(CellValues.Words(value), 12) + words)
            {
                _scene.Text(CellValues.Words(value), x + words, y + 13, 12);
            }
        }

        return y + 20;
    }

    /// <summary>The blocks of one tensor, side by side, with its name at the left; returns where the next one begins.</summary>
    private double Blocks(string name, string of, int rows, int[] sums, int units, double scale, double y, ref double label, Func<int, int, int, int> place, int[]? columns = null)
    {
        columns ??= sums;
        double width = units * scale;
        double height = Math.Max(1, rows * scale);
        long count = (long)rows * units;
        bool hasNumbers = _run is not null && scale >= NumberCell && (long)rows * units * sums.Length <= MostNumbers;
        double right = _left;
        foreach (int sum in sums)
        {
            string letter = sum < 0 ? "h" : CellValues.Letter(CellValues.Sums[sum]);
            var box = new Box(_left + (Array.IndexOf(columns, sum) * (width + Gap)), y, width, height);
            right = Math.Max(right, box.Right);
            _scene.Rect(box, "block-" + letter);
            Grid(box, rows, units, scale);
            if (hasNumbers)
            {
                for (int index = 0; index < count; index++)
                {
                    int row = index / units;
                    int unit = index % units;
                    int at = place(row, sum, unit);
                    double value = _run!.Parameter(at);
                    var cell = new Box(box.X + (unit * scale), box.Y + (row * scale), scale, scale);
                    _scene.Text(Cell(value, scale), cell.CenterX, Scene.Middle(cell.CenterY, 10), 10, Anchor.Middle, inside: cell, datum: new Datum("w", _run.Exact(value), Scene.Data("index", at)));
                }
            }
            else
            {
                Count(box, rows, units, count);
            }
        }

        double center = y + (height / 2);
        double at2 = Math.Max(label, center - 16);
        _scene.Text(name, Frame.Margin, at2 + 12, 13, bold: true);
        string counted = $"{(of.Length > 0 ? "of " + of + ": " : "")}{NumberText.Count(rows)} · {NumberText.Count(units * sums.Length)} = {NumberText.Count(count * sums.Length)}";
        _scene.Text(FontMetrics.Fitted(counted, _left - Frame.Margin - 20, 11), Frame.Margin, at2 + 27, 11, Anchor.Start, "muted");
        if (Math.Abs(at2 + 16 - center) > 5)
        {
            // The label had to move: a line leads to its blocks.
            _scene.Add(new LineMark([new(_left - 16, at2 + 16), new(_left - 10, at2 + 16), new(_left - 10, center), new(_left - 3, center)], "hair"));
        }

        label = at2 + LabelPitch;
        return y + height + Gap;
    }

    private static string Cell(double value, double scale)
    {
        string text = NumberText.Shown(value);
        return FontMetrics.Width(text, 10) <= scale - 2 ? text : NumberText.Shown(value, 0);
    }

    private void Grid(Box box, int rows, int units, double scale)
    {
        if (scale < 10)
        {
            return;
        }

        List<(Point, Point)> lines =
        [
            .. Enumerable.Range(1, rows - 1).Select(row => (new Point(box.X, box.Y + (row * scale)), new Point(box.Right, box.Y + (row * scale)))),
            .. Enumerable.Range(1, units - 1).Select(unit => (new Point(box.X + (unit * scale), box.Y), new Point(box.X + (unit * scale), box.Bottom))),
        ];
        if (lines.Count > 0)
        {
            _scene.Add(new LinesMark(lines, "hair"));
        }
    }

    /// <summary>The number of parameters of a block, if it is large enough to show it.</summary>
    private void Count(Box box, int rows, int units, long count)
    {
        string text = $"{NumberText.Count(rows)} · {NumberText.Count(units)} = {NumberText.Count(count)}";
        text = FontMetrics.Width(text, 12, true) <= box.Width - 8 ? text : NumberText.Count(count);
        double width = FontMetrics.Width(text, 12, true);
        if (width <= box.Width - 8 && box.Height >= 18)
        {
            // On its own background, so that no grid line crosses it.
            _scene.Rect(new Box(box.CenterX - (width / 2) - 3, box.CenterY - 8, width + 6, 16), "opaque", 3);
            _scene.Text(text, box.CenterX, Scene.Middle(box.CenterY, 12), 12, Anchor.Middle, bold: true, inside: box);
        }
    }
}

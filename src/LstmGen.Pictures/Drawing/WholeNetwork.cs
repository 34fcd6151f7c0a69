using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Pictures.Numbers;
using LstmGen.Pictures.Svg;

namespace LstmGen.Pictures.Drawing;

/// <summary>
/// All layers over time, each a block at each step: values passed to the next layer go up, values passed to the layer's next step go
/// sideways.
/// </summary>
internal sealed class WholeNetwork
{
    private const int MostColumns = 6;
    private const double Block = 124;
    private const double Pitch = 190;
    private const double HalfHeight = 44;
    private const double Between = 46;

    private readonly NetworkRun _run;
    private readonly Scene _scene;
    private readonly int[] _columns;
    private readonly double _left;

    private WholeNetwork(NetworkRun run)
    {
        _run = run;
        NetworkArchitecture network = run.Architecture;
        string title = string.IsNullOrEmpty(run.Title) ? "The network" : run.Title!;
        _scene = new Scene(
            "network",
            $"{title} over {NumberText.Count(run.Steps, "step")}",
            $"{NumberText.Count(network.Layers.Count, "layer")}, from the input to the output: {string.Join(", ", network.Layers.Select(Words.Name))}. At each step a layer reads what the layer before it passes on at that step.");
        IEnumerable<int> steps = Enumerable.Range(0, run.Steps);
        _columns = run.Steps <= MostColumns ? [.. steps] : [0, 1, 2, -1, run.Steps - 2, run.Steps - 1];
        double labels = Enumerable.Range(0, network.Layers.Count).Max(layer => Label(layer).Max(line => FontMetrics.Width(line, 13, true)));
        _left = Frame.Margin + Math.Min(260, labels) + 56;
    }

    public static Scene Draw(NetworkRun run)
    {
        var picture = new WholeNetwork(run);
        picture.Draw();
        return picture._scene;
    }

    private double X(int column) => _left + (column * Pitch);

    private double Right => X(_columns.Length - 1) + Block;

    private string[] Label(int layer)
    {
        LayerArchitecture what = _run.Architecture.Layers[layer];
        string[] names = what is BidirectionalArchitecture both ? ["Bidirectional", Words.Name(both.Lstms[0]), Words.Name(both.Lstms[1])] : [Words.Name(what)];
        return [_run.Architecture.Layers.Count > 1 ? $"Layer {layer}: {names[0]}" : names[0], .. names.Skip(1)];
    }

    private void Draw()
    {
        double y = Frame.Head(_scene, Right + 40 - Frame.Margin, _run.Architecture.Layers.Count > 1
            ? "Each block is a whole layer at one step. Units are side by side inside a block; layers are above each other, and each reads what the one below passes on."
            : "Each block is the whole layer at one step.");
        y += 26;
        for (int column = 0; column < _columns.Length; column++)
        {
            double center = X(column) + (Block / 2);
            if (_columns[column] < 0)
            {
                _scene.Text($"⋯ {NumberText.Count(_run.Steps - MostColumns + 1)} more steps", center, y, 12, Anchor.Middle, "muted");
                continue;
            }

            _scene.Text(FontMetrics.Fitted(_run.StepName(_columns[column]), Pitch - 20, 13, true), center, y, 13, Anchor.Middle, bold: true);
        }

        y += 16;
        int last = _run.Architecture.Layers.Count - 1;
        y = Outputs(last, y);
        for (int layer = last; layer >= 0; layer--)
        {
            y = Layer(layer, y);
        }

        y += InputRise(y);
        Inputs(y);
        Frame.Legend(_scene, y + 26 + 24, Right - Frame.Margin, Legend());
        Frame.Close(_scene);
    }

    private IEnumerable<(Action<Box> Sample, string Text)> Legend()
    {
        if (_run.Architecture.Layers.Any(layer => layer.Lstms.Count > 0))
        {
            yield return (box => _scene.Arrow("line-c", box.X, box.CenterY, box.Right, box.CenterY), "c of all units of a layer, to the same layer at the next step that it reads: each value to its own unit.");
            yield return (box => _scene.Arrow("line-h", box.X, box.CenterY, box.Right, box.CenterY), "h of all units: sideways to the same layer, upwards to the next layer, for which it is the input x.");
        }

        if (_run.Architecture.Layers.Count(layer => layer.Lstms.Count > 0) > 1)
        {
            yield return (_ => { }, "Units of one layer see each other one step later. A layer sees the layer below it at the same step.");
        }

        foreach (PositionwiseArchitecture row in _run.Architecture.Layers.OfType<PositionwiseArchitecture>())
        {
            yield return (_ => { }, $"{Words.Name(row)} {row.Meaning}.");
        }

        if (_run.Architecture.HasSkip)
        {
            yield return (_ => { }, "The first values of a step's input are added to the outputs (a skip connection).");
        }
    }

    /// <summary>The columns in which a layer is computed.</summary>
    private IEnumerable<int> Drawn(int layer) => Enumerable.Range(0, _columns.Length)
        .Where(column => _columns[column] >= _run.FirstStep(layer) && (!_run.ReadsLastStepAlone(layer) || column == _columns.Length - 1));

    private double Outputs(int last, double y)
    {
        int size = _run.Architecture.OutputSize;
        bool isAlone = _run.Architecture.Layers[last] is RowsArchitecture || _run.Architecture.Layers[last].PassesOnLastStepAlone;
        foreach (int column in isAlone ? Drawn(last + 1) : Drawn(last))
        {
            var box = new Box(X(column) - 16, y, Block + 32, 26);
            int step = _columns[column];
            bool isOne = size == 1 && !isAlone;
            double value = isOne ? _run.NetworkOutput(step, 0) : double.NaN;
            _scene.Rect(box, "node", 13, isOne ? new Datum("out", _run.Exact(value), Scene.Data("step", step), Scene.Data("index", 0)) : null);
            string name = _run.OutputNames is { Count: > 0 } names && size == 1 ? names[0] : _run.Architecture.HasSkip ? "out + x" : "out";
            _scene.TextIn(box, isOne ? $"{name} = {NumberText.Shown(value)}" : $"out: {NumberText.Count(size, "value")}", 12);
        }

        return y + 26 + (isAlone ? 0 : Rise(last, y + 26));
    }

    /// <summary>Arrows from a layer up to what is above it.</summary>
    private double Rise(int layer, double top)
    {
        foreach (int column in Drawn(layer))
        {
            _scene.Arrow("line-h", X(column) + (Block / 2), top + Between, X(column) + (Block / 2), top);
        }

        int first = Drawn(layer).First();
        _scene.Text(NumberText.Count(_run.Architecture.Layers[layer].OutputSize), X(first) + (Block / 2) + 8, top + (Between / 2) + 5, 11, Anchor.Start, "muted");
        return Between;
    }

    private double Layer(int layer, double y)
    {
        LayerArchitecture what = _run.Architecture.Layers[layer];
        if (what is RowsArchitecture rows)
        {
            foreach (int column in Drawn(layer + 1))
            {
                _scene.Arrow("line-h", X(column) + (Block / 2), y + 30, X(column) + (Block / 2), y);
            }

            string[] name = Label(layer);
            _scene.Text(FontMetrics.Fitted(name[0], _left - Frame.Margin - 56, 13, true), Frame.Margin, y + 46, 13, Anchor.Start, bold: true);
            Bar(y + 30, Words.Meaning(rows).TrimEnd('.'));
            return y + 54;
        }

        if (what.PassesOnLastStepAlone)
        {
            // Only one row is output, so a bar collects all of them.
            double center = X(_columns.Length - 1) + (Block / 2);
            _scene.Arrow("line-h", center, y + 30, center, y);
            Bar(y + 30, "only the last row is passed on");
            y += 30 + 24 + Rise(layer, y + 54);
        }
        else if (what is LstmArchitecture { Direction: ReadingDirection.GoBackwards or ReadingDirection.Turned } && layer + 1 < _run.Architecture.Layers.Count)
        {
            foreach (int column in Drawn(layer))
            {
                _scene.Arrow("line-h", X(column) + (Block / 2), y + 30, X(column) + (Block / 2), y);
            }

            Bar(y + 30, "the rows are passed on in reverse order: the last comes first");
            y += 54 + Rise(layer, y + 54);
        }
        else if (layer + 1 < _run.Architecture.Layers.Count)
        {
            y += Rise(layer, y);
        }

        int halves = Math.Max(1, what.Lstms.Count);
        double height = what.Lstms.Count == 0 ? 34 : (halves * HalfHeight) + (halves > 1 ? 24 : 0);
        string[] label = Label(layer);
        for (int line = 0; line < label.Length; line++)
        {
            _scene.Text(FontMetrics.Fitted(label[line], _left - Frame.Margin - 56, 13, line == 0), Frame.Margin, y + (height / 2) + 4 + ((line - ((label.Length - 1) / 2.0)) * 17) - 7, 13, Anchor.Start, line == 0 ? "ink" : "muted", bold: line == 0);
        }

        _scene.Text(NumberText.Count(what.ParameterCount, "parameter"), Frame.Margin, y + (height / 2) + 4 + ((label.Length - ((label.Length - 1) / 2.0)) * 17) - 7, 12, Anchor.Start, "muted");
        foreach (int column in Drawn(layer))
        {
            if (halves > 1)
            {
                _scene.Rect(new Box(X(column) - 8, y, Block + 16, height), "panel", 8);
            }
        }

        for (int half = 0; half < halves; half++)
        {
            double top = y + (halves > 1 ? 8 + (half * (HalfHeight + 8)) : 0);
            var lstm = what.Lstms.Count > 0 ? what.Lstms[half] : null;
            if (lstm is not null)
            {
                Sideways(layer, lstm.ReadsBackwards, top);
            }

            foreach (int column in Drawn(layer))
            {
                var box = new Box(X(column), top, Block, what.Lstms.Count == 0 ? height : HalfHeight);
                _scene.Rect(box, "node", 6);
                _scene.TextIn(box, NumberText.Count(lstm?.Units ?? what.OutputSize, what is PositionwiseArchitecture ? "value" : "unit"), 12);
            }
        }

        return y + height;
    }

    /// <summary>c and h from a block to the next one that the layer computes.</summary>
    private void Sideways(int layer, bool isBackwards, double top)
    {
        int[] drawn = [.. Drawn(layer)];
        for (int column = 0; column + 1 < _columns.Length; column++)
        {
            if (!drawn.Contains(column) && !drawn.Contains(column + 1))
            {
                continue;
            }

            // Beside a gap the arrow is half as long.
            double from = drawn.Contains(column) ? X(column) + Block : X(column + 1) - 30;
            double to = drawn.Contains(column + 1) ? X(column + 1) : X(column) + Block + 30;
            if (_run.ReadsLastStepAlone(layer))
            {
                continue;
            }

            double start = isBackwards ? to : from;
            double end = isBackwards ? from : to;
            _scene.Arrow("line-c", start, top + 14, end, top + 14);
            _scene.Arrow("line-h", start, top + 30, end, top + 30);
        }
    }

    private void Bar(double y, string text)
    {
        var box = Box.Between(_left - 8, y, Math.Max(Right + 8, _left + FontMetrics.Width(text, 12) + 24), y + 24);
        _scene.Rect(box, "node", 4);
        _scene.TextIn(box, text, 12);
    }

    /// <summary>Arrows from the input up to the first layer.</summary>
    private double InputRise(double y)
    {
        foreach (int column in Drawn(0))
        {
            _scene.Arrow("line-x", X(column) + (Block / 2), y + Between, X(column) + (Block / 2), y);
        }

        _scene.Text(NumberText.Count(_run.Architecture.InputSize), X(0) + (Block / 2) + 8, y + (Between / 2) + 5, 11, Anchor.Start, "muted");
        return Between;
    }

    private void Inputs(double y)
    {
        int size = _run.Architecture.InputSize;
        foreach (int column in Drawn(0))
        {
            var box = new Box(X(column) - 16, y, Block + 32, 26);
            double value = _run.Input(0, _columns[column], 0);
            _scene.Rect(box, "node", 13, size == 1 ? new Datum("x", _run.Exact(value), Scene.Data("layer", 0), Scene.Data("step", _columns[column]), Scene.Data("index", 0)) : null);
            _scene.TextIn(box, size == 1 ? $"{_run.FeatureName(0, 0)} = {NumberText.Plain(value)}" : $"x: {NumberText.Count(size, "value")}", 12);
        }
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Pictures.Numbers;
using LstmGen.Pictures.Svg;

namespace LstmGen.Pictures.Drawing;

/// <summary>
/// A layer over time: a row for each unit, a column for each step. The h of all units of a column meet in one line, which leaves at the top
/// and leads to the box of inputs of the next column's units; from that box a line leads to each of them. c continues straight.
/// </summary>
internal sealed class OverTime
{
    private readonly NetworkRun _run;
    private readonly int _layer;
    private readonly Scene _scene;

    private OverTime(NetworkRun run, int layer)
    {
        _run = run;
        _layer = layer;
        LayerArchitecture what = run.WithUnits(layer);
        int steps = run.Order(layer, 0).Length;
        string title = Words.Title(run.Architecture, run.Title, layer, " over " + NumberText.Count(steps, "step"));
        _scene = new Scene("over-time", title, Description(what, steps));
    }

    public static Scene Draw(NetworkRun run, int layer) => Draw(run, layer, out _);

    /// <param name="grids">Where the units of each half are.</param>
    public static Scene Draw(NetworkRun run, int layer, out IReadOnlyList<OverTimeGrid> grids)
    {
        var picture = new OverTime(run, layer);
        grids = picture.Draw();
        return picture._scene;
    }

    private static string Description(LayerArchitecture layer, int steps) => layer is DenseArchitecture dense
        ? $"A Dense layer of {NumberText.Count(dense.Units, "unit")} at {NumberText.Count(steps, "step")}. Every unit sees all inputs of its step. Nothing is passed from step to step."
        : string.Join(" ", layer.Lstms.Select(lstm =>
            $"{NumberText.Count(lstm.Units, "unit")} at {NumberText.Count(steps, "step")}. At each step every unit sees {Words.All(lstm.InputSize, "input value")} and {Words.All(lstm.HiddenSize, "hidden value")} h of the step before. "
            + "Each unit's cell state c is passed on to that unit alone. The units of a step work side by side, the steps follow one another."));

    private IReadOnlyList<OverTimeGrid> Draw()
    {
        LayerArchitecture what = _run.Layer(_layer);
        PositionwiseArchitecture.Refuse(what, "layer");
        List<OverTimeRows> halves = what is DenseArchitecture
            ? [new OverTimeRows(_scene, _run, _layer, null)]
            : [.. what.Lstms.Select((_, half) => new OverTimeRows(_scene, _run, _layer, half))];
        double width = halves.Max(half => half.Width);
        string subtitle = "Each row is a unit, each column a step. The units of a column work side by side; the columns follow one another.";
        double y = Frame.Head(_scene, width, what is DenseArchitecture ? "Each row is a unit, each column a step. Nothing is passed from one step to another." : subtitle) + 6;
        for (int half = 0; half < halves.Count; half++)
        {
            if (halves.Count > 1)
            {
                string order = what.Lstms[half].ReadsBackwards ? "reads the last step first" : "reads the first step first";
                _scene.Text($"{(half == 0 ? "First" : "Second")} half: {order}", Frame.Margin, y + 14, 14, bold: true);
                y += 24;
            }
            else if (what.Lstms.Count == 1 && what.Lstms[0].ReadsBackwards)
            {
                _scene.Text("It reads the last step first.", Frame.Margin, y + 14, 14, bold: true);
                y += 24;
            }

            y = halves[half].Draw(y) + 22;
        }

        _ = Frame.Legend(_scene, y, width, Legend(what, halves[0].IsWide));
        Frame.Close(_scene);
        return [.. halves.Select(half => half.Grid)];
    }

    private IEnumerable<(Action<Box> Sample, string Text)> Legend(LayerArchitecture layer, bool isWide)
    {
        Action<Box> Line(string name) => box => _scene.Arrow("line-" + name, box.X, box.CenterY, box.Right, box.CenterY);

        if (layer is DenseArchitecture dense)
        {
            yield return (Line("x"), $"Every unit gets {Words.All(dense.InputSize, "value")} of its step, and gives one value.");
            yield break;
        }

        LstmArchitecture lstm = layer.Lstms[0];
        string leaves = layer.PassesOnLastStepAlone ? "" : "leaves the layer, and ";
        string leave = layer.PassesOnLastStepAlone ? "" : $"leave the layer, and {Words.All(lstm.Units)} ";
        yield return (Line("x"), $"x, the input: every unit gets the whole input of its step, {(lstm.InputSize == 1 ? "here one value" : Words.All(lstm.InputSize, "value"))}. No unit has an input of its own.");
        yield return (Line("h"), lstm.Projection is { } projection
            ? $"m and h: the projection P makes {NumberText.Count(projection)} values h of the {NumberText.Count(lstm.Units)} values m that the units show. All of h {leaves}goes to every unit at the next step."
            : lstm.Units == 1
            ? $"h, what the unit shows: it {leaves}comes back to the unit at the next step."
            : $"h, what a unit shows: {Words.All(lstm.Units)} {leave}go to every unit at the next step, its own among them.");
        yield return (Line("c"), lstm.Units == 1 ? "c, its memory: it goes straight on to the next step." : "c, a unit's memory: it goes straight on to the same unit. No other unit sees it.");
        if (!isWide)
        {
            yield return (box =>
            {
                _scene.Line("hair", box.X + 4, box.CenterY, box.X + 28, box.CenterY);
                SignedBar.Vertical(_scene, box.X + 7, 7, box.CenterY, 7, 7, 1, 1, "c");
                SignedBar.Vertical(_scene, box.X + 18, 7, box.CenterY, 7, 7, -0.8, 1, "h");
            }, $"In each unit two bars: c, and beside it {(lstm.Projection is null ? "h" : "m")}. What is below zero is hollow.");
        }

        yield return (box => _scene.Rect(new Box(box.X, box.Y + 1, box.Width, 14), "panel", 4), lstm.Units == 1
            ? "A column is one step. Each waits for the one before it, and uses the same weights."
            : $"A column is one step: its {NumberText.Count(lstm.Units)} units work at the same time, and none needs another's result. All wait for the column before; the weights are the same in every column.");
        yield return (_ => { }, $"From step to step go {NumberText.Count(lstm.HiddenSize)} h and {NumberText.Count(lstm.Units)} c{(layer.Lstms.Count > 1 ? " in each half" : "")}, and nothing else.");
        if (layer.PassesOnLastStepAlone)
        {
            yield return (_ => { }, $"Only h of the step that is read last leaves the layer{(layer.Lstms.Count > 1 ? ", in each half" : "")}.");
        }

        if (layer is BidirectionalArchitecture both)
        {
            int a = both.Lstms[0].OutputSize;
            int b = both.Lstms[1].OutputSize;
            yield return (_ => { }, both.Merge switch
            {
                MergeOfHalves.Concat => $"The output of a step is h of both halves, one after the other: {a} + {b} = {a + b} values.",
                MergeOfHalves.None => $"Each half has an output of its own: {a} and {b} values.",
                _ => $"The output of a step has {NumberText.Count(a, "value")}: h of the two halves, {(both.Merge == MergeOfHalves.Sum ? "added" : both.Merge == MergeOfHalves.Mul ? "multiplied" : "averaged")} value by value.",
            });
        }
    }
}

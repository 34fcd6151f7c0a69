using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LstmGen.Pictures.Drawing;
using LstmGen.Pictures.Numbers;
using LstmGen.Pictures.Svg;

namespace LstmGen.Pictures.Pages;

/// <summary>
/// What a page's script knows about a run: for each layer that can be opened, its places in the picture, its parameters and its part of the
/// trace.
/// </summary>
internal sealed class PageData(NetworkRun run)
{
    /// <param name="layers">What <see cref="Layer"/> wrote of each layer; null for one that can't be opened.</param>
    public string Whole(IReadOnlyList<string?> layers) => Json.Object(
        ("steps", Integer(run.Steps)),
        ("double", run.IsDouble ? "true" : null),
        // If nothing can be opened, there may be so many steps that even their names are too large.
        ("stepNames", Json.Array(Enumerable.Range(0, layers.Any(layer => layer is not null) ? run.Steps : 0).Select(step => Json.Text(run.StepName(step))))),
        ("layers", Json.Array(layers.Select(layer => layer ?? "null"))));

    public string Layer(int layer, IReadOnlyList<OverTimeGrid> grids)
    {
        LayerArchitecture what = run.Layer(layer);
        int[] order = run.Order(layer, 0);
        return Json.Object(
            ("inputs", Integer(what.InputSize)),
            ("names", Json.Array(Enumerable.Range(0, what.InputSize).Select(feature => Json.Text(run.FeatureName(layer, feature))))),
            ("x", Numbers(from step in Enumerable.Range(0, run.Steps) from feature in Enumerable.Range(0, what.InputSize) select run.Input(layer, step, feature))),
            ("alone", what.PassesOnLastStepAlone ? "true" : null),
            ("next", layer + 1 < run.Architecture.Layers.Count ? Json.Text($"layer {layer + 1}") : null),
            ("halves", Json.Array(what is DenseArchitecture dense
                ? [Dense(dense, layer, order, grids[0])]
                : what.Lstms.Select((lstm, half) => Lstm(lstm, layer, half, grids[half])))));
    }

    private string Dense(DenseArchitecture dense, int layer, int[] order, OverTimeGrid grid) => Json.Object(
        ("units", Integer(dense.Units)),
        ("order", Json.Array(order.Select(Integer))),
        ("functions", Json.Array([Json.Text(dense.Activation.ToString())])),
        ("bias", Json.Bool(dense.HasBias)),
        ("w", Parameters(layer, 0, dense.ParameterCount)),
        ("v", Numbers(from step in Enumerable.Range(0, run.Steps) from unit in Enumerable.Range(0, dense.Units) select run.Output(layer, step, unit))),
        ("grid", Grid(grid)));

    private string Lstm(LstmArchitecture lstm, int layer, int half, OverTimeGrid grid)
    {
        int[] order = run.Order(layer, half);
        List<CellValue> values = [.. CellValues.Sums, CellValue.Cell];
        if (lstm.Projection is not null)
        {
            values.Add(CellValue.ProjectionInput);
        }

        values.Add(CellValue.Hidden);
        IEnumerable<int> steps = Enumerable.Range(0, run.Steps);
        IEnumerable<double> First(CellValue value, int count) => Enumerable.Range(0, count).Select(unit => run.Before(layer, half, order[0], value, unit));
        return Json.Object(
            ("name", run.Layer(layer).Lstms.Count > 1 ? Json.Text(half == 0 ? "first half" : "second half") : null),
            ("units", Integer(lstm.Units)),
            ("hidden", Integer(lstm.HiddenSize)),
            ("order", Json.Array(order.Select(Integer))),
            ("functions", Json.Array(new[] { lstm.RecurrentActivation, lstm.RecurrentActivation, lstm.Activation, lstm.RecurrentActivation, lstm.HiddenActivation }.Select(function => Json.Text(function.ToString())))),
            ("bias", Json.Bool(lstm.HasBias)),
            ("peepholes", lstm.HasPeepholes ? "true" : null),
            ("coupled", lstm.IsCoupled ? "true" : null),
            ("projection", lstm.Projection is { } projection ? Integer(projection) : null),
            ("clip", lstm.Clip is { } clip ? Json.Text(Limit(clip)) : null),
            ("cellClip", lstm.CellClip is { } cellClip ? Json.Text(Limit(cellClip)) : null),
            ("w", Parameters(layer, half, lstm.ParameterCount)),
            ("v", Numbers(from step in steps
                          from value in values
                          from unit in Enumerable.Range(0, value == CellValue.Hidden ? lstm.HiddenSize : lstm.Units)
                          select run[layer, half, step, value, unit])),
            // The factor of the output gate: the script can't compute activations.
            ("shown", Numbers(from step in steps from unit in Enumerable.Range(0, lstm.Units) select lstm.HiddenActivation.Of(run[layer, half, step, CellValue.Cell, unit]))),
            ("c", Numbers(First(CellValue.Cell, lstm.Units))),
            ("h", Numbers(First(CellValue.Hidden, lstm.HiddenSize))),
            ("grid", Grid(grid)));
    }

    private static string Limit(float limit) => NumberText.Exact(limit);

    private string Parameters(int layer, int half, long count)
    {
        int start = run.Architecture.ParametersStart(layer, half);
        return Numbers(Enumerable.Range(start, (int)count).Select(run.Parameter));
    }

    private string Numbers(IEnumerable<double> values) => Json.Numbers(values, run.IsDouble);

    private static string Grid(OverTimeGrid grid) => Json.Object(
        ("columns", Lines(grid.Columns)),
        ("rows", Lines(grid.Rows)),
        ("panel", Span(grid.PanelTop, grid.PanelBottom)),
        ("node", Span(grid.Node, grid.NodeWidth)),
        ("spine", Json.Number(grid.Spine)),
        ("collector", Json.Number(grid.Collector)),
        ("cell", Json.Number(grid.Cell)),
        ("shown", Json.Number(grid.Shown)),
        ("lane", Json.Number(grid.Lane)),
        ("sees", Span(grid.Sees, grid.SeesHeight)),
        ("edge", Json.Number(grid.Edge)),
        ("input", Span(grid.Input, grid.InputHeight)),
        ("start", Span(grid.Start, grid.StartWidth)),
        ("cellPart", Part(grid.CellPart)),
        ("shownPart", Part(grid.ShownPart)),
        ("startCollector", grid.StartCollector is { } x ? Json.Number(x) : null));

    private static string Lines(OverTimeLines lines) => Json.Array(new[] { lines.First, lines.Pitch, lines.Size }.Select(Json.Number));

    private static string Part(Box box) => Json.Array(new[] { box.X, box.Y, box.Width, box.Height }.Select(Json.Number));

    private static string Span(double start, double size) => Json.Array(new[] { start, size }.Select(Json.Number));

    private static string Integer(int value) => value.ToString(CultureInfo.InvariantCulture);
}

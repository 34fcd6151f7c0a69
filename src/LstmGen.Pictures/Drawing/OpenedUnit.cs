using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Pictures.Numbers;
using LstmGen.Pictures.Svg;

namespace LstmGen.Pictures.Drawing;

/// <summary>
/// One unit at one step: its inputs times its weights, added to four sums; the gates; its new cell state and hidden state.
/// </summary>
internal sealed class OpenedUnit
{
    private const int MostTerms = 24;
    private const int Decimals = 3;
    private const double RowHeight = 22;
    private const double Weight = 50;
    private const double Bar = 64;
    private const double Product = 56;
    private const double ColumnGap = 26;

    private readonly NetworkRun _run;
    private readonly int _layer;
    private readonly int _half;
    private readonly int _unit;
    private readonly int _step;
    private readonly LstmArchitecture? _lstm;
    private readonly UnitSums _sums;
    private readonly Scene _scene;
    private readonly double _name;
    private readonly double _columns;

    private OpenedUnit(NetworkRun run, int layer, int half, int unit, int step)
    {
        _run = run;
        _layer = layer;
        _half = half;
        _unit = unit;
        _step = step;
        LayerArchitecture what = run.WithUnits(layer);
        PositionwiseArchitecture.Refuse(what, nameof(layer));
        _lstm = what is DenseArchitecture ? null : run.Lstm(layer, half);
        NetworkRun.Check(unit, _lstm?.Units ?? what.OutputSize, "unit", nameof(unit));
        NetworkRun.Check(step, run.Steps, "step", nameof(step));
        _sums = new UnitSums(run, layer, half, unit, step);
        string place = what is BidirectionalArchitecture ? (half == 0 ? " of the first half" : " of the second half") : "";
        string title = Words.Title(run.Architecture, run.Title, layer, $": {Words.Unit(unit)}{place} at {run.StepName(step)}");
        _scene = new Scene("unit-at-step", title, Description());
        double names = _sums.Terms.Max(term => FontMetrics.Width(term.Name, 12));
        _name = Math.Min(190, Math.Max(80, names)) + 10;
        _columns = Frame.Margin + _name + 60 + 20;
    }

    private static double Column => Weight + Bar + Product + 12;

    public static Scene Draw(NetworkRun run, int layer, int half, int unit, int step)
    {
        var picture = new OpenedUnit(run, layer, half, unit, step);
        picture.Draw();
        return picture._scene;
    }

    private bool IsMasked => _lstm is not null && _run.IsMasked(_layer, _half, _step);

    private bool IsComputed => _lstm is null ? !double.IsNaN(_run.Output(_layer, _step, _unit)) : !double.IsNaN(Value(CellValue.InputGate));

    private double Value(CellValue value) => _run[_layer, _half, _step, value, _unit];

    private string Description()
    {
        if (_lstm is null)
        {
            return $"The unit adds up its inputs, each times its weight: {NumberText.Shown(_sums.Sum(0), Decimals)}. Its output is {NumberText.Shown(_run.Output(_layer, _step, _unit), Decimals)}.";
        }

        if (!IsComputed)
        {
            return "At this step the unit computes nothing; its state is unchanged.";
        }

        string gates = string.Join(", ", CellValues.Sums.Select(value => $"{CellValues.Words(value)} {NumberText.Shown(Value(value), Decimals)}"));
        return $"The unit adds up {(_lstm.IsCoupled ? "three" : "four")} sums of what it sees, each value times a weight. They become its {gates}. "
            + $"Its new cell state is {NumberText.Shown(Value(CellValue.Cell), Decimals)}, and what it shows of that is {NumberText.Shown(Value(Shown), Decimals)}.";
    }

    private CellValue Shown => _lstm!.Projection is null ? CellValue.Hidden : CellValue.ProjectionInput;

    private void Draw()
    {
        double width = _columns + (_sums.Count * (Column + ColumnGap)) - ColumnGap - Frame.Margin;
        double y = Frame.Head(_scene, width, _lstm is null
            ? "Every value that the unit sees, times its weight; the sum goes through the activation."
            : $"What the unit sees is the same for all units of its layer. The weights are its own: {(_lstm.IsCoupled ? "three" : "four")} for each value, one in each sum.");
        if (!IsComputed)
        {
            _scene.Text(IsMasked ? "This step is masked: the unit computes nothing, and keeps its c and h." : "This step is not computed.", Frame.Margin, y + 24, 14, bold: true);
            Frame.Close(_scene);
            return;
        }

        (string, string)[] data = [Scene.Data("layer", _layer), Scene.Data("half", _half), Scene.Data("step", _step), Scene.Data("unit", _unit)];
        using (_scene.Group("unit", null, data))
        {
            y = Terms(y + 8, width);
            y = _lstm is null ? y : Equations(y + 40);
        }

        _ = Frame.Notes(_scene, y + 14, width, Notes());
        Frame.Close(_scene);
    }

    private string NextStep
    {
        get
        {
            int[] order = _run.Order(_layer, _half);
            int at = Array.IndexOf(order, _step);
            return at + 1 < order.Length ? "at " + _run.StepName(order[at + 1]) : "at the next step, if there is one";
        }
    }

    /// <summary>Where h goes, or m if a projection computes h from it.</summary>
    private string NextOfShown
    {
        get
        {
            LayerArchitecture layer = _run.Layer(_layer);
            string way = layer is BidirectionalArchitecture ? "to the layer's output" : _layer + 1 < _run.Architecture.Layers.Count ? $"to layer {_layer + 1}" : "out of the network";
            int[] order = _run.Order(_layer, _half);
            string last = layer.PassesOnLastStepAlone && _step != order[order.Length - 1] ? "" : ", and " + way;
            return _lstm!.Projection is { } projection
                ? $"to the projection, which makes {NumberText.Count(projection, "value")} h of m of {Words.All(_lstm.Units, "unit")}: these go to every unit {NextStep}{last}"
                : _lstm.Units == 1 ? $"back to the unit {NextStep}{last}"
                : $"to {Words.All(_lstm.Units, "unit")} {NextStep}, this one among them{last}";
        }
    }

    private IEnumerable<string> Notes()
    {
        if (_lstm is null)
        {
            string activation = ((DenseArchitecture)_run.Layer(_layer)).Activation.Name;
            if (activation == ActivationFunction.Softmax)
            {
                yield return "softmax makes parts of a whole of all sums of the layer: exp of this sum, divided by exp of all of them added up.";
            }
            else if (activation == ActivationFunction.LogSoftmax)
            {
                yield return "log_softmax is the logarithm of softmax: this sum minus the logarithm of exp of all sums of the layer added up.";
            }

            yield break;
        }

        if (_lstm.Clip is { } clip)
        {
            yield return $"Each sum is limited to ±{NumberText.Plain(clip)} before its activation.";
        }

        if (_lstm.CellClip is { } cellClip)
        {
            yield return $"c is limited to ±{NumberText.Plain(cellClip)}.";
        }
    }

    private double X(int sum) => _columns + (sum * (Column + ColumnGap));

    /// <summary>Coupled gates have no sum for f, which is 1 − i.</summary>
    private bool HasSum(int sum) => _lstm is not { IsCoupled: true } || sum != 1;

    private string Letter(int sum) => _lstm is null ? "h" : CellValues.Letter(CellValues.Sums[sum]);

    private double Terms(double y, double width)
    {
        (IReadOnlyList<UnitTerm> drawn, IReadOnlyList<UnitTerm> rest) = _sums.Largest(MostTerms);
        double scale = Math.Max(1e-9, drawn.SelectMany(term => Enumerable.Range(0, _sums.Count).Select(sum => Math.Abs(_sums.Product(term, sum))))
            .Concat(Enumerable.Range(0, _sums.Count).Select(sum => Math.Abs(_sums.Sum(sum)))).Where(value => !double.IsNaN(value) && !double.IsInfinity(value)).DefaultIfEmpty(1).Max());
        double top = y;
        int rows = drawn.Count + (rest.Count > 0 ? 1 : 0);
        double sumTop = top + 44 + (rows * RowHeight) + 4;
        double bottom = sumTop + RowHeight + 62;
        for (int sum = 0; sum < _sums.Count; sum++)
        {
            _scene.Rect(Box.Between(X(sum) - 10, top, X(sum) + Column + 2, bottom), "panel", 8);
        }

        _scene.Text("sees", Frame.Margin, top + 36, 11, Anchor.Start, "muted");
        _scene.Text("value", Frame.Margin + _name + 60, top + 36, 11, Anchor.End, "muted");
        for (int sum = 0; sum < _sums.Count; sum++)
        {
            string letter = Letter(sum);
            double head = X(sum);
            if (_lstm is null)
            {
                _scene.Text("sum", head, top + 18, 13, bold: true);
            }
            else
            {
                _scene.Text(letter, head, top + 18, 15, Anchor.Start, "ink-" + letter, bold: true);
                _scene.Text(CellValues.Words(CellValues.Sums[sum]), head + FontMetrics.Width(letter, 15, true) + 6, top + 18, 12);
            }

            if (!HasSum(sum))
            {
                continue;
            }

            _scene.Text("weight", head + Weight - 4, top + 36, 11, Anchor.End, "muted");
            _scene.Text("product", head + Column - 8, top + 36, 11, Anchor.End, "muted");
        }

        y = top + 44;
        foreach (UnitTerm term in drawn)
        {
            Term(term, y, scale);
            y += RowHeight;
        }

        if (rest.Count > 0)
        {
            _scene.Text(NumberText.Count(rest.Count, "smaller term"), Frame.Margin, Scene.Middle(y + (RowHeight / 2), 12), 12, Anchor.Start, "muted");
            foreach (int sum in Enumerable.Range(0, _sums.Count).Where(HasSum))
            {
                double product = rest.Sum(term => _sums.Product(term, sum));
                Amount(X(sum), y, product, scale, Letter(sum), new Datum("product", NumberText.Exact(product)), isBold: false);
            }
        }

        double baseline = Scene.Middle(sumTop + 2 + (RowHeight / 2), 12);
        _scene.Text("sum", Frame.Margin, baseline, 12, bold: true);
        for (int sum = 0; sum < _sums.Count; sum++)
        {
            _scene.Line("axis", X(sum), sumTop, X(sum) + Column - 8, sumTop);
            if (!HasSum(sum))
            {
                Activation(sum, sumTop, bottom, "1 − i");
                continue;
            }

            double value = _sums.Sum(sum);
            Amount(X(sum), sumTop + 2, value, scale, Letter(sum), new Datum("sum", NumberText.Exact(value), ("sum", Letter(sum))), isBold: true);
            ActivationFunction function = _lstm is null ? ((DenseArchitecture)_run.Layer(_layer)).Activation : sum == 2 ? _lstm.Activation : _lstm.RecurrentActivation;
            Activation(sum, sumTop, bottom, function.ToString());
        }

        return bottom;
    }

    /// <summary>From a sum through its function to the gate.</summary>
    private void Activation(int sum, double sumTop, double bottom, string function)
    {
        double x = X(sum) + Weight + (Bar / 2);
        var box = new Box(x - 52, bottom - 32, 104, 24);
        _scene.Arrow("line-h", x, sumTop + RowHeight + 4, x, box.Y);
        double value = _lstm is null ? _run.Output(_layer, _step, _unit) : Value(CellValues.Sums[sum]);
        string letter = _lstm is null ? "y" : Letter(sum);
        _scene.Text(FontMetrics.Fitted(function, Column - Weight - (Bar / 2) - 16, 11), x + 9, sumTop + RowHeight + 18, 11, Anchor.Start, "muted");
        Number(box, letter, value, new Datum(letter, _run.Exact(value)));
    }

    /// <summary>A box with a letter and its number.</summary>
    private void Number(Box box, string letter, double value, Datum datum)
    {
        _scene.Rect(box, "node", 6);
        double baseline = Scene.Middle(box.CenterY, 13);
        _scene.Text(letter, box.X + 10, baseline, 14, Anchor.Start, letter is "y" or "m" ? "ink" : "ink-" + letter, bold: true, inside: box);
        _scene.Text(NumberText.Shown(value, Decimals), box.Right - 10, baseline, 13, Anchor.End, bold: true, inside: box, datum: datum);
    }

    private void Term(UnitTerm term, double y, double scale)
    {
        double baseline = Scene.Middle(y + (RowHeight / 2), 12);
        _scene.Text(FontMetrics.Fitted(term.Name, _name - 4, 12), Frame.Margin, baseline, 12);
        if (term is { Value: { } value, Of: { } of })
        {
            _scene.Text(NumberText.Shown(value, Decimals), Frame.Margin + _name + 60, baseline, 12, Anchor.End, datum: new Datum(of.Letter, _run.Exact(value), of.Place));
        }

        for (int sum = 0; sum < _sums.Count; sum++)
        {
            int place = term.Weights[sum];
            if (place < 0)
            {
                continue;
            }

            double weight = _run.Parameter(place);
            if (term.Value is not null)
            {
                _scene.Text(NumberText.Shown(weight, Decimals), X(sum) + Weight - 4, baseline, 12, Anchor.End, datum: new Datum("w", _run.Exact(weight), Scene.Data("index", place)));
            }

            double product = _sums.Product(term, sum);
            Datum datum = term.Value is null ? new Datum("w", _run.Exact(weight), Scene.Data("index", place)) : new Datum("product", NumberText.Exact(product), Scene.Data("index", place), ("sum", Letter(sum)));
            Amount(X(sum), y, product, scale, Letter(sum), datum, isBold: false);
        }
    }

    private void Amount(double x, double y, double value, double scale, string letter, Datum datum, bool isBold)
    {
        SignedBar.Horizontal(_scene, new Box(x + Weight, y + (RowHeight / 2) - 5, Bar, 10), value, scale, letter);
        _scene.Text(NumberText.Shown(value, Decimals), x + Column - 8, Scene.Middle(y + (RowHeight / 2), 12), 12, Anchor.End, bold: isBold, datum: datum);
    }

    /// <summary>c = f·c + i·g, and h = o·tanh(c), with the numbers.</summary>
    private double Equations(double y)
    {
        double before = _run.Before(_layer, _half, _step, CellValue.Cell, _unit);
        (double i, double f, double g, double o, double c) = (Value(CellValue.InputGate), Value(CellValue.ForgetGate), Value(CellValue.Candidate), Value(CellValue.OutputGate), Value(CellValue.Cell));
        double function = _lstm!.HiddenActivation.Of(c);
        double x = Row(Frame.Margin, y, "new memory",
            ("f", f, new Datum("f", _run.Exact(f)), "·"), ("c", before, new Datum("c-before", _run.Exact(before)), "+"),
            ("i", i, new Datum("i", _run.Exact(i)), "·"), ("g", g, new Datum("g", _run.Exact(g)), "="), ("c", c, new Datum("c", _run.Exact(c)), ""));
        double kept = f * before;
        double taken = i * g;
        Under(0, y, "kept", kept, "kept");
        Under(2, y, "taken in", taken, "taken");
        _scene.Text("c of the step before", BoxX(1) + 46, y - 6, 11, Anchor.Middle, "muted");

        double lower = y + 78;
        string letter = _lstm.Projection is null ? "h" : "m";
        double shown = Value(Shown);
        _ = Row(Frame.Margin, lower, "shown of it",
            ("o", o, new Datum("o", _run.Exact(o)), "·"), ($"{_lstm.HiddenActivation}(c)", function, new Datum("shown", NumberText.Exact(function)), "="), (letter, shown, new Datum(letter, _run.Exact(shown)), ""));
        Goes("c", BoxX(4) + 92, y + 14, $"to this unit alone {NextStep}");
        return Math.Max(x, Math.Max(lower + 30, Goes("h", BoxX(2) + 92, lower + 14, NextOfShown)));
    }

    /// <summary>An arrow from a result, and its destination; returns where the words end.</summary>
    private double Goes(string line, double x, double y, string where)
    {
        const double Size = 13;
        double width = Math.Max(200, _columns + (4 * (Column + ColumnGap)) - ColumnGap - x - 62);
        double height = (Scene.Lines(where, Size, width).Count - 1) * Size * 1.45;
        _scene.Arrow("line-" + line, x + 8, y, x + 48, y);
        return _scene.Paragraph(where, x + 58, Scene.Middle(y, Size) - (height / 2), Size, width);
    }

    private double BoxX(int index) => Frame.Margin + 108 + (index * 122);

    private void Under(int index, double y, string words, double value, string of)
    {
        // A bracket below the two factors.
        double left = BoxX(index) + 4;
        double right = BoxX(index + 1) + 88;
        _scene.Add(new LineMark([new(left, y + 32), new(left, y + 37), new(right, y + 37), new(right, y + 32)], "axis"));
        string text = NumberText.Shown(value, Decimals);
        double width = FontMetrics.Width(words + " ", 12) + FontMetrics.Width(text, 12, true);
        double x = ((left + right) / 2) - (width / 2);
        _scene.Text(words, x, y + 51, 12);
        _scene.Text(text, x + width, y + 51, 12, Anchor.End, bold: true, datum: new Datum(of, NumberText.Exact(value)));
    }

    private double Row(double x, double y, string name, params (string Letter, double Value, Datum Datum, string After)[] factors)
    {
        _scene.Text(name, x, Scene.Middle(y + 14, 13), 13, bold: true);
        for (int index = 0; index < factors.Length; index++)
        {
            (string letter, double value, Datum datum, string after) = factors[index];
            var box = new Box(BoxX(index), y, 92, 28);
            if (letter.Length > 1)
            {
                _scene.Rect(box, "node", 6);
                _scene.Text(NumberText.Shown(value, Decimals), box.CenterX, Scene.Middle(box.CenterY, 13), 13, Anchor.Middle, bold: true, inside: box, datum: datum);
                _scene.Text(letter, box.CenterX, y - 6, 11, Anchor.Middle, "muted");
            }
            else
            {
                Number(box, letter, value, datum);
            }

            if (after.Length > 0)
            {
                _scene.Text(after, box.Right + 15, Scene.Middle(box.CenterY, 16), 16, Anchor.Middle, bold: true);
            }
        }

        return y + 60;
    }
}

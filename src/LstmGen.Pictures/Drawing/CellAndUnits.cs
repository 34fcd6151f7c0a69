using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Pictures.Numbers;
using LstmGen.Pictures.Svg;

namespace LstmGen.Pictures.Drawing;

/// <summary>
/// The same layer at one step, drawn twice: as the textbook's cell, whose lines each carry a whole vector, and as its units.
/// </summary>
internal sealed class CellAndUnits
{
    private const double CellWidth = 440;
    private const double CellHeight = 250;
    private const double Between = 90;
    private const int MostUnits = 6;

    private readonly NetworkArchitecture _network;
    private readonly int _layer;
    private readonly LstmArchitecture _lstm;
    private readonly Scene _scene;
    private double _top;

    private CellAndUnits(NetworkArchitecture network, string? name, int layer)
    {
        NetworkRun.Check(layer, network.Layers.Count, "layer", nameof(layer));
        _network = network;
        _layer = layer;
        _lstm = network.Layers[layer].Lstms.Count > 0
            ? network.Layers[layer].Lstms[0]
            : throw new ArgumentException($"Layer {NumberText.Count(layer)} is '{network.Layers[layer]}', which has no cell; an LSTM is needed here.", nameof(layer));
        _scene = new Scene(
            "cell-and-units",
            Words.Title(network, name, layer, " as a cell, and as units"),
            $"Left, the cell of the textbooks: each of its lines carries a vector, c {NumberText.Count(_lstm.Units, "value")}, h {NumberText.Count(_lstm.HiddenSize)}, x {NumberText.Count(_lstm.InputSize)}. "
            + $"Right, the same {NumberText.Count(_lstm.Units, "unit")}: each has a c of its own, and sees all of x and all of h.");
    }

    public static Scene Draw(NetworkArchitecture network, string? name, int layer)
    {
        var picture = new CellAndUnits(network, name, layer);
        picture.Draw();
        return picture._scene;
    }

    private double Units => Frame.Margin + 64 + CellWidth + 74 + Between;

    private void Draw()
    {
        double width = Units + 330 - Frame.Margin;
        double y = Frame.Head(_scene, width, "Both sides show one step of the same layer. A stroke across a line says how many values it carries.");
        _top = y + 44;
        _scene.Text("As a cell", Frame.Margin, y + 20, 15, bold: true);
        _scene.Text("As units", Units, y + 20, 15, bold: true);
        Cell(Frame.Margin + 64);
        double bottom = Parts(Units);
        Frame.Notes(_scene, Math.Max(_top + CellHeight + 70, bottom) + 20, width, Explained());
        Frame.Close(_scene);
    }

    private IEnumerable<string> Explained()
    {
        string units = NumberText.Count(_lstm.Units);
        yield return $"LSTM({units}) is one cell. Its {(_lstm.IsCoupled ? "three" : "four")} boxes are not units: each is a sum and an activation for all {units} units at once, and what is drawn once is there {(_lstm.Units == 1 ? "once" : units + " times")}.";
        yield return _lstm.Units == 1
            ? "With one unit the cell and the unit are the same."
            : $"A unit is one value of each of these vectors: unit 0 has i[0], f[0], g[0], o[0]{(_lstm.Projection is null ? ", c[0] and h[0]" : " and c[0]")}. Only the sums mix them: each takes all of h and all of x.";
        if (_lstm.HasPeepholes)
        {
            yield return "With peepholes, i, f and o of a unit also see its own c; these lines are not drawn.";
        }

        if (_lstm.IsCoupled)
        {
            yield return "The gates are coupled: f = 1 − i, so there is no box of its own for f.";
        }

        if (_lstm.Projection is { } projection)
        {
            yield return $"The projection P makes {NumberText.Count(projection, "value")} h of the {NumberText.Count(_lstm.Units, "value")} that the units show.";
        }

        if (_network.Layers[_layer] is BidirectionalArchitecture)
        {
            yield return "This is the first half of the layer. The second half is a cell of its own, with its own weights, that reads the sequence in the other order.";
        }
    }

    /// <summary>The cell: c along the top, its inputs along the bottom.</summary>
    private void Cell(double left)
    {
        double right = left + CellWidth;
        double top = _top;
        double bottom = top + CellHeight;
        double memory = top + 46;
        double seen = bottom - 34;
        double boxes = bottom - 104;
        string n = NumberText.Count(_lstm.Units);
        string p = NumberText.Count(_lstm.HiddenSize);
        _scene.Rect(Box.Between(left, top, right, bottom), "panel", 14);

        double f = left + 74;
        double i = left + 144;
        double g = left + 224;
        double o = left + 304;
        double keep = f;
        double add = (i + g) / 2;
        double show = right - 62;
        double turn = right - 36;

        _scene.Line("line-h", true, new(turn + 12, seen), new(turn + 12, top - 22));
        _scene.Line("over-panel", turn + 5, memory, turn + 19, memory);

        // c, from side to side.
        _scene.Arrow("line-c", left - 40, memory, right + 46, memory);
        _scene.Text("c", left - 62, memory + 5, 15, Anchor.Start, "ink-c", bold: true);
        _scene.Text("c", right + 54, memory + 5, 15, Anchor.Start, "ink-c", bold: true);
        Wide(left - 20, memory, n);
        Wide(right + 18, memory, n);

        // h and x join, and reach every box.
        double[] centers = _lstm.IsCoupled ? [i, g, o] : [f, i, g, o];
        _scene.Line("line-h", left - 40, seen, o, seen);
        _scene.Text("h", left - 62, seen + 5, 15, bold: true);
        Wide(left - 20, seen, p);
        _scene.Line("line-x", true, new(left + 30, bottom + 40), new(left + 30, seen));
        _scene.Text("x", left + 25, bottom + 58, 15, Anchor.Start, "ink-x", bold: true);
        Wide(left + 30, bottom + 22, NumberText.Count(_lstm.InputSize), isUpright: true);
        foreach (double center in centers)
        {
            _scene.Arrow("line-h", center, seen, center, boxes + 30);
            _scene.Dot(center, seen, 2.5, "head-h");
        }

        // From the boxes to c, and from c to h.
        double product = memory + 44;
        if (_lstm.IsCoupled)
        {
            _scene.Line("line-h", true, new(i - 12, boxes), new(i - 12, product + 24), new(keep, product + 24), new(keep, memory + 11));
            _scene.Text("1 − i", keep - 6, product + 20, 11, Anchor.End, "muted");
        }
        else
        {
            _scene.Arrow("line-h", f, boxes, f, memory + 11);
        }

        _scene.Line("line-h", true, new(i, boxes), new(i, product), new(add - 11, product));
        _scene.Line("line-h", true, new(g, boxes), new(g, product), new(add + 11, product));
        _scene.Arrow("line-h", add, product - 11, add, memory + 11);
        _scene.Line("line-h", true, new(o, boxes), new(o, product + 30), new(show - 11, product + 30));
        _scene.Arrow("line-h", show, memory, show, product - 13);
        _scene.Dot(show, memory, 3.5, "head-c");
        var squash = new Box(show - 26, product - 13, 52, 22);
        _scene.Arrow("line-h", show, squash.Bottom, show, product + 19);
        _scene.Line("line-h", true, new(show, product + 41), new(show, seen), new(right + 46, seen));
        _scene.Text("h", right + 54, seen + 5, 15, bold: true);
        Wide(right + 18, seen, p);
        _scene.Dot(turn + 12, seen, 2.5, "head-h");
        _scene.Text("h out", turn + 12, top - 28, 12, Anchor.Middle, bold: true);

        Operator(keep, memory, "×");
        Operator(add, memory, "+");
        Operator(add, product, "×");
        Operator(show, product + 30, "×");
        Pill(squash, _lstm.HiddenActivation.ToString(), "h");
        if (_lstm.Projection is not null)
        {
            var projector = new Box(show - 11, product + 48, 22, 18);
            _scene.Rect(projector, "node", 3);
            _scene.TextIn(projector, "P", 11, bold: true);
        }

        if (!_lstm.IsCoupled)
        {
            Gate(f, boxes, "f", _lstm.RecurrentActivation);
        }

        Gate(i, boxes, "i", _lstm.RecurrentActivation);
        Gate(g, boxes, "g", _lstm.Activation);
        Gate(o, boxes, "o", _lstm.RecurrentActivation);
    }

    private void Gate(double center, double y, string letter, ActivationFunction function)
    {
        Pill(new Box(center - 28, y, 56, 30), function.ToString(), letter);
        _scene.Text(letter, center + 9, y - 6, 14, Anchor.Start, "ink-" + letter, bold: true);
    }

    private void Pill(Box box, string text, string letter)
    {
        _scene.Rect(box, "node", 5);
        _scene.Rect(box, "block-" + letter, 5);
        _scene.TextIn(box, text == "sigmoid" ? "σ" : text.StartsWith("hard_sigmoid", StringComparison.Ordinal) ? "hard σ" : text, 12, bold: true);
    }

    private void Operator(double x, double y, string text)
    {
        _scene.Rect(new Box(x - 11, y - 11, 22, 22), "node", 11);
        _scene.Text(text, x, Scene.Middle(y, 16), 16, Anchor.Middle, bold: true);
    }

    /// <summary>A stroke across a line, with the number of values that it carries.</summary>
    private void Wide(double x, double y, string count, bool isUpright = false)
    {
        _scene.Line("line-h", x - 4, y + 6, x + 4, y - 6);
        if (isUpright)
        {
            _scene.Text(count, x + 10, y + 4, 11);
        }
        else
        {
            _scene.Text(count, x, y - 10, 11, Anchor.Middle);
        }
    }

    /// <summary>The units: one above another, with a line for each c; returns where they end.</summary>
    private double Parts(double left)
    {
        int[] shown = _lstm.Units <= MostUnits ? [.. Enumerable.Range(0, _lstm.Units)] : [0, 1, 2, -1, _lstm.Units - 1];
        const double Height = 46;
        const double Pitch = 60;
        double panelRight = left + 250;
        double spine = left + 20;
        double unitLeft = left + 44;
        double unitRight = panelRight - 14;
        double collector = panelRight + 18;
        double first = _top + 14;
        double bottom = first + ((shown.Length - 1) * Pitch) + Height;
        double seesTop = bottom + 26;
        var sees = new Box(left + 10, seesTop, 230, 42);
        _scene.Rect(Box.Between(left, _top, panelRight, sees.Bottom + 12), "panel", 14);

        int firstShown = 0;
        double Shows(int row) => first + (row * Pitch) + 33;
        double Memory(int row) => first + (row * Pitch) + 13;
        _scene.Line("line-h", spine, sees.Y, spine, Shows(firstShown));
        _scene.Line("line-h", true, new(collector, Shows(shown.Length - 1)), new(collector, _top - 22));
        _scene.Text("h out", collector, _top - 28, 12, Anchor.Middle, bold: true);
        double lane = sees.CenterY;
        _scene.Line("line-h", true, new(collector, Shows(shown.Length - 1)), new(collector, lane), new(collector + 44, lane));
        _scene.Text("h", collector + 52, lane + 5, 15, bold: true);
        _scene.Arrow("line-h", left - 40, lane, sees.X, lane);
        _scene.Text("h", left - 62, lane + 5, 15, bold: true);
        Wide(left - 20, lane, NumberText.Count(_lstm.HiddenSize));
        Wide(collector + 24, lane, NumberText.Count(_lstm.HiddenSize));
        for (int row = 0; row < shown.Length; row++)
        {
            double y = first + (row * Pitch);
            if (shown[row] < 0)
            {
                _scene.Text($"⋮ {NumberText.Count(_lstm.Units - MostUnits + 2)} more units", (unitLeft + unitRight) / 2, y + 28, 12, Anchor.Middle, "muted");
                continue;
            }

            _scene.Line("line-h", unitRight, Shows(row), collector, Shows(row));
            _scene.Dot(collector, Shows(row), 2.5, "head-h");
            _scene.Arrow("line-h", spine, Shows(row), unitLeft, Shows(row));
            _scene.Line("over-panel", spine - 6, Memory(row), spine + 6, Memory(row));
            _scene.Line("over-paper", collector - 6, Memory(row), collector + 6, Memory(row));
            _scene.Arrow("line-c", left - 40, Memory(row), collector + 44, Memory(row));
            _scene.Text("c", left - 62, Memory(row) + 5, 15, Anchor.Start, "ink-c", bold: true);
            _scene.Text("c", collector + 52, Memory(row) + 5, 15, Anchor.Start, "ink-c", bold: true);

            var box = new Box(unitLeft, y, unitRight - unitLeft, Height);
            _scene.Rect(box, "node", 6);
            _scene.Text(FontMetrics.Fitted(Words.Unit(shown[row]), 74, 12, true), box.X + 10, Scene.Middle(box.CenterY, 12), 12, bold: true, inside: box);
            double x = box.X + 90;
            foreach (string letter in _lstm.IsCoupled ? new[] { "i", "g", "o" } : ["i", "f", "g", "o"])
            {
                var gate = new Box(x, box.CenterY - 10, 21, 20);
                _scene.Rect(gate, "block-" + letter, 3);
                _scene.TextIn(gate, letter, 12, "ink-" + letter, bold: true);
                x += 25;
            }
        }

        if (_lstm.Projection is not null)
        {
            var projector = new Box(collector - 11, bottom + 4, 22, 18);
            _scene.Rect(projector, "node", 3);
            _scene.TextIn(projector, "P", 11, bold: true);
        }

        _scene.Rect(sees, "node", 6);
        _scene.Text("every unit sees", sees.CenterX, sees.Y + 16, 11, Anchor.Middle, "muted", inside: sees);
        string all = (_lstm.InputSize == 1 ? "x" : $"all {NumberText.Count(_lstm.InputSize)} x") + (_lstm.HiddenSize == 1 ? " and h" : $" and all {NumberText.Count(_lstm.HiddenSize)} h");
        _scene.Text(FontMetrics.Fitted(all, sees.Width - 8, 12, true), sees.CenterX, sees.Y + 33, 12, Anchor.Middle, bold: true, inside: sees);
        _scene.Arrow("line-x", sees.CenterX, sees.Bottom + 52, sees.CenterX, sees.Bottom);
        _scene.Text("x", sees.CenterX - 5, sees.Bottom + 70, 15, Anchor.Start, "ink-x", bold: true);
        Wide(sees.CenterX, sees.Bottom + 34, NumberText.Count(_lstm.InputSize), isUpright: true);
        return sees.Bottom + 70;
    }
}

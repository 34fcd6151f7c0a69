using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Pictures.Numbers;
using LstmGen.Pictures.Svg;

namespace LstmGen.Pictures.Drawing;

/// <summary>One LSTM over time, or a Dense layer, which has no state: the part of <see cref="OverTime"/> that is drawn for each half.</summary>
internal sealed class OverTimeRows
{
    private const int MostWideColumns = 12;
    private const int MostTallRows = 8;
    private const double LabelSize = 12;

    private readonly Scene _scene;
    private readonly NetworkRun _run;
    private readonly int _layer;
    private readonly int _half;
    private readonly LstmArchitecture? _lstm;
    private readonly int _inputs;
    private readonly int _units;
    private readonly int[] _rows;
    private readonly int[] _columns;
    private readonly int[] _order;

    private readonly bool _isWide;
    private readonly bool _isTall;

    private readonly double _labels;
    private readonly double _start;
    private readonly double _node;
    private readonly double _nodeHeight;
    private readonly double _rowGap;
    private readonly double _spine;
    private readonly double _right;
    private readonly double _gap;
    private readonly double _sees;
    private readonly double _scale;

    /// <summary>Whether the input consists of whole numbers, which need no decimals.</summary>
    private readonly bool _isWhole;

    private double _top;
    private double _rowsTop;
    private double _seesTop;

    /// <param name="half">The LSTM of the layer; null for a Dense layer.</param>
    public OverTimeRows(Scene scene, NetworkRun run, int layer, int? half)
    {
        _scene = scene;
        _run = run;
        _layer = layer;
        _half = half ?? 0;
        _lstm = half is { } index ? run.Lstm(layer, index) : null;
        _inputs = run.Layer(layer).InputSize;
        _units = _lstm?.Units ?? run.Layer(layer).OutputSize;
        _order = run.Order(layer, _half);
        _rows = Shown.Of(_units);
        _columns = Shown.Of(_order.Length);
        _isWide = _columns.Length <= MostWideColumns;
        _isTall = _rows.Length <= MostTallRows;
        _labels = _rows.DefaultIfEmpty(0).Max(unit => FontMetrics.Width(Label(unit), LabelSize, true)) + 14;
        _start = _lstm is null ? 0 : _isWide ? 74 : 40;
        _node = _isWide ? 124 : 24;
        _nodeHeight = _isTall ? (_lstm is null ? 30 : _isWide ? 52 : 40) : _isWide ? 20 : 16;
        _rowGap = _isTall ? 14 : 5;
        _spine = _isWide ? 34 : 17;
        _right = _isWide ? 12 : 5;
        _gap = _isWide ? 46 : 20;
        _sees = _isWide ? 24 + (16 * SeenLines().Count) : 14;
        _scale = Largest();
        _isWhole = layer == 0 && _order.All(step => Enumerable.Range(0, _inputs).All(feature => run.Input(layer, step, feature) is var value && Math.Floor(value) == value));
    }

    /// <summary>Whether there is room for numbers.</summary>
    public bool IsWide => _isWide;

    private bool HasState => _lstm is not null;

    private double Panel => _spine + _node + _right;

    private double ColumnsLeft => Frame.Margin + _labels + (HasState ? _start + _gap : 0);

    public double Width => ColumnsLeft + (_columns.Length * (Panel + _gap)) + 16 - Frame.Margin;

    /// <summary>Where everything is, once it is drawn.</summary>
    public OverTimeGrid Grid => new(
        Columns: new(ColumnsLeft, Panel + _gap, Panel), Rows: new(_rowsTop, _nodeHeight + _rowGap, _nodeHeight), PanelTop: _top + 46, PanelBottom: _seesTop + _sees + 10,
        Node: _spine, NodeWidth: _node, Spine: SpineX(0) - Left(0), Collector: CollectorX(0) - Left(0), Cell: CellY(0) - Y(0), Shown: ShownY(0) - Y(0),
        Lane: LaneY, Sees: _seesTop, SeesHeight: _sees, Edge: Edge, Input: _seesTop + _sees + 10 + 28, InputHeight: ChipHeight,
        Start: Frame.Margin + _labels, StartWidth: _start, StartCollector: HasState && StartCollects ? StartCollectorX : null,
        CellPart: Part(isShown: false), ShownPart: Part(isShown: true));

    /// <summary>Where c or h is in a unit: one above the other, or side by side.</summary>
    private Box Part(bool isShown) => _isWide && _isTall
        ? new(0, (isShown ? ShownY(0) : CellY(0)) - Y(0) - 10, _node, 20)
        : new(isShown ? _node / 2 : 0, 0, _node / 2, _nodeHeight);

    /// <summary>Draws from a height on; returns where it ends.</summary>
    public double Draw(double top)
    {
        _top = top;
        _rowsTop = top + 46 + 30;
        double rowsBottom = _rowsTop + (_rows.Length * (_nodeHeight + _rowGap)) - _rowGap;
        _seesTop = rowsBottom + 20;
        double panelBottom = _seesTop + _sees + 10;
        Labels();
        foreach (int column in Drawn())
        {
            _scene.Rect(Box.Between(Left(column), _top + 46, Left(column) + Panel, panelBottom), "panel", _isWide ? 10 : 5);
        }

        Wires();
        if (HasState)
        {
            Memory();
            Start();
        }

        for (int column = 0; column < _columns.Length; column++)
        {
            if (_columns[column] < 0)
            {
                Gap(column);
            }
            else
            {
                Column(column, panelBottom);
            }
        }

        return panelBottom + 28 + ChipHeight;
    }

    private double ChipHeight => _isWide ? 24 : 12;

    private double Left(int column) => ColumnsLeft + (column * (Panel + _gap));

    private double Y(int row) => _rowsTop + (row * (_nodeHeight + _rowGap));

    /// <summary>Where c enters and leaves a unit.</summary>
    private double CellY(int row) => Y(row) + (_nodeHeight * (_isTall ? 0.29 : 0.3));

    /// <summary>Where h leaves a unit, and its inputs enter.</summary>
    private double ShownY(int row) => Y(row) + (_nodeHeight * (!HasState ? 0.5 : _isTall ? 0.71 : 0.7));

    private double CollectorX(int column) => Left(column) + Panel + (_isWide ? 16 : 7);

    private string Label(int unit) => unit < 0 ? $"⋮ {NumberText.Count(Shown.Hidden(_units))} more" : Words.Unit(unit);

    private IEnumerable<int> Drawn() => Enumerable.Range(0, _columns.Length).Where(column => _columns[column] >= 0);

    private IEnumerable<int> DrawnRows() => Enumerable.Range(0, _rows.Length).Where(row => _rows[row] >= 0);

    private double SpineX(int column) => Left(column) + (_isWide ? 14 : 7);

    /// <summary>Whether nothing is drawn after a column.</summary>
    private bool IsOpen(int column) => column == _columns.Length - 1 || _columns[column + 1] < 0;

    /// <summary>Whether what a column computes is passed on to the next layer, or is an output.</summary>
    private bool Leaves(int column) => !_run.Layer(_layer).PassesOnLastStepAlone || column == _columns.Length - 1;

    private bool IsAfterGap(int column) => column > 0 && _columns[column - 1] < 0;

    private void Labels()
    {
        double size = _isTall ? LabelSize : 10;
        for (int row = 0; row < _rows.Length; row++)
        {
            bool isUnit = _rows[row] >= 0;
            _scene.Text(Label(_rows[row]), Frame.Margin, Scene.Middle(Y(row) + (_nodeHeight / 2), size), size, Anchor.Start, isUnit ? "ink" : "muted", bold: isUnit && _isTall);
        }
    }

    /// <summary>The lines for h: from each unit to the line that collects all of them, and from the inputs to each unit.</summary>
    private void Wires()
    {
        if (HasState)
        {
            StartWires();
        }

        foreach (int column in Drawn())
        {
            Enter(column);
            Leave(column);
        }
    }

    /// <summary>From the inputs to every unit of a column.</summary>
    private void Enter(int column)
    {
        double spine = SpineX(column);
        double end = Left(column) + _spine;
        using IDisposable group = _scene.Group("enter", null, Data(_order[_columns[column]]));
        if (HasState && IsAfterGap(column))
        {
            // From the steps that are not drawn.
            _scene.Arrow("line-h", Left(column) - (_gap / 2), LaneY, Left(column) + Edge, LaneY);
        }

        _scene.Line("line-h", spine, _seesTop, spine, ShownY(0));
        if (!_isWide)
        {
            _scene.Add(new LinesMark([.. DrawnRows().Select(row => (new Point(spine, ShownY(row)), new Point(end, ShownY(row))))], "line-h"));
            return;
        }

        foreach (int row in DrawnRows())
        {
            _scene.Arrow("line-h", spine, ShownY(row), end, ShownY(row));
        }
    }

    /// <summary>From every unit of a column to the line that collects all of h.</summary>
    private void Leave(int column)
    {
        double collector = CollectorX(column);
        using IDisposable group = _scene.Group("leave", null, Data(_order[_columns[column]]));
        Collect(column);
        Join(DrawnRows().Select(row => (Left(column) + _spine + _node, ShownY(row))), collector);
    }

    private void Join(IEnumerable<(double X, double Y)> ends, double collector)
    {
        List<(double X, double Y)> all = [.. ends];
        _scene.Add(new LinesMark([.. all.Select(end => (new Point(end.X, end.Y), new Point(collector, end.Y)))], "line-h"));
        foreach ((double X, double Y) end in _isTall ? all : [])
        {
            _scene.Dot(collector, end.Y, 2.5, "head-h");
        }
    }

    /// <summary>The lines for c: one for each unit, which passes over all others.</summary>
    private void Memory()
    {
        List<(Point, Point)> overPaper = [];
        List<(Point, Point)> overPanel = [];
        foreach (int row in DrawnRows())
        {
            double y = CellY(row);
            overPaper.AddRange(Drawn().Select(CollectorX).Concat(StartCollects ? [StartCollectorX] : []).Select(x => (new Point(x - 7, y), new Point(x + 7, y))));
            if (row > 0)
            {
                overPanel.AddRange(Drawn().Select(SpineX).Select(x => (new Point(x - 7, y), new Point(x + 7, y))));
            }
        }

        _scene.Add(new LinesMark(overPaper, _isTall ? "over-paper" : "over-paper thin"));
        _scene.Add(new LinesMark(overPanel, _isTall ? "over-panel" : "over-panel thin"));
        foreach (int row in DrawnRows())
        {
            using IDisposable group = _scene.Group(_isTall ? "memory" : "memory thin", null, [Scene.Data("layer", _layer), Scene.Data("half", _half), Scene.Data("unit", _rows[row])]);
            double y = CellY(row);
            double from = Frame.Margin + _labels + _start;
            foreach (int column in Drawn())
            {
                from = IsAfterGap(column) ? Left(column) - (_gap / 2) : from;
                if (IsOpen(column))
                {
                    _scene.Arrow("line-c", from, y, CollectorX(column) + (_isWide ? 26 : 14), y);
                }
            }
        }
    }

    private double LaneY => _seesTop + (_sees / 2);

    private double Edge => _isWide ? 8 : 4;

    private double StartCollectorX => Frame.Margin + _labels + _start + (_isWide ? 16 : 7);

    /// <summary>Without a projection each unit has its own initial h, too.</summary>
    private bool StartCollects => _lstm?.Projection is null;

    private Box StartBox(int row) => new(Frame.Margin + _labels, Y(row), _start, _nodeHeight);

    private Box StartShown => new(Frame.Margin + _labels, LaneY - 10, _start, 20);

    private void StartWires()
    {
        double end = Left(0) + Edge;
        using IDisposable group = _scene.Group("leave at-first", null, Scene.Data("layer", _layer), Scene.Data("half", _half));
        if (!StartCollects)
        {
            _scene.Arrow("line-h", StartShown.Right, LaneY, end, LaneY);
            return;
        }

        _scene.Line("line-h", true, new(StartCollectorX, ShownY(0)), new(StartCollectorX, LaneY), new(end, LaneY));
        Join(DrawnRows().Select(row => (StartBox(row).Right, ShownY(row))), StartCollectorX);
    }

    /// <summary>The state before the first step.</summary>
    private void Start()
    {
        int step = _order[0];
        using IDisposable group = _scene.Group("start", null, Data(step));
        Box first = StartBox(0);
        _scene.Text(_isWide ? "at first" : "first", first.CenterX, _rowsTop - 11, _isWide ? 12 : 10, Anchor.Middle, "muted");
        foreach (int row in DrawnRows())
        {
            Box box = StartBox(row);
            _scene.Rect(box, "absent", _isTall ? 6 : 3);
            if (!_isWide)
            {
                continue;
            }

            double cell = _run.Before(_layer, _half, step, CellValue.Cell, _rows[row]);
            (string, string)[] data = [Scene.Data("unit", _rows[row])];
            (string, double, Datum)? shown = null;
            if (StartCollects)
            {
                double h = _run.Before(_layer, _half, step, CellValue.Hidden, _rows[row]);
                shown = ("h", h, new Datum("h-before", _run.Exact(h), data));
            }

            Pair(box, row, ("c", cell, new Datum("c-before", _run.Exact(cell), data)), shown, hasBars: false);
        }

        if (!StartCollects)
        {
            _scene.Rect(StartShown, "absent", 6);
            _scene.TextIn(StartShown, _isWide ? "h: " + NumberText.Count(_lstm!.HiddenSize, "value") : "h", 11);
        }
    }

    private void Gap(int column)
    {
        double left = Left(column);
        _scene.Text("⋯", left + (Panel / 2), _rowsTop + 10, 22, Anchor.Middle, "muted");
        _scene.Text($"{NumberText.Count(Shown.Hidden(_order.Length))} more steps", left + (Panel / 2), _rowsTop + 32, 12, Anchor.Middle, "muted");
    }

    private void Column(int column, double panelBottom)
    {
        int step = _order[_columns[column]];
        double left = Left(column);
        using IDisposable group = _scene.Group("step", null, Data(step));
        bool isMasked = HasState && _run.IsMasked(_layer, _half, step);
        string name = _isWide ? _run.StepName(step) + (isMasked ? ", masked" : "") : NumberText.Count(step);
        double size = _isWide ? 13 : 10;
        _scene.Text(FontMetrics.Fitted(name, Panel - 8, size, true), left + (Panel / 2), _rowsTop - 11, size, Anchor.Middle, bold: true);
        if (_isWide ? Leaves(column) : column == 0)
        {
            _scene.Text(HasState ? "h out" : "out", _isWide ? CollectorX(column) : Frame.Margin, _top + (_isWide ? 12 : 40), 12, _isWide ? Anchor.Middle : Anchor.Start, bold: true);
        }

        Sees(column, step, panelBottom);
        if (_isWide)
        {
            foreach (int row in DrawnRows())
            {
                Unit(column, row, step, isMasked);
            }
        }
        else
        {
            Units(column, step, isMasked);
        }
    }

    /// <summary>The line that collects h of all units of a column: it leads out at the top, and to the inputs of the next column.</summary>
    private void Collect(int column)
    {
        double x = CollectorX(column);
        double bottom = ShownY(_rows.Length - 1);
        if (Leaves(column))
        {
            _scene.Arrow("line-h", x, HasState ? ShownY(0) : bottom, x, _top + (_isWide ? 18 : 30));
        }

        if (!HasState)
        {
            return;
        }

        double end = IsOpen(column) ? x + (_isWide ? 26 : 14) : Left(column + 1) + Edge;
        _scene.Line("line-h", true, new(x, ShownY(0)), new(x, LaneY), new(end, LaneY));
        if (_lstm?.Projection is not null && _isWide)
        {
            Projector(new Box(x - 9, bottom + 16, 18, 16));
            if (Leaves(column))
            {
                Projector(new Box(x - 9, _top + 38, 18, 16));
            }
        }
    }

    private void Projector(Box box)
    {
        _scene.Rect(box, "node", 3);
        _scene.TextIn(box, "P", 10, bold: true);
    }

    private void Unit(int column, int row, int step, bool isMasked)
    {
        int unit = _rows[row];
        var box = new Box(Left(column) + _spine, Y(row), _node, _nodeHeight);
        double cell = HasState ? _run[_layer, _half, step, CellValue.Cell, unit] : double.NaN;
        double shown = ShownBy(step, unit);
        string? title = _units <= 16
            ? $"{Words.Unit(unit)}, {_run.StepName(step)}: {(HasState ? $"c {NumberText.Shown(cell, 4)}, " : "")}{ShownLetter} {NumberText.Shown(shown, 4)}"
            : null;
        using IDisposable group = _scene.Group("unit", title, Scene.Data("unit", unit));
        _scene.Rect(box, NodeClass(isMasked, HasState ? cell : shown), _isTall ? 6 : 3);
        (string, double, Datum) second = (ShownLetter, shown, new Datum(ShownLetter, _run.Exact(shown)));
        if (HasState)
        {
            Pair(box, row, ("c", cell, new Datum("c", _run.Exact(cell))), second, hasBars: _isTall);
        }
        else
        {
            Single(box, second);
        }
    }

    private string ShownLetter => !HasState ? "y" : _lstm!.Projection is null ? "h" : "m";

    private double ShownBy(int step, int unit) => !HasState ? _run.Output(_layer, step, unit)
        : _run[_layer, _half, step, _lstm!.Projection is null ? CellValue.Hidden : CellValue.ProjectionInput, unit];

    private static string NodeClass(bool isMasked, double value) => isMasked || double.IsNaN(value) ? "absent opaque" : "node";

    /// <summary>If there is no room for numbers: two bars side by side for each unit.</summary>
    private void Units(int column, int step, bool isMasked)
    {
        double left = Left(column) + _spine;
        double reach = (_nodeHeight / 2) - 2;
        foreach (IGrouping<string, int> rows in DrawnRows().GroupBy(row => NodeClass(isMasked, HasState ? _run[_layer, _half, step, CellValue.Cell, _rows[row]] : ShownBy(step, _rows[row]))))
        {
            _scene.Add(new RectsMark([.. rows.Select(row => new Box(left, Y(row), _node, _nodeHeight))], rows.Key));
        }

        if (HasState)
        {
            Bars("c", left + 3, unit => _run[_layer, _half, step, CellValue.Cell, unit]);
        }

        Bars(ShownLetter, left + (HasState ? 14 : 8), unit => ShownBy(step, unit));

        void Bars(string letter, double x, Func<int, double> value)
        {
            List<(double X, double Zero, double Value)> bars = [.. DrawnRows().Select(row => (x, Y(row) + (_nodeHeight / 2), value(_rows[row])))];
            using IDisposable group = _scene.Group(
                "bars", null, ("units", string.Join(" ", DrawnRows().Select(row => _rows[row]))), ("value-of", letter), ("values", string.Join(" ", bars.Select(bar => _run.Exact(bar.Value)))));
            SignedBar.Many(_scene, bars, 7, reach, reach, _scale, -_scale, letter == "c" ? "c" : "h");
        }
    }

    /// <summary>The two numbers of a unit, one above the other or side by side.</summary>
    private void Pair(Box box, int row, (string Letter, double Value, Datum Datum) first, (string Letter, double Value, Datum Datum)? second, bool hasBars)
    {
        if (_isTall)
        {
            Number(new Box(box.X, CellY(row) - 10, box.Width, 20), first, hasBars, _scale, 12);
            if (second is { } below)
            {
                Number(new Box(box.X, ShownY(row) - 10, box.Width, 20), below, hasBars, _scale, 12);
            }
        }
        else
        {
            double half = box.Width / 2;
            bool hasLetter = half > 50;
            Number(new Box(box.X, box.Y, half, box.Height), first, false, _scale, 10, hasLetter);
            if (second is { } beside)
            {
                Number(new Box(box.X + half, box.Y, half, box.Height), beside, false, _scale, 10, hasLetter);
            }
        }
    }

    private void Single(Box box, (string Letter, double Value, Datum Datum) number) => Number(box, number, _isTall, _scale, _isTall ? 12 : 10);

    private void Number(Box box, (string Letter, double Value, Datum Datum) number, bool hasBar, double scale, double size, bool hasLetter = true)
    {
        double baseline = Scene.Middle(box.CenterY, size);
        if (hasLetter)
        {
            _scene.Text(number.Letter, box.X + (size > 10 ? 9 : 6), baseline, size, Anchor.Start, number.Letter == "c" ? "ink-c" : "ink", bold: true, inside: box);
        }

        if (hasBar)
        {
            SignedBar.Horizontal(_scene, new Box(box.X + 24, box.CenterY - 4, 44, 8), number.Value, scale, number.Letter == "c" ? "c" : "h");
        }

        string text = double.IsNaN(number.Value) ? "–" : NumberText.Shown(number.Value);
        _scene.Text(text, box.Right - (size > 10 ? 9 : 4), baseline, size, Anchor.End, inside: box, datum: number.Datum);
    }

    /// <summary>The inputs of every unit of a column: x of the step, and h of all units after the previous step.</summary>
    private void Sees(int column, int step, double panelBottom)
    {
        double left = Left(column);
        using IDisposable group = _scene.Group("sees", null);
        var box = new Box(left + Edge, _seesTop, Panel - (2 * Edge), _sees);
        double chip = panelBottom + 28;
        if (_isWide)
        {
            // The chip below has the step's input, and the box in the panel all inputs of the units.
            _scene.Arrow("line-x", left + (Panel / 2), chip, left + (Panel / 2), box.Bottom);
            var input = new Box(left + Edge, chip, Panel - (2 * Edge), ChipHeight);
            double only = _run.Input(_layer, step, 0);
            _scene.Rect(input, "node", ChipHeight / 2, _inputs == 1 ? new Datum("x", _run.Exact(only), Scene.Data("index", 0)) : null);
            _scene.TextIn(input, InputText(step, input.Width - 16), 12);
        }
        else
        {
            _scene.Arrow("line-x", left + (Panel / 2), panelBottom + 28, left + (Panel / 2), box.Bottom);
            if (column == 0)
            {
                _scene.Text("x in", Frame.Margin, panelBottom + 36, 12, bold: true);
                _scene.Text("what every", Frame.Margin, _seesTop + 27, 10, Anchor.Start, "muted");
                _scene.Text("unit sees", Frame.Margin, _seesTop + 39, 10, Anchor.Start, "muted");
            }
        }

        _scene.Rect(box, "node", _isWide ? 6 : 3);
        if (!_isWide)
        {
            return;
        }

        _scene.Text("every unit sees", box.CenterX, box.Y + 15, 11, Anchor.Middle, "muted", inside: box);
        double y = box.Y + 15 + 16;
        foreach ((string letter, int first, int count) in SeenLines())
        {
            if (first <= 0)
            {
                _scene.Text(letter, box.X + 8, y, 11, Anchor.Start, letter == "x" ? "ink-x" : "ink", bold: true, inside: box);
            }

            if (first < 0)
            {
                _scene.Text(NumberText.Count(count, "value"), box.X + 24, y, 11, inside: box);
            }

            for (int index = Math.Max(first, 0); first >= 0 && index < first + count; index++)
            {
                double value = letter == "x" ? _run.Input(_layer, step, index) : _run.Before(_layer, _half, step, CellValue.Hidden, index);
                var datum = new Datum(letter == "x" ? "x" : "h-before", _run.Exact(value), Scene.Data("index", index));
                double right = box.X + 24 + (((index - first) + 1) * (box.Width - 30) / 3);
                string text = double.IsNaN(value) ? "–" : letter == "x" ? InputNumber(value) : NumberText.Shown(value);
                _scene.Text(text, right, y, 11, Anchor.End, inside: box, datum: datum);
            }

            y += 16;
        }
    }

    private string InputNumber(double value) => _isWhole ? NumberText.Plain(value) : NumberText.Shown(value);

    private string InputText(int step, double width)
    {
        if (_inputs == 1)
        {
            return $"{_run.FeatureName(_layer, 0)} = {InputNumber(_run.Input(_layer, step, 0))}";
        }

        string all = _inputs > MostTallRows ? "" : $"x = ({string.Join(", ", Enumerable.Range(0, _inputs).Select(feature => InputNumber(_run.Input(_layer, step, feature))))})";
        return all.Length > 0 && FontMetrics.Width(all, 12) <= width ? all : "x: " + NumberText.Count(_inputs, "value");
    }

    /// <summary>The lines of the inputs: up to 3 values in each, or their number.</summary>
    private List<(string Letter, int First, int Count)> SeenLines()
    {
        List<(string, int, int)> lines = [.. Split("x", _inputs)];
        if (_lstm is { } lstm)
        {
            lines.AddRange(Split("h", lstm.HiddenSize));
        }

        return lines;

        static IEnumerable<(string, int, int)> Split(string letter, int count) => count > MostTallRows
            ? [(letter, -1, count)]
            : Enumerable.Range(0, (count + 2) / 3).Select(line => (letter, 3 * line, Math.Min(3, count - (3 * line))));
    }

    private (string Name, string Value)[] Data(int step) => [Scene.Data("layer", _layer), Scene.Data("half", _half), Scene.Data("step", step)];

    /// <summary>The largest c or h, to which all bars are scaled.</summary>
    private double Largest()
    {
        IEnumerable<double> values = _order.SelectMany(step => _rows.Where(unit => unit >= 0).SelectMany(unit => new[] { ShownBy(step, unit), HasState ? _run[_layer, _half, step, CellValue.Cell, unit] : 0 }));
        double largest = values.Where(value => !double.IsNaN(value) && !double.IsInfinity(value)).Select(Math.Abs).DefaultIfEmpty(0).Max();
        return largest > 0 ? largest : 1;
    }
}

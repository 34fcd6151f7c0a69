using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Pictures.Charts;
using LstmGen.Pictures.Numbers;
using LstmGen.Pictures.Svg;

namespace LstmGen.Pictures.Drawing;

/// <summary>A panel: its heading, the title of its vertical axis, the plot, and the horizontal axis below it.</summary>
internal sealed class ChartPanelDrawing(Scene scene, ChartData data, int[] looks, double left, double right, double width)
{
    /// <summary>The distance from the plot's edge to the outermost values, so that no dot is cut off.</summary>
    public const double Inset = 8;

    public const double TickSize = 12;
    public const double NameSize = 13;
    public const double MostName = 170;
    public const double Swatch = 26;

    private const double TitleSize = 12.5;
    private const double HeadingSize = 15;
    private const int MostDots = 64;

    private Box _plot;

    /// <summary>Draws the panel; returns where it ends.</summary>
    public double Draw(double top, IReadOnlyList<Tick> heights)
    {
        ChartPanel panel = data.Panel;
        double y = top;
        if (panel.Title.Length > 0)
        {
            y += HeadingSize + 3;
            scene.Text(FontMetrics.Fitted(panel.Title, width - (2 * Frame.Margin), HeadingSize, true), Frame.Margin, y, HeadingSize, bold: true);
            y += 4;
        }

        if (panel.Y.Text.Length > 0)
        {
            y += TitleSize + 3;
            scene.Text(FontMetrics.Fitted(panel.Y.Text, width - (2 * Frame.Margin), TitleSize), Frame.Margin, y, TitleSize, @class: "muted");
        }

        y += 8;
        _plot = new Box(left, y, right - left, panel.Height);
        scene.Rect(_plot, "panel");
        y = _plot.Bottom;
        if (data.X is { } across && data.Y is { } up)
        {
            y = Axes(across, up, heights);
            for (int index = 0; index < panel.Series.Count; index++)
            {
                Series(index);
            }

            Names();
        }
        else
        {
            scene.TextIn(_plot, "no values", NameSize, "muted");
        }

        if (panel.X.Text.Length > 0)
        {
            y += TitleSize + 5;
            string text = FontMetrics.Fitted(panel.X.Text, _plot.Width, TitleSize);
            scene.Text(text, _plot.CenterX, y, TitleSize, Anchor.Middle, "muted");
            y += 4;
        }

        return y;
    }

    private double X(double value) => _plot.X + Inset + (data.X!.Part(value) * (_plot.Width - (2 * Inset)));

    private double Y(double value) => _plot.Bottom - Inset - (data.Y!.Part(value) * (_plot.Height - (2 * Inset)));

    /// <summary>The marks and their lines; returns where they end.</summary>
    private double Axes(AxisScale across, AxisScale up, IReadOnlyList<Tick> heights)
    {
        IReadOnlyList<Tick> widths = across.Ticks(ticks => Fits([.. ticks.Select(Label)]));
        scene.Add(new LinesMark(
            [.. widths.Select(tick => (new Point(X(tick.Value), _plot.Y), new Point(X(tick.Value), _plot.Bottom))),
                .. heights.Select(tick => (new Point(_plot.X, Y(tick.Value)), new Point(_plot.Right, Y(tick.Value))))],
            "hair"));
        if (data.Panel.Y.Scale == ChartScale.Linear && up.Low <= 0 && up.High >= 0)
        {
            scene.Line("axis", _plot.X, Y(0), _plot.Right, Y(0));
        }

        foreach (Tick tick in heights)
        {
            scene.Text(tick.Text, _plot.X - 8, Scene.Middle(Y(tick.Value), TickSize), TickSize, Anchor.End, "muted");
        }

        foreach (Tick tick in widths)
        {
            scene.Add(Label(tick));
        }

        return _plot.Bottom + TickSize + 9;
    }

    /// <summary>A number below the plot, in the middle of its line unless it would leave the picture.</summary>
    private TextMark Label(Tick tick)
    {
        double half = (FontMetrics.Width(tick.Text, TickSize) / 2) + 4;
        double x = Math.Min(Math.Max(X(tick.Value), half), width - half);
        return new TextMark(tick.Text, new Point(x, _plot.Bottom + TickSize + 5), TickSize, Anchor.Middle, "muted");
    }

    private static bool Fits(List<TextMark> labels) => labels.Zip(labels.Skip(1), (a, b) => b.Bounds.X - a.Bounds.Right).All(gap => gap >= 14);

    private void Series(int index)
    {
        ChartSeries series = data.Panel.Series[index];
        SeriesExtent extent = data.Extents[index];
        string colour = Theme.Series[looks[index]].Colour;
        int columns = (int)(_plot.Width - (2 * Inset));
        using IDisposable group = scene.Group("series", (series.Name.Length > 0 ? series.Name + ": " : "") + extent.Summary, Scene.Data("series", index));
        if (series.Count > 2 * columns)
        {
            string shape = data.Panel.Series.Count > 1 ? "tint-" : "band-";
            double column = (_plot.Width - (2 * Inset)) / columns;
            foreach (CurveMark mark in Envelope.Shapes(Envelope.Of(series, columns, data.X!.Part), at => _plot.X + Inset + ((at + 0.5) * column), Y, shape + colour))
            {
                scene.Add(mark);
            }

            return;
        }

        List<(double X, double Y)> dots = [];
        List<(double X, double Y)> run = [];
        for (int at = 0; at <= series.Count; at++)
        {
            (double x, double y) = at < series.Count ? series[at] : (double.NaN, double.NaN);
            if (SeriesExtent.IsDrawn(x, y))
            {
                run.Add((x, y));
                continue;
            }

            if (run.Count > 1)
            {
                scene.Add(new CurveMark([.. run.Select(point => new Point(X(point.X), Y(point.Y)))], "curve-" + colour));
            }

            if (run.Count == 1 || extent.Drawn <= MostDots)
            {
                dots.AddRange(run);
            }

            run.Clear();
        }

        foreach ((double x, double y) in dots)
        {
            scene.Add(new DotMark(new Point(X(x), Y(y)), 3, "bar-" + colour) { Datum = new Datum("y", series.Exact(y), ("x", NumberText.Exact(x))) });
        }
    }

    /// <summary>The name of each line at its end, in the order of the ends and without overlaps.</summary>
    private void Names()
    {
        const double Pitch = 17;
        List<(int Index, double Y)> ends = [.. data.Extents.Select((extent, index) => (index, y: extent.Drawn > 0 ? Y(extent.LastY) : _plot.Bottom))
            .Where(end => data.Panel.Series[end.index].Name.Length > 0).OrderBy(end => end.y).ThenBy(end => end.index)];
        var places = new double[ends.Count];
        double free = _plot.Y + (Pitch / 2);
        for (int i = 0; i < ends.Count; i++)
        {
            places[i] = Math.Max(ends[i].Y, free);
            free = places[i] + Pitch;
        }

        free = _plot.Bottom - (Pitch / 2);
        for (int i = ends.Count - 1; i >= 0; i--)
        {
            places[i] = Math.Min(places[i], free);
            free = places[i] - Pitch;
        }

        for (int i = 0; i < ends.Count; i++)
        {
            string colour = Theme.Series[looks[ends[i].Index]].Colour;
            string name = FontMetrics.Fitted(data.Panel.Series[ends[i].Index].Name, MostName, NameSize, true);
            scene.Line("curve-" + colour, _plot.Right + 8, places[i], _plot.Right + 8 + Swatch, places[i]);
            scene.Text(name, _plot.Right + Swatch + 16, Scene.Middle(places[i], NameSize), NameSize, @class: "ink-" + colour, bold: true);
        }
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security;
using System.Text;

namespace LstmGen.Benchmarks.Sweeping;

/// <summary>One line of a plot.</summary>
internal sealed record SvgSeries(string Name, string Colour, IReadOnlyList<(double X, double Y)> Points);

/// <summary>A line plot with two logarithmic axes.</summary>
internal sealed class SvgPlot(string title, string xLabel, string yLabel, IReadOnlyList<SvgSeries> series)
{
    private const double Width = 800;
    private const double Height = 480;
    private const double Left = 72;
    private const double Right = 96;
    private const double Top = 48;
    private const double Bottom = 56;
    private const string Ink = "#24292f";
    private const string Pale = "#d8dee4";

    private readonly StringBuilder _svg = new();
    private readonly (double Min, double Max) _x = Range(series.SelectMany(line => line.Points.Select(point => point.X)));
    private readonly (double Min, double Max) _y = Range(series.SelectMany(line => line.Points.Select(point => point.Y)));

    public string Write()
    {
        _svg.Clear();
        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"system-ui, sans-serif\" font-size=\"13\" fill=\"{Ink}\">");
        Add($"<rect width=\"{Width}\" height=\"{Height}\" fill=\"#ffffff\"/>");
        Text(Left, Top - 20, title, "start", "font-size=\"16\" font-weight=\"600\"");
        foreach (double tick in PowersOfTwo(_x))
        {
            Add($"<line x1=\"{X(tick):0.#}\" y1=\"{Top}\" x2=\"{X(tick):0.#}\" y2=\"{Height - Bottom}\" stroke=\"{Pale}\"/>");
            Text(X(tick), Height - Bottom + 18, Label(tick), "middle");
        }

        foreach (double tick in OneTwoFive(_y))
        {
            Add($"<line x1=\"{Left}\" y1=\"{Y(tick):0.#}\" x2=\"{Width - Right}\" y2=\"{Y(tick):0.#}\" stroke=\"{Pale}\"/>");
            Text(Left - 8, Y(tick) + 4, Label(tick), "end");
        }

        Text((Left + Width - Right) / 2, Height - 14, xLabel, "middle");
        Text(18, (Top + Height - Bottom) / 2, yLabel, "middle", $"transform=\"rotate(-90 18 {(Top + Height - Bottom) / 2:0.#})\"");
        foreach (SvgSeries line in series)
        {
            Line(line);
        }

        EndLabels();
        Add($"</svg>");
        return _svg.ToString();
    }

    private void Line(SvgSeries line)
    {
        string points = string.Join(' ', line.Points.Select(point => FormattableString.Invariant($"{X(point.X):0.#},{Y(point.Y):0.#}")));
        Add($"<polyline points=\"{points}\" fill=\"none\" stroke=\"{line.Colour}\" stroke-width=\"2\" stroke-linejoin=\"round\"/>");
        foreach ((double x, double y) in line.Points)
        {
            Add($"<circle cx=\"{X(x):0.#}\" cy=\"{Y(y):0.#}\" r=\"3\" fill=\"{line.Colour}\"/>");
        }
    }

    /// <summary>Each line's name stands at its end, moved down where it would cover another.</summary>
    private void EndLabels()
    {
        const double LineHeight = 16;
        double free = double.NegativeInfinity;
        foreach (SvgSeries line in series.OrderByDescending(line => line.Points[^1].Y))
        {
            double y = Math.Max(Y(line.Points[^1].Y) + 4, free);
            Text(X(line.Points[^1].X) + 10, y, line.Name, "start", $"fill=\"{line.Colour}\" font-weight=\"600\"");
            free = y + LineHeight;
        }
    }

    private void Text(double x, double y, string text, string anchor, string attributes = "") =>
        Add($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\"{(attributes.Length > 0 ? " " + attributes : "")}>{SecurityElement.Escape(text)}</text>");

    private void Add(FormattableString line) => _svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private double X(double value) => Left + (Part(value, _x) * (Width - Left - Right));

    private double Y(double value) => Height - Bottom - (Part(value, _y) * (Height - Top - Bottom));

    private static double Part(double value, (double Min, double Max) range) => Math.Log(value / range.Min) / Math.Log(range.Max / range.Min);

    private static string Label(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>A little wider than the values, so that no point lies on the frame.</summary>
    private static (double Min, double Max) Range(IEnumerable<double> values) => (values.Min() / 1.1, values.Max() * 1.1);

    private static IEnumerable<double> PowersOfTwo((double Min, double Max) range)
    {
        for (double tick = Math.Pow(2, Math.Ceiling(Math.Log2(range.Min))); tick <= range.Max; tick *= 2)
        {
            yield return tick;
        }
    }

    private static IEnumerable<double> OneTwoFive((double Min, double Max) range)
    {
        for (double decade = Math.Pow(10, Math.Floor(Math.Log10(range.Min))); decade <= range.Max; decade *= 10)
        {
            foreach (double tick in new[] { decade, 2 * decade, 5 * decade })
            {
                if (tick >= range.Min && tick <= range.Max)
                {
                    yield return tick;
                }
            }
        }
    }
}

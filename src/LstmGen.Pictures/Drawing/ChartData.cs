using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Pictures.Charts;
using LstmGen.Pictures.Numbers;
using static System.FormattableString;

namespace LstmGen.Pictures.Drawing;

/// <summary>A panel with what its values say of its axes, which are null where there is no value.</summary>
internal sealed record ChartData(ChartPanel Panel, IReadOnlyList<SeriesExtent> Extents, AxisScale? X, AxisScale? Y)
{
    public static ChartData Of(ChartPanel panel)
    {
        List<SeriesExtent> extents = [.. panel.Series.Select(series => SeriesExtent.Of(panel, series))];
        List<SeriesExtent> drawn = [.. extents.Where(extent => extent.Drawn > 0)];
        (double Low, double High) x = Union(drawn.Select(extent => extent.X));
        (double Low, double High) y = Union(drawn.Select(extent => extent.Y));
        return new ChartData(panel, extents, AxisScale.Of(panel.X, x.Low, x.High), AxisScale.Of(panel.Y, y.Low, y.High));
    }

    /// <summary>A number to be heard: three digits.</summary>
    public static string Short(double value)
    {
        double size = Math.Abs(value);
        return size is 0 or >= 1e5 ? NumberText.Plain(value)
            : size < 1e-6 ? NumberText.Exact(value)
            : NumberText.Plain(value, Math.Max(0, 2 - (int)Math.Floor(Math.Log10(size))));
    }

    private static (double Low, double High) Union(IEnumerable<(double Low, double High)> ranges)
    {
        (double low, double high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach ((double from, double to) in ranges)
        {
            (low, high) = (Math.Min(low, from), Math.Max(high, to));
        }

        return (low, high);
    }
}

/// <summary>From where to where the values of a series reach, how many of them are drawn, and the last one that is.</summary>
internal sealed record SeriesExtent((double Low, double High) X, (double Low, double High) Y, int Drawn, double LastY)
{
    /// <exception cref="ArgumentException">A value can't be on its axis.</exception>
    public static SeriesExtent Of(ChartPanel panel, ChartSeries series)
    {
        (double left, double right, double low, double high) = (double.PositiveInfinity, double.NegativeInfinity, double.PositiveInfinity, double.NegativeInfinity);
        int drawn = 0;
        double last = 0;
        for (int index = 0; index < series.Count; index++)
        {
            (double x, double y) = series[index];
            if (!IsDrawn(x, y))
            {
                continue;
            }

            (left, right, low, high, last) = (Math.Min(left, x), Math.Max(right, x), Math.Min(low, y), Math.Max(high, y), y);
            drawn++;
        }

        if (drawn > 0)
        {
            Check(panel.X, left, right, "x");
            Check(panel.Y, low, high, "y");
        }

        return new SeriesExtent((left, right), (low, high), drawn, last);

        void Check(ChartAxis axis, double least, double most, string coordinate)
        {
            foreach (double value in new[] { least, most })
            {
                if (AxisScale.Problem(axis, value) is { } problem)
                {
                    throw new ArgumentException(Invariant($"The series '{series.Name}' has a point whose {coordinate} is {value}; {problem}."));
                }
            }
        }
    }

    /// <summary>Whether a point is drawn: one that isn't finite leaves a gap.</summary>
    public static bool IsDrawn(double x, double y) => !double.IsNaN(x) && !double.IsInfinity(x) && !double.IsNaN(y) && !double.IsInfinity(y);
}

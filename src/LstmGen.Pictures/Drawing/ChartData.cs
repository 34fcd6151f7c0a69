using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Pictures.Charts;
using LstmGen.Pictures.Numbers;

namespace LstmGen.Pictures.Drawing;

/// <summary>A panel with the axes for its values, which are null if there is no value.</summary>
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

    /// <summary>A number for a screen reader: three digits.</summary>
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

using System;
using LstmGen.Pictures.Charts;
using LstmGen.Pictures.Numbers;
using static System.FormattableString;

namespace LstmGen.Pictures.Drawing;

/// <summary>The range of a series' values, how many of them are drawn, and the last one drawn.</summary>
internal sealed record SeriesExtent((double Low, double High) X, (double Low, double High) Y, int Drawn, double LastY)
{
    /// <summary>In words.</summary>
    public string Summary => Drawn == 0 ? "no values" : $"{NumberText.Count(Drawn, "value")}, from {ChartData.Short(Y.Low)} to {ChartData.Short(Y.High)}";

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

    /// <summary>Whether a point is drawn: a point that isn't finite leaves a gap.</summary>
    public static bool IsDrawn(double x, double y) => !double.IsNaN(x) && !double.IsInfinity(x) && !double.IsNaN(y) && !double.IsInfinity(y);
}

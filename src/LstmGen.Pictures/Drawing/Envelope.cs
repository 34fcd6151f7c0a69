using System;
using System.Collections.Generic;
using LstmGen.Pictures.Svg;
using static System.FormattableString;

namespace LstmGen.Pictures.Drawing;

/// <summary>The lowest and the highest value of a long series in each of the available columns.</summary>
internal static class Envelope
{
    /// <summary>From column to column; a gap, a column without values next to a value that isn't finite, ends a run.</summary>
    /// <param name="series">The values.</param>
    /// <param name="columns">How many columns there are.</param>
    /// <param name="part">The position of an x, from 0 to 1.</param>
    /// <exception cref="ArgumentException">An x is less than the one before.</exception>
    public static List<List<(int Column, double Low, double High)>> Of(ChartSeries series, int columns, Func<double, double> part)
    {
        List<List<(int, double, double)>> runs = [];
        List<(int, double, double)> run = [];
        (int Column, double Low, double High) open = (-1, 0, 0);
        int gap = -1;
        double before = double.NegativeInfinity;
        double last = double.NaN;

        void Close()
        {
            if (open.Column >= 0)
            {
                run.Add(open);
                open.Column = -1;
            }
        }

        void End()
        {
            Close();
            if (run.Count > 0)
            {
                runs.Add(run);
                run = [];
            }

            last = double.NaN;
        }

        for (int index = 0; index < series.Count; index++)
        {
            (double x, double y) = series[index];
            bool hasX = !double.IsNaN(x) && !double.IsInfinity(x);
            if (hasX && x < before)
            {
                throw new ArgumentException(Invariant(
                    $"The x of point {index} of the series '{series.Name}', {x}, is less than the one before it, {before}: so many points must be in the order of x."));
            }

            before = hasX ? x : before;
            int column = hasX ? Math.Max(0, Math.Min(columns - 1, (int)(part(x) * columns))) : -1;
            if (!SeriesExtent.IsDrawn(x, y))
            {
                // The first gap after the open column.
                gap = gap < 0 && column > open.Column ? column : gap;
                last = double.NaN;
                continue;
            }

            if (column != open.Column)
            {
                // There is a column with only gaps between the two.
                if (gap >= 0 && gap < column)
                {
                    End();
                }

                Close();
                gap = -1;

                // Starts at the last value of the previous column, so that a steep line is continuous.
                open = (column, double.IsNaN(last) ? y : Math.Min(last, y), double.IsNaN(last) ? y : Math.Max(last, y));
            }

            open = (column, Math.Min(open.Low, y), Math.Max(open.High, y));
            last = y;
        }

        End();
        return runs;
    }

    /// <summary>The runs as shapes: along the highest values, and back along the lowest.</summary>
    public static IEnumerable<CurveMark> Shapes(IEnumerable<List<(int Column, double Low, double High)>> runs, Func<int, double> x, Func<double, double> y, string @class)
    {
        // Half a pixel more on both sides, so that silence is visible as a line.
        const double More = 0.5;
        foreach (List<(int Column, double Low, double High)> run in runs)
        {
            var points = new Point[2 * run.Count];
            for (int i = 0; i < run.Count; i++)
            {
                points[i] = new Point(x(run[i].Column), y(run[i].High) - More);
                points[points.Length - 1 - i] = new Point(x(run[i].Column), y(run[i].Low) + More);
            }

            yield return new CurveMark(points, @class, IsClosed: true);
        }
    }
}

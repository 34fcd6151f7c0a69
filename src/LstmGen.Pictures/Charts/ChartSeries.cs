using System;
using System.Collections.Generic;
using LstmGen.Pictures.Numbers;
using static System.FormattableString;

namespace LstmGen.Pictures;

/// <summary>
/// One line of a <see cref="ChartPanel"/>: up to 64 points have a dot each. Of more than two points for each column of the panel, as in a
/// sound, the lowest and the highest of each column are drawn. A point that isn't finite leaves a gap. The values aren't copied.
/// </summary>
public sealed class ChartSeries
{
    private readonly Func<int, double> _x;
    private readonly Func<int, double> _y;
    private readonly bool _isFloat;

    /// <summary>A series of points.</summary>
    /// <param name="name">What is written at the end of the line; empty for nothing.</param>
    /// <param name="points">The points, in the order in which the line joins them.</param>
    public ChartSeries(string name, IReadOnlyList<(double X, double Y)> points)
        : this(name, (points ?? throw new ArgumentNullException(nameof(points))).Count, index => points[index].X, index => points[index].Y, isFloat: false)
    {
    }

    private ChartSeries(string name, int count, Func<int, double> x, Func<int, double> y, bool isFloat)
    {
        Name = name ?? throw new ArgumentNullException(nameof(name));
        Count = count;
        _x = x;
        _y = y;
        _isFloat = isFloat;
    }

    /// <summary>What is written at the end of the line. In all panels of a chart, series of the same name look the same.</summary>
    public string Name { get; }

    /// <summary>How many points there are, those that aren't finite among them.</summary>
    public int Count { get; }

    /// <summary>A series of values whose x are evenly spaced, such as the samples of a sound.</summary>
    /// <param name="name">What is written at the end of the line; empty for nothing.</param>
    /// <param name="samples">The values.</param>
    /// <param name="first">The x of the first one.</param>
    /// <param name="step">How far it is from one x to the next: <c>1 / 44100.0</c> for a sound over seconds.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="first"/> or the last x isn't finite, or <paramref name="step"/> isn't above zero.</exception>
    public static ChartSeries OfSamples(string name, IReadOnlyList<float> samples, double first = 0, double step = 1) =>
        Even(name, (samples ?? throw new ArgumentNullException(nameof(samples))).Count, first, step, index => samples[index], isFloat: true);

    /// <summary>A series of values whose x are evenly spaced, in double precision.</summary>
    /// <param name="name">What is written at the end of the line; empty for nothing.</param>
    /// <param name="samples">The values.</param>
    /// <param name="first">The x of the first one.</param>
    /// <param name="step">How far it is from one x to the next: <c>1 / 44100.0</c> for a sound over seconds.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="first"/> or the last x isn't finite, or <paramref name="step"/> isn't above zero.</exception>
    public static ChartSeries OfSamples(string name, IReadOnlyList<double> samples, double first = 0, double step = 1) =>
        Even(name, (samples ?? throw new ArgumentNullException(nameof(samples))).Count, first, step, index => samples[index], isFloat: false);

    internal (double X, double Y) this[int index] => (_x(index), _y(index));

    /// <summary>The text that reads back as the same value.</summary>
    internal string Exact(double y) => _isFloat ? NumberText.Exact((float)y) : NumberText.Exact(y);

    private static ChartSeries Even(string name, int count, double first, double step, Func<int, double> y, bool isFloat)
    {
        if (double.IsNaN(first) || double.IsInfinity(first))
        {
            throw new ArgumentOutOfRangeException(nameof(first), first, "The first x must be a finite number.");
        }

        if (!(step > 0) || double.IsInfinity(first + (step * Math.Max(1, count))))
        {
            throw new ArgumentOutOfRangeException(nameof(step), step, Invariant($"The step must be above zero, and {count} steps a finite number."));
        }

        return new ChartSeries(name, count, index => first + (index * step), y, isFloat);
    }
}

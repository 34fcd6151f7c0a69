using System;
using System.Collections.Generic;
using static System.FormattableString;

namespace LstmGen.Pictures;

/// <summary>One pair of axes of a <see cref="Chart"/>, and what is drawn over them.</summary>
public sealed class ChartPanel
{
    /// <summary>This many lines can be told apart by colour and dashes.</summary>
    internal const int MostSeries = 7;

    private const double LeastHeight = 140;
    private const double MostHeight = 2000;

    private readonly double _height = 320;

    /// <summary>A panel.</summary>
    /// <param name="x">The horizontal axis.</param>
    /// <param name="y">The vertical axis.</param>
    /// <param name="series">What is drawn, at most 7 series; the first one is painted first.</param>
    /// <exception cref="ArgumentException">There are too many series, or one is null.</exception>
    public ChartPanel(ChartAxis x, ChartAxis y, params ChartSeries[] series)
    {
        X = x ?? throw new ArgumentNullException(nameof(x));
        Y = y ?? throw new ArgumentNullException(nameof(y));
        Series = (ChartSeries[])(series ?? throw new ArgumentNullException(nameof(series))).Clone();
        if (Series.Count > MostSeries)
        {
            throw new ArgumentException(Invariant($"A panel with {Series.Count} series can't be read; it may have at most {MostSeries}."), nameof(series));
        }

        if (Array.IndexOf(series, null) >= 0)
        {
            throw new ArgumentException("A series is null.", nameof(series));
        }
    }

    /// <summary>The horizontal axis.</summary>
    public ChartAxis X { get; }

    /// <summary>The vertical axis.</summary>
    public ChartAxis Y { get; }

    /// <summary>What is drawn.</summary>
    public IReadOnlyList<ChartSeries> Series { get; }

    /// <summary>A heading above the panel; empty for none.</summary>
    public string Title { get; init; } = "";

    /// <summary>How high the panel is without its texts, from 140 to 2,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The height is outside these bounds.</exception>
    public double Height
    {
        get => _height;
        init => _height = value is >= LeastHeight and <= MostHeight
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, Invariant($"The height of a panel must be from {LeastHeight} to {MostHeight}."));
    }
}

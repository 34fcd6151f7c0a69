using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Pictures.Drawing;
using LstmGen.Pictures.Svg;
using static System.FormattableString;

namespace LstmGen.Pictures;

/// <summary>
/// A line chart in the style of the other pictures: panels below each other, each with lines over two axes. It can be read in black and
/// white, since every line has its own dashes and its name at its end. The same values give the same bytes on every machine and in every culture.
/// </summary>
public sealed class Chart
{
    // Together with the widest chart, these keep every SVG below 1.5 MB.
    private const int MostPanels = 32;
    private const int MostSeries = 32;

    private const double LeastWidth = 640;
    private const double MostWidth = 1600;

    private readonly double _width = 800;

    /// <summary>A chart.</summary>
    /// <param name="title">The heading.</param>
    /// <param name="panels">The panels, from top to bottom: 1 to 32 of them, with at most 32 series in all.</param>
    /// <exception cref="ArgumentException">There is no panel, there are too many panels or series, or a panel is null.</exception>
    public Chart(string title, params ChartPanel[] panels)
    {
        Title = title ?? throw new ArgumentNullException(nameof(title));
        Panels = (ChartPanel[])(panels ?? throw new ArgumentNullException(nameof(panels))).Clone();
        if (Panels.Count is 0 or > MostPanels)
        {
            throw new ArgumentException(Invariant($"A chart must have 1 to {MostPanels} panels; this one has {Panels.Count}."), nameof(panels));
        }

        if (Array.IndexOf(panels, null) >= 0)
        {
            throw new ArgumentException("A panel is null.", nameof(panels));
        }

        int series = Panels.Sum(panel => panel.Series.Count);
        if (series > MostSeries)
        {
            throw new ArgumentException(Invariant($"The panels of a chart may have at most {MostSeries} series in all; these have {series}."), nameof(panels));
        }
    }

    /// <summary>The heading.</summary>
    public string Title { get; }

    /// <summary>The panels, from top to bottom.</summary>
    public IReadOnlyList<ChartPanel> Panels { get; }

    /// <summary>What is said below the heading; empty for nothing.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>How wide the picture is, from 640 to 1,600.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The width is outside these bounds.</exception>
    public double Width
    {
        get => _width;
        init => _width = value is >= LeastWidth and <= MostWidth
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, Invariant($"The width of a chart must be from {LeastWidth} to {MostWidth}."));
    }

    /// <summary>The text of an SVG file.</summary>
    /// <exception cref="ArgumentException">
    /// A value on a logarithmic axis isn't above zero, a value is beyond ±1e300, or the points of a series of more points than the panel has
    /// room for aren't in the order of x.
    /// </exception>
    public string ToSvg() => SvgPrinter.Print(ChartDrawing.Draw(this));
}

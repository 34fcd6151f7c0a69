using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LstmGen.Pictures.Svg;
using Xunit;

namespace LstmGen.Pictures.Tests.Drawing;

/// <summary>Contrasts as computed and required by WCAG 2.2: 4.5 for text, 3 for lines and shapes.</summary>
public class ThemeTests
{
    private static readonly string[] Grounds = ["paper", "panel", "node"];

    public static IEnumerable<object[]> Themes => [[false], [true]];

    [Theory]
    [MemberData(nameof(Themes))]
    public void Text_can_be_read(bool isDark)
    {
        foreach (string text in Theme.Colours.Select(colour => colour.Name).Where(name => name is "ink" or "muted" || name.EndsWith("-text", StringComparison.Ordinal)))
        {
            Assert.All(Grounds, ground => Assert.InRange(Contrast(Colour(text, isDark), Colour(ground, isDark)), 4.5, 21));
        }
    }

    [Theory]
    [MemberData(nameof(Themes))]
    public void Letters_can_be_read_on_the_blocks_of_their_colour(bool isDark)
    {
        foreach (string name in new[] { "h", "i", "f", "g", "o" })
        {
            double[] block = [.. Colour(name, isDark).Zip(Colour("node", isDark), (tint, ground) => (0.16 * tint) + (0.84 * ground))];
            Assert.InRange(Contrast(Colour(name + "-text", isDark), block), 4.5, 21);
            Assert.InRange(Contrast(Colour("ink", isDark), block), 4.5, 21);
        }
    }

    [Theory]
    [MemberData(nameof(Themes))]
    public void Lines_and_bars_can_be_seen(bool isDark)
    {
        foreach (string name in new[] { "x", "h", "c", "i", "f", "g", "o" })
        {
            Assert.All(Grounds, ground => Assert.InRange(Contrast(Colour(name, isDark), Colour(ground, isDark)), 3, 21));
        }
    }

    [Fact]
    public void Lines_of_a_chart_differ_in_colour_and_in_dashes()
    {
        Assert.Equal(ChartPanel.MostSeries, Theme.Series.Length);
        Assert.Equal(Theme.Series.Length, Theme.Series.Select(series => series.Colour).Distinct().Count());
        Assert.Equal(Theme.Series.Length, Theme.Series.Select(series => series.Dashes).Distinct().Count());
        Assert.DoesNotContain('$', Theme.ChartCss);
        Assert.EndsWith(Theme.Css, Theme.ChartCss, StringComparison.Ordinal);
    }

    [Fact]
    public void Dark_mode_and_paper_are_in_the_style_sheet()
    {
        Assert.Contains("@media (prefers-color-scheme:dark)", Theme.Css, StringComparison.Ordinal);
        Assert.Contains("@media print", Theme.Css, StringComparison.Ordinal);
        Assert.DoesNotContain('$', Theme.Css);
    }

    private static double[] Colour(string name, bool isDark)
    {
        (string _, string light, string dark) = Theme.Colours.Single(colour => colour.Name == name);
        string text = isDark ? dark : light;
        return [.. Enumerable.Range(0, 3).Select(channel => int.Parse(text.AsSpan(1 + (2 * channel), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)];
    }

    private static double Contrast(double[] a, double[] b)
    {
        double first = Luminance(a);
        double second = Luminance(b);
        return (Math.Max(first, second) + 0.05) / (Math.Min(first, second) + 0.05);
    }

    private static double Luminance(double[] colour)
    {
        double[] linear = [.. colour.Select(channel => channel <= 0.04045 ? channel / 12.92 : Math.Pow((channel + 0.055) / 1.055, 2.4))];
        return (0.2126 * linear[0]) + (0.7152 * linear[1]) + (0.0722 * linear[2]);
    }
}

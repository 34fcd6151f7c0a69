using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace LstmGen.Pictures.Svg;

/// <summary>
/// The style sheet that every picture has, the same in all of them, so that many can be in one page. The colours are those of Okabe and
/// Ito, which colour-blind people can tell apart, darker or lighter where contrast requires it. Colour is never the only sign: c is a thick
/// line and h a thin one, values below zero are hollow, and everything has its letter.
/// </summary>
internal static class Theme
{
    /// <summary>The class of every picture.</summary>
    public const string Root = "lstm-picture";

    internal static readonly (string Name, string Light, string Dark)[] Colours =
    [
        ("paper", "#ffffff", "#0d1117"),
        ("panel", "#f3f5f8", "#171d26"),
        ("node", "#ffffff", "#0f151d"),
        ("ink", "#1b2129", "#e6edf3"),
        ("muted", "#555f6b", "#a3adb8"),
        ("faint", "#d4dae1", "#343c47"),
        ("edge", "#8b95a1", "#6e7986"),
        ("x", "#66707c", "#a8b3bf"),
        ("h", "#1b2129", "#e6edf3"),
        ("c", "#c27c00", "#f0b429"),
        ("i", "#0072b2", "#56b4e9"),
        ("f", "#c94f00", "#ff8f52"),
        ("g", "#00875f", "#34d1a2"),
        ("o", "#a8478a", "#e59fcb"),

        // The same for letters, which need more contrast than lines and bars.
        ("x-text", "#555f6b", "#a8b3bf"),
        ("h-text", "#1b2129", "#e6edf3"),
        ("c-text", "#855400", "#f0b429"),
        ("i-text", "#005f95", "#6cc0f0"),
        ("f-text", "#a84000", "#ff9c66"),
        ("g-text", "#00694a", "#34d1a2"),
        ("o-text", "#8f3574", "#ecb0d5"),
    ];

    /// <summary>A class and its declarations, in which <c>$name</c> is a colour.</summary>
    private static readonly (string Selector, string Declarations)[] Shared =
    [
        ("", "font-family:ui-sans-serif,system-ui,\"Segoe UI\",Roboto,\"Helvetica Neue\",Arial,sans-serif;font-variant-numeric:tabular-nums"),
        (" text", "stroke:none"),
        (" .paper", "fill:$paper"),
        (" .panel", "fill:$panel"),
        (" .node", "fill:$node;stroke:$edge;stroke-width:1.25"),
        (" .absent", "fill:none;stroke:$edge;stroke-width:1.25;stroke-dasharray:4 3"),
        (" .opaque", "fill:$panel"),
        (" .ink", "fill:$ink"),
        (" .muted", "fill:$muted"),
        (" .hair", "fill:none;stroke:$faint;stroke-width:1"),
        (" .axis", "fill:none;stroke:$edge;stroke-width:1"),
        (" .line-x", "fill:none;stroke:$x;stroke-width:1.75;stroke-dasharray:5 3"),
        (" .line-h", "fill:none;stroke:$h;stroke-width:1.5"),
        (" .line-c", "fill:none;stroke:$c;stroke-width:4"),
        (" .over-paper", "fill:none;stroke:$paper;stroke-width:10"),
        (" .over-panel", "fill:none;stroke:$panel;stroke-width:10"),
        (" .thin .line-c", "stroke-width:2"),
        (" .over-paper.thin", "stroke-width:5"),
        (" .over-panel.thin", "stroke-width:5"),
        (" .head-x", "fill:$x"),
        (" .head-h", "fill:$h"),
        (" .head-c", "fill:$c"),
        .. new[] { "x", "h", "c", "i", "f", "g", "o" }.SelectMany(name => new[]
        {
            ($" .bar-{name}", $"fill:${name};stroke:${name};stroke-width:1"),
            // Hollow: a negative number, in black and white too.
            ($" .neg-{name}", $"fill:$node;stroke:${name};stroke-width:1"),
            ($" .ink-{name}", $"fill:${name}-text"),
            ($" .block-{name}", $"fill:${name};fill-opacity:.16;stroke:${name};stroke-width:1"),
        }),
    ];

    /// <summary>The colours of the lines of a chart in their order, each with its dashes.</summary>
    internal static readonly (string Colour, string Dashes)[] Series =
    [
        ("i", ""),
        ("f", "8 3"),
        ("g", "2.5 2.5"),
        ("o", "12 3 2.5 3"),
        ("h", "5 5"),
        ("x", "16 4"),
        ("c", "8 3 2 3 2 3"),
    ];

    public static string Css { get; } = Write();

    /// <summary>The style sheet of a chart: that of all pictures, and the lines.</summary>
    public static string ChartCss { get; } = Rules(
        Series.SelectMany(series => new[]
        {
            ($" .curve-{series.Colour}", $"fill:none;stroke:${series.Colour};stroke-width:2;stroke-linejoin:round{Dashed(series.Dashes)}"),
            ($" .band-{series.Colour}", $"fill:${series.Colour};stroke:${series.Colour};stroke-width:.5;stroke-linejoin:round"),
            // If several overlap, each is visible through the others.
            ($" .tint-{series.Colour}", $"fill:${series.Colour};fill-opacity:.25;stroke:${series.Colour};stroke-width:1;stroke-linejoin:round{Dashed(series.Dashes)}"),
        })) + Css;

    private static string Dashed(string dashes) => dashes.Length == 0 ? "" : ";stroke-dasharray:" + dashes;

    private static string Rules(IEnumerable<(string Selector, string Declarations)> rules)
    {
        var css = new StringBuilder();
        foreach ((string selector, string declarations) in rules)
        {
            css.Append('.').Append(Root).Append(selector).Append('{').Append(WithFallback(declarations)).Append("}\n");
        }

        return css.ToString();
    }

    private static string Write()
    {
        var css = new StringBuilder(Rules(Shared));
        css.Append('.').Append(Root).Append('{').Append(Variables(isDark: false)).Append("}\n");
        css.Append("@media (prefers-color-scheme:dark){.").Append(Root).Append('{').Append(Variables(isDark: true)).Append("}}\n");
        css.Append("@media print{.").Append(Root).Append('{').Append(Variables(isDark: false)).Append("}}\n");
        return css.ToString();
    }

    private static string Variables(bool isDark) => string.Join(";", Colours.Select(colour => $"--{colour.Name}:{(isDark ? colour.Dark : colour.Light)}"));

    /// <summary>
    /// Each colour twice: the light one for software without support for variables, such as some converters, then the variable.
    /// </summary>
    private static string WithFallback(string declarations)
    {
        List<string> all = [];
        foreach (string declaration in declarations.Split(';'))
        {
            int at = declaration.IndexOf('$');
            if (at < 0)
            {
                all.Add(declaration);
                continue;
            }

            string name = declaration.Substring(at + 1);
            all.Add(declaration.Substring(0, at) + Colours.First(colour => colour.Name == name).Light);
            all.Add($"{declaration.Substring(0, at)}var(--{name})");
        }

        return string.Join(";", all);
    }
}

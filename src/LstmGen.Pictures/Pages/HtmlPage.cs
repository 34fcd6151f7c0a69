using System.Collections.Generic;
using System.Text;
using LstmGen.Pictures.Drawing;
using LstmGen.Pictures.Numbers;
using LstmGen.Pictures.Svg;
using static System.FormattableString;

namespace LstmGen.Pictures.Pages;

/// <summary>All pictures of a run in one file, which needs nothing else. Pictures that would make it larger than 2 MB are left out, and named.</summary>
internal static class HtmlPage
{
    private const int MostCharacters = 1_850_000;

    private const string Style = """
        :root{color-scheme:light dark;--page:#fff;--text:#1b2129;--soft:#555f6b;--rule:#d4dae1}
        @media (prefers-color-scheme:dark){:root{--page:#0d1117;--text:#e6edf3;--soft:#a3adb8;--rule:#343c47}}
        @media print{:root{--page:#fff;--text:#1b2129;--soft:#555f6b;--rule:#d4dae1}}
        body{margin:0;background:var(--page);color:var(--text);font:16px/1.5 ui-sans-serif,system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
        main{max-width:1180px;margin:0 auto;padding:24px 16px 64px}
        h1{font-size:28px;margin:8px 0}
        h2{font-size:21px;margin:40px 0 8px;padding-top:20px;border-top:1px solid var(--rule)}
        nav ul{padding-left:20px}
        a{color:inherit}
        figure{margin:0;overflow-x:auto}
        figure svg{display:block;height:auto}
        p.left-out{color:var(--soft)}
        @media print{h2{break-before:page}figure svg{max-width:100%}}
        """;

    public static string Write(NetworkRun run, string title)
    {
        List<PageSection> drawn = [];
        List<string> leftOut = [];
        int length = 0;
        foreach (PageSection section in Sections(run))
        {
            if (length + section.Svg.Length > MostCharacters)
            {
                leftOut.Add(section.Heading);
                continue;
            }

            length += section.Svg.Length;
            drawn.Add(section);
        }

        var page = new StringBuilder();
        page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>")
            .Append(SvgPrinter.Escaped(title)).Append("</title>\n<style>\n").Append(Style.Replace("\r\n", "\n")).Append("\n</style>\n</head>\n<body>\n<main>\n<h1>").Append(SvgPrinter.Escaped(title)).Append("</h1>\n");
        page.Append("<p>").Append(SvgPrinter.Escaped(run.Architecture.ToString())).Append("</p>\n<nav aria-label=\"Pictures\"><ul>\n");
        foreach (PageSection section in drawn)
        {
            page.Append("<li><a href=\"#").Append(section.Id).Append("\">").Append(SvgPrinter.Escaped(section.Heading)).Append("</a></li>\n");
        }

        page.Append("</ul></nav>\n");
        foreach (PageSection section in drawn)
        {
            page.Append("<section aria-labelledby=\"").Append(section.Id).Append("\">\n<h2 id=\"").Append(section.Id).Append("\">").Append(SvgPrinter.Escaped(section.Heading))
                .Append("</h2>\n<figure tabindex=\"0\" role=\"group\" aria-label=\"").Append(SvgPrinter.Escaped(section.Heading)).Append("\">\n").Append(section.Svg).Append("</figure>\n</section>\n");
        }

        foreach (string heading in leftOut)
        {
            page.Append("<p class=\"left-out\">Left out, as the page would be larger than 2 MB: ").Append(SvgPrinter.Escaped(heading)).Append(".</p>\n");
        }

        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    /// <summary>The pictures, the most important ones of each layer first.</summary>
    private static IEnumerable<PageSection> Sections(NetworkRun run)
    {
        if (run.Architecture.Layers.Count > 1 || run.Architecture.Layers[0].Lstms.Count > 1)
        {
            yield return new PageSection("network", "The network over time", Picture.Network(run));
        }

        for (int layer = 0; layer < run.Architecture.Layers.Count; layer++)
        {
            LayerArchitecture what = run.Architecture.Layers[layer];
            string id = Invariant($"layer-{layer + 1}");
            string name = Words.Capital((run.Architecture.Layers.Count > 1 ? $"layer {NumberText.Count(layer + 1)}, " : "") + Words.Name(what));
            int[] order = run.Order(layer, 0);
            yield return new PageSection(id + "-over-time", name + " over time", Picture.LayerOverTime(run, layer));
            if (what.Lstms.Count > 0)
            {
                yield return new PageSection(id + "-cell-and-units", name + " as a cell, and as units", Picture.CellAndUnits(run.Architecture, layer));
            }

            yield return new PageSection(id + "-unit", name + ": its first unit, opened", Picture.UnitAtStep(run, layer, 0, order[order.Length > 1 ? 1 : 0]));
            yield return new PageSection(id + "-strips", name + " step by step", Picture.Strips(run, layer));
        }

        yield return new PageSection("parameters", "The parameters", Picture.Parameters(run));
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using LstmGen.Pictures.Drawing;
using LstmGen.Pictures.Numbers;
using LstmGen.Pictures.Svg;

namespace LstmGen.Pictures.Pages;

/// <summary>One HTML page with all pictures of a run, in which a reader walks through the steps and opens units.</summary>
internal sealed class Page
{
    /// <summary>The maximum size of a page.</summary>
    public const int MostBytes = 2_000_000;

    /// <summary>With more units or steps, a layer isn't drawn over time.</summary>
    private const int MostDrawn = Shown.Most;

    /// <summary>A picture of more units than this is as high as a screen.</summary>
    private const int ManyUnits = 16;

    /// <summary>What the page has besides the parts that can be left out: the questions, the style sheet, the script.</summary>
    private const int Reserve = 100_000;

    private readonly NetworkRun _run;
    private readonly NetworkArchitecture _network;
    private readonly PageData _data;
    private readonly string _title;

    private Page(NetworkRun run, string? title)
    {
        _run = run;
        _network = run.Architecture;
        _data = new PageData(run);
        _title = !string.IsNullOrEmpty(title) ? title! : !string.IsNullOrEmpty(run.Title) ? run.Title! : string.Join(", ", _network.Layers.Select(Words.Name)) + ", step by step";
    }

    public static string Draw(NetworkRun run, string? title) => new Page(run, title).Draw();

    private bool HasSeveral => _network.Layers.Count > 1;

    private string Draw()
    {
        bool hasOverview = HasSeveral || _network.Layers[0].Lstms.Count > 1;
        PagePart[] overTime = [.. Layers().Select(OverTimeOf)];
        PagePart[] network = hasOverview ? [Picture(-1, WholeNetwork.Draw(_run))] : [];
        PagePart[] strips = [.. Layers().Where(layer => _network.Layers[layer] is not RowsArchitecture).Select(layer => Picture(layer, Strips.Draw(_run, layer)))];
        PagePart[] parameters = [Picture(-1, ParameterBlocks.Draw(_network, _run))];
        PagePart[] cells = [.. Layers().Where(layer => _network.Layers[layer].Lstms.Count > 0).Select(layer => Picture(layer, CellAndUnits.Draw(_network, _run.Title, layer)))];
        LeaveOut(strips, [.. network, .. parameters, .. cells], overTime);
        var main = new StringBuilder();
        Section(main, "over-time", HasSeveral ? "The layers over time" : "The layer over time", overTime, hasSteps: true);
        Section(main, "network", "From layer to layer", network);
        Section(main, "strips", "Gates and states at every step", strips);
        Section(main, "parameters", "The parameters as blocks", parameters);
        Section(main, "cells", "The cell and its units", cells);
        main.Append("<section aria-labelledby=\"questions\">\n<h2 id=\"questions\">Questions</h2>\n<div class=\"questions\">\n");
        foreach ((string question, string answer) in new Questions(_run).All())
        {
            main.Append("<div><h3>").Append(question).Append("</h3>\n<p>").Append(answer).Append("</p></div>\n");
        }

        main.Append("</div>\n</section>\n");
        return Document(main.ToString(), _data.Whole([.. overTime.Select(part => part.Data)]));
    }

    private IEnumerable<int> Layers() => Enumerable.Range(0, _network.Layers.Count);

    /// <summary>
    /// Leaves parts out until the page is small enough: those of the first group before those of the second, the largest first.
    /// </summary>
    private static void LeaveOut(params PagePart[][] groups)
    {
        long bytes = Reserve + groups.Sum(parts => parts.Sum(part => (long)part.Bytes));
        foreach (PagePart part in groups.SelectMany(parts => parts.OrderByDescending(part => part.Bytes)))
        {
            if (bytes <= MostBytes)
            {
                return;
            }

            part.IsLeftOut = true;
            bytes -= part.Bytes;
        }
    }

    private string Name(int layer) => HasSeveral ? $"Layer {NumberText.Count(layer)}, {Words.Name(_network.Layers[layer])}" : Words.Name(_network.Layers[layer]);

    private static string Head(Scene scene) => $"<h3>{Html.Text(scene.Title)}</h3>\n<p>{Html.Text(scene.Subtitle)}</p>\n";

    private static string TooLarge(Scene scene) => $"<h3>{Html.Text(scene.Title)}</h3>\n<p class=\"note\">This picture would make the page larger than 2 MB, so it is left out.</p>\n";

    private static PagePart Picture(int layer, Scene scene) => new(layer, Head(scene) + Drawing(scene) + Said(scene), null, TooLarge(scene));

    /// <summary>A drawing without its words; it may be wider than the screen.</summary>
    private static string Drawing(Scene scene) => Html.Scrolled(SvgPrinter.Print(Frame.WithoutWords(scene)), scene.Title);

    /// <summary>The text below a picture's drawing.</summary>
    private static string Said(Scene scene) => scene.Words.Count == 0 ? ""
        : "<ul class=\"words\">\n" + string.Concat(scene.Words.Select(said =>
            "<li>" + (said.Sample.Count > 0 ? SvgPrinter.PrintSample(said.Sample, said.Box) : "") + Html.Element("span", Html.Text(said.Text)) + "</li>\n")) + "</ul>\n";

    private PagePart OverTimeOf(int layer)
    {
        LayerArchitecture what = _network.Layers[layer];
        if (what is RowsArchitecture rows)
        {
            string made = $"<h3>{Html.Text(Name(layer))}</h3>\n<p class=\"note\">{Html.Text(Words.Meaning(rows))} This layer has no units and no parameters.</p>\n";
            return new PagePart(layer, made, null, made);
        }

        int units = what.Lstms.Count == 0 ? what.OutputSize : what.Lstms.Max(lstm => lstm.Units);
        bool isTall = what.Lstms.Sum(lstm => lstm.Units) > ManyUnits || what.OutputSize > ManyUnits;
        if (what is PositionwiseArchitecture row)
        {
            string said = $"<h3>{Html.Text(Name(layer))}</h3>\n<p class=\"note\">{Html.Text(Name(layer))} {Html.Text(row.Meaning)}. What it passes on is in the strips below.</p>\n";
            return new PagePart(layer, said, null, said);
        }

        if (units > MostDrawn || _run.Steps > MostDrawn)
        {
            string note = $"<h3>{Html.Text(Name(layer))}</h3>\n<p class=\"note\">{Html.Text(Name(layer))} has {NumberText.Count(units, "unit")} at {NumberText.Count(_run.Steps, "step")}: too many to draw one by one. Up to {MostDrawn} of each are drawn; the strips below have a sample of them.</p>\n";
            return new PagePart(layer, note, null, note);
        }

        Scene scene = OverTime.Draw(_run, layer, out IReadOnlyList<OverTimeGrid> grids);
        int[] order = _run.Order(layer, 0);
        Scene unit = OpenedUnit.Draw(_run, layer, 0, 0, order[order.Length > 1 ? 1 : 0]);
        var markup = new StringBuilder(Head(scene));
        markup.Append("<div class=\"layer").Append(isTall ? " tall" : "").Append("\" data-layer=\"").Append(Html.Text(layer.ToString(CultureInfo.InvariantCulture))).Append("\">\n");
        markup.Append(Html.Element("div", Html.Element("div", "\n" + SvgPrinter.Print(Frame.WithoutWords(scene)), ("class", "stage")), ("class", "scroll"))).Append('\n');
        markup.Append(Said(scene)).Append("<ol class=\"sentences\">\n");
        var sentences = new Sentences(_run, layer);
        for (int step = 0; step < _run.Steps; step++)
        {
            markup.Append("<li>").Append(sentences.At(step)).Append("</li>\n");
        }

        markup.Append("</ol>\n<div class=\"fixed\">\n").Append(Head(unit)).Append(Drawing(unit)).Append(Said(unit)).Append("</div>\n</div>\n");
        return new PagePart(layer, markup.ToString(), _data.Layer(layer, grids), TooLarge(scene));
    }

    private void Section(StringBuilder main, string id, string heading, PagePart[] parts, bool hasSteps = false)
    {
        if (parts.Length == 0)
        {
            return;
        }

        main.Append("<section aria-labelledby=\"").Append(id).Append("\">\n<h2 id=\"").Append(id).Append("\">").Append(heading).Append("</h2>\n");
        if (hasSteps && parts.Any(part => part.Data is not null))
        {
            main.Append(Walk);
        }

        foreach (PagePart part in parts)
        {
            main.Append(part.Markup);
        }

        main.Append("</section>\n");
    }

    /// <summary>What the script shows, if there is one: the slider and its buttons.</summary>
    private string Walk => "<p class=\"hint\" hidden=\"\">Pick a step with the slider. Point at a unit to see what it sees; click it to open it. With the keyboard: Tab to the picture, choose a unit with the arrow keys, open it with Enter, close it with Escape.</p>\n<div class=\"walk\" hidden=\"\">\n"
        + "<button type=\"button\" id=\"before\" aria-label=\"step before\">◀</button>\n"
        + $"<input type=\"range\" id=\"step\" min=\"0\" max=\"{(_run.Steps - 1).ToString(CultureInfo.InvariantCulture)}\" value=\"0\" aria-label=\"step\" />\n"
        + "<button type=\"button\" id=\"after\" aria-label=\"step after\">▶</button>\n"
        + "<button type=\"button\" id=\"play\">play</button>\n"
        + "<output id=\"chosen\" for=\"step\"></output>\n</div>\n<p id=\"live\" role=\"status\" class=\"unseen\"></p>\n";

    private string Lead()
    {
        string layers = string.Join(", then ", _network.Layers.Select(Words.Name));
        return $"{layers}: {NumberText.Count(_run.Steps, "step")} of {NumberText.Count(_network.InputSize, "input value")}, {NumberText.Count(_network.ParameterCount, "parameter")}. Layers, units and steps are counted from 0, as in code.";
    }

    /// <summary>The content of the style element.</summary>
    public static string Style => (Theme.Css + Resource("page.css")).Replace("\r", "");

    /// <summary>The content of the script element.</summary>
    public static string Script => Resource("page.js");

    private string Document(string main, string data)
    {
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <meta name="color-scheme" content="light dark" />
            <meta http-equiv="Content-Security-Policy" content="{PagePolicy.Text}" />
            <title>{Html.Text(_title)}</title>
            <style>{Style}</style>
            </head>
            <body class="{Theme.Root}">
            <header>
            <h1>{Html.Text(_title)}</h1>
            <p>{Html.Text(Lead())}</p>
            </header>
            <main>
            {main}</main>
            <footer><p>{Html.Text(_network.ToString())}</p></footer>
            <script type="application/json" id="run">{data}</script>
            <script>{Script}</script>
            </body>
            </html>

            """.Replace("\r", "");
    }

    private static string Resource(string name)
    {
        using Stream stream = typeof(Page).Assembly.GetManifestResourceStream("LstmGen.Pictures.Pages." + name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return "\n" + reader.ReadToEnd().Replace("\r", "");
    }
}

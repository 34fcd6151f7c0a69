using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using LstmGen.Generator.Tests.Snapshots;
using LstmGen.Pictures.Pages;
using LstmGen.Pictures.Tests.Drawing;
using LstmGen.Pictures.Tests.Runs;
using Xunit;

namespace LstmGen.Pictures.Tests.Pages;

public partial class PageTests
{
    private const int MostBytes = 2_000_000;

    public static IEnumerable<object[]> All => Cases.All;

    [Theory]
    [MemberData(nameof(All))]
    public void A_page_is_complete_well_formed_and_small(string architecture, int steps)
    {
        NetworkRun run = Cases.Run(architecture, steps);
        string text = Picture.Page(run, "A <network>");
        var page = new PageText(text);

        Assert.InRange(Encoding.UTF8.GetByteCount(text), 1, MostBytes);
        Assert.DoesNotContain('\r', text);
        Assert.Equal("A <network>", page.Root.Descendants("title").First().Value);
        Assert.Equal("A <network>", page.Root.Descendants("h1").Single().Value);
        Assert.DoesNotContain("://", text.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(page.Root.Descendants(), element => element.Name.LocalName is "link" or "img" or "iframe" or "use");
        Assert.DoesNotContain(page.Root.DescendantsAndSelf().Attributes(), attribute => attribute.Name.LocalName is "style" or "href" or "src" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Headings(page.Root);
        Names(page.Root);
        SvgValues.Check(SvgValues.Of(page.Root), run, Parameters(run));
    }

    [Fact]
    public void Each_unit_of_64_can_be_opened_at_each_of_64_steps()
    {
        NetworkRun run = Samples.Of("lstm 64>64 tanh/sigmoid", 64);
        var page = new PageText(Picture.Page(run));

        Assert.Equal(JsonValueKind.Object, page.Run.GetProperty("layers")[0].ValueKind);
        Assert.DoesNotContain("left out", page.Root.ToString(), StringComparison.Ordinal);

        var two = new PageText(Picture.Page(Samples.Of("lstm 64>64 tanh/sigmoid; lstm 64>64 tanh/sigmoid", 64)));
        Assert.All(two.Run.GetProperty("layers").EnumerateArray(), layer => Assert.Equal(JsonValueKind.Object, layer.ValueKind));
    }

    [Fact]
    public void What_is_too_large_is_left_out_and_named()
    {
        string architecture = string.Join("; ", Enumerable.Repeat("lstm 64>64 tanh/sigmoid", 6));
        string text = Picture.Page(Samples.Of(architecture, 64));

        Assert.InRange(Encoding.UTF8.GetByteCount(text), 1_000_000, MostBytes);
        Assert.Contains("<h3>Layer 5: LSTM(64): gates and states step by step</h3>\n<p class=\"note\">This picture would make the page larger than 2 MB, so it is left out.</p>", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_of_very_many_steps_is_small()
    {
        string text = Picture.Page(Samples.Of("lstm 1>1 tanh/sigmoid", 200_000));

        Assert.InRange(Encoding.UTF8.GetByteCount(text), 1, 200_000);
        _ = new PageText(text);
    }

    [Theory]
    [InlineData("lstm 3>4 tanh/sigmoid")]
    [InlineData("masking(0); lstm 3>4>2 tanh/sigmoid peepholes")]
    [InlineData("bidirectional concat [lstm 3>4 tanh/sigmoid | lstm 3>5>2 tanh/sigmoid coupled backward]; dense 6>3 softmax")]
    [InlineData("lstm 3>4 tanh/sigmoid go_backwards last; lstm 4>2 tanh/sigmoid")]
    public void The_script_has_the_trace_and_the_parameters_bit_for_bit(string architecture)
    {
        NetworkRun run = Cases.Run(architecture, 4);
        JsonElement json = new PageText(Picture.Page(run)).Run;
        List<float> parameters = [];
        for (int layer = 0; layer < run.Architecture.Layers.Count; layer++)
        {
            JsonElement about = json.GetProperty("layers")[layer];
            Same(from step in Enumerable.Range(0, 4) from feature in Enumerable.Range(0, run.Architecture.Layers[layer].InputSize) select run.Input(layer, step, feature), about.GetProperty("x"));
            IReadOnlyList<LstmArchitecture> lstms = run.Architecture.Layers[layer].Lstms;
            for (int half = 0; half < Math.Max(1, lstms.Count); half++)
            {
                JsonElement of = about.GetProperty("halves")[half];
                parameters.AddRange(PageText.Floats(of.GetProperty("w")));
                if (lstms.Count == 0)
                {
                    Same(from step in Enumerable.Range(0, 4) from unit in Enumerable.Range(0, run.Architecture.Layers[layer].OutputSize) select run.Output(layer, step, unit), of.GetProperty("v"));
                    continue;
                }

                CellValue[] values = [.. Enum.GetValues<CellValue>().Where(value => value != CellValue.ProjectionInput || lstms[half].Projection is not null)];
                Same(
                    from step in Enumerable.Range(0, 4)
                    from value in values
                    from unit in Enumerable.Range(0, value == CellValue.Hidden ? lstms[half].HiddenSize : lstms[half].Units)
                    select run[layer, half, step, value, unit],
                    of.GetProperty("v"));
                int first = run.Order(layer, half)[0];
                Same(Enumerable.Range(0, lstms[half].Units).Select(unit => run.Before(layer, half, first, CellValue.Cell, unit)), of.GetProperty("c"));
                Same(Enumerable.Range(0, lstms[half].HiddenSize).Select(unit => run.Before(layer, half, first, CellValue.Hidden, unit)), of.GetProperty("h"));
            }
        }

        Assert.Equal(Parameters(run), parameters);

        static void Same(IEnumerable<double> expected, JsonElement actual) => Assert.Equal(expected.Select(value => (float)value), PageText.Floats(actual));
    }

    [Fact]
    public void Of_a_network_in_double_precision_it_has_doubles()
    {
        NetworkRun single = Samples.ThreeUnits();
        double[] parameters = [.. Enumerable.Range(0, 60).Select(index => single.Parameter(index) / 3)];
        double[] input = [1 / 3.0, 2, 3, 4];
        double[] trace = Samples.DoubleTrace(single.Architecture, Parameters(single), [1, 2, 3, 4]);
        var page = new PageText(Picture.Page(new NetworkRun(single.Architecture, parameters, input, trace)));
        byte[] bytes = Convert.FromBase64String(page.Run.GetProperty("layers")[0].GetProperty("halves")[0].GetProperty("v").GetString()!);

        Assert.True(page.Run.GetProperty("double").GetBoolean());
        Assert.Equal(trace, Enumerable.Range(0, trace.Length).Select(index => BitConverter.ToDouble(bytes, 8 * index)));
    }

    [Fact]
    public void The_same_bytes_come_out_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        string first = Drawn();
        try
        {
            foreach (string culture in new[] { "tr-TR", "de-DE", "fa-IR", "" })
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
                Assert.Equal(first, Drawn());
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        static string Drawn() => string.Concat(Cases.All.Reverse().Take(14).Select(row => Picture.Page(Cases.Run((string)row[0], (int)row[1]))));
    }

    /// <summary>After a change of the style sheet or of the script, this is to be run with <c>LSTMGEN_ACCEPT=1</c>, as for a snapshot.</summary>
    [Fact]
    public void The_policy_allows_the_style_sheet_and_the_script_alone() => Policy();

    private static void Policy([CallerFilePath] string source = "")
    {
        var page = new PageText(Picture.Page(Samples.ThreeUnits()));
        string policy = page.Root.Descendants("meta").Single(meta => meta.Attribute("http-equiv") is not null).Attribute("content")!.Value;

        if (Snapshot.Accepts)
        {
            string file = Path.Combine(Path.GetDirectoryName(source)!, "..", "..", "..", "src", "LstmGen.Pictures", "Pages", "PagePolicy.cs");
            File.WriteAllText(file, File.ReadAllText(file)
                .Replace(PagePolicy.StyleHash, Hash(page.Style), StringComparison.Ordinal)
                .Replace(PagePolicy.ScriptHash, Hash(page.Script), StringComparison.Ordinal));
        }

        Assert.Equal($"default-src 'none'; style-src '{Hash(page.Style)}'; script-src '{Hash(page.Script)}'; base-uri 'none'; form-action 'none'", policy);
        Assert.Single(page.Root.Descendants("style"));

        static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void Names_of_any_kind_stay_text()
    {
        NetworkRun plain = Samples.ThreeUnits();
        const string Bad = "</script><script>alert(\"1\")</script> & \u0001 \ud800 日本語 🎹";
        var run = new NetworkRun(plain.Architecture, Parameters(plain), [1, 2, 3, 4], Samples.Trace(plain.Architecture, Parameters(plain), [1, 2, 3, 4]))
        {
            Title = Bad,
            FeatureNames = [Bad],
            StepNames = [Bad, Bad, Bad, Bad],
            OutputNames = [Bad, Bad, Bad],
        };
        string text = Picture.Page(run);
        var page = new PageText(text);

        Assert.Equal(2, ScriptElement().Count(text));
        Assert.Equal(Bad.Replace("\ud800", "\ufffd", StringComparison.Ordinal), page.Run.GetProperty("stepNames")[0].GetString());
    }

    [Fact]
    public void What_is_not_finite_has_a_page()
    {
        NetworkRun plain = Samples.ThreeUnits();
        float[] trace = Samples.Trace(plain.Architecture, Parameters(plain), [1, 2, 3, 4]);
        (trace[0], trace[12], trace[15], trace[18 + 12], trace[18 + 15]) = (float.PositiveInfinity, float.NaN, float.NegativeInfinity, 1e30f, -1e-30f);
        _ = new PageText(Picture.Page(new NetworkRun(plain.Architecture, Parameters(plain), [float.NaN, float.PositiveInfinity, 3e38f, -4], trace)));
    }

    [Fact]
    public void Sentences_say_what_happens_in_numbers()
    {
        string text = Picture.Page(Samples.ThreeUnits());
        List<string> sentences = [.. new PageText(text).Root.Descendants("ol").Single().Elements("li").Select(item => item.Value)];

        Assert.Equal(4, sentences.Count);
        Assert.StartsWith("Step 0 reads x = 1. Unit 0 has nothing to forget yet, takes in 0.24, so c goes from 0.00 to 0.24; it shows h = 0.13.", sentences[0], StringComparison.Ordinal);
        Assert.StartsWith("Step 2 reads x = 3. Unit 0 forgets 39 % of its c, takes in 0.61, so c goes from 0.60 to 0.97; it shows h = 0.56. Unit 1 forgets 23 % of its c,", sentences[2], StringComparison.Ordinal);
    }

    /// <summary>Where a layer reads backwards, a masked step has no output.</summary>
    [Fact]
    public void An_output_that_was_not_computed_is_no_number()
    {
        NetworkRun plain = Samples.Of("masking(0); bidirectional sum [lstm 1>3 tanh/sigmoid | lstm 1>3 tanh/sigmoid backward]; dense 3>1 linear", 4);
        float[] input = [.. Enumerable.Range(0, 3).Select(step => (float)plain.Input(0, step, 0)), 0];
        float[] trace = Samples.Trace(plain.Architecture, Parameters(plain), input, mask: [true, true, true, false]);
        trace.AsSpan(trace.Length - 4).Fill(float.NaN);
        string text = Picture.Page(new NetworkRun(plain.Architecture, Parameters(plain), input, trace));

        Assert.Contains("<li>Step 3 is masked: nothing is computed here.</li>", text, StringComparison.Ordinal);
        Assert.Contains("At each step the one value of the Dense layer. A network", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lstm 1>3 tanh/sigmoid", "4·U·(I + U + 1) = 4·3·(1 + 3 + 1) = 60", "One more input value would make it 72.")]
    [InlineData("lstm 1>1 tanh/sigmoid", "4·U·(I + U + 1) = 4·1·(1 + 1 + 1) = 12", "One more input value would make it 16.")]
    [InlineData("lstm 2>3 tanh/sigmoid; dense 3>1 linear", "4·U·(I + U + 1) = 4·3·(2 + 3 + 1) = 72", "All layers together have 76.")]
    [InlineData("lstm 2>3>2 tanh/sigmoid no_bias coupled", "3·U·(I + P) = 3·3·(2 + 2) = 36", "The projection has 6 more.")]
    public void Questions_are_answered_with_the_network_s_numbers(string architecture, string formula, string also)
    {
        string questions = new PageText(Picture.Page(Samples.Of(architecture, 4))).Root.Descendants("div").Single(element => element.Attribute("class")?.Value == "questions").Value;

        Assert.Contains(formula, questions, StringComparison.Ordinal);
        Assert.Contains(also, questions, StringComparison.Ordinal);
    }

    [Fact]
    public void The_weights_that_an_answer_names_are_the_input_gates()
    {
        XElement questions = new PageText(Picture.Page(Samples.ThreeUnits())).Root.Descendants("div").Single(element => element.Attribute("class")?.Value == "questions");
        Assert.Contains("the first value is multiplied by 0.50 for the input gate of unit 0, and by 0.20 for that of unit 1.", questions.Value, StringComparison.Ordinal);
    }

    /// <summary>No level is skipped.</summary>
    private static void Headings(XElement root)
    {
        int before = 0;
        foreach (XElement heading in root.Descendants().Where(element => element.Name.LocalName.Length == 2 && element.Name.LocalName[0] == 'h' && char.IsDigit(element.Name.LocalName[1])))
        {
            int level = heading.Name.LocalName[1] - '0';
            Assert.InRange(level, 1, before + 1);
            Assert.NotEmpty(heading.Value);
            before = level;
        }
    }

    /// <summary>Every id occurs once, and every referenced id exists.</summary>
    private static void Names(XElement root)
    {
        List<string> ids = [.. root.Descendants().Attributes("id").Select(id => id.Value)];
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(root.Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "aria-labelledby" or "for"), attribute => Assert.Contains(attribute.Value, ids));
    }

    private static float[] Parameters(NetworkRun run) => [.. Enumerable.Range(0, run.Architecture.ParameterCount).Select(index => (float)run.Parameter(index))];

    [GeneratedRegex("<script")]
    private static partial Regex ScriptElement();
}

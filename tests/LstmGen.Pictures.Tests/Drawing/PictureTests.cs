using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using LstmGen.Pictures.Drawing;
using LstmGen.Pictures.Svg;
using LstmGen.Pictures.Tests.Runs;
using Xunit;

namespace LstmGen.Pictures.Tests.Drawing;

public class PictureTests
{
    private const int MostBytes = 1_500_000;

    public static IEnumerable<object[]> All => Cases.All;

    [Theory]
    [MemberData(nameof(All))]
    public void Every_number_is_the_trace_s_and_every_mark_in_its_place(string architecture, int steps)
    {
        NetworkRun run = Cases.Run(architecture, steps);
        float[] parameters = [.. Enumerable.Range(0, run.Architecture.ParameterCount).Select(index => (float)run.Parameter(index))];
        foreach (Scene scene in Scenes(run))
        {
            Geometry.Check(scene);
            string svg = SvgPrinter.Print(scene);
            _ = SvgValues.Check(svg, run, parameters);
            Assert.InRange(Encoding.UTF8.GetByteCount(svg), 1, MostBytes);
            Assert.DoesNotContain('\r', svg);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_layer_over_time_has_every_unit_at_every_step(string architecture, int steps)
    {
        NetworkRun run = Cases.Run(architecture, steps);
        for (int layer = 0; layer < run.Architecture.Layers.Count; layer++)
        {
            List<SvgValue> values = SvgValues.Of(Picture.LayerOverTime(run, layer));
            List<SvgValue> strips = SvgValues.Of(Picture.Strips(run, layer));
            foreach ((LstmArchitecture lstm, int half) in run.Architecture.Layers[layer].Lstms.Select((lstm, half) => (lstm, half)))
            {
                string shown = lstm.Projection is null ? "h" : "m";
                int columns = run.Order(layer, half).Length;
                if (lstm.Units <= 64 && columns <= 64)
                {
                    Assert.Equal(lstm.Units * columns, Count(values, "c", half));
                    Assert.Equal(lstm.Units * columns, Count(values, shown, half));
                    Assert.All(new[] { "i", "f", "g", "o", "c" }, letter => Assert.Equal(lstm.Units * columns, Count(strips, letter, half)));
                }
            }
        }

        static int Count(List<SvgValue> values, string of, int half) => values.Where(value => value.Of == of && value.Half == half).Select(value => (value.Step, value.Unit)).Distinct().Count();
    }

    [Theory]
    [InlineData("lstm 3>4 tanh/sigmoid", 4)]
    [InlineData("lstm 3>4 tanh/sigmoid backward last", 1)]
    [InlineData("bidirectional sum [lstm 3>4 tanh/sigmoid | lstm 3>4 tanh/sigmoid backward] last", 2)]
    public void What_leaves_a_layer_leaves_it_where_it_is_passed_on(string architecture, int arrows)
    {
        Scene scene = OverTime.Draw(Cases.Run(architecture, 4), 0);
        Assert.Equal(arrows, scene.Flat().OfType<TextMark>().Count(text => text.Text == "h out"));
    }

    [Fact]
    public void The_same_bytes_come_out_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        List<string> first = Drawn();
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

        static List<string> Drawn() => [.. Cases.All.Take(6).Concat(Cases.All.Reverse().Take(12)).SelectMany(row => Scenes(Cases.Run((string)row[0], (int)row[1])).Select(SvgPrinter.Print))];
    }

    [Fact]
    public void Names_of_any_kind_stay_in_their_place_and_in_the_markup()
    {
        NetworkRun plain = Samples.ThreeUnits();
        string bad = "</text><script>alert(\"1\")</script> & \u0001 \ud800 a very long name that fits into no box, 日本語 مرحبا 🎹🎹🎹";
        var run = new NetworkRun(plain.Architecture, Parameters(plain), [1, 2, 3, 4], Trace(plain))
        {
            Title = bad,
            FeatureNames = [bad],
            StepNames = [bad, bad, bad, bad],
            OutputNames = [bad, bad, bad],
        };

        foreach (Scene scene in Scenes(run))
        {
            Geometry.Check(scene);
            string svg = SvgPrinter.Print(scene);
            _ = SvgValues.Check(svg, run, Parameters(plain));
            Assert.DoesNotContain("<script", svg, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_not_finite_is_drawn()
    {
        NetworkRun plain = Samples.ThreeUnits();
        float[] trace = Trace(plain);
        (trace[0], trace[12], trace[15], trace[18 + 12], trace[18 + 15]) = (float.PositiveInfinity, float.NaN, float.NegativeInfinity, 1e30f, -1e-30f);
        var run = new NetworkRun(plain.Architecture, Parameters(plain), [float.NaN, float.PositiveInfinity, 3e38f, -4], trace);
        foreach (Scene scene in Scenes(run))
        {
            Geometry.Check(scene);
            string svg = SvgPrinter.Print(scene);
            Assert.DoesNotContain("=\"NaN\" ", svg.Replace("data-value=\"NaN\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    private static IEnumerable<Scene> Scenes(NetworkRun run)
    {
        for (int layer = 0; layer < run.Architecture.Layers.Count; layer++)
        {
            yield return OverTime.Draw(run, layer);
            yield return Strips.Draw(run, layer);
            LayerArchitecture what = run.Architecture.Layers[layer];
            for (int half = 0; half < Math.Max(1, what.Lstms.Count); half++)
            {
                int[] order = run.Order(layer, half);
                int units = what.Lstms.Count > 0 ? what.Lstms[half].Units : what.OutputSize;
                yield return OpenedUnit.Draw(run, layer, half, 0, order[0]);
                yield return OpenedUnit.Draw(run, layer, half, units - 1, order[^1]);
            }

            if (what.Lstms.Count > 0)
            {
                yield return CellAndUnits.Draw(run.Architecture, run.Title, layer);
            }
        }

        yield return WholeNetwork.Draw(run);
        yield return ParameterBlocks.Draw(run.Architecture, run);
        yield return ParameterBlocks.Draw(run.Architecture, null);
    }

    private static float[] Parameters(NetworkRun run) => [.. Enumerable.Range(0, run.Architecture.ParameterCount).Select(index => (float)run.Parameter(index))];

    private static float[] Trace(NetworkRun run) => Samples.Trace(run.Architecture, Parameters(run), [1, 2, 3, 4]);
}

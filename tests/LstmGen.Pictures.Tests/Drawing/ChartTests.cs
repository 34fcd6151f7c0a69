using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Xml.Linq;
using LstmGen.Pictures.Drawing;
using LstmGen.Pictures.Svg;
using Xunit;

namespace LstmGen.Pictures.Tests.Drawing;

public class ChartTests
{
    private const int MostBytes = 1_500_000;

    private static readonly (double X, double Y)[] Costs = [.. Enumerable.Range(0, 9).Select(power => (Math.Pow(2, power), 1.7 / (1 << power) + 0.02))];

    public static IEnumerable<object[]> All => Charts().Select(chart => new object[] { chart.Title });

    [Theory]
    [MemberData(nameof(All))]
    public void Every_mark_is_in_its_place(string title)
    {
        Chart chart = Charts().Single(chart => chart.Title == title);
        Scene scene = ChartDrawing.Draw(chart);

        Geometry.Check(scene);
        Box[] plots = [.. scene.Flat().Where(mark => mark is RectMark { Class: "panel" }).SelectMany(Frame.Bounds)];
        Assert.Equal(chart.Panels.Count, plots.Length);
        Assert.All(scene.Flat().Where(mark => mark is CurveMark or DotMark), mark => Assert.All(Frame.Bounds(mark), box => Assert.Contains(plots, plot => plot.Contains(box))));
        Assert.All(scene.Flat().OfType<TextMark>().Where(text => text.Inside is null), text => Assert.DoesNotContain(plots, plot => plot.Overlaps(text.Bounds)));
        Swatches(scene);

        string svg = chart.ToSvg();
        Assert.InRange(Encoding.UTF8.GetByteCount(svg), 1, MostBytes);
        Assert.DoesNotContain('\r', svg);
        Assert.DoesNotContain("=\"NaN", svg.Replace("data-value=\"NaN", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("svg", XDocument.Parse(svg).Root!.Name.LocalName);
    }

    [Fact]
    public void The_same_bytes_come_out_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        List<string> first = [.. Charts().Select(chart => chart.ToSvg())];
        try
        {
            foreach (string culture in new[] { "tr-TR", "de-DE", "fa-IR", "" })
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
                Assert.Equal(first, Charts().Select(chart => chart.ToSvg()));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Each_dot_has_its_numbers_and_is_where_they_say()
    {
        Scene scene = ChartDrawing.Draw(new Chart("costs", Logarithmic(new ChartSeries("Step", Costs))));

        List<DotMark> dots = [.. scene.Flat().OfType<DotMark>()];
        Assert.Equal(Costs, dots.Select(dot => (Number(dot.Datum!.Data.Single(data => data.Name == "x").Value), Number(dot.Datum.Exact))));

        // Powers of two are equally far apart.
        double pitch = dots[1].Center.X - dots[0].Center.X;
        Assert.All(dots.Zip(dots.Skip(1)), pair => Assert.Equal(pitch, pair.Second.Center.X - pair.First.Center.X, 6));
        Assert.Equal(dots.Select(dot => dot.Center), scene.Flat().OfType<CurveMark>().Single().Points);
    }

    [Theory]
    [InlineData(ChartScale.Linear, new[] { 0, 12.0 }, "0 1 2 3 4 5 6 7 8 9 10 11 12")]
    [InlineData(ChartScale.Linear, new[] { -0.4, 0.9 }, "−0.4 −0.3 −0.2 −0.1 0 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9")]
    [InlineData(ChartScale.Linear, new[] { 5.0, 5 }, "2.5 3.0 3.5 4.0 4.5 5.0 5.5 6.0 6.5 7.0 7.5")]
    [InlineData(ChartScale.Linear, new[] { 0.0, 0 }, "−1.0 −0.8 −0.6 −0.4 −0.2 0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(ChartScale.Linear, new[] { 0, 4e9 }, "0 5e8 1e9 1.5e9 2e9 2.5e9 3e9 3.5e9 4e9")]
    [InlineData(ChartScale.Linear, new[] { 0, 3e-9 }, "0 5e−10 1e−9 1.5e−9 2e−9 2.5e−9 3e−9")]
    [InlineData(ChartScale.Linear, new[] { 1368064800.0, 1368064900 }, "1,368,064,800 1,368,064,820 1,368,064,840 1,368,064,860 1,368,064,880 1,368,064,900")]
    [InlineData(ChartScale.Logarithmic, new[] { 0.02, 1.7 }, "0.02 0.05 0.1 0.2 0.5 1")]
    [InlineData(ChartScale.Logarithmic, new[] { 3.1, 3.4 }, "2 5")]
    [InlineData(ChartScale.Logarithmic, new[] { 2.0, 2 }, "1 2")]
    [InlineData(ChartScale.Logarithmic, new[] { 1, 1e12 }, "1 100 10,000 1e6 1e8 1e10 1e12")]
    [InlineData(ChartScale.PowersOfTwo, new[] { 1.0, 256 }, "1 2 4 8 16 32 64 128 256")]
    [InlineData(ChartScale.PowersOfTwo, new[] { 0.2, 3 }, "0.25 0.5 1 2")]
    [InlineData(ChartScale.PowersOfTwo, new[] { 5.0, 6 }, "4 8")]
    [InlineData(ChartScale.PowersOfTwo, new[] { 0.001, 1e7 }, "2^−8 0.0625 1 16 256 4,096 65,536 1,048,576")]
    public void Numbers_along_an_axis(ChartScale scale, double[] values, string expected)
    {
        Scene scene = ChartDrawing.Draw(new Chart("c", new ChartPanel(new ChartAxis { Scale = scale }, new ChartAxis(), new ChartSeries("", [.. values.Select(value => (value, 0.0))])) { Height = 140 }));

        Assert.Equal(expected, string.Join(" ", scene.Flat().OfType<TextMark>().Where(text => text.Anchor == Anchor.Middle && text.Class == "muted").Select(text => text.Text)));
    }

    [Fact]
    public void Series_of_one_name_look_the_same_in_all_panels()
    {
        ChartPanel Panel(params string[] names) => new(new ChartAxis(), new ChartAxis(), [.. names.Select(name => ChartSeries.OfSamples(name, new float[] { 1, 2 }))]);
        Scene scene = ChartDrawing.Draw(new Chart("names", Panel("a"), Panel("b"), Panel("", "b", "a", "b"), Panel("c", "d", "e", "f", "g"), Panel("h", "g", "a")));

        Assert.Equal(
            "i f g f i o g o h x c f c i",
            string.Join(" ", scene.Flat().OfType<CurveMark>().Select(curve => curve.Class["curve-".Length..])));
    }

    [Fact]
    public void A_value_that_is_not_finite_leaves_a_gap()
    {
        (double, double)[] points = [(0, 1), (1, 2), (2, double.NaN), (3, 3), (4, double.PositiveInfinity), (double.NaN, 1), (6, 2), (7, 1)];
        Scene scene = ChartDrawing.Draw(new Chart("gaps", new ChartPanel(new ChartAxis(), new ChartAxis(), new ChartSeries("a", points))));

        Assert.Equal([2, 2], scene.Flat().OfType<CurveMark>().Select(curve => curve.Points.Count));
        Assert.Equal(5, scene.Flat().OfType<DotMark>().Count());
    }

    [Fact]
    public void A_long_series_is_the_lowest_and_the_highest_of_each_column()
    {
        float[] samples = [.. Enumerable.Range(0, 100_000).Select(index => (float)(Math.Sin(index * 0.37) * Math.Sin(index * 0.00005)))];
        samples[41_234] = 3;
        samples[41_235] = -2;
        Array.Fill(samples, float.NaN, 60_000, 5_000);
        Scene scene = ChartDrawing.Draw(new Chart("sound", new ChartPanel(new ChartAxis("time", "s"), new ChartAxis(), ChartSeries.OfSamples("", samples, 0, 1 / 44100.0))));

        Box plot = scene.Flat().Where(mark => mark is RectMark { Class: "panel" }).SelectMany(Frame.Bounds).Single();
        CurveMark[] shapes = [.. scene.Flat().OfType<CurveMark>()];
        Assert.Equal(2, shapes.Length);
        Assert.Equal(plot.Y + 8 - 0.5, shapes[0].Points.Min(point => point.Y), 3);
        Assert.Equal(plot.Bottom - 8 + 0.5, shapes[0].Points.Max(point => point.Y), 3);
        Assert.InRange(shapes[1].Points.Min(point => point.X) - shapes[0].Points.Max(point => point.X), (plot.Width - 16) * 0.049, (plot.Width - 16) * 0.053);

        // Every column, computed again.
        int columns = (int)(plot.Width - 16);
        double Y(double value) => plot.Bottom - 8 - ((value + 2) / 5 * (plot.Height - 16));
        foreach (CurveMark shape in shapes)
        {
            for (int i = 0; i < shape.Points.Count / 2; i++)
            {
                (Point high, Point low) = (shape.Points[i], shape.Points[shape.Points.Count - 1 - i]);
                double column = (high.X - plot.X - 8) / ((plot.Width - 16) / columns) - 0.5;
                var inside = Enumerable.Range(0, samples.Length).Where(index => !float.IsNaN(samples[index]) && Math.Min(columns - 1, (int)((double)index / (samples.Length - 1) * columns)) == (int)Math.Round(column)).ToList();
                if (inside[0] > 0 && !float.IsNaN(samples[inside[0] - 1]))
                {
                    inside.Add(inside[0] - 1);
                }

                Assert.Equal(Y(inside.Max(index => samples[index])) - 0.5, high.Y, 2);
                Assert.Equal(Y(inside.Min(index => samples[index])) + 0.5, low.Y, 2);
            }
        }
    }

    [Fact]
    public void Ten_million_samples_are_a_small_picture()
    {
        float[] samples = new float[10_000_000];
        for (int index = 0; index < samples.Length; index++)
        {
            samples[index] = (index * 7919L % 1000) / 1000f;
        }

        string svg = new Chart("long", new ChartPanel(new ChartAxis("time", "s"), new ChartAxis(), ChartSeries.OfSamples("sound", samples, 0, 1 / 44100.0))).ToSvg();

        Assert.InRange(svg.Length, 5_000, 60_000);
        Assert.Contains("10,000,000 values, from 0 to 0.999", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_any_kind_stay_in_their_place_and_in_the_markup()
    {
        string bad = "</text><script>alert(\"1\")</script> & \u0001 \ud800 a very long name that fits into no box, 日本語 مرحبا 🎹🎹🎹\n" + new string('W', 100_000);
        var chart = new Chart(bad, new ChartPanel(new ChartAxis(bad, bad), new ChartAxis(bad, bad), new ChartSeries(bad, Costs), new ChartSeries(bad, Costs)) { Title = bad }) { Subtitle = bad };

        Geometry.Check(ChartDrawing.Draw(chart));
        string svg = chart.ToSvg();
        Assert.DoesNotContain("<script", svg, StringComparison.Ordinal);
        Assert.Equal("svg", XDocument.Parse(svg).Root!.Name.LocalName);
    }

    [Fact]
    public void Names_are_cut_where_they_must_be_and_never_in_a_pair()
    {
        Assert.Equal("…", FontMetrics.Fitted("long", 1, 12));
        Assert.Equal("a…", FontMetrics.Fitted("a🎹🎹🎹", 12 * (0.613 + 0.52 + 1.04) + 0.01, 12));
        Assert.Equal("a🎹…", FontMetrics.Fitted("a🎹🎹🎹", 12 * (0.613 + 1.04 + 1.04) + 0.01, 12));
        Assert.Equal("WW…", FontMetrics.Fitted(new string('W', 3_000_000), 12 * (0.989 + 0.989 + 1.04) + 0.01, 12));
    }

    [Fact]
    public void What_cannot_be_drawn_is_refused_in_words()
    {
        Refused("The series 'zero' has a point whose y is 0; on a logarithmic axis it must be above zero.", () => Drawn(Logarithmic(new ChartSeries("zero", [(1, 1), (2, 0)]))));
        Refused("The series 'x' has a point whose x is -3; on a logarithmic axis it must be above zero.", () => Drawn(Logarithmic(new ChartSeries("x", [(-3, 1), (2, 1)]))));
        Refused("The series 'far' has a point whose y is 1E+301; it must be from -1e300 to 1e300.", () => Drawn(new ChartPanel(new ChartAxis(), new ChartAxis(), new ChartSeries("far", [(1, 1e301)]))));
        Refused("The axis 'a (s)' can't include 0: on a logarithmic axis it must be above zero.", () => Drawn(new ChartPanel(new ChartAxis("a", "s") { Scale = ChartScale.PowersOfTwo, Includes = [0] }, new ChartAxis())));
        Refused("The axis '' can't include NaN: it is not a number.", () => Drawn(new ChartPanel(new ChartAxis { Includes = [double.NaN] }, new ChartAxis())));
        Refused(
            "The x of point 1501 of the series 'back', 3, is less than the one before it, 1500: so many points must be in the order of x.",
            () => Drawn(new ChartPanel(new ChartAxis(), new ChartAxis(), new ChartSeries("back", [.. Enumerable.Range(0, 2000).Select(index => (index == 1501 ? 3.0 : index, 0.0))]))));
        Refused("A chart must have 1 to 32 panels; this one has 0.", () => new Chart("none"));
        Refused("A panel with 8 series can't be read; it may have at most 7.", () => Logarithmic([.. Enumerable.Range(0, 8).Select(_ => new ChartSeries("", Costs))]));
        Refused(
            "The panels of a chart may have at most 32 series in all; these have 35.",
            () => new Chart("many", [.. Enumerable.Range(0, 5).Select(_ => Logarithmic([.. Enumerable.Range(0, 7).Select(_ => new ChartSeries("", Costs))]))]));
        Refused("The step must be above zero, and 3 steps a finite number.", () => ChartSeries.OfSamples("", new float[3], 0, 0));
        Refused("The step must be above zero, and 3 steps a finite number.", () => ChartSeries.OfSamples("", new float[3], 0, double.MaxValue));
        Refused("The first x must be a finite number.", () => ChartSeries.OfSamples("", new double[3], double.NaN));
        Refused("The width of a chart must be from 640 to 1600.", () => new Chart("narrow", Logarithmic()) { Width = double.NaN });
        Refused("The height of a panel must be from 140 to 2000.", () => new ChartPanel(new ChartAxis(), new ChartAxis()) { Height = 139 });
        Refused("The series 'quiet' has a point whose y is 1E-301; on a logarithmic axis it must be at least 1e-300.", () => Drawn(Logarithmic(new ChartSeries("quiet", [(1, 1e-301)]))));
        Refused("A series is null.", () => Logarithmic([null!]));
        Refused("A panel is null.", () => new Chart("null", [null!]));

        static string Drawn(ChartPanel panel) => new Chart("refused", panel).ToSvg();
        static void Refused(string message, Func<object> action) => Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_picture_says_in_words_what_it_shows()
    {
        string svg = new Chart("costs", Logarithmic(new ChartSeries("Step", Costs), new ChartSeries("none", []))).ToSvg();

        Assert.Contains("<desc>Time (ns) over units, from 1 to 256. Step: 9 values, from 0.0266 to 1.72. none: no values.</desc>", svg, StringComparison.Ordinal);
    }

    internal static ChartPanel Logarithmic(params ChartSeries[] series) =>
        new(new ChartAxis("units") { Scale = ChartScale.PowersOfTwo }, new ChartAxis("time", "ns") { Scale = ChartScale.Logarithmic }, series);

    /// <summary>The line at a name is beside it, and not covered by another.</summary>
    private static void Swatches(Scene scene)
    {
        List<Box> samples = [.. scene.Flat().OfType<LineMark>().Where(line => line.Class.StartsWith("curve-", StringComparison.Ordinal)).Select(line => Box.Between(line.Points[0].X, line.Points[0].Y - 1, line.Points[1].X, line.Points[1].Y + 1))];
        Assert.All(samples, sample => Assert.DoesNotContain(scene.Flat().OfType<TextMark>(), text => text.Bounds.Overlaps(sample)));
        Assert.All(samples.SelectMany((a, index) => samples.Skip(index + 1).Select(b => (a, b))), pair => Assert.False(pair.a.Overlaps(pair.b)));
    }

    private static IEnumerable<Chart> Charts()
    {
        ChartAxis Time() => new("time", "s");
        ChartAxis Volts() => new("voltage", "V");
        (double, double)[] wave = [.. Enumerable.Range(0, 500).Select(index => (index / 500.0, Math.Sin(index * 0.1)))];
        float[] sound = [.. Enumerable.Range(0, 60_000).Select(index => (float)(Math.Sin(index * 0.37) * Math.Exp(-index / 20_000.0)))];
        float[] loud = [.. sound.Select(sample => MathF.Tanh(4 * sample) / 2)];

        yield return new Chart("Two lines on logarithmic axes", Logarithmic(new ChartSeries("Step", Costs), new ChartSeries("Forward", [.. Costs.Select(point => (point.X, point.Y * 0.8))])));
        yield return new Chart(
            "Three panels",
            new ChartPanel(Time(), Volts(), ChartSeries.OfSamples("", sound, 0, 1 / 44100.0)) { Title = "Input", Height = 150 },
            new ChartPanel(Time(), Volts(), ChartSeries.OfSamples("", loud, 0, 1 / 44100.0)) { Title = "Output", Height = 150 },
            new ChartPanel(Time(), Volts(), ChartSeries.OfSamples("input", sound[..660], 0, 1 / 44100.0), ChartSeries.OfSamples("output", loud[..660], 0, 1 / 44100.0)) { Title = "Both where the input is loudest", Height = 150 })
        {
            Width = 1100,
            Subtitle = "Each column goes from the lowest sample to the highest.",
        };
        yield return new Chart("Two envelopes", new ChartPanel(Time(), Volts(), ChartSeries.OfSamples("input", sound), ChartSeries.OfSamples("output", loud)));
        yield return new Chart("Seven lines with one end", new ChartPanel(Time(), Volts(), [.. Enumerable.Range(1, 7).Select(line => new ChartSeries("line " + line, [.. wave.Select(point => (point.Item1, point.Item2 * Math.Cos(point.Item1 * 1.57) * line))]))]) { Height = 140 });
        yield return new Chart("Seven lines", new ChartPanel(Time(), Volts(), [.. Enumerable.Range(1, 7).Select(line => new ChartSeries("line " + line, [.. Enumerable.Range(0, 20).Select(x => ((double)x, Math.Sqrt(x * line)))]))]));
        yield return new Chart("No series", new ChartPanel(Time(), Volts()));
        yield return new Chart("An empty series", Logarithmic(new ChartSeries("none", [])));
        yield return new Chart("An empty series beside another", Logarithmic(new ChartSeries("none", []), new ChartSeries("Step", Costs)));
        yield return new Chart("Nothing but gaps", new ChartPanel(Time(), Volts(), ChartSeries.OfSamples("gaps", [double.NaN, double.NaN])));
        yield return new Chart("Axes without values", new ChartPanel(new ChartAxis { Includes = [0, 1] }, new ChartAxis { Includes = [0, 1] }));
        yield return new Chart("One point", new ChartPanel(Time(), Volts(), new ChartSeries("point", [(3, -4)])));
        yield return new Chart("One point on logarithmic axes", Logarithmic(new ChartSeries("point", [(3, 0.004)])));
        yield return new Chart("Equal values", new ChartPanel(Time(), Volts(), ChartSeries.OfSamples("equal", [0.1, 0.1, 0.1])));
        yield return new Chart("Almost equal values", new ChartPanel(Time(), Volts(), ChartSeries.OfSamples("equal", [1e16, 1e16 + 2, 1e16])));
        yield return new Chart("Silence", new ChartPanel(Time(), Volts(), ChartSeries.OfSamples("silence", new float[50_000])));
        yield return new Chart("One finite value among many", new ChartPanel(Time(), Volts(), ChartSeries.OfSamples("one", [.. Enumerable.Range(0, 50_000).Select(index => index == 777 ? 1f : float.NaN)])));
        yield return new Chart("The largest and the smallest", new ChartPanel(new ChartAxis(), new ChartAxis(), new ChartSeries("far", [(-1e300, 1e300), (1e300, -1e300)])));
        yield return new Chart("The smallest steps", new ChartPanel(new ChartAxis(), new ChartAxis(), new ChartSeries("near", [(0, 0), (double.Epsilon, double.Epsilon)])));
        yield return new Chart("The smallest number", new ChartPanel(new ChartAxis(), new ChartAxis(), new ChartSeries("near", [(double.Epsilon, double.Epsilon)])));
        yield return new Chart("The widest logarithms", Logarithmic(new ChartSeries("wide", [(1e-300, 1e-300), (1e300, 1e300)])));
        yield return new Chart("Long numbers", new ChartPanel(Time(), Volts(), new ChartSeries("far away", [(1368064800.01, -123456789.12), (1368064800.02, -123456789.11)])) { Height = 140 }) { Width = 640 };
        yield return new Chart("Back and forth", new ChartPanel(Time(), Volts(), new ChartSeries("spiral", [.. Enumerable.Range(0, 300).Select(index => (index * Math.Cos(index * 0.1), index * Math.Sin(index * 0.1)))])));
        yield return new Chart(
            "As much as fits",
            [.. Enumerable.Range(0, 32).Select(panel => new ChartPanel(Time(), Volts(), ChartSeries.OfSamples("noise " + panel, [.. Enumerable.Range(0, 40_000).Select(index => (index * 7919L % 1009) + (index % 3 / 7.0))])) { Height = 2000 })])
        {
            Width = 1600,
        };
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

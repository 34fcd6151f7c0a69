using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using LstmGen.Pictures.Tests.Runs;
using Xunit;

namespace LstmGen.Pictures.Tests.Drawing;

public class OpenedUnitTests
{
    [Theory]
    [InlineData("lstm 1>3 tanh/sigmoid")]
    [InlineData("lstm 3>40 tanh/sigmoid")]
    [InlineData("lstm 3>4 softsign/hard_sigmoid/gelu no_bias peepholes")]
    [InlineData("lstm 3>4>2 tanh/sigmoid peepholes coupled clip(0.2) cell_clip(0.3) backward")]
    [InlineData("lstm 3>4 tanh/sigmoid go_backwards")]
    public void Its_sums_become_the_gates_and_these_the_states(string architecture)
    {
        NetworkRun run = Samples.Of(architecture, 4, hasInitialState: true);
        LstmArchitecture lstm = run.Architecture.Layers[0].Lstms[0];
        foreach (int step in Enumerable.Range(0, 4))
        {
            for (int unit = 0; unit < Math.Min(4, lstm.Units); unit++)
            {
                List<SvgValue> values = SvgValues.Of(Picture.UnitAtStep(run, 0, unit, step));
                double Of(string what) => values.First(value => value.Of == what).Number;
                double[] sums = [.. values.Where(value => value.Of == "sum").Select(value => value.Number)];
                double[] gates = lstm.IsCoupled ? [Of("i"), Of("g"), Of("o")] : [Of("i"), Of("f"), Of("g"), Of("o")];

                Assert.Equal(gates.Length, sums.Length);
                for (int index = 0; index < sums.Length; index++)
                {
                    bool isCandidate = index == gates.Length - 2;
                    double sum = lstm.Clip is { } clip ? Math.Clamp(sums[index], -clip, clip) : sums[index];
                    Assert.Equal((isCandidate ? lstm.Activation : lstm.RecurrentActivation).Of(sum), gates[index], 1e-5);
                }

                double cell = Of("kept") + Of("taken");
                cell = lstm.CellClip is { } cellClip ? Math.Clamp(cell, -cellClip, cellClip) : cell;
                double shown = run[0, 0, step, lstm.Projection is null ? CellValue.Hidden : CellValue.ProjectionInput, unit];
                Assert.Equal(run[0, 0, step, CellValue.Cell, unit], cell, 1e-5);
                Assert.Equal(shown, Of("o") * Of("shown"), 1e-5);

                double products = values.Where(value => value.Of == "product").Sum(value => value.Number)
                    + values.Where(value => value.Of == "w" && IsBias(lstm, value.Index)).Sum(value => value.Number);
                Assert.Equal(sums.Sum(), products, 1e-6);
            }
        }
    }

    [Fact]
    public void Each_product_is_a_weight_times_a_value()
    {
        NetworkRun run = Samples.ThreeUnits();
        List<SvgValue> values = SvgValues.Of(Picture.UnitAtStep(run, 0, 1, 2));

        // x, three h and a bias in each of four sums.
        Assert.Equal(16, values.Count(value => value.Of == "product"));
        Assert.Equal(20, values.Count(value => value.Of == "w"));
        foreach (SvgValue product in values.Where(value => value.Of == "product"))
        {
            int row = product.Index / 12;
            double seen = row == 0 ? run.Input(0, 2, 0) : run.Before(0, 0, 2, CellValue.Hidden, row - 1);
            Assert.Equal(run.Parameter(product.Index) * seen, product.Number);
        }
    }

    [Fact]
    public void Coupled_gates_have_three_sums_of_everything()
    {
        string svg = Picture.UnitAtStep(Samples.Of("lstm 3>40 tanh/sigmoid coupled", 4), 0, 0, 1);

        Assert.Contains("three for each value", Words(svg), StringComparison.Ordinal);
        Assert.Contains("The unit adds up three sums", svg, StringComparison.Ordinal);
        Assert.Equal(3, SvgValues.Of(svg).Count(value => value is { Of: "product", Index: < 0 }));
        Assert.Equal(3, SvgValues.Of(svg).Count(value => value.Of == "sum"));
    }

    [Theory]
    [InlineData("lstm 1>3 tanh/sigmoid", 1, "to all 3 units at step 2, this one among them, and out of the network")]
    [InlineData("lstm 1>3 tanh/sigmoid; dense 3>1 linear", 1, "to all 3 units at step 2, this one among them, and to layer 1")]
    [InlineData("lstm 1>3 tanh/sigmoid backward last; dense 3>1 linear", 1, "to all 3 units at step 0, this one among them", ", and to layer 1")]
    [InlineData("lstm 1>3 tanh/sigmoid backward last; dense 3>1 linear", 0, "this one among them, and to layer 1")]
    [InlineData("bidirectional sum [lstm 1>3 tanh/sigmoid | lstm 1>3 tanh/sigmoid backward]", 1, "at step 2, this one among them, and to the layer's output")]
    [InlineData("bidirectional sum [lstm 1>3 tanh/sigmoid | lstm 1>3 tanh/sigmoid backward] last", 1, "at step 2, this one among them", "the layer's output")]
    public void It_says_where_h_goes(string architecture, int step, string where, string other = "nowhere else")
    {
        string words = Words(Picture.UnitAtStep(Samples.Of(architecture, 4), 0, 0, step));
        Assert.Contains(where, words, StringComparison.Ordinal);
        Assert.DoesNotContain(other, words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_masked_step_says_so() => Assert.Contains("This step is masked", Picture.UnitAtStep(Cases.Run("masking(0); lstm 2>3 tanh/sigmoid", 3), 0, 0, 1), StringComparison.Ordinal);

    [Fact]
    public void A_unit_that_is_not_there_is_refused()
    {
        NetworkRun run = Samples.ThreeUnits();
        Assert.Throws<ArgumentOutOfRangeException>(() => Picture.UnitAtStep(run, 0, 3, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Picture.UnitAtStep(run, 0, 0, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => Picture.UnitAtStep(run, 1, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Picture.UnitAtStep(run, 0, 0, 0, half: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Picture.LayerOverTime(run, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Picture.CellAndUnits(run.Architecture, -1));
        Assert.Throws<ArgumentException>(() => Picture.CellAndUnits(NetworkArchitecture.Parse("lstm 1>1 tanh/sigmoid; dense 1>1 linear"), 1));
    }

    private static string Words(string svg) => string.Join(" ", XDocument.Parse(svg).Descendants().Where(element => element.Name.LocalName == "text").Select(text => text.Value));

    private static bool IsBias(LstmArchitecture lstm, int index) =>
        index >= lstm.KernelCount + lstm.RecurrentKernelCount && index < lstm.KernelCount + lstm.RecurrentKernelCount + lstm.BiasCount;
}

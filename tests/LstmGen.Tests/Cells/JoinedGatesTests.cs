using System;
using System.Linq;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Model;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LstmGen.Tests.Cells;

// Named here, so that they take precedence over public types with the same names.
using Activation = LstmGen.Generator.Model.Activation;
using Options = LstmGen.Generator.Model.Options;

/// <summary>Gates that share a vector, as those of few units do, where their sums are prepared in different ways.</summary>
public class JoinedGatesTests
{
    private const int Input = 2;
    private const int Steps = 5;

    private static readonly int[] Units = [1, 2, 3, 4, 8];

    [Theory]
    [InlineData(LanguageVersion.CSharp13)]
    [InlineData(LanguageVersion.CSharp10)]
    public void Of_sums_that_are_prepared_in_different_ways(LanguageVersion language)
    {
        var assembly = new GruAssembly(
            Units.Select(units => (new Network(new EquatableArray<Layer>([new OffsetLayer(Input, units)]), Steps), Options.Default)), language);
        float[][]? scalar = null;
        foreach (int width in new[] { 0, 128, 256, 512 })
        {
            float[][] outputs = [.. assembly.Load(width).Select((make, i) => Run(make, Units[i]))];
            scalar ??= outputs;
            Assert.Equal(scalar, outputs);
        }

        Assert.All(Units.Select((units, i) => (units, i)), one => Assert.All(
            Reference(one.units).Zip(scalar![one.i]), pair => Assert.Equal(pair.First, pair.Second, 1e-6)));
    }

    /// <summary>Sums that are limited alike stay in one vector while they are.</summary>
    [Fact]
    public void Of_sums_that_are_prepared_alike()
    {
        LstmLayer layer = new("lstm", Input, 3, Activation.Tanh, Activation.Sigmoid, true, false) { Clip = 2 };
        Cell cell = LstmCell.Of(layer, Element.Single);

        Assert.NotNull(cell.Sums[0].Before);
        Assert.All(cell.Sums, sum => Assert.Same(cell.Sums[0].Before, sum.Before));
    }

    private static float[] Parameters(int units) =>
        [.. Enumerable.Range(0, 4 * units * (Input + units + 1)).Select(i => ((i * 37 % 101) - 50) / 60f)];

    private static float[] Sequence() => [.. Enumerable.Range(0, Steps * Input).Select(i => MathF.Sin(i))];

    private static float[] Run(Func<float[], IGruModel> make, int units)
    {
        IGruModel model = make(Parameters(units));
        var rows = new float[Steps * units];
        model.StepByStep(Sequence(), rows);
        var last = new float[units];
        model.Forward(Sequence(), last);
        Assert.Equal(rows[^units..], last);
        return rows;
    }

    /// <summary>The hidden states of all steps, by the equations.</summary>
    private static double[] Reference(int units)
    {
        float[] p = Parameters(units);
        float[] x = Sequence();
        double[] h = new double[units], c = new double[units];
        var rows = new System.Collections.Generic.List<double>();
        for (int step = 0; step < Steps; step++)
        {
            double Sum(int gate, int unit, double[] before) => p[(4 * units * (Input + units)) + (gate * units) + unit]
                + Enumerable.Range(0, Input).Sum(k => x[(step * Input) + k] * (double)p[(k * 4 * units) + (gate * units) + unit])
                + Enumerable.Range(0, units).Sum(k => before[k] * p[((Input + k) * 4 * units) + (gate * units) + unit]);
            double[] old = h;
            h = [.. Enumerable.Range(0, units).Select(u =>
            {
                c[u] = (Sigmoid(Sum(1, u, old) + OffsetLayer.Offset) * c[u]) + (Sigmoid(Sum(0, u, old)) * Math.Tanh(Sum(2, u, old)));
                return Sigmoid(Sum(3, u, old)) * Math.Tanh(c[u]);
            })];
            rows.AddRange(h);
        }

        return [.. rows];
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}

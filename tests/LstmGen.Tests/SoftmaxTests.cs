using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Tests.Compiling;
using LstmGen.Tests.Networks;
using Xunit;
using Xunit.Abstractions;

namespace LstmGen.Tests;

/// <summary>
/// Softmax of values so far apart that exp of one of them is infinite, or of all of them zero: the largest is subtracted first, wherever it
/// is.
/// </summary>
public class SoftmaxTests(ITestOutputHelper output)
{
    private static readonly VectorWidth[] Widths = [VectorWidth.Auto, VectorWidth.Vector256, VectorWidth.Vector128, VectorWidth.Scalar];

    [Theory]
    [InlineData(200f)]
    [InlineData(-200f)]
    public void The_largest_value_may_stand_in_any_place(float far)
    {
        NetworkSpec[] specs = [.. new[] { 1, 2, 3, 5, 8, 17 }.Select(units => new NetworkSpec(1, 2, new LstmSpec(2), new DenseSpec(units, Activation.Softmax)))];
        foreach (GeneratedModel model in GeneratedModel.Compile(specs.SelectMany(spec => Widths.Select(width => new NetworkVariant(spec, VectorWidth: width)))))
        {
            int units = model.Spec.Output;
            for (int place = 0; place < units; place++)
            {
                // All parameters are zero but the last, the bias of softmax: one is far from the others.
                var parameters = new float[model.Spec.ParameterCount];
                parameters[^(units - place)] = far;
                float[] expected = [.. Enumerable.Range(0, units).Select(unit => units == 1 ? 1 : unit == place ? far > 0 ? 1 : 0 : far > 0 ? 0 : 1f / (units - 1))];
                IModel network = model.Create(parameters);
                var output = new float[units];
                network.Forward(new float[2], output);
                AssertNear(expected, output);

                // Many sequences, side by side.
                const int Count = 35;
                var outputs = new float[Count * units];
                network.ForwardBatch(Count, new float[Count * 2], outputs);
                Assert.All(outputs.Chunk(units), row => Bits.AssertSame(output, row, () => $"sequences side by side, {model.Variant}"));
            }
        }

        static void AssertNear(IReadOnlyList<float> expected, IReadOnlyList<float> found) =>
            Assert.All(expected.Zip(found), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 1e-6, $"{string.Join(' ', found)} and not {string.Join(' ', expected)}"));
    }

    /// <summary>For sums of up to 300 units, which reach every power of two that the logarithm splits off.</summary>
    [Fact]
    public void The_logarithm_is_near_that_of_a_sum_in_double_precision()
    {
        NetworkSpec[] specs = [.. new[] { 1, 2, 3, 5, 8, 17, 40, 300 }.Select(units => new NetworkSpec(1, 2, new LstmSpec(2), new DenseSpec(units, Activation.LogSoftmax)))];
        double worst = 0;
        foreach (GeneratedModel model in GeneratedModel.Compile(specs.SelectMany(spec => new[] { Arithmetic.Fused, Arithmetic.Separate }.Select(arithmetic => new NetworkVariant(spec, Arithmetic: arithmetic)))))
        {
            int units = model.Spec.Output;
            var random = new Random(units);
            foreach (double range in new[] { 0, 0.1, 1, 4, 20, 90 })
            {
                // All parameters are zero but the biases of the last layer, which are its sums.
                var parameters = new float[model.Spec.ParameterCount];
                for (int unit = 0; unit < units; unit++)
                {
                    parameters[^(units - unit)] = (float)(range * ((2 * random.NextDouble()) - 1));
                }

                var found = new float[units];
                model.Create(parameters).Forward(new float[2], found);
                double[] sums = [.. parameters[^units..].Select(value => (double)value)];
                double log = Math.Log(sums.Sum(value => Math.Exp(value - sums.Max())));
                worst = Math.Max(worst, found.Zip(sums, (one, value) => Math.Abs(one - (value - sums.Max() - log)) / Math.Max(1, Math.Abs(value - sums.Max() - log))).Max());
            }
        }

        output.WriteLine($"largest error: {worst:g3}");
        Assert.True(worst <= 3e-7, $"{worst:g3}");
    }
}

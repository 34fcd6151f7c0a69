using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using LstmGen.TestKit;
using LstmGen.TestKit.References;
using LstmGen.Tests.Networks;
using Xunit;
using Xunit.Abstractions;

namespace LstmGen.Tests.References;

/// <summary>The references agree with each other, so a difference from one of them is the generated code's fault.</summary>
public class ReferenceTests(ITestOutputHelper output)
{
    [Theory]
    [Seeds("1Cm33pkD57x2", "0YnjfcWPwLz3")]
    public void Double_reference_agrees_with_ONNX_Runtime(string seed)
    {
        double worst = 0;
        foreach (NetworkCase network in NetworkGen.InOnnx().Array[250].Draw(seed))
        {
            double difference = Differences.LargestRelative(OnnxReference.Run(network).Output, InDouble.Run(network).Output(network.Spec));
            worst = Math.Max(worst, difference);
            Expect.True(difference <= 1e-5, $"{difference:g3} with {network}");
        }

        output.WriteLine($"largest |onnx - double| / (1 + |double|): {worst:g3}");
    }

    [Theory]
    [Seeds("114Jc7qyM6g4", "1g-dKAdD5625")]
    public void Double_reference_agrees_with_ONNX_Runtime_about_states(string seed)
    {
        var generator =
            from network in NetworkGen.InOnnx(largestSize: 20, mostSteps: 12)
            from cells in Gen.Float[-1, 1].Array[2 * network.Spec.LstmLayers.Sum(layer => layer.Units)]
            select (network, cells);
        foreach ((NetworkCase network, float[] cells) in generator.Array[50].Draw(seed))
        {
            var initial = new List<(float[] Hidden, float[] Cell)>();
            float[] values = cells;
            foreach (LstmSpec layer in network.Spec.LstmLayers)
            {
                initial.Add((values[..layer.Units], values[layer.Units..(2 * layer.Units)]));
                values = values[(2 * layer.Units)..];
            }

            OnnxRun onnx = OnnxReference.Run(network.Spec, network.Parameters, network.Input, initial);
            DoubleRun reference = InDouble.Run(network.Spec, network.Parameters, network.Input, initial.Select(ToDouble).ToArray());
            Close(onnx.Output, reference.Output(network.Spec), "output");
            for (int layer = 0; layer < initial.Count; layer++)
            {
                Close(onnx.Final[layer].Hidden, reference.Final[layer].Hidden, $"hidden state {layer}");
                Close(onnx.Final[layer].Cell, reference.Final[layer].Cell, $"cell state {layer}");
            }

            void Close(float[] actual, double[] expected, string what)
            {
                double difference = Differences.LargestRelative(actual, expected);
                Expect.True(difference <= 1e-5, $"{what}: {difference:g3} with {network}");
            }
        }
    }

    /// <summary>ONNX' lists of slopes skip the activations that take none: every activation in every position.</summary>
    [Fact]
    public void Every_pair_of_activations_reaches_ONNX_Runtime_as_it_was_meant()
    {
        foreach (Activation activation in Enum.GetValues<Activation>().Where(OnnxModel.IsOfGates))
        {
            foreach (Activation recurrent in Enum.GetValues<Activation>().Where(OnnxModel.IsOfGates))
            {
                Activation dense = OnnxModel.IsOperator(activation) ? activation : Activation.Softmax;
                var network = new NetworkCase(new NetworkSpec(3, 5, new LstmSpec(4, activation, recurrent), new DenseSpec(2, dense)), seed: 1, scale: 0.5);
                double difference = Differences.LargestRelative(OnnxReference.Run(network).Output, InDouble.Run(network).Output(network.Spec));
                Expect.True(difference <= 1e-6, $"{activation}, {recurrent}: {difference:g3}");
            }
        }
    }

    [Fact]
    public void Double_reference_agrees_with_the_golden_cases()
    {
        double worst = 0;
        foreach (GoldenCase golden in GoldenCases.All)
        {
            DoubleRun run = InDouble.Run(golden.Spec, golden.Parameters, golden.Input, golden.InitialInDouble);
            double difference = Differences.LargestRelative(golden.Output, run.Output(golden.Spec));
            for (int layer = 0; layer < (golden.Final?.Count ?? 0); layer++)
            {
                difference = Math.Max(difference, Differences.LargestRelative(golden.Final![layer].Hidden, run.Final[layer].Hidden));
                difference = Math.Max(difference, Differences.LargestRelative(golden.Final[layer].Cell, run.Final[layer].Cell));
            }

            worst = Math.Max(worst, difference);
            Expect.True(difference <= 2e-6, $"{difference:g3} in {golden}");
        }

        output.WriteLine($"largest |golden - double| / (1 + |double|) of {GoldenCases.All.Count} cases: {worst:g3}");
    }

    [Fact]
    public void A_network_counts_its_own_parameters()
    {
        Assert.Equal(12, new NetworkSpec(1, 4, new LstmSpec(1)).ParameterCount);
        Assert.Equal(60, new NetworkSpec(1, 4, new LstmSpec(3)).ParameterCount);
        Assert.Equal(72, new NetworkSpec(2, 4, new LstmSpec(3)).ParameterCount);
        Assert.All(GoldenCases.All, golden =>
        {
            Assert.Equal(golden.Spec.ParameterCount, golden.Parameters.Length);
            Assert.Equal(golden.Spec.InputLength, golden.Input.Length);
            Assert.Equal(golden.Spec.OutputLength, golden.Output.Length);
        });
    }

    private static DoubleState ToDouble((float[] Hidden, float[] Cell) state) =>
        new(Array.ConvertAll(state.Hidden, x => (double)x), Array.ConvertAll(state.Cell, x => (double)x));
}

using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Models.Verifying;
using LstmGen.Schedules.Networks;
using LstmGen.Tool.Running;
using Xunit;

namespace LstmGen.Tool.Tests.Importing.Rows;

/// <summary>Layers that change the rows, and positionwise ones around, between and after them, in one network.</summary>
public class CombinedLayersTests
{
    private static readonly Options Shortest = new(Unroll.Tiled, Arithmetic.Auto, VectorWidth.Scalar);

    [Fact]
    public void The_generated_class_computes_what_the_layers_mean()
    {
        List<Network> networks = [.. Enumerable.Range(0, 400).Select(Of).Where(network => Sum(network) is not null).Take(24)];
        Assert.Contains(networks, network => Sum(network) is var (sum, rows) && sum > rows && Sums(network).Any(one => one.Source == rows));
        Assert.Contains(networks, network => Sum(network) is var (sum, rows) && sum < rows);
        Assert.All(networks, network =>
        {
            float[] input = RandomNetwork.Input(network, network.Steps!.Value, seed: 5);
            double[] expected = DoubleReference.Run(network, input);
            double[] found = CompiledModel.Compile(network, Shortest).Run(input);
            Assert.Equal(expected.Length, found.Length);
            Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 2e-4 * Math.Max(1, Math.Abs(pair.First))));
        });
    }

    private static Network Of(int seed) =>
        new RandomPositionwise(new Random(seed), hasNormalizations: true, hasEmbedding: false).Among(RandomNetwork.WithRows(seed));

    private static IEnumerable<AddLayer> Sums(Network network) => network.Layers.OfType<AddLayer>();

    /// <summary>The places of the last sum and the last layer that changes the rows, or null if one of them is missing.</summary>
    private static (int Sum, int Rows)? Sum(Network network)
    {
        List<Layer> layers = [.. network.Layers];
        int sum = layers.FindLastIndex(layer => layer is AddLayer);
        int rows = layers.FindLastIndex(layer => layer is RowsLayer);
        return sum >= 0 && rows >= 0 ? (sum, rows) : null;
    }
}

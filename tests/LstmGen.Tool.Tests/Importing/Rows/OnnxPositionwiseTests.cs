using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Models;
using LstmGen.Models.Importing;
using LstmGen.Models.Verifying;
using Xunit;
using Xunit.Abstractions;

namespace LstmGen.Tool.Tests.Importing.Rows;

/// <summary>What ONNX graphs compute row by row beside fully connected layers.</summary>
public class OnnxPositionwiseTests(ITestOutputHelper output)
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 10)];

    /// <summary>Ten times twelve graphs, of which every third is compiled as well.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void RandomGraphsComputeWhatOnnxRuntimeComputes(int dozen)
    {
        double largest = 0;
        for (int seed = 12 * dozen; seed < (12 * dozen) + 12; seed++)
        {
            largest = Math.Max(largest, Difference(seed, isCompiled: seed % 3 == 0));
        }

        output.WriteLine(FormattableString.Invariant($"largest difference {largest:g3}"));
    }

    [Fact]
    public void RandomGraphsHaveEveryKind()
    {
        List<Network> networks = [.. Enumerable.Range(12, 120).Select(seed => Import(new RandomPositionwiseGraph(seed)).Network)];
        AddLayer[] sums = [.. networks.SelectMany(network => network.Layers).OfType<AddLayer>()];

        NormalizationLayer[] normalizations = [.. networks.SelectMany(network => network.Layers).OfType<NormalizationLayer>()];

        Assert.True(networks.Count(network => network.Layers[0] is EmbeddingLayer) > 15);
        Assert.True(networks.Count(network => network.Skip) > 0);
        Assert.All(new[] { (true, true), (true, false), (false, false) }, kind => Assert.True(normalizations.Count(one => (one.HasScale, one.HasOffset) == kind) > 10, $"{kind}"));
        Assert.True(sums.Count(sum => sum.Source == AddLayer.OfInput) > 5);
        Assert.True(sums.Count(sum => sum.Source >= 0) > 20);
        Assert.True(networks.Count(network => network.Layers.Skip(network.LastOverTime + 1).OfType<AddLayer>().Any(sum => sum.Source < network.LastOverTime)) > 5);
        Assert.True(networks.Count(network => network.Layers.Take(network.LastOverTime).OfType<AddLayer>().Any()) > 5);
        Assert.True(networks.Count(network => network.Layers[^1] is DenseLayer { Activation.Kind: ActivationKind.LogSoftmax }) > 10);
    }

    [SkippableTheory]
    [InlineData("onnx-residual", "residual")]
    [InlineData("onnx-logsoftmax", "logsoftmax")]
    [InlineData("onnx-embedding", "embedding")]
    public void ComputesWhatIsExpectedOfFilesFromTheField(string folder, string name)
    {
        string root = Repository.Case(folder);
        Skip.IfNot(Directory.Exists(root), "the cases aren't beside the repository");
        float[] Numbers(string end) => [.. File.ReadAllText(Path.Combine(root, name + end))
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => float.Parse(word, System.Globalization.CultureInfo.InvariantCulture))];
        ModelCheck.Computes(ModelCheck.Import(Path.Combine(root, name + ".onnx")), Numbers(".in.txt"), Numbers(".out.txt"), 1e-6);
    }

    /// <summary>Anything that isn't an id of the table never gets the row of another id.</summary>
    [Theory]
    [InlineData(-1f)]
    [InlineData(0.5f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(1e30f)]
    public void WhatIsNoIdGivesNan(float id)
    {
        RandomPositionwiseGraph graph = Enumerable.Range(12, 120).Select(seed => new RandomPositionwiseGraph(seed)).First(graph => graph.IsIds && !graph.Operators.Contains("Relu", StringComparison.Ordinal));
        Network network = Import(graph).Network;
        float[] input = graph.Input();
        Assert.DoesNotContain(DoubleReference.Run(network, input), double.IsNaN);
        input[0] = id;
        LstmGen.Tool.Running.CompiledModel model = LstmGen.Tool.Running.CompiledModel.Compile(network, new Options(Unroll.Tiled, Arithmetic.Auto, VectorWidth.Auto));
        Assert.All(model.Run(input), value => Assert.True(double.IsNaN(value)));
    }

    /// <summary>The largest difference from ONNX Runtime, relative to the largest output if that is more than 1.</summary>
    private static double Difference(int seed, bool isCompiled)
    {
        var graph = new RandomPositionwiseGraph(seed);
        byte[] bytes = graph.Bytes;
        ImportedModel model = Import(graph);
        float[] input = graph.Input();
        float[] expected = graph.IsIds
            ? OnnxModel.Run(bytes, Array.ConvertAll(input, id => (long)id), graph.Shape)
            : OnnxModel.Run(bytes, input, graph.Shape);
        double size = Math.Max(1, expected.Max(Math.Abs));
        double[] found = DoubleReference.Run(model.Network, input)[^expected.Length..];
        double largest = found.Zip(expected, (a, b) => Math.Abs(a - b)).Max() / size;
        Assert.True(largest <= 2e-6, FormattableString.Invariant($"graph {seed} ({graph.Operators}): largest difference {largest:g3}"));
        if (isCompiled)
        {
            ModelCheck.Computes(model, input, expected, 2e-6 * size);
        }

        return largest;
    }

    private static ImportedModel Import(RandomPositionwiseGraph graph)
    {
        try
        {
            return ModelImporter.Import(new ModelInput("random.onnx", graph.Bytes), new ImportOptions());
        }
        catch (ModelException exception)
        {
            throw new InvalidOperationException($"{exception.Message} ({graph.Operators})", exception);
        }
    }
}

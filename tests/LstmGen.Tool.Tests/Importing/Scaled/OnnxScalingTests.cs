using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing;
using LstmGen.Models.Importing.Onnx.Proto;
using LstmGen.Models.Verifying;
using Xunit;
using Xunit.Abstractions;

namespace LstmGen.Tool.Tests.Importing.Scaled;

/// <summary>Constants of ONNX graphs that scale and shift features: folded into weights, or layers of their own.</summary>
public class OnnxScalingTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, (string Model, Action<ModelProto> Change, string Message)> Changes = new()
    {
        ["division by 0"] = ("own-layers", m => Set(m, "half", 0), "node 'double' (Div) divides by 0 (value 0 of its constant)"),
        ["constant that is NaN"] = ("own-layers", m => Set(m, "a", 1, float.NaN, 1), "node 'scale' (Mul) has NaN as value 1 of its constant, and finite numbers are needed"),
        ["infinite constant"] = ("own-layers", m => Set(m, "half", float.PositiveInfinity), "node 'double' (Div) has Infinity as value 0 of its constant"),
        ["constant divided"] = ("own-layers", m => Turn(m, "Div"), "node 'double' (Div) divides a constant by what depends on the graph's input"),
        ["steps"] = ("own-layers", m => Reshape(m, "a", 3, 1, 1), "node 'scale' (Mul) scales along the axis '?' of [?, 1, 3] by 3 values; a value for each feature is supported, and none that differs between steps or sequences"),
        ["sequences"] = ("own-layers", m => Reshape(m, "last", 2, 1), "node 'out' (Mul) scales along the axis '1 sequences' of [? steps, 1 sequences, 2 features] by 2 values"),
        ["known steps"] = ("own-layers", m => Reshape(m, "last", 2, 1, 1), "node 'out' (Mul) scales along the axis '? steps' of [? steps, 1 sequences, 2 features] by 2 values"),
        ["too many features"] = ("own-layers", m => Set(m, "last", [3], 1, 2, 3), "node 'out' (Mul) scales along the axis '2 features' of [? steps, 1 sequences, 2 features] by 3 values"),
        ["matrix"] = ("own-layers", m => Set(m, "last", [2, 2], 1, 2, 3, 4), "node 'out' (Mul) spreads a constant of the shape [2, 2] over [? steps, 1 sequences, 2 features]"),
        ["axis in front"] = ("own-layers", m => Reshape(m, "last", 2, 1, 1, 1), "node 'out' (Mul) spreads a constant of the shape [2, 1, 1, 1] over"),
        ["whole numbers"] = ("own-layers", m => { m.Add("whole", 2L); m.Node("Div").Input[1] = "whole"; }, "node 'double' (Div) reads 's' of FLOAT"),
        ["cell state"] = ("own-layers", m => { m.Node("LSTM").Output.Add(["", "cells"]); m.Node("Mul", 1).Input[0] = "cells"; }, "node 'out' (Mul) reads the last cell state (Y_c) of an LSTM"),
        ["variance below 0"] = ("batch-norm", m => Set(m, "variance1", 1, 1, -1, 1, 1, 1), "node 'norm1' (BatchNormalization) has the variance -1 and the epsilon 9.999999747378752E-06, and their sum has to be more than 0"),
        ["variance that is NaN"] = ("batch-norm", m => Set(m, "variance1", 1, 1, float.NaN, 1, 1, 1), "node 'norm1' (BatchNormalization) has NaN as value 2 of its variance"),
        ["no epsilon"] = ("batch-norm", m => { Set(m, "variance2", 0, 1, 1, 1, 1); m.Node("BatchNormalization", 1).Remove("epsilon").With("epsilon", 0f); }, "node 'norm2' (BatchNormalization) has the variance 0 and the epsilon 0"),
        ["short mean"] = ("batch-norm", m => Set(m, "mean1", [2], 1, 2), "node 'norm1' (BatchNormalization) has a scale, offset, mean and variance of different shapes"),
        ["training"] = ("batch-norm", m => m.Node("BatchNormalization", 1).Remove("training_mode").With("training_mode", 1L), "node 'norm2' (BatchNormalization) has training_mode 1 or spatial 0"),
        ["statistics"] = ("batch-norm", m => m.Node("BatchNormalization").Output.Add("statistics"), "node 'norm1' (BatchNormalization) has 2 outputs, and at most 1 are known"),
        ["another axis"] = ("batch-norm", m => { m.Node("BatchNormalization").Input[0] = "e"; m.Node("Transpose", 2).Input[0] = "e"; m.Node("LSTM", 1).Input[0] = "g"; }, "node 'norm1' (BatchNormalization) scales along the axis '1 sequences' of [? steps, 1 sequences, 6 features] by 6 values"),
        ["one direction"] = ("batch-norm", m => { m.Add("two", [1], 2f); m.Append("Mul", "two").Input[0] = "a"; }, "node 'added' (Mul) scales [? steps, 2 directions, 1 sequences, 3 features], and all features along one axis are needed"),
        ["too large a weight"] = ("sensor", m => { Set(m, "size", 3e38f); Set(m, "k", 1e10f, 1, 1, 1); }, "a weight becomes 3e+48 where features are scaled, which is too large for a float"),
    };

    public static TheoryData<string> Names => new(Changes.Keys);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Names))]
    public void NamesWhatIsWrong(string name)
    {
        (string model, Action<ModelProto> change, string message) = Changes[name];
        Assert.Contains(message, OnnxModel.Error("onnx-scaled", model, change), StringComparison.Ordinal);
    }

    /// <summary>Twelve times twelve graphs, of which the first of each dozen is compiled as well.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void RandomGraphsComputeWhatOnnxRuntimeComputes(int dozen)
    {
        double largest = 0;
        double plain = 0;
        for (int seed = 12 * dozen; seed < (12 * dozen) + 12; seed++)
        {
            largest = Math.Max(largest, Difference(seed, isScaled: true, isCompiled: seed % 12 == 0));
            plain = Math.Max(plain, Difference(seed, isScaled: false, isCompiled: false));
        }

        output.WriteLine(FormattableString.Invariant($"largest difference {largest:g3}, without scalings {plain:g3}"));
    }

    [Fact]
    public void ManyRandomGraphsScaleAtEveryKindOfPlace()
    {
        List<(Network Network, string Operators)> networks = [];
        for (int seed = 12; seed < 156; seed++)
        {
            var graph = new RandomScaledGraph(seed);
            networks.Add((Import(graph).Network, graph.Operators));
        }

        Assert.All(new[] { "Add", "Sub", "Mul", "Div", "BatchNormalization" }, name => Assert.True(networks.Count(one => one.Operators.Contains(name, StringComparison.Ordinal)) > 20, name));
        Assert.True(networks.Count(one => one.Network.Layers[0] is DenseLayer { Activation.Kind: ActivationKind.Linear } first && first.Input == first.Units) > 10);
        Assert.True(networks.Count(one => one.Network.Layers[one.Network.Layers.Count - 1] is DenseLayer { Activation.Kind: ActivationKind.Linear }) > 40);
        Assert.True(networks.Count(one => one.Network.Layers[0] is LstmLayer or BidirectionalLayer) > 40);
    }

    [SkippableTheory]
    [InlineData("scale_front")]
    [InlineData("bn_behind")]
    [InlineData("bn_op")]
    [InlineData("batchnorm")]
    [InlineData("denorm")]
    public void ComputesWhatIsExpectedOfFilesFromTheField(string name)
    {
        string root = Repository.Case("onnx-scale-and-offset");
        Skip.IfNot(Directory.Exists(root), "the cases aren't beside the repository");
        float[] Numbers(string end) => [.. File.ReadAllText(Path.Combine(root, name + end))
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => float.Parse(word, System.Globalization.CultureInfo.InvariantCulture))];
        ImportedModel model = ModelCheck.Import(Path.Combine(root, name + ".onnx"));
        Assert.Equal(2, model.Network.Layers.Count);
        ModelCheck.Computes(model, Numbers(".in.txt"), Numbers(".out.txt"), 1e-6);
    }

    [Fact]
    public void SaysWhatTheConstantsAreFor()
    {
        IReadOnlyList<TensorUse> tensors = ModelCheck.Import(Repository.Golden("onnx-scaled", "sensor.onnx")).Tensors;
        Assert.Equal("offset of 'shift'", tensors.Single(tensor => tensor.Name == "mean").Use);
        Assert.Equal("scale of 'scale'", tensors.Single(tensor => tensor.Name == "deviation").Use);
        Assert.Equal("bias of 'middle_of'", tensors.Single(tensor => tensor.Name == "middle").Use);
    }

    /// <summary>The largest difference from ONNX Runtime, relative to the largest output if that is more than 1.</summary>
    private static double Difference(int seed, bool isScaled, bool isCompiled)
    {
        var graph = new RandomScaledGraph(seed, isScaled);
        byte[] bytes = graph.Bytes;
        ImportedModel model = ModelImporter.Import(new ModelInput("random.onnx", bytes), new ImportOptions());
        float[] input = graph.Input();
        float[] expected = OnnxModel.Run(bytes, input, graph.Shape);
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

    private static ImportedModel Import(RandomScaledGraph graph) => ModelImporter.Import(new ModelInput("random.onnx", graph.Bytes), new ImportOptions());

    private static void Set(ModelProto model, string name, params float[] values) => Set(model, name, [.. model.Tensor(name).Dims], values);

    private static void Set(ModelProto model, string name, long[] shape, params float[] values)
    {
        model.Graph.Initializer.Remove(model.Tensor(name));
        model.Add(name, shape, values);
    }

    private static void Reshape(ModelProto model, string name, params long[] shape)
    {
        model.Tensor(name).Dims.Clear();
        model.Tensor(name).Dims.AddRange(shape);
    }

    private static void Turn(ModelProto model, string type)
    {
        NodeProto node = model.Node(type);
        (node.Input[0], node.Input[1]) = (node.Input[1], node.Input[0]);
    }
}

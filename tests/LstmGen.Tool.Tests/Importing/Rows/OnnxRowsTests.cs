using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Google.Protobuf;
using LstmGen.Generator.Model;
using LstmGen.Models;
using LstmGen.Models.Importing;
using LstmGen.Models.Importing.Onnx.Proto;
using LstmGen.Models.Verifying;
using Xunit;
using Xunit.Abstractions;

namespace LstmGen.Tool.Tests.Importing.Rows;

/// <summary>
/// What ONNX graphs compute from the rows of a sequence: pooled, last, joined and repeated ones, and shapes of the output.
/// </summary>
public class OnnxRowsTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, (string Model, Action<ModelProto> Change, string Message)> Changes = new()
    {
        ["features"] = ("mean", m => m.Node("ReduceMean").Remove("axes").With("axes", 2L).Attribute[^1].Type = 2, "has the attribute 'axes' with the type INT; it needs one INTS"),
        ["mean of features"] = ("mean", m => Axes(m.Node("ReduceMean"), 2), "(ReduceMean) averages [? sequences, ? steps, 4 features] over the axes [2]; over the features with keepdims, as a part of a layer normalization, it is supported, and over the steps that an LSTM has read"),
        ["mean of sequences"] = ("mean", m => Axes(m.Node("ReduceMean"), 0), "(ReduceMean) is computed over the axes [0] of"),
        ["mean of all"] = ("mean", m => m.Node("ReduceMean").Remove("axes"), "(ReduceMean) is computed over all axes of"),
        ["mean of two axes"] = ("mean", m => Axes(m.Node("ReduceMean"), 1, 2), "(ReduceMean) is computed over the axes [1, 2] of"),
        ["no such axis"] = ("mean", m => Axes(m.Node("ReduceMean"), 3), "names axis 3 of a value of 3 dimensions"),
        ["keepdims"] = ("mean", m => m.Node("ReduceMean").Remove("keepdims").With("keepdims", 2L), "has keepdims 2; 0 and 1 are known"),
        ["another order"] = ("mean-module", m => m.Node("GlobalAveragePool").Input[0] = m.Node("Transpose", 2).Input[0], "(GlobalAveragePool) pools [6 steps, ? sequences, 8 features]; sequences, features and the steps that an LSTM has read are needed, in this order"),
        ["some steps"] = ("max-module", m => m.Node("MaxPool").Remove("kernel_shape").With("kernel_shape", [3L]), "(MaxPool) pools [3] steps of [1 sequences, 4 features, 6 steps] at a time; over all steps at once, without pads and dilations, it is supported"),
        ["pads"] = ("max-module", m => m.Node("MaxPool").Remove("pads").With("pads", 0L, 1L), "(MaxPool) pools [6] steps"),
        ["steps from the front"] = ("last-steps", m => Slice(m, 0, 3), "(Slice) takes the places 0 to 3 of the axis '8 steps'"),
        ["steps in the middle"] = ("last-steps", m => Slice(m, -3, -1), "(Slice) takes the places -3 to -1 of the axis '8 steps'"),
        ["steps before features"] = ("joined", m => { m.Graph.Node.Insert(m.Graph.Node.Count - 3, new NodeProto { OpType = "Transpose", Name = "turn", Input = { m.Node("Flatten").Input[0] }, Output = { "turned" } }.With("perm", 0L, 2L, 1L)); m.Node("Flatten").Input[0] = "turned"; }, "(Flatten) joins axes of [? sequences, 3 features, 5 steps] that aren't of size 1"),
        ["repeated every step"] = ("mean", m => { m.Add("repeats", 1, 3, 1); m.Node("ReduceMean").Remove("axes", "keepdims").Input.Add("repeats"); m.Node("ReduceMean").OpType = "Tile"; }, "(Tile) repeats [? sequences, ? steps, 4 features] into [1, 3, 1]"),
        ["repeated sequences"] = ("expand", m => Repeated(m, 3, 1, 1), "node '/Expand' (Tile) repeats [1 sequences, 1, 4 features] into [3, 1, 1]; one row can be repeated, along an axis of size 1 that was put in for the steps"),
        ["repeated features"] = ("expand", m => Repeated(m, 1, 1, 4), "node '/Expand' (Tile) repeats [1 sequences, 1, 4 features] into [1, 1, 4]"),
        ["scaled shape"] = ("shaped-one", m => { m.Add("two", [1], 2f); m.Append("Mul", "two"); }, "node 'added' (Mul) reads [2, 3], a shape that a Reshape made of [1 sequences, 6 features], which is supported at the end of the graph alone"),
        ["turned shape"] = ("shaped-one", m => m.Append("Transpose"), "node 'added' (Transpose) reads [2, 3], a shape that a Reshape made"),
        ["shape of other values"] = ("shaped-one", m => { m.Add("other", 2, 4); m.Node("Reshape").Input[1] = "other"; }, "brings the axes [1 sequences, 6 features] into the shape [2, 4]"),
        ["states"] = ("mean", WithStates, "the graph has states as inputs, and makes one row of several steps or several of one, so that it needs a whole sequence at each call"),
    };

    public static TheoryData<string> Names => new(Changes.Keys);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 12)];

    public static TheoryData<string, string, string, int?> Models => new()
    {
        { "mean", "1,7,3", "LSTM GlobalAveragePooling1D Dense", null },
        { "max", "1,6,3", "Bidirectional GlobalMaxPooling1D Dense", 6 },
        { "mean-module", "1,6,3", "Bidirectional GlobalAveragePooling1D Dense", 6 },
        { "max-module", "1,6,3", "LSTM GlobalMaxPooling1D Dense", 6 },
        { "steps-first", "5,1,2", "LSTM LSTM GlobalAveragePooling1D", 5 },
        { "last-steps", "1,8,3", "Bidirectional Cropping1D Dense", 8 },
        { "last-steps-any", "1,8,3", "Bidirectional Cropping1D Dense", null },
        { "joined", "1,5,2", "LSTM Flatten Dense", 5 },
        { "joined-one", "1,5,2", "LSTM Flatten Dense", 5 },
        { "joined-last", "1,5,2", "LSTM Cropping1D Flatten Dense", 5 },
        { "repeat", "1,5,2", "LSTM RepeatVector LSTM Dense", 5 },
        { "expand", "1,6,2", "LSTM RepeatVector LSTM Dense", 6 },
        { "shaped", "1,6,3", "LSTM Dense", 6 },
        { "shaped-one", "1,6,3", "LSTM Dense", 6 },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void A_model_computes_what_pytorch_and_onnx_runtime_compute(string name, string shape, string layers, int? steps)
    {
        long[] sizes = [.. shape.Split(',').Select(long.Parse)];
        var options = new ImportOptions { Steps = steps is null ? (int)sizes[1] : null };
        ImportedModel model = ModelCheck.Import(Repository.Golden("onnx-rows", name + ".onnx"), options);
        Assert.Equal(layers, string.Join(' ', model.Network.Layers.Select(layer => layer.TypeName)));
        Assert.Equal(steps, ModelCheck.Import(Repository.Golden("onnx-rows", name + ".onnx")).Network.Steps);

        using JsonDocument golden = JsonDocument.Parse(File.ReadAllBytes(Repository.Golden("onnx-rows", name + ".json")));
        float[] Floats(string member) => [.. golden.RootElement.GetProperty(member).EnumerateArray().Select(value => value.GetSingle())];
        ModelCheck.Computes(model, Floats("input"), Floats("output"), 1e-6);
        byte[] bytes = File.ReadAllBytes(Repository.Golden("onnx-rows", name + ".onnx"));
        var random = new Random(22);
        float[][] inputs = [.. Enumerable.Range(0, 5).Select(_ => OnnxModel.Input(random, sizes))];
        ModelCheck.Computes(model, [.. inputs.Select(input => (input, OnnxModel.Run(bytes, input, sizes)))], 1e-6);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_wrong_is_named(string name)
    {
        (string model, Action<ModelProto> change, string message) = Changes[name];
        Assert.Contains(message, OnnxModel.Error("onnx-rows", model, change), StringComparison.Ordinal);
    }

    /// <summary>Their order is the same.</summary>
    [Fact]
    public void The_rows_of_all_sequences_may_be_one_list()
    {
        ModelProto model = OnnxModel.Load("onnx-dynamo", "rows");
        model.Graph.Node.Remove(model.Graph.Node.Last(node => node.OpType == "Reshape"));
        model.Node("Gemm").Output[0] = "y";
        model.Graph.Output[0].Type.TensorType.Shape = null;
        Assert.Equal(
            ModelCheck.Import(Repository.Golden("onnx-dynamo", "rows.onnx")).Network,
            ModelImporter.Import(new ModelInput("rows.onnx", model.ToByteArray()), new ImportOptions()).Network);
    }

    /// <summary>Twelve times ten graphs, of which the first of each ten is compiled as well.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Random_graphs_compute_what_onnx_runtime_computes(int ten)
    {
        double largest = Enumerable.Range(10 * ten, 10).Max(seed => Difference(seed, isCompiled: seed % 10 == 0));
        output.WriteLine(FormattableString.Invariant($"largest difference {largest:g3}"));
    }

    [Fact]
    public void The_random_graphs_have_every_kind_many_times()
    {
        var graphs = Enumerable.Range(0, 120).Select(seed => new RandomRowsGraph(seed)).ToList();
        Assert.All(new[] { "mean", "max", "last", "joined", "repeat", "shaped" }, kind => Assert.True(graphs.Count(graph => graph.Kinds.Contains(kind)) >= 15, kind));
        Assert.All(
            new[] { "ReduceMean", "ReduceMax", "GlobalAveragePool", "GlobalMaxPool", "AveragePool", "MaxPool", "Tile", "Expand", "Flatten", "Slice" },
            name => Assert.True(graphs.Count(graph => graph.Operators.Split(' ').Contains(name)) >= 3, name));
    }

    [SkippableTheory]
    [InlineData("meanpool")]
    [InlineData("maxpool")]
    [InlineData("flatten_all")]
    public void Files_from_the_field_compute_what_is_expected(string name)
    {
        string root = Repository.Case("onnx-pooling-slicing");
        Skip.IfNot(Directory.Exists(root), "the cases aren't beside the repository");
        float[] Numbers(string end) => [.. File.ReadAllText(Path.Combine(root, name + end))
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => float.Parse(word, System.Globalization.CultureInfo.InvariantCulture))];
        ModelCheck.Computes(ModelCheck.Import(Path.Combine(root, name + ".onnx")), Numbers(".in.txt"), Numbers(".out.txt"), 1e-6);
    }

    /// <summary>The largest difference from ONNX Runtime, relative to the largest output if that is more than 1.</summary>
    private static double Difference(int seed, bool isCompiled)
    {
        var graph = new RandomRowsGraph(seed);
        byte[] bytes = graph.Bytes;
        ImportedModel model;
        try
        {
            model = ModelImporter.Import(new ModelInput("random.onnx", bytes), new ImportOptions());
        }
        catch (ModelException exception)
        {
            throw new InvalidOperationException($"graph {seed} ({graph.Operators}): {exception.Message}", exception);
        }

        float[] input = graph.Input();
        float[] expected = OnnxModel.Run(bytes, input, graph.Shape);
        double size = Math.Max(1, expected.Max(Math.Abs));
        double[] found = DoubleReference.Run(model.Network, input, null, model.Network.ReturnsSequences);
        Assert.True(found.Length == expected.Length, $"graph {seed} ({graph.Operators}): {found.Length} values, and not {expected.Length}");
        double largest = found.Zip(expected, (a, b) => Math.Abs(a - b)).Max() / size;
        Assert.True(largest <= 2e-6, FormattableString.Invariant($"graph {seed} ({graph.Operators}): largest difference {largest:g3}"));
        if (isCompiled)
        {
            ModelCheck.Computes(model, input, expected, 2e-6 * size);
        }

        return largest;
    }

    private static void Axes(NodeProto node, params long[] axes) => node.Remove("axes").With("axes", axes);

    private static void Slice(ModelProto model, long start, long end)
    {
        model.Add("from", start);
        model.Add("to", end);
        NodeProto slice = model.Node("Slice");
        (slice.Input[1], slice.Input[2]) = ("from", "to");
    }

    private static void Repeated(ModelProto model, params long[] shape)
    {
        model.Add("repeats", shape);
        NodeProto repeat = model.Graph.Node.Single(node => node.Name == "/Expand");
        (repeat.OpType, repeat.Input[1]) = ("Tile", "repeats");
    }

    private static void WithStates(ModelProto model)
    {
        NodeProto lstm = model.Node("LSTM");
        foreach ((string name, int at) in new[] { ("h0", 5), ("c0", 6) })
        {
            ValueInfoProto input = model.Graph.Input[0].Clone();
            input.Name = name;
            input.Type.TensorType.Shape.Dim.Clear();
            input.Type.TensorType.Shape.Dim.Add(new[] { 1L, 1, 4 }.Select(size => new TensorShapeProto.Types.Dimension { DimValue = size }));
            model.Graph.Input.Add(input);
            lstm.Input[at] = name;
        }
    }
}

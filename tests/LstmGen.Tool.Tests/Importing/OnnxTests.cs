using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using Google.Protobuf;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing;
using LstmGen.Models.Importing.Onnx.Proto;
using Xunit;

namespace LstmGen.Tool.Tests.Importing;

/// <summary>ONNX files, compared with what PyTorch, NumPy and ONNX Runtime compute from them.</summary>
public class OnnxTests
{
    public static TheoryData<string, string, string> Models => new()
    {
        { "onnx-pytorch", "last", "9,1,3" },
        { "onnx-pytorch", "last-dynamic", "9,1,3" },
        { "onnx-pytorch", "hidden", "9,1,3" },
        { "onnx-pytorch", "stack", "1,8,2" },
        { "onnx-pytorch", "two", "1,8,2" },
        { "onnx-pytorch", "no-bias", "1,7,3" },
        { "onnx-pytorch", "zero-state", "6,1,3" },
        { "onnx-pytorch", "initial-state", "6,1,2" },
        { "onnx-pytorch", "residual", "1,6,3" },
        { "onnx-pytorch", "unfolded", "1,8,2" },
        { "onnx-nodes", "keras", "1,8,3" },
        { "onnx-nodes", "keras-3", "7,1,2" },
        { "onnx-nodes", "reshape", "6,1,3" },
        { "onnx-nodes", "unsqueeze", "9,1" },
        { "onnx-dynamo", "hidden", "1,9,3" },
        { "onnx-dynamo", "hidden-1", "1,9,3" },
        { "onnx-dynamo", "hidden-slice", "7,1,2" },
        { "onnx-dynamo", "last", "1,8,3" },
        { "onnx-dynamo", "every-step", "1,8,2" },
        { "onnx-dynamo", "rows", "1,6,3" },
        { "onnx-pytorch", "bidirectional", "1,7,2" },
        { "onnx-pytorch", "bidirectional-dynamic", "1,7,2" },
        { "onnx-pytorch", "both-hidden", "1,7,2" },
        { "onnx-pytorch", "both-ends", "7,1,2" },
        { "onnx-pytorch", "both-sum", "1,7,2" },
        { "onnx-pytorch", "activations", "7,1,2" },
        { "onnx-nodes", "reverse", "7,1,3" },
        { "onnx-nodes", "both", "6,1,3" },
        { "onnx-nodes", "coupled", "9,1,2" },
        { "onnx-nodes", "apart", "5,1,2" },
        { "onnx-nodes", "activations", "6,1,2" },
        { "onnx-nodes", "softmax", "6,1,2" },
        { "onnx-dynamo", "bidirectional", "1,7,3" },
        { "onnx-dynamo", "both-hidden", "1,7,3" },
        { "onnx-scaled", "sensor", "8,1,3" },
        { "onnx-scaled", "batch-norm", "7,1,2" },
        { "onnx-scaled", "own-layers", "6,1,3" },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void ComputesWhatTheFrameworkComputed(string folder, string name, string shape)
    {
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllBytes(Repository.Golden(folder, name + ".json")));
        ModelCheck.Computes(Import(folder, name, Sizes(shape)), Floats(golden, "input"), Floats(golden, "output"), 1e-6);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void ComputesWhatOnnxRuntimeComputes(string folder, string name, string shape)
    {
        long[] sizes = Sizes(shape);
        var random = new Random(22);
        ImportedModel model = Import(folder, name, sizes);
        byte[] bytes = File.ReadAllBytes(Repository.Golden(folder, name + ".onnx"));
        float[][] inputs = [.. Enumerable.Range(0, 5).Select(_ => OnnxModel.Input(random, sizes))];
        ModelCheck.Computes(model, [.. inputs.Select(input => (input, OnnxModel.Run(bytes, input, sizes)))], 1e-6);
    }

    [Theory]
    [InlineData("onnx-pytorch", "last", "lstm 3>5 tanh sigmoid last, dense 5>2 linear", 9)]
    [InlineData("onnx-pytorch", "last-dynamic", "lstm 3>5 tanh sigmoid last, dense 5>2 linear", null)]
    [InlineData("onnx-pytorch", "hidden", "lstm 3>5 tanh sigmoid last, dense 5>2 tanh", 9)]
    [InlineData("onnx-pytorch", "stack", "lstm 2>4 tanh sigmoid, lstm_1 4>4 tanh sigmoid, dense 4>3 linear", null)]
    [InlineData("onnx-pytorch", "two", "dense 2>3 sigmoid, lstm 3>6 tanh sigmoid, dense_1 6>5 relu, lstm_1 5>4 tanh sigmoid last, dense_2 4>2 linear", 8)]
    [InlineData("onnx-pytorch", "no-bias", "lstm 3>4 tanh sigmoid no bias, dense 4>2 linear no bias", null)]
    [InlineData("onnx-pytorch", "residual", "lstm 3>5 tanh sigmoid, dense 5>2 linear, skip", null)]
    [InlineData("onnx-pytorch", "initial-state", "lstm 2>3 tanh sigmoid, lstm_1 3>3 tanh sigmoid, initial", 6)]
    [InlineData("onnx-pytorch", "zero-state", "lstm 3>5 tanh sigmoid, dense 5>2 linear", null)]
    [InlineData("onnx-nodes", "keras", "lstm 3>5 tanh hard_sigmoid_02, dense 5>4 relu", null)]
    [InlineData("onnx-nodes", "keras-3", "lstm 2>6 relu hard_sigmoid last no bias, dense 6>3 hard_sigmoid_02", null)]
    [InlineData("onnx-nodes", "reshape", "lstm 3>4 tanh sigmoid, lstm_1 4>2 tanh sigmoid last, initial", 6)]
    [InlineData("onnx-nodes", "unsqueeze", "lstm 1>3 tanh sigmoid, dense 3>1 linear no bias, skip", null)]
    [InlineData("onnx-dynamo", "hidden", "lstm 3>5 tanh sigmoid, lstm_1 5>5 tanh sigmoid last, dense 5>4 relu, dense_1 4>1 linear", 9)]
    [InlineData("onnx-dynamo", "hidden-slice", "lstm 2>4 tanh sigmoid, lstm_1 4>4 tanh sigmoid, lstm_2 4>4 tanh sigmoid last, dense 4>3 linear", null)]
    [InlineData("onnx-dynamo", "last", "lstm 3>6 tanh sigmoid last, dense 6>2 linear", null)]
    [InlineData("onnx-dynamo", "every-step", "lstm 2>5 tanh sigmoid no bias, lstm_1 5>5 tanh sigmoid no bias, dense 5>3 linear", null)]
    [InlineData("onnx-dynamo", "rows", "lstm 3>4 tanh sigmoid, dense 4>2 linear", null)]
    [InlineData("onnx-pytorch", "bidirectional", "bidirectional 2>8 Concat (2>4 tanh sigmoid, 2>4 tanh sigmoid backward), bidirectional_1 8>8 Concat (8>4 tanh sigmoid, 8>4 tanh sigmoid backward), dense 8>3 softmax", 7)]
    [InlineData("onnx-pytorch", "bidirectional-dynamic", "bidirectional 2>8 Concat (2>4 tanh sigmoid, 2>4 tanh sigmoid backward), bidirectional_1 8>8 Concat (8>4 tanh sigmoid, 8>4 tanh sigmoid backward), dense 8>3 softmax", null)]
    [InlineData("onnx-pytorch", "both-hidden", "bidirectional 2>8 Concat (2>4 tanh sigmoid, 2>4 tanh sigmoid backward), bidirectional_1 8>8 Concat (8>4 tanh sigmoid last, 8>4 tanh sigmoid last backward), dense 8>3 silu", 7)]
    [InlineData("onnx-pytorch", "both-ends", "bidirectional 2>8 Concat (2>4 tanh sigmoid last, 2>4 tanh sigmoid last backward), dense 8>3 relu6, initial", 7)]
    [InlineData("onnx-pytorch", "both-sum", "bidirectional 2>4 Sum (2>4 tanh sigmoid no bias, 2>4 tanh sigmoid no bias backward), lstm 4>3 tanh sigmoid last", 7)]
    [InlineData("onnx-pytorch", "activations", "lstm 2>4 tanh sigmoid, dense 4>5 leaky_relu alpha 0.3, dense_1 5>5 elu alpha 0.7, dense_2 5>5 selu, dense_3 5>5 softplus, dense_4 5>5 hard_sigmoid, dense_5 5>5 silu, dense_6 5>5 relu6, dense_7 5>2 softmax", null)]
    [InlineData("onnx-nodes", "reverse", "lstm 3>4 leaky_relu alpha 0.01 hard_sigmoid_02 elu last backward", null)]
    [InlineData("onnx-nodes", "both", "bidirectional 3>8 Concat (3>4 affine alpha 0.5 beta 0.25 sigmoid scaled_tanh alpha 1.5 beta 0.75 peepholes clip 0.75, 3>4 softsign hard_sigmoid alpha 0.3 beta 0.4 leaky_relu alpha 0.125 peepholes clip 0.75 backward), initial", 6)]
    [InlineData("onnx-nodes", "coupled", "lstm 2>3 softplus sigmoid tanh peepholes coupled clip 1.5 no bias", null)]
    [InlineData("onnx-nodes", "apart", "bidirectional 2>6 None (2>3 tanh sigmoid no bias, 2>3 tanh sigmoid no bias backward)", 5)]
    [InlineData("onnx-nodes", "activations", "lstm 2>3 tanh sigmoid no bias, dense 3>3 gelu no bias, dense_1 3>3 gelu_tanh no bias, dense_2 3>3 softsign no bias, dense_3 3>3 elu no bias, dense_4 3>3 leaky_relu alpha 0.01 no bias, dense_5 3>3 thresholded_relu alpha 0.25 no bias, dense_6 3>3 selu no bias, dense_7 3>3 hard_sigmoid alpha 0.3 beta 0.4 no bias, dense_8 3>3 softplus no bias, dense_9 3>3 exponential no bias, dense_10 3>3 relu6 no bias", null)]
    [InlineData("onnx-nodes", "softmax", "lstm 2>3 tanh sigmoid last no bias, dense 3>4 softmax no bias", null)]
    [InlineData("onnx-dynamo", "bidirectional", "bidirectional 3>8 Concat (3>4 tanh sigmoid, 3>4 tanh sigmoid backward), bidirectional_1 8>8 Concat (8>4 tanh sigmoid, 8>4 tanh sigmoid backward), dense 8>2 linear", 7)]
    [InlineData("onnx-dynamo", "both-hidden", "bidirectional 3>8 Concat (3>4 tanh sigmoid last, 3>4 tanh sigmoid last backward), dense 8>2 linear", 7)]
    [InlineData("onnx-scaled", "sensor", "scaling 3>3 linear, lstm 3>4 tanh sigmoid last, dense 4>1 linear", null)]
    [InlineData("onnx-scaled", "batch-norm", "bidirectional 2>6 Concat (2>3 tanh sigmoid, 2>3 tanh sigmoid backward), lstm 6>4 tanh sigmoid last, dense 4>5 relu, dense_1 5>2 linear", null)]
    [InlineData("onnx-scaled", "own-layers", "scaling 3>3 tanh, scaling_1 3>3 sigmoid no bias, dense 3>4 linear no bias, lstm 4>2 tanh sigmoid, scaling_2 2>2 linear no bias", null)]
    public void FindsTheLayers(string folder, string name, string layers, int? steps)
    {
        Network network = Import(folder, name).Network;
        string found = string.Join(", ", network.Layers.Select(Text)) + (network.Skip ? ", skip" : "") + (network.InitialState is null ? "" : ", initial");
        Assert.Equal(layers, found);
        Assert.Equal(steps, network.Steps);
    }

    [Fact]
    public void SaysWhatBecameOfEachTensor()
    {
        ImportedModel model = Import("onnx-nodes", "reshape");
        Assert.Equal("ONNX (.onnx)", model.Format);
        Assert.Equal("make.py", model.Framework);
        Assert.Equal("i, o, f, c", model.GateOrder);
        Assert.Equal("kernel of 'first'", Use(model, "w"));
        Assert.Equal("recurrent kernel of 'second'", Use(model, "r2"));
        Assert.Equal("initial cell state of 'first'", Use(model, "c0"));
        Assert.DoesNotContain(model.Tensors, tensor => tensor.Use == "not used");
        Assert.Equal("pytorch 1.13.0", Import("onnx-pytorch", "last").Framework);
    }

    [Fact]
    public void IsTheSameInOtherCultures()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
            Assert.Equal("lstm 2>6 relu hard_sigmoid last no bias", Text(Import("onnx-nodes", "keras-3").Network.Layers[0]));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [SkippableTheory]
    [InlineData("test_lstm_defaults")]
    [InlineData("test_lstm_with_initial_bias")]
    [InlineData("test_lstm_batchwise")]
    [InlineData("test_lstm_with_peepholes")]
    public void SaysThatTheWeightsOfOnnxOwnTestsAreInputs(string test)
    {
        string path = Repository.Shared("onnx-node", test, "model.onnx");
        Skip.IfNot(File.Exists(path), "ONNX' own tests aren't beside the repository");
        Assert.Contains("(LSTM) reads its W from the graph's input 'W': weights that are inputs aren't supported", ModelCheck.Error(path), StringComparison.Ordinal);
    }

    /// <summary>Their weights are inputs, which a model's aren't: with the test's own ones in their place they are models.</summary>
    [SkippableTheory]
    [InlineData("test_lstm_defaults")]
    [InlineData("test_lstm_with_initial_bias")]
    [InlineData("test_lstm_batchwise")]
    [InlineData("test_lstm_with_peepholes")]
    public void ComputesOnnxOwnTests(string test)
    {
        string folder = Repository.Shared("onnx-node", test);
        Skip.IfNot(File.Exists(Path.Combine(folder, "model.onnx")), "ONNX' own tests aren't beside the repository");
        ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(folder, "model.onnx")));
        TensorProto[] given = [.. model.Graph.Input.Select((input, i) => Tensor(folder, "input", i, input.Name))];
        float[] expected = OnnxModel.Floats(Tensor(folder, "output", model.Graph.Output.Count - 1, ""));
        ValueInfoProto kept = model.Graph.Output[^1];
        model.Graph.Output.Clear();
        model.Graph.Output.Add(kept);
        while (model.Graph.Input.Count > 1)
        {
            model.Graph.Input.RemoveAt(1);
        }

        model.Graph.Initializer.AddRange(given.Skip(1));
        ImportedModel read = ModelImporter.Import(new ModelInput("model.onnx", model.ToByteArray()), new ImportOptions());

        // One step of three sequences or of two, or, with sequences first, one step of three: the numbers of a sequence are contiguous in
        // each.
        float[] input = OnnxModel.Floats(given[0]);
        int sequences = input.Length / read.Network.InputSize;
        for (int i = 0; i < sequences; i++)
        {
            ModelCheck.Computes(read, [.. input.Chunk(read.Network.InputSize).ElementAt(i)], [.. expected.Chunk(read.Network.OutputSize).ElementAt(i)], 1e-6);
        }
    }

    private static TensorProto Tensor(string folder, string kind, int number, string name)
    {
        string path = Path.Combine(folder, "test_data_set_0", FormattableString.Invariant($"{kind}_{number}.pb"));
        TensorProto tensor = TensorProto.Parser.ParseFrom(File.ReadAllBytes(path));
        tensor.Name = name;
        return tensor;
    }

    private static long[] Sizes(string shape) => shape.Split(',').Select(size => long.Parse(size, CultureInfo.InvariantCulture)).ToArray();

    /// <param name="sizes">The input's, of which the number of steps is the largest.</param>
    private static ImportedModel Import(string folder, string name, long[]? sizes = null) =>
        ModelCheck.Import(Repository.Golden(folder, name + ".onnx"), new ImportOptions { Steps = (int?)sizes?.Max() });

    private static string Use(ImportedModel model, string tensor) => model.Tensors.Single(use => use.Name == tensor).Use;

    private static string Text(Layer layer) => FormattableString.Invariant($"{layer.Name} ") + (layer is BidirectionalLayer both
        ? FormattableString.Invariant($"{both.Input}>{both.Output} {both.Merge} ({Options(both.Forward)}, {Options(both.Backward)})")
        : Options(layer.Parts.First()));

    private static string Options(WeightedLayer layer)
    {
        string text = FormattableString.Invariant($"{layer.Input}>{layer.Output} {layer.Activation}");
        var lstm = layer as LstmLayer;
        if (lstm is not null)
        {
            text += " " + ActivationNames.Of(lstm.RecurrentActivation) + (lstm.HiddenActivation is { } hidden ? " " + ActivationNames.Of(hidden) : "")
                + (lstm.Peepholes ? " peepholes" : "") + (lstm.IsCoupled ? " coupled" : "")
                + (lstm.Clip is float clip ? FormattableString.Invariant($" clip {clip}") : "") + (lstm.ReturnSequences ? "" : " last");
        }

        return text + (layer.UseBias ? "" : " no bias") + (lstm?.Direction == Direction.Backward ? " backward" : "");
    }

    private static float[] Floats(JsonDocument golden, string name) =>
        golden.RootElement.GetProperty(name).EnumerateArray().Select(value => value.GetSingle()).ToArray();
}

using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using LstmGen.Generator.Model;
using LstmGen.Tool.Importing;
using Xunit;

namespace LstmGen.Tool.Tests.Importing;

/// <summary>ONNX files against what PyTorch, NumPy and ONNX Runtime compute of them.</summary>
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
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void ComputesWhatTheFrameworkComputed(string folder, string name, string shape)
    {
        _ = shape;
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllBytes(Repository.Golden(folder, name + ".json")));
        ModelCheck.Computes(Import(folder, name), Floats(golden, "input"), Floats(golden, "output"), 1e-6);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void ComputesWhatOnnxRuntimeComputes(string folder, string name, string shape)
    {
        long[] sizes = shape.Split(',').Select(size => long.Parse(size, CultureInfo.InvariantCulture)).ToArray();
        var random = new Random(22);
        ImportedModel model = Import(folder, name);
        for (int round = 0; round < 5; round++)
        {
            float[] input = OnnxModel.Input(random, sizes);
            ModelCheck.Computes(model, input, OnnxModel.Run(File.ReadAllBytes(Repository.Golden(folder, name + ".onnx")), input, sizes), 1e-6);
        }
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

    private static ImportedModel Import(string folder, string name) => ModelCheck.Import(Repository.Golden(folder, name + ".onnx"));

    private static string Use(ImportedModel model, string tensor) => model.Tensors.Single(use => use.Name == tensor).Use;

    private static string Text(Layer layer) =>
        FormattableString.Invariant($"{layer.Name} {layer.Input}>{layer.Output} {layer.Parts.First().Activation}")
        + (layer is LstmLayer lstm ? " " + ActivationNames.Of(lstm.RecurrentActivation) + (lstm.ReturnSequences ? "" : " last") : "")
        + (layer.Parts.First().UseBias ? "" : " no bias");

    private static float[] Floats(JsonDocument golden, string name) =>
        golden.RootElement.GetProperty(name).EnumerateArray().Select(value => value.GetSingle()).ToArray();
}

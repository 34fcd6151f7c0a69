using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Google.Protobuf;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;
using LstmGen.Models;
using LstmGen.Models.Importing;
using LstmGen.Models.Importing.Onnx.Proto;
using LstmGen.Tool.Tests.Semantics;
using Xunit;

namespace LstmGen.Tool.Tests.Importing;

/// <summary>ONNX files with states as inputs and outputs, with several outputs and with several inputs.</summary>
public class OnnxStatesTests
{
    [Theory]
    [InlineData("onnx-states", "policy", null, 1)]
    [InlineData("onnx-states", "memory", "action", 1)]
    [InlineData("onnx-states", "cells", null, 1)]
    [InlineData("onnx-states", "stream", null, 4)]
    [InlineData("onnx-states", "actor-critic", "pi", 1)]
    [InlineData("onnx-states", "plain", null, 6)]
    [InlineData("onnx-states", "beside", null, 1)]
    [InlineData("onnx-pytorch", "state-inputs", null, 5)]
    public void ComputesWhatPyTorchComputedOverSeveralCalls(string folder, string name, string? output, int steps)
    {
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllBytes(Repository.Golden(folder, (name == "beside" ? "policy" : name) + ".json")));
        float[] Numbers(string member) => [.. golden.RootElement.GetProperty(member).EnumerateArray().Select(value => value.GetSingle())];
        ImportedModel model = Import(folder, name, output);
        ModelCheck.Computes(model, Numbers("input"), Numbers("output"), 1e-6);
        Assert.Equal(steps, model.Network.Steps);
        Assert.Null(model.Network.InitialState);
        Assert.Equal(name == "plain" ? 6 : folder == "onnx-pytorch" ? 5 : Numbers("output").Length / model.Network.OutputSize, Numbers("output").Length / model.Network.OutputSize);
    }

    [SkippableTheory]
    [InlineData("onnx-states-as-inputs", "lstmcell", "lstmcell", null)]
    [InlineData("onnx-states-as-inputs", "states_in", "states_in", null)]
    [InlineData("onnx-states-as-inputs", "rsl_rl", "rsl_rl", null)]
    [InlineData("onnx-several-outputs", "twoheads", "twoheads", "pi")]
    [InlineData("onnx-external-data", "lstm", "", null)]
    public void ComputesWhatIsExpectedOfFilesFromTheField(string folder, string name, string numbers, string? output)
    {
        string root = Repository.Case(folder);
        Skip.IfNot(Directory.Exists(root), "the cases aren't beside the repository");
        float[] Numbers(string end) => [.. File.ReadAllText(Path.Combine(root, numbers + (numbers.Length > 0 ? "." : "") + end + ".txt"))
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => float.Parse(word, System.Globalization.CultureInfo.InvariantCulture))];
        ModelCheck.Computes(ModelCheck.Import(Path.Combine(root, name + ".onnx"), new ImportOptions { Output = output }), Numbers("in"), Numbers("out"), 1e-6);
    }

    [Theory]
    [InlineData("policy", null, "lstm 5>6, lstm_1 6>6, dense 6>4, dense_1 4>3", "")]
    [InlineData("memory", "value", "dense 5>4, lstm 4>3, dense_1 3>1", "obs_0 3, obs_1 2")]
    [InlineData("memory", "action", "dense 5>4, lstm 4>3, dense_1 3>2", "obs_0 3, obs_1 2")]
    [InlineData("cells", null, "lstm 3>3, lstm_1 3>4, dense 4>2", "")]
    [InlineData("actor-critic", "v", "lstm 4>5, dense 5>1", "")]
    [InlineData("actor-critic", "h_a_out", "lstm 4>3", "")]
    [InlineData("plain", "h_n", "lstm 3>4", "")]
    public void FindsTheLayersAndTheInputRow(string name, string? output, string layers, string inputs)
    {
        ImportedModel model = Import("onnx-states", name, output);
        Assert.Equal(layers, string.Join(", ", model.Network.Layers.Select(layer => FormattableString.Invariant($"{layer.Name} {layer.Input}>{layer.Output}"))));
        Assert.Equal(inputs, string.Join(", ", model.Network.Inputs.Select(input => FormattableString.Invariant($"{input.Name} {input.Size}"))));
        Assert.True(model.Network.IsStreaming);
    }

    [Fact]
    public void TheInputRowIsInTheSummary()
    {
        Network network = Import("onnx-states", "memory", "action").Network;
        Assert.Equal(" Input row: obs_0 0 to 2, obs_1 3 to 4", SummaryTable.Lines("memory", network)[^1]);

        // A name is text of the file, and the summary a literal of the generated code.
        network = network with { Inputs = new EquatableArray<InputPart>([new InputPart("a\\\"; evil(); \u2028", 4), new InputPart(new string('b', 1000), 1)]) };
        Assert.Equal(" Input row: a____evil_____ 0 to 3, " + new string('b', 40) + " 4", SummaryTable.Lines("memory", network)[^1]);
    }

    [Theory]
    [InlineData("inputs \"a\" 3 \"b\" 3", "inputs has 6 features, and input 5")]
    [InlineData("inputs 3", "expected the string of inputs, in quotation marks, but found '3'")]
    [InlineData("inputs \"a\"", "'steps' is not a valid value for inputs: it must be a whole number from 1 to 2147483647")]
    public void TheTextFormNamesWhatIsWrongWithTheInputRow(string line, string message)
    {
        var text = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        LstmWriter.Write(new ModelFile("memory", null, Import("onnx-states", "memory", "action").Network), text);
        string good = "inputs \"obs_0\" 3 \"obs_1\" 2";
        Assert.Contains(good, text.ToString(), StringComparison.Ordinal);
        Assert.Contains(message, Assert.Throws<LstmSyntaxException>(() => LstmReader.Read(text.ToString().Replace(good, line, StringComparison.Ordinal))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SaysWhichOutputNeedsATensorThatTheNetworkDoesNot()
    {
        ImportedModel model = Import("onnx-states", "memory", "action");
        Assert.Equal("not needed: only the output 'value' needs it", model.Tensors.Single(tensor => tensor.Name == "critic.weight").Use);
        Assert.DoesNotContain(model.Tensors, tensor => tensor.Use == "not used");
    }

    [Theory]
    [InlineData("memory", null, "the graph has several outputs, 'action' [1, 2], 'value' [1, 1]: say which is the network's, with OutputName=\"action\" on the item or --output-name action")]
    [InlineData("memory", "actions", "the output 'actions' is asked for, and the graph has 'version' [1], 'action' [1, 2], 'value' [1, 1], 'recurrent_out' [1, 1, 6]")]
    [InlineData("memory", "version", "the graph's output 'version' is a constant")]
    [InlineData("memory", "recurrent_out", "node '/Concat_1' (Concat) reads the last cell state (Y_c) of an LSTM, which a network doesn't output")]
    [InlineData("plain", "c_n", "the graph's output 'c_n' is the last cell state (Y_c) of an LSTM, which a network doesn't output")]
    public void SaysHowToChooseAnOutput(string name, string? output, string message) =>
        Assert.StartsWith(message, Assert.Throws<ModelException>(() => Import("onnx-states", name, output)).Message, StringComparison.Ordinal);

    [Fact]
    public void AnOutputOfAnotherFormatIsNotToBeChosen() => Assert.Equal(
        "the output 'y' is asked for, and a file of the format NAM (.nam) has one output, without a name",
        ModelCheck.Error(Repository.Golden("nam", "channels.nam"), new ImportOptions { Output = "y" }));

    private static readonly Dictionary<string, (string Model, string? Output, Action<ModelProto> Change, string Message)> Changes = new()
    {
        ["outputs the other way round"] = ("policy", null, m => Swap(m.Node("LSTM", 1).Output, m.Node("LSTM", 0).Output, 1, 2),
            "the graph's output 'h_out' isn't laid out as a state input that it follows from: its value 5 follows from value 5 of the graph's input 'h_in', and its value 6 from value 0 of the graph's input 'c_in'"),
        ["outputs' names"] = ("policy", null, m => Rename(m, ("h_out", "c_out"), ("c_out", "h_out")),
            "the graph's output 'h_out' is the state that follows from the input 'c_in', and by its name or its place it belongs to 'h_in': the graph mixes its states up"),
        ["layers the other way round"] = ("policy", null, m => Swap(m.Node("Concat", 0).Input, m.Node("Concat", 0).Input, 0, 1),
            "the graph's output 'h_out' isn't laid out as a state input that it follows from: its value 5 follows from value 11 of the graph's input 'h_in', and its value 6 from value 0 of the graph's input 'h_in'"),
        ["one layer twice"] = ("policy", null, m => m.Node("Concat", 0).Input[1] = m.Node("Concat", 0).Input[0], "the graph's output 'h_out' isn't laid out as a state input that it follows from"),
        ["initial states the other way round"] = ("policy", null, m => Swap(m.Node("LSTM", 0).Input, m.Node("LSTM", 0).Input, 5, 6), "the graph's output 'h_out' isn't laid out"),
        ["one state of two"] = ("policy", null, m => m.Node("LSTM", 1).Input.RemoveAt(6), "(LSTM) starts from a hidden state that is an input of the graph and from a cell state that isn't; both are needed, or none"),
        ["a state for one layer"] = ("policy", null, m => { m.Node("LSTM", 1).Input.RemoveAt(6); m.Node("LSTM", 1).Input.RemoveAt(5); }, "aren't, so that they start again at each call: make the states of every LSTM inputs, or of none"),
        ["one state read twice"] = ("policy", null, m => m.Node("LSTM", 1).Input[5] = m.Node("LSTM", 0).Input[5], "starts from value 0 of the graph's input 'h_in' as its hidden state, from which another state starts too"),
        ["more layers than there are"] = ("state-inputs", null, m => m.Graph.Input[1].Type.TensorType.Shape.Dim[0].DimValue = 3,
            "no LSTM that the output needs starts from value 8 of the graph's input 'h0', whose shape is [3, 1, 4]"),
        ["read backwards"] = ("state-inputs", null, m => m.Node("LSTM", 0).With("direction", "reverse"), "has states that are inputs of the graph and reads the sequence from its end"),
        ["reset"] = ("memory", "action", m => Insert(m, "Mul", "recurrent_in", "reset"), "(Mul) computes with the graph's input 'recurrent_in', which is the state of an LSTM: a state has to reach the LSTM as it is given"),
        ["kept apart"] = ("memory", "action", m => m.Node("Split").Input[0] = "/encoder/Gemm_output_0", "(Split) reads what depends on the graph's input"),
        ["inputs along the steps"] = ("memory", "action", m => m.Graph.Input[1].Type.TensorType.Shape.Dim[1].DimValue = 3, "(Gemm) reads 6 features, and its matrix has 5 rows"),
        ["one input left out"] = ("memory", "action", m => m.Node("Concat").Input.RemoveAt(1), "(Gemm) reads 3 features, and its matrix has 5 rows"),
        ["cell of other gates"] = ("cells", null, m => m.Node("Sigmoid").OpType = "HardSigmoid", "(Mul) belongs to an LSTM cell whose gates i, f and o have the activations"),
        ["cell of another state"] = ("cells", null, m => m.Node("Mul", 0).Input[1] = "h1", "starts from value 0 of the graph's input 'h1' as its cell state, from which another state starts too"),
        ["cell with a step left out"] = ("cells", null, m => m.Node("Tanh", 1).Input[0] = "/first/Mul_output_0", "the graph has several outputs, "),
        ["cells' states mixed up"] = ("cells", null, m => Rename(m, ("h1_out", "c1_out"), ("c1_out", "h1_out")), "mixes its states up"),
    };

    public static TheoryData<string> ChangeNames => new(Changes.Keys);

    [Theory]
    [MemberData(nameof(ChangeNames))]
    public void NamesWhatIsWrongWithStates(string name)
    {
        (string file, string? output, Action<ModelProto> change, string message) = Changes[name];
        ModelProto model = OnnxModel.Load(file == "state-inputs" ? "onnx-pytorch" : "onnx-states", file);
        change(model);
        Assert.Contains(message, ModelCheck.Error(model.ToByteArray(), "changed.onnx", new ImportOptions { Output = output }), StringComparison.Ordinal);
    }

    private static ImportedModel Import(string folder, string name, string? output) =>
        ModelCheck.Import(Repository.Golden(folder, name + ".onnx"), new ImportOptions { Output = output });

    private static void Swap(IList<string> first, IList<string> second, int one, int other) => (first[one], second[other]) = (second[other], first[one]);

    /// <summary>Renames the values that nodes compute, all at once; outputs keep their names.</summary>
    private static void Rename(ModelProto model, params (string From, string To)[] names)
    {
        foreach (IList<string> list in model.Graph.Node.SelectMany(node => new IList<string>[] { node.Input, node.Output }))
        {
            for (int i = 0; i < list.Count; i++)
            {
                list[i] = names.FirstOrDefault(pair => pair.From == list[i]).To ?? list[i];
            }
        }
    }

    /// <summary>Puts an operation with a constant between an input and what reads it.</summary>
    private static void Insert(ModelProto model, string type, string input, string name)
    {
        foreach (NodeProto node in model.Graph.Node)
        {
            for (int i = 0; i < node.Input.Count; i++)
            {
                node.Input[i] = node.Input[i] == input ? name : node.Input[i];
            }
        }

        model.Add("half", [1], 0.5f);
        model.Graph.Node.Insert(0, new NodeProto { OpType = type, Input = { input, "half" }, Output = { name } });
    }
}

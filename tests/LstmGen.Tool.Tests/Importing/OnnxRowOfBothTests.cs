using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Google.Protobuf;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing;
using LstmGen.Models.Importing.Onnx.Proto;
using Xunit;

namespace LstmGen.Tool.Tests.Importing;

/// <summary>The last and the first row of a bidirectional LSTM's output: the last step of one direction, the first of the other.</summary>
public class OnnxRowOfBothTests
{
    [Theory]
    [InlineData(-1, "Forward")]
    [InlineData(0, "Backward")]
    public void BothDirectionsBecomeOne(long place, string direction)
    {
        ModelProto model = OnnxModel.Load("onnx-pytorch", "bidirectional");
        model.Add("place", place);
        NodeProto head = model.Node("MatMul");
        model.Graph.Node.Insert(
            model.Graph.Node.IndexOf(head), new NodeProto { OpType = "Gather", Input = { head.Input[0], "place" }, Output = { "row" } }.With("axis", 1L));
        head.Input[0] = "row";
        model.Graph.Output[0].Type = null;

        Network network = Computes(model, [1, 7, 2]);

        Assert.IsType<BidirectionalLayer>(network.Layers[0]);
        var last = (LstmLayer)network.Layers[1];
        Assert.Equal((8, 8, direction, false), (last.Input, last.Units, last.Direction.ToString(), last.ReturnSequences));
    }

    /// <summary>With peepholes, without a head, and from a state of the direction that reads the sequence.</summary>
    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    public void PeepholesAndAnInitialStateAreKept(long place)
    {
        ModelProto model = Peepholes(place);
        foreach (string state in new[] { "h0", "c0" })
        {
            float[] values = OnnxModel.Floats(model.Tensor(state));
            Array.Clear(values, place == 0 ? 0 : 4, 4);
            model.Tensor(state).RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(values));
        }

        Network network = Computes(model, [6, 1, 3]);

        Assert.Equal(8, Assert.IsType<LstmLayer>(Assert.Single(network.Layers)).Units);
    }

    [Theory]
    [InlineData("state", "starts from a state that isn't zero")]
    [InlineData("clip", "where the gates' sums are clipped")]
    [InlineData("coupled", "where the forget gate is coupled with the input gate")]
    [InlineData("different", "where the directions have different activations")]
    [InlineData("tanh", "where the gates' activation is tanh")]
    public void WhatCantBeOneLayerIsNamed(string what, string message)
    {
        ModelProto model = Peepholes(-1);
        NodeProto lstm = model.Node("LSTM");
        string[]? activations = what == "different" ? ["Sigmoid", "Tanh", "Tanh", "Sigmoid", "Relu", "Tanh"] : what == "tanh" ? ["Tanh", "Tanh", "Tanh", "Tanh", "Tanh", "Tanh"] : null;
        _ = what == "clip" ? lstm.With("clip", 0.75f) : what == "coupled" ? lstm.With("input_forget", 1L) : activations is null ? lstm : lstm.With("activations", activations);
        if (what != "state")
        {
            lstm.Input[5] = lstm.Input[6] = "";
            model.Graph.Initializer.Remove(model.Tensor("h0"));
            model.Graph.Initializer.Remove(model.Tensor("c0"));
        }

        string error = ModelCheck.Error(model.ToByteArray(), "changed.onnx");
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Contains("reads the last row of a bidirectional LSTM's output Y, in which one direction has read a single step", error, StringComparison.Ordinal);
    }

    [Fact]
    public void ARowIsASequenceOfOneStep()
    {
        ModelProto model = OnnxModel.Load("onnx-pytorch", "bidirectional");
        model.Add("starts", -1L);
        model.Add("ends", long.MaxValue);
        model.Add("axes", 0L);
        NodeProto second = model.Node("LSTM", 1);
        model.Graph.Node.Insert(
            model.Graph.Node.IndexOf(second), new NodeProto { OpType = "Slice", Input = { second.Input[0], "starts", "ends", "axes" }, Output = { "row" } });
        second.Input[0] = "row";
        model.Graph.Output[0].Type.TensorType.Shape = null;
        byte[] bytes = model.ToByteArray();
        float[] input = OnnxModel.Input(new Random(5), [1, 7, 2]);
        ImportedModel read = ModelImporter.Import(new ModelInput("changed.onnx", bytes), new ImportOptions());
        Assert.Equal(["LSTM", "RepeatVector", "Bidirectional", "Dense"], read.Network.Layers.Select(layer => layer.TypeName));
        ModelCheck.Computes(read, input, OnnxModel.Run(bytes, input, [1, 7, 2]), 1e-6);
    }

    [SkippableFact]
    public void ComputesWhatIsExpectedOfAFileFromTheField()
    {
        string root = Repository.Case("onnx-bidirectional-last-row");
        Skip.IfNot(Directory.Exists(root), "the cases aren't beside the repository");
        float[] Numbers(string end) => [.. File.ReadAllText(Path.Combine(root, "bi_last" + end))
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => float.Parse(word, System.Globalization.CultureInfo.InvariantCulture))];
        ModelCheck.Computes(ModelCheck.Import(Path.Combine(root, "bi_last.onnx")), Numbers(".in.txt"), Numbers(".out.txt"), 1e-6);
    }

    /// <summary>A row of one LSTM with peepholes and initial states, [directions, features].</summary>
    private static ModelProto Peepholes(long place)
    {
        ModelProto model = OnnxModel.Load("onnx-nodes", "both");
        model.Node("LSTM").Remove("clip", "activations", "activation_alpha", "activation_beta");
        model.Add("turned", 0L, 0L, -1L);
        model.Add("place", place);
        model.Append("Transpose").With("perm", 0L, 2L, 1L, 3L);
        model.Graph.Node[^1].Output[0] = "features";
        model.Graph.Node.Add(new NodeProto { OpType = "Reshape", Input = { "features", "turned" }, Output = { "rows" } });
        model.Graph.Node.Add(new NodeProto { OpType = "Gather", Input = { "rows", "place" }, Output = { "y" } }.With("axis", 0L));
        model.Graph.Output[0].Type.TensorType.Shape.Dim.RemoveAt(0);
        model.Graph.Node[^1].Name = "row";
        return model;
    }

    private static Network Computes(ModelProto model, long[] shape)
    {
        byte[] bytes = model.ToByteArray();
        var random = new Random(29);
        ImportedModel read = ModelImporter.Import(new ModelInput("changed.onnx", bytes), new ImportOptions());
        float[][] inputs = [.. Enumerable.Range(0, 5).Select(_ => OnnxModel.Input(random, shape))];
        ModelCheck.Computes(read, [.. inputs.Select(input => (input, OnnxModel.Run(bytes, input, shape)))], 1e-6);
        return read.Network;
    }
}

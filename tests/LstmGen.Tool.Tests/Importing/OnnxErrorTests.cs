using System;
using System.Collections.Generic;
using System.Linq;
using Google.Protobuf;
using LstmGen.Models.Importing.Onnx.Proto;
using Xunit;

namespace LstmGen.Tool.Tests.Importing;

/// <summary>Unsupported or contradictory ONNX files, and the errors for them.</summary>
public class OnnxErrorTests
{
    private static readonly Dictionary<string, (Action<ModelProto> Change, string Message)> Changes = new()
    {
        ["bidirectional"] = (m => m.Node("LSTM").With("direction", "bidirectional"), "node 'first' (LSTM) has a W of the shape [1, 16, 3], and [2, 16, 3] is needed"),
        ["hidden_size"] = (m => m.Node("LSTM").Attribute[0].I = 5, "node 'first' (LSTM) has hidden_size 5, and its R has the shape [1, 16, 4]"),
        ["unknown direction"] = (m => m.Node("LSTM").With("direction", "both"), "node 'first' (LSTM) has the direction 'both'; forward, reverse and bidirectional are known"),
        ["limit of 0"] = (m => m.Node("LSTM").With("clip", 0f), "layer 'first' clips to ±0; the limit is a finite number above 0"),
        ["limit below 0"] = (m => m.Node("LSTM").With("clip", -1.5f), "layer 'first' clips to ±-1.5; the limit is a finite number above 0"),
        ["unknown activation"] = (m => m.Node("LSTM").With("activations", "Sigmoid", "Gelu", "Tanh"), "node 'first' (LSTM) has the activation 'Gelu', which isn't known; there are Tanh, Sigmoid, Relu, Softsign, Softplus, HardSigmoid, LeakyRelu, ThresholdedRelu, Elu, ScaledTanh, Affine"),
        ["P"] = (m => Swap(m.Tensor("p"), 2, 6), "node 'first' (LSTM) has a P of the shape [2, 6], and [1, 12] is needed"),
        ["product"] = (m => m.Append("Mul", "a"), "node 'added' (Mul) multiplies [6 steps, 1, 1 sequences, 4 features] and [1 sequences, 2 features], which differ"),
        ["two activations"] = (m => m.Node("LSTM").With("activations", "Sigmoid", "Tanh"), "node 'first' (LSTM) has 2 activations, and 3 are needed"),
        ["sequence_lens"] = (m => m.Tensor("lengths").RawData = ByteString.CopyFrom([5, 0, 0, 0]), "node 'first' (LSTM) has sequence_lens that aren't the length of the whole sequence, 6 steps: leave them out"),
        ["layout in an old version"] = (m => m.Node("LSTM").With("layout", 0), "node 'first' (LSTM) has the attribute 'layout', which isn't known here or not in version 12 of ONNX' operators"),
        ["unknown attribute"] = (m => m.Node("LSTM").With("quick\u001b[1m", 1), "has the attribute 'quick\\u001b[1m', which isn't known here"),
        ["attribute twice"] = (m => m.Node("LSTM").With("hidden_size", 4), "node 'first' (LSTM) has the attribute 'hidden_size' twice"),
        ["attribute of another type"] = (m => m.Node("LSTM").Attribute[0] = new AttributeProto { Name = "hidden_size", Type = 1, F = 4 }, "has the attribute 'hidden_size' with the type FLOAT; it needs one INT"),
        ["W"] = (m => m.Tensor("w").Dims[1] = 12, "tensor 'w' has the shape [1, 12, 3], which is 36 values, and its data has 48 of FLOAT"),
        ["W of another size"] = (m => Swap(m.Tensor("w"), 1, 12, 4), "node 'first' (LSTM) has a W of the shape [1, 12, 4], and [1, 16, 4] is needed"),
        ["R"] = (m => Swap(m.Tensor("r"), 1, 8, 8), "has hidden_size 4, and its R has the shape [1, 8, 8]"),
        ["B"] = (m => Swap(m.Tensor("b"), 2, 16), "node 'first' (LSTM) has a B of the shape [2, 16], and [1, 32] is needed"),
        ["no W"] = (m => m.Node("LSTM").Input[1] = "", "node 'first' (LSTM) has no W"),
        ["initial_h"] = (m => Swap(m.Tensor("h0"), 4, 1, 1), "node 'first' (LSTM) has an initial_h of the shape [4, 1, 1], and [1, 1, 4] is needed"),
        ["input's features"] = (m => Dimension(m, 2).DimValue = 2, "node 'first' (LSTM) reads 2 features, and its W has the shape [1, 16, 3]"),
        ["next layer"] = (m => { m.Node("Dropout").Input[0] = "x"; m.Graph.Node.RemoveAt(0); m.Graph.Node.RemoveAt(0); m.Node("LSTM").Name = "only"; }, "node 'only' (LSTM) reads 3 features, and its W has the shape [1, 8, 4]"),
        ["cell state"] = (m => { m.Node("LSTM").Output.Add("cells"); m.Node("Reshape").Input[0] = "cells"; }, "node 's' (Reshape) reads the last cell state (Y_c) of an LSTM, which a network doesn't output"),
        ["mask"] = (m => { m.Node("Dropout").Output.Add("mask"); m.Append("Identity").Input[0] = "mask"; }, "node 'added' (Identity) reads the mask of a Dropout, which a network doesn't have"),
        ["unused tensor"] = (m => m.Add("more", [2], 1f, 2f), "tensor 'more' [2] has no place in the network: it would be left out"),
        ["tensor twice"] = (m => m.Graph.Initializer.Add(m.Tensor("w").Clone()), "tensor 'w' is in the file twice"),
        ["other operator"] = (m => m.Append("Sin"), "node 'added' (Sin) is an operator that isn't supported; "),
        ["other domain"] = (m => m.Append("FusedMatMul").Domain = "com.microsoft", "node 'added' (FusedMatMul) is an operator of the domain 'com.microsoft', and only those of ONNX itself are supported"),
        ["activation behind an LSTM"] = (m => m.Append("Tanh"), "node 'added' (Tanh) applies its activation to something else than a MatMul, a Gemm or a scaling without an activation, which isn't supported"),
        ["missing value"] = (m => m.Append("Add", "nothing"), "node 'added' (Add) reads 'nothing', which nothing in the file computes"),
        ["cycle"] = (m => m.Node("LSTM").Input[0] = "c", "node 'first' (LSTM) reads 'c', which is computed after it or from its own output: the graph has a cycle, or its nodes are out of order"),
        ["value twice"] = (m => m.Node("Dropout").Output[0] = "a", "node 'a' (Dropout) computes 'a', which the graph has already"),
        ["branch"] = (m => { m.Graph.Node[3].Input[0] = "x"; m.Append("Add", "e"); }, "node 'second' (LSTM) reads a value from before another layer: a graph that branches isn't supported"),
        ["output in front"] = (m => m.Graph.Output[0].Name = "s", "tensors have no place in the network and would be left out: 'w2', 'r2', 'b2', 'outer', 'starts', 'ends', 'axes'"),
        ["constant output"] = (m => m.Graph.Output[0].Name = "w", "the graph's output 'w' is a constant"),
        ["no output"] = (m => m.Graph.Output[0].Name = "z", "nothing computes the graph's output 'z'"),
        ["two attributes"] = (m => m.Node("LSTM").With("colour", 1L).With("aroma", 1L), "has the attributes 'aroma', 'colour', which aren't known here or not in version"),
        ["two outputs"] = (m => m.Graph.Output.Add(new ValueInfoProto { Name = "s" }), "the graph has several outputs, 'y' [?, ?], 's': say which is the network's, with OutputName=\"y\" on the item or --output-name y"),
        ["output twice"] = (m => m.Graph.Output.Add(m.Graph.Output[0].Clone()), "the graph has two outputs of one name: 'y', 'y'"),
        ["input twice"] = (m => m.Graph.Input.Add(m.Graph.Input[0].Clone()), "the graph has two inputs of one name"),
        ["initial state as an input"] = (m => { m.Graph.Initializer.Remove(m.Tensor("c0")); m.Graph.Input.Add(new ValueInfoProto { Name = "c0" }); }, "the graph's input 'c0' is not a tensor"),
        ["one state as an input"] = (m => { m.Graph.Initializer.Remove(m.Tensor("c0")); Input(m, "c0", 1, 1, 4); }, "node 'first' (LSTM) starts from a cell state that is an input of the graph and from a hidden state that isn't; both are needed, or none"),
        ["input of halves"] = (m => m.Graph.Input[0].Type.TensorType.ElemType = 10, "the graph's input 'x' is of FLOAT16, and FLOAT is needed"),
        ["input without a shape"] = (m => m.Graph.Input[0].Type.TensorType.Shape = null, "the graph's input 'x' has no shape"),
        ["input of no size"] = (m => Dimension(m, 0).DimValue = 0, "the graph's input 'x' has a dimension of 0"),
        ["input of two axes"] = (m => m.Graph.Input[0].Type.TensorType.Shape.Dim.RemoveAt(1), "node 'first' (LSTM) reads [6, 3], and three axes are needed: steps, sequences and features"),
        ["first step"] = (m => { m.Tensor("starts").RawData = ByteString.CopyFrom(new byte[8]); m.Tensor("ends").RawData = ByteString.CopyFrom([1, .. new byte[7]]); }, "node 'l' (Slice) takes the places 0 to 1 of the axis '6 steps' of [6 steps, 1, 1 sequences, 2 features]; only the last step"),
        ["reshape"] = (m => m.Tensor("inner").RawData = ByteString.CopyFrom([12, .. new byte[7], 2, .. new byte[7], 1, .. new byte[7]]), "reads [12, 2, 1], a shape that a Reshape made of [6 steps, 1, 1 sequences, 4 features], which is supported at the end of the graph alone"),
        ["reshape to fewer"] = (m => m.Tensor("inner").RawData = ByteString.CopyFrom([12, .. new byte[7], 1, .. new byte[7], 1, .. new byte[7]]), "node 's' (Reshape) brings the axes [6 steps, 1, 1 sequences, 4 features] into the shape [12, 1, 1]; only axes of size 1 can be put in and taken out"),
        ["segment"] = (m => m.Tensor("w").Segment = ByteString.Empty, "tensor 'w' is a segment of a larger tensor, which isn't supported"),
        ["data twice"] = (m => m.Tensor("w").FloatData.Add(1), "tensor 'w' has its data in 2 fields at once"),
        ["bytes"] = (m => m.Tensor("w").RawData = ByteString.CopyFrom([1, 2, 3]), "tensor 'w' has 3 bytes of raw_data, which isn't a multiple of the 4 bytes of a FLOAT"),
        ["tensor of bytes"] = (m => m.Tensor("w").DataType = 2, "tensor 'w' is of UINT8, which isn't supported"),
        ["tensor of an unknown type"] = (m => m.Tensor("w").DataType = 99, "tensor 'w' is of the type 99, which isn't supported"),
        ["whole numbers as weights"] = (m => m.Tensor("w").DataType = 6, "node 'first' (LSTM) reads 'x' of FLOAT and 'w' of INT32, which have to be of one type"),
        ["negative size"] = (m => m.Tensor("w").Dims[0] = -1, "tensor 'w' has the shape [-1, 16, 3], which is not a valid shape"),
        ["overflowing size"] = (m => { m.Tensor("w").Dims[0] = 1L << 31; m.Tensor("w").Dims[1] = 1L << 33; }, "tensor 'w' has the shape [2147483648, 8589934592, 3], which is more than a file can hold"),
        ["many dimensions"] = (m => m.Tensor("w").Dims.Add(Enumerable.Repeat(1L, 1000)), "tensor 'w' has 1003 dimensions, and at most 8 are read"),
        ["not finite"] = (m => m.Tensor("w").RawData = ByteString.CopyFrom([0, 0, 0x80, 0x7f, .. new byte[188]]), "of the kernel of layer 'first' is Infinity, which is not a finite float"),
        ["sparse"] = (m => m.Graph.SparseInitializer.Add(ByteString.Empty), "the graph has sparse_initializer, which isn't supported"),
        ["functions"] = (m => m.Functions.Add(ByteString.Empty), "the file defines functions, which isn't supported"),
        ["training"] = (m => m.TrainingInfo.Add(ByteString.Empty), "the file has training_info, which isn't supported"),
        ["old operators"] = (m => m.OpsetImport[0].Version = 6, "the file uses version 6 of ONNX' operators (opset_import); versions 7 to 25 are supported"),
        ["new operators"] = (m => m.OpsetImport[0].Version = 1000, "the file uses version 1000 of ONNX' operators (opset_import); versions 7 to 25 are supported"),
        ["operators twice"] = (m => m.OpsetImport.Add(new OperatorSetIdProto { Domain = "ai.onnx", Version = 12 }), "the file's opset_import names ONNX' own operators 2 times"),
        ["no operators"] = (m => m.OpsetImport.Clear(), "the file's opset_import doesn't name ONNX' own operators"),
        ["no graph"] = (m => m.Graph = null, "the file has no graph"),
        ["no LSTM"] = (m => { m.Graph.Initializer.Clear(); m.Graph.Node.Clear(); m.Graph.Output[0].Name = "x"; m.Graph.Output[0].Type = null; }, "the file has no layers"),
        ["large constant"] = (m => { m.Node("LSTM").Input[5] = "large"; m.Add("size", 30_000, 30_000); m.Graph.Node.Insert(0, Filled("size", "large")); }, "node 'large' (ConstantOfShape) computes a constant of 900000000 values, which is too much for a file of this length"),
        ["overflowing constant"] = (m => { m.Node("LSTM").Input[5] = "large"; m.Add("size", long.MaxValue, long.MaxValue); m.Graph.Node.Insert(0, Filled("size", "large")); }, "node 'large' (ConstantOfShape) computes a constant of 2147483647 values, which is too much for a file of this length"),
        ["negative constant"] = (m => { m.Node("LSTM").Input[5] = "large"; m.Add("size", -3, 4); m.Graph.Node.Insert(0, Filled("size", "large")); }, "node 'large' (ConstantOfShape) computes a constant of the shape [-3, 4]"),
    };

    public static TheoryData<string> Names => new(Changes.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void NamesWhatIsWrong(string name)
    {
        (Action<ModelProto> change, string message) = Changes[name];
        Assert.Contains(message, OnnxModel.Error("onnx-nodes", "reshape", change), StringComparison.Ordinal);
    }

    [Fact]
    public void AnUnknownFieldIsNoFieldToPassOver()
    {
        byte[] bytes = [.. OnnxModel.Load("onnx-nodes", "keras").ToByteArray(), 0xD2, 0x01, 0x00];
        Assert.Equal("the file's ModelProto has the field 26, which isn't known or has another type than it has in ONNX", ModelCheck.Error(bytes, "model.onnx"));
        NodeProto node = NodeProto.Parser.ParseFrom([0x52, 0x01, 0x41]);
        Assert.Contains("the file's NodeProto has the field 10", OnnxModel.Error("onnx-nodes", "keras", model => model.Graph.Node.Add(node)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Clip", "max", 2f, "clips to -3.4028235E+38 and 2, which isn't supported; 0 and 6 are, and 0 without an upper limit")]
    [InlineData("Selu", "gamma", 2f, "has alpha 1.6732632 and gamma 2, which isn't supported; its own 1.6732632 and 1.050701 are")]
    [InlineData("Relu", "alpha", 2f, "has the attribute 'alpha', which isn't known here or not in version 9 of ONNX' operators")]
    public void AnActivationsOwnNumbersAreNamed(string type, string attribute, float value, string message) => Assert.Equal(
        $"node 'y' ({type}) {message}",
        OnnxModel.Error("onnx-nodes", "keras", model => { model.Node("Relu").OpType = type; model.Graph.Node[^1].With(attribute, value); }));

    [Theory]
    [InlineData("Softmax", 9, 1, "is computed over the axis 1 of [? sequences, ? steps, 4 features] and those after it, which isn't supported; over the features it is")]
    [InlineData("LogSoftmax", 13, 1, "is computed over the axis 1 of [? sequences, ? steps, 4 features], which isn't supported; over the features it is")]
    public void ASoftmaxOverOtherAxesIsRefused(string type, int opset, int axis, string message) => Assert.Equal(
        $"node 'y' ({type}) {message}",
        OnnxModel.Error("onnx-nodes", "keras", model =>
        {
            model.OpsetImport[0].Version = opset;
            model.Node("Relu").OpType = type;
            model.Node(type).With("axis", axis);
            if (opset >= 13)
            {
                NodeProto squeeze = model.Node("Squeeze");
                squeeze.Attribute.Clear();
                model.Add("one", 1L);
                squeeze.Input.Add("one");
            }
        }));

    private static readonly Dictionary<string, (string Name, Action<ModelProto> Change, string Message)> Directions = new()
    {
        ["one direction"] = ("both-hidden", m => Last(m, "Concat").Input.RemoveAt(1), "(Gemm) reads one direction of a bidirectional LSTM, and both are needed"),
        ["one direction twice"] = ("both-hidden", m => Last(m, "Concat").Input[1] = Last(m, "Concat").Input[0], "(Gemm) reads several outputs of layers that a Concat joined"),
        ["directions the other way round"] = ("both-hidden", m => (Last(m, "Concat").Input[0], Last(m, "Concat").Input[1]) = (Last(m, "Concat").Input[1], Last(m, "Concat").Input[0]), "reads several outputs of layers that a Concat joined"),
        ["ends the other way round"] = ("both-ends", m => (m.Node("Gather").Input[1], Last(m, "Gather").Input[1]) = (Last(m, "Gather").Input[1], m.Node("Gather").Input[1]), "(Slice) takes the forward direction of the first step, which that direction has read first; only the last step that each of them has read can be taken"),
    };

    public static TheoryData<string> DirectionNames => new(Directions.Keys);

    [Theory]
    [MemberData(nameof(DirectionNames))]
    public void HalvesOfABidirectionalLayerHaveToBeItsOutput(string name)
    {
        (string model, Action<ModelProto> change, string message) = Directions[name];
        Assert.Contains(message, OnnxModel.Error("onnx-pytorch", model, change), StringComparison.Ordinal);
    }

    private static NodeProto Last(ModelProto model, string type) => model.Graph.Node.Last(node => node.OpType == type);

    /// <summary>
    /// The last step that it has read is the first of the sequence; for the sequence's last step it has read only that step.
    /// </summary>
    [Theory]
    [InlineData(-1)]
    [InlineData(7)]
    public void TheSequencesLastStepOfALayerThatReadsBackwardsIsRefused(long place) => Assert.Contains(
        "only the last step of a sequence that an LSTM has read can be taken, which is the first one where it reads backwards",
        OnnxModel.Error("onnx-nodes", "keras", model =>
        {
            Dimension(model, 1).ClearDimParam();
            Dimension(model, 1).DimValue = 8;
            model.Node("LSTM").Attribute.First(attribute => attribute.Name == "direction").S = ByteString.CopyFromUtf8("reverse");
            model.Add("place", place);
            model.Append("Gather", "place").With("axis", 1L);
        }),
        StringComparison.Ordinal);

    [Fact]
    public void AnOutputWithTheFeaturesInFrontIsRefused() => Assert.Equal(
        "the graph's output 'y' has the axes [? sequences, 4 features, ? steps]; the features have to come after the steps",
        OnnxModel.Error("onnx-nodes", "keras", model => model.Append("Transpose").With("perm", 0L, 2L, 1L)));

    [Fact]
    public void AResidualOfOtherStepsIsRefused() => Assert.Contains(
        "(Add) adds [? sequences, ? steps, 2 features] and [? sequences, ? steps, 3 features] of the graph's input, which differ",
        OnnxModel.Error("onnx-pytorch", "residual", model => model.Graph.Node[^1].Input[1] = "x"),
        StringComparison.Ordinal);

    private static void Input(ModelProto model, string name, params long[] shape)
    {
        var dimensions = new TensorShapeProto();
        dimensions.Dim.AddRange(shape.Select(size => new TensorShapeProto.Types.Dimension { DimValue = size }));
        model.Graph.Input.Add(new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = OnnxModel.Float, Shape = dimensions } } });
    }

    private static NodeProto Filled(string shape, string output) => new() { OpType = "ConstantOfShape", Input = { shape }, Output = { output } };

    private static TensorShapeProto.Types.Dimension Dimension(ModelProto model, int index) => model.Graph.Input[0].Type.TensorType.Shape.Dim[index];

    private static void Swap(TensorProto tensor, params long[] dimensions)
    {
        tensor.Dims.Clear();
        tensor.Dims.AddRange(dimensions);
    }
}

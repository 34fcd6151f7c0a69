using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Google.Protobuf;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing;
using LstmGen.Models.Importing.Onnx.Proto;
using Xunit;

namespace LstmGen.Tool.Tests.Importing;

/// <summary>What an ONNX file says twice must be the same both times: types, shapes, versions, and numbers of numbers.</summary>
public class OnnxStatedTests
{
    private static readonly Dictionary<string, (Action<ModelProto> Change, string Message)> Changes = new()
    {
        ["output's type"] = (m => m.Graph.Output[0].Type.TensorType.ElemType = 11, "the graph's output 'y' is stated to be of DOUBLE, and what is computed for it is of FLOAT"),
        ["output's axes"] = (m => m.Graph.Output[0].Type.TensorType.Shape.Dim.RemoveAt(0), "the graph's output 'y' is stated to have the shape [2], and what is computed for it has [1, 2]"),
        ["output's size"] = (m => m.Graph.Output[0].Type.TensorType.Shape.Dim[1].DimValue = 3, "the graph's output 'y' is stated to have the shape [1, 3], and what is computed for it has [1, 2]"),
        ["value's type"] = (m => Info(m, "s").Type.TensorType.ElemType = 7, "the graph's value_info 's' is stated to be of INT64, and what is computed for it is of FLOAT"),
        ["value's axes"] = (m => Info(m, "s").Type.TensorType.Shape.Dim.RemoveAt(2), "the graph's value_info 's' is stated to have the shape [6, 1], and what is computed for it has [6, 1, 4]"),
        ["value's size"] = (m => Info(m, "a").Type.TensorType.Shape.Dim[0].DimValue = 7, "the graph's value_info 'a' is stated to have the shape [7, 1, 1, 4], and what is computed for it has [6, 1, 1, 4]"),
        ["tensor's shape as an input"] = (m => AsInput(m, "w").Type.TensorType.Shape.Dim[1].DimValue = 12, "the graph's input 'w' is stated to have the shape [1, 12, 3], and what is computed for it has [1, 16, 3]"),
        ["tensor's type as an input"] = (m => AsInput(m, "w").Type.TensorType.ElemType = 10, "the graph's input 'w' is stated to be of FLOAT16"),
        ["cell state's shape"] = (m =>
        {
            m.Node("LSTM").Output.Add("cells");
            m.Graph.ValueInfo.Add(Described("cells", 1, 2, 4));
        }, "the graph's value_info 'cells' is stated to have the shape [1, 2, 4], and what is computed for it has [1, 1, 4]"),
        ["double input of a float LSTM"] = (m => m.Graph.Input[0].Type.TensorType.ElemType = 11, "node 'first' (LSTM) reads 'x' of DOUBLE and 'w' of FLOAT, which have to be of one type"),
        ["weights of two types"] = (m => { m.Tensor("r").DataType = 11; m.Tensor("r").RawData = ByteString.CopyFrom(new byte[8 * 64]); }, "node 'first' (LSTM) reads 'w' of FLOAT and 'r' of DOUBLE, which have to be of one type"),
        ["lengths in two axes"] = (m => m.Tensor("lengths").Dims.Add(1), "node 'first' (LSTM) has sequence_lens of the shape [1, 1], and a list with the length of each sequence is needed"),
        ["surplus alpha"] = (m => Add(m, "activation_alpha", 0.5f), "node 'first' (LSTM) has 1 number in activation_alpha, and its activations Sigmoid, Tanh, Tanh take none: it isn't known which is meant for which"),
        ["surplus beta"] = (m => { m.Node("LSTM").With("activations", "HardSigmoid", "Tanh", "Tanh"); Add(m, "activation_beta", 0.5f, 0.25f); }, "node 'first' (LSTM) has 2 numbers in activation_beta, and its activations HardSigmoid, Tanh, Tanh take 1: it isn't known which is meant for which"),
        ["no operator"] = (m => m.Graph.Node.Add(new NodeProto { Output = { "z" } }), "node 'z' () has no operator (op_type)"),
        ["no output"] = (m => m.Graph.Node.Add(new NodeProto { Name = "n", OpType = "Relu", Input = { "y" } }), "node 'n' (Relu) has no output"),
        ["attribute without a type"] = (m => m.Node("LSTM").Attribute[0].ClearType(), "node 'first' (LSTM) has the attribute 'hidden_size' with no type; it needs one INT"),
        ["neither 0 nor 1"] = (m => m.Node("LSTM").With("input_forget", 2L), "node 'first' (LSTM) has input_forget 2; 0 and 1 are known"),
        ["operator of a later version"] = (m => m.Append("Gelu"), "node 'added' (Gelu) is not an operator of version 12 of ONNX' operators (opset_import): it came with version 20"),
        ["messages of a later version"] = (m => m.IrVersion = 99, "the file has version 99 of ONNX' messages (ir_version); versions 3 to 13 are supported"),
        ["messages of an early version"] = (m => m.IrVersion = 2, "the file has version 2 of ONNX' messages (ir_version); versions 3 to 13 are supported"),
        ["messages of no version"] = (m => m.ClearIrVersion(), "the file doesn't say which version of ONNX' messages it has (ir_version); versions 3 to 13 are supported"),
    };

    public static TheoryData<string> Names => new(Changes.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void AContradictionIsNamed(string name)
    {
        (Action<ModelProto> change, string message) = Changes[name];
        Assert.Contains(message, OnnxModel.Error("onnx-described", "nodes-reshape", change), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pytorch-hidden", "onnx-pytorch", "hidden")]
    [InlineData("pytorch-bidirectional-dynamic", "onnx-pytorch", "bidirectional-dynamic")]
    [InlineData("nodes-keras", "onnx-nodes", "keras")]
    [InlineData("nodes-reshape", "onnx-nodes", "reshape")]
    public void WhatOnnxItselfStatesOfEveryValueIsWhatIsComputed(string described, string folder, string name)
    {
        Assert.NotEmpty(OnnxModel.Load("onnx-described", described).Graph.ValueInfo);
        Assert.Equal(
            ModelCheck.Import(Repository.Golden(folder, name + ".onnx")).Network,
            ModelCheck.Import(Repository.Golden("onnx-described", described + ".onnx")).Network);
    }

    [Fact]
    public void SizesThatAreKnownAtRunTimeOnlyMayBeStated()
    {
        // PyTorch writes the sizes that the model was tried with if it isn't told which of the output's axes are dynamic.
        ModelProto model = OnnxModel.Load("onnx-pytorch", "last-dynamic");
        Network expected = Read(model);
        TensorShapeProto shape = model.Graph.Output[0].Type.TensorType.Shape;
        Assert.Equal(2, shape.Dim.Count);
        shape.Dim[0] = new TensorShapeProto.Types.Dimension { DimValue = 7 };
        Assert.Equal(expected, Read(model));
        shape.Dim[1] = new TensorShapeProto.Types.Dimension { DimValue = -1 };
        Assert.Equal(expected, Read(model));
        shape.Dim[1] = new TensorShapeProto.Types.Dimension { DimValue = 7 };
        Assert.Contains("is stated to have the shape [7, 7], and what is computed for it has [?, 2]", ModelCheck.Error(model.ToByteArray(), "model.onnx"), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsStatedOfValuesThatAreNotComputedDoesNotMatter()
    {
        ModelProto model = OnnxModel.Load("onnx-described", "nodes-reshape");
        Network expected = Read(model);
        model.Graph.ValueInfo.Add(Described("gone", 1, 2));
        model.Graph.Node.Add(new NodeProto { OpType = "Sin", Input = { "y" }, Output = { "dead" } });
        model.Graph.ValueInfo.Add(Described("dead", 9));
        Assert.Equal(expected, Read(model));
    }

    [Fact]
    public void AnInitialStateForEachStepIsRefused() => Assert.Equal(
        "node '/lstm/LSTM' (LSTM) has an initial_h for as many sequences as there are in '? steps'",
        OnnxModel.Error("onnx-pytorch", "no-bias", model => model.Graph.Node[1].Attribute[0].T.RawData = ByteString.CopyFrom([1, .. new byte[7]])));

    /// <summary>Each half has a bias of its own: the second half of the tensor B is the reverse direction's.</summary>
    [Theory]
    [InlineData("onnx-pytorch", "bidirectional", "LSTM")]
    public void TheReverseHalfHasItsOwnBias(string folder, string name, string type)
    {
        ModelProto model = OnnxModel.Load(folder, name);
        Network before = Read(model);
        string bias = model.Node(type).Input[3];
        TensorProto tensor = model.Graph.Initializer.First(tensor => tensor.Name == bias);
        Assert.Equal(2, tensor.Dims[0]);
        var changed = tensor.RawData.ToByteArray();
        for (int i = changed.Length / 2; i < changed.Length; i += 4)
        {
            BitConverter.TryWriteBytes(changed.AsSpan(i), BitConverter.ToSingle(changed, i) + 1);
        }

        tensor.RawData = ByteString.CopyFrom(changed);
        Network after = Read(model);
        Assert.Equal(ReverseHalf.Biases(before, reverse: false), ReverseHalf.Biases(after, reverse: false));

        // There are two biases, which add.
        Assert.Equal(ReverseHalf.Biases(before, reverse: true).Select(value => value + 2), ReverseHalf.Biases(after, reverse: true), (one, other) => Math.Abs(one - other) < 1e-5);
    }

    private static Network Read(ModelProto model) => ModelImporter.Import(new ModelInput("model.onnx", model.ToByteArray()), new ImportOptions()).Network;

    private static ValueInfoProto Info(ModelProto model, string name) => model.Graph.ValueInfo.First(info => info.Name == name);

    private static ValueInfoProto AsInput(ModelProto model, string name)
    {
        ValueInfoProto info = Described(name, [.. model.Tensor(name).Dims]);
        model.Graph.Input.Add(info);
        return info;
    }

    private static ValueInfoProto Described(string name, params long[] shape)
    {
        var sizes = new TensorShapeProto();
        sizes.Dim.AddRange(shape.Select(size => new TensorShapeProto.Types.Dimension { DimValue = size }));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = 1, Shape = sizes } } };
    }

    private static void Add(ModelProto model, string attribute, params float[] values)
    {
        var added = new AttributeProto { Name = attribute, Type = 6 };
        added.Floats.AddRange(values);
        model.Node("LSTM").Attribute.Add(added);
    }
}

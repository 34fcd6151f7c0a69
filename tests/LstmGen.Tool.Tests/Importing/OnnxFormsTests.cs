using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using Google.Protobuf;
using LstmGen.Generator.Model;
using LstmGen.Tool.Importing;
using LstmGen.Tool.Importing.Onnx.Proto;
using Xunit;

namespace LstmGen.Tool.Tests.Importing;

/// <summary>The many forms in which exporters write the same: a golden model with a change, against what ONNX Runtime computes of the same file.</summary>
public class OnnxFormsTests
{
    private static readonly long[] Keras = [1, 8, 3];

    private static readonly Dictionary<string, (string Folder, string Name, long[] Shape, Action<ModelProto> Change)> Forms = new()
    {
        ["last step by Slice with attributes"] = ("onnx-nodes", "keras", Keras, m => m.Append("Slice").With("axes", 1L, 2L).With("starts", -1L, 0L).With("ends", long.MaxValue, 4L)),
        ["last step by Gather of a list"] = ("onnx-nodes", "keras", Keras, m => { m.Add("last", -1L); m.Append("Gather", "last").With("axis", 1L); }
        ),
        ["last step of a known length"] = ("onnx-nodes", "keras", Keras, m => { Dimension(m, 1).DimValue = 8; m.Add("last", 7L); m.Append("Gather", "last").With("axis", 1L); }
        ),
        ["whole range"] = ("onnx-nodes", "keras", Keras, m => m.Append("Slice").With("starts", 0L, 0L, 0L).With("ends", long.MaxValue, int.MaxValue, 4L)),
        ["same shape"] = ("onnx-nodes", "keras", Keras, m => { m.Add("shape", 0L, -1L, 4L); m.Append("Reshape", "shape"); }
        ),
        ["shape of a known length"] = ("onnx-nodes", "keras", Keras, m => { Dimension(m, 0).DimValue = 1; m.Add("shape", 8L, 1L, 1L, 4L); m.Append("Reshape", "shape"); }
        ),
        ["shape with one unknown size"] = ("onnx-nodes", "keras", Keras, m => { Dimension(m, 0).DimValue = 1; m.Add("shape", -1L, 4L); m.Append("Reshape", "shape"); }
        ),
        ["no axis for the sequences"] = ("onnx-nodes", "keras", [8, 3], m =>
        {
            m.Graph.Input[0].Type.TensorType.Shape.Dim.RemoveAt(0);
            m.Node("Transpose").Input[0] = "row";
            m.Graph.Node.Insert(0, new NodeProto { OpType = "Unsqueeze", Input = { "x" }, Output = { "row" } }.With("axes", [0L]));
        }
        ),
        ["Cast"] = ("onnx-nodes", "keras", Keras, m => m.Append("Cast").With("to", 1L)),
        ["Dropout"] = ("onnx-nodes", "keras", Keras, m => m.Append("Dropout").With("ratio", 0.7f)),
        ["Flatten"] = ("onnx-nodes", "keras-3", [7, 1, 2], m => m.Append("Flatten")),
        ["Gemm with one value as C"] = ("onnx-nodes", "keras-3", [7, 1, 2], m => { m.Tensor("d").Dims[0] = 1; m.Tensor("d").RawData = Raw<float>([0.75f]); }
        ),
        ["Gemm with a turned matrix"] = ("onnx-nodes", "keras-3", [7, 1, 2], m => { m.Tensor("k").Dims[0] = 3; m.Tensor("k").Dims[1] = 6; m.Node("Gemm").With("transB", 1L); }
        ),
        ["weights as a list of floats"] = ("onnx-nodes", "keras", Keras, m => { float[] values = Floats(m.Tensor("w")); m.Tensor("w").ClearRawData(); m.Tensor("w").FloatData.Add(values); }
        ),
        ["tensors that are inputs too"] = ("onnx-nodes", "keras", Keras, m => m.Graph.Input.Add(ValueOf(m.Tensor("w")))),
        ["a weight as a Constant node"] = ("onnx-nodes", "keras", Keras, m =>
        {
            TensorProto k = m.Tensor("k");
            m.Graph.Initializer.Remove(k);
            m.Graph.Node.Insert(0, new NodeProto { OpType = "Constant", Output = { "k" }, Attribute = { new AttributeProto { Name = "value", Type = 4, T = k } } });
        }
        ),
        ["a turned weight"] = ("onnx-nodes", "keras", Keras, m =>
        {
            m.Tensor("k").Name = "turned";
            m.Tensor("turned").Dims[0] = 4;
            m.Tensor("turned").Dims[1] = 5;
            m.Graph.Node.Insert(0, new NodeProto { OpType = "Transpose", Input = { "turned" }, Output = { "k" } });
        }
        ),
        ["last step of a residual"] = ("onnx-pytorch", "residual", [1, 6, 3], m => { m.Add("last", -1L); m.Append("Gather", "last").With("axis", 1L); }
        ),
        ["dead nodes"] = ("onnx-nodes", "keras", Keras, m => m.Graph.Node.Add(new NodeProto { OpType = "Softmax", Input = { "y" }, Output = { "nobody's" } })),
    };

    public static TheoryData<string> Names => new(Forms.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void ComputesWhatOnnxRuntimeComputes(string form)
    {
        (string folder, string name, long[] shape, Action<ModelProto> change) = Forms[form];
        ModelProto model = OnnxModel.Load(folder, name);
        change(model);
        byte[] bytes = model.ToByteArray();
        var random = new Random(24);
        for (int round = 0; round < 5; round++)
        {
            float[] input = OnnxModel.Input(random, shape);
            float[] expected = OnnxModel.Run(bytes, input, shape);
            Assert.Contains(expected, value => value != 0);
            ModelCheck.Computes(Read(bytes), input, expected, 1e-6);
        }
    }

    [Fact]
    public void SequencesFirstInTheLstmItselfAreTheSameNetwork()
    {
        // ONNX Runtime's CPU provider doesn't have this layout.
        ModelProto model = OnnxModel.Load("onnx-pytorch", "no-bias");
        Network expected = Read(model.ToByteArray()).Network;
        NodeProto lstm = model.Node("LSTM");
        lstm.With("layout", 1L);
        lstm.Input[0] = "x";
        foreach (string state in new[] { lstm.Input[5], lstm.Input[6] }.Distinct().ToList())
        {
            // [1, sequences, units] of zeros, laid out anew.
            NodeProto turned = new NodeProto { OpType = "Transpose", Input = { state }, Output = { state + " turned" } }.With("perm", 1L, 0L, 2L);
            model.Graph.Node.Insert(model.Graph.Node.IndexOf(lstm), turned);
        }

        lstm.Input[5] += " turned";
        lstm.Input[6] += " turned";
        NodeProto squeeze = model.Node("Squeeze");
        model.Add("two", 2L);
        squeeze.Input[1] = "two";
        NodeProto back = model.Graph.Node.Last(node => node.OpType == "Transpose");
        back.Attribute.Clear();
        back.With("perm", 0L, 1L, 2L);
        Assert.Equal(expected, Read(model.ToByteArray()).Network);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(11)]
    public void WeightsOfOtherTypesAreRead(int type)
    {
        ModelProto model = OnnxModel.Load("onnx-nodes", "keras");
        float[] rounded = Floats(model.Tensor("w")).Select(value => (float)(Half)value).ToArray();
        model.Tensor("w").RawData = Raw<float>(rounded);
        Network expected = Read(model.ToByteArray()).Network;
        model.Tensor("w").DataType = type;
        model.Tensor("w").RawData = type == 10 ? Raw<Half>(rounded.Select(value => (Half)value).ToArray()) : Raw<double>(rounded.Select(value => (double)value).ToArray());
        Assert.Equal(expected, Read(model.ToByteArray()).Network);
        model.Tensor("w").ClearRawData();
        if (type == 10)
        {
            model.Tensor("w").Int32Data.AddRange(rounded.Select(value => (int)BitConverter.HalfToUInt16Bits((Half)value)));
        }
        else
        {
            model.Tensor("w").DoubleData.AddRange(rounded.Select(value => (double)value));
        }

        Assert.Equal(expected, Read(model.ToByteArray()).Network);
    }

    [Fact]
    public void InitialStatesOfSeveralSequencesMustBeEqual()
    {
        ModelProto model = OnnxModel.Load("onnx-nodes", "reshape");
        Network expected = Read(model.ToByteArray()).Network;
        Dimension(model, 1).DimValue = 2;
        model.Tensor("inner").RawData = Raw<long>([6, 2, 4]);
        model.Tensor("outer").RawData = Raw<long>([2, 2]);
        model.Tensor("lengths").RawData = Raw<int>([6, 6]);
        model.Tensor("lengths").Dims[0] = 2;
        foreach (string state in new[] { "h0", "c0" })
        {
            float[] one = Floats(model.Tensor(state));
            model.Tensor(state).Dims[1] = 2;
            model.Tensor(state).RawData = Raw<float>([.. one, .. one]);
        }

        Assert.Equal(expected, Read(model.ToByteArray()).Network);
        model.Tensor("c0").RawData = Raw<float>([1, 2, 3, 4, 1, 2, 3, 5]);
        Assert.Equal("node 'first' (LSTM) has an initial_c that differs between the sequences, which isn't supported", ModelCheck.Error(model.ToByteArray(), "model.onnx"));
    }

    private static ImportedModel Read(byte[] bytes) => ModelImporter.Import(new ModelInput("model.onnx", bytes), new ImportOptions());

    private static TensorShapeProto.Types.Dimension Dimension(ModelProto model, int index)
    {
        TensorShapeProto.Types.Dimension dimension = model.Graph.Input[0].Type.TensorType.Shape.Dim[index];
        dimension.ClearDimParam();
        return dimension;
    }

    private static ValueInfoProto ValueOf(TensorProto tensor)
    {
        var shape = new TensorShapeProto();
        shape.Dim.AddRange(tensor.Dims.Select(size => new TensorShapeProto.Types.Dimension { DimValue = size }));
        return new ValueInfoProto { Name = tensor.Name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = OnnxModel.Float, Shape = shape } } };
    }

    private static float[] Floats(TensorProto tensor) => MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray();

    private static ByteString Raw<T>(T[] values)
        where T : unmanaged => ByteString.CopyFrom(MemoryMarshal.AsBytes<T>(values));
}

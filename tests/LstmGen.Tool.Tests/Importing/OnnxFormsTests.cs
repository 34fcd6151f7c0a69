using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using Google.Protobuf;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing;
using LstmGen.Models.Importing.Onnx.Proto;
using Xunit;

namespace LstmGen.Tool.Tests.Importing;

/// <summary>
/// The many forms in which exporters write the same: a changed golden model, compared with what ONNX Runtime computes from the same file.
/// </summary>
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
        ["shape of a known length"] = ("onnx-nodes", "keras", Keras, m => { Dimension(m, 0).DimValue = 1; m.Add("shape", 8L, 1L, 1L, 4L); m.Append("Reshape", "shape"); m.Graph.Output[0].Type = null; }
        ),
        ["shape with one unknown size"] = ("onnx-nodes", "keras", Keras, m => { Dimension(m, 0).DimValue = 1; m.Add("shape", -1L, 4L); m.Append("Reshape", "shape"); m.Graph.Output[0].Type = null; }
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
        ["no numbers"] = ("onnx-nodes", "keras", Keras, m => m.Node("LSTM").With("activations", "Softsign", "LeakyRelu", "Elu").Remove("activation_alpha", "activation_beta")),
        ["numbers of ONNX Runtime's own"] = ("onnx-nodes", "keras", Keras, m => m.Node("LSTM").With("activations", "Sigmoid", "ThresholdedRelu", "Tanh").Remove("activation_alpha", "activation_beta")),
        ["no limit"] = ("onnx-nodes", "keras", Keras, m => m.Node("LSTM").With("clip", float.PositiveInfinity)),
        ["limit"] = ("onnx-nodes", "keras", Keras, m => m.Node("LSTM").With("clip", 0.5f)),
        ["coupled gates"] = ("onnx-nodes", "keras", Keras, m => m.Node("LSTM").With("input_forget", 1L)),
        ["backwards"] = ("onnx-nodes", "keras", Keras, m => { Dimension(m, 1).DimValue = 8; m.Node("LSTM").Attribute.First(attribute => attribute.Name == "direction").S = ByteString.CopyFromUtf8("reverse"); }
        ),
        ["backwards, the first step by Slice"] = ("onnx-nodes", "keras", Keras, m =>
        {
            Dimension(m, 1).DimValue = 8;
            m.Node("LSTM").Attribute.First(attribute => attribute.Name == "direction").S = ByteString.CopyFromUtf8("reverse");
            m.Append("Slice").With("axes", 1L, 2L).With("starts", 0L, 0L).With("ends", 1L, 4L);
        }
        ),
        ["peepholes"] = ("onnx-nodes", "reshape", [6, 1, 3], m => m.Tensor("p").RawData = Raw<float>([0.5f, -0.25f, 0.75f, 1, -0.5f, 0.25f, 1.5f, -1, 0.125f, 0.375f, -0.75f, 0.625f])),
        ["silu"] = ("onnx-nodes", "keras-3", [7, 1, 2], m => { Last(m, "HardSigmoid").OpType = "Sigmoid"; Last(m, "Sigmoid").Attribute.Clear(); m.Append("Mul", "n"); }
        ),
        ["silu, the other way round"] = ("onnx-nodes", "keras-3", [7, 1, 2], m => { Last(m, "HardSigmoid").OpType = "Sigmoid"; Last(m, "Sigmoid").Attribute.Clear(); NodeProto mul = m.Append("Mul", "n"); mul.Input.Clear(); mul.Input.Add(["n", "before"]); }
        ),
        ["relu6 as limits of an old version"] = ("onnx-nodes", "keras", Keras, m => { Last(m, "Relu").OpType = "Clip"; Last(m, "Clip").With("min", 0f).With("max", 6f); }
        ),
        ["relu as a limit"] = ("onnx-nodes", "keras", Keras, m => { Last(m, "Relu").OpType = "Clip"; Last(m, "Clip").With("min", 0f); }
        ),
        ["a limit of what can't be larger"] = ("onnx-nodes", "keras", Keras, m => m.Append("Clip").With("min", 0f).With("max", 6f)),
        ["selu that is elu"] = ("onnx-nodes", "keras", Keras, m => { Last(m, "Relu").OpType = "Selu"; Last(m, "Selu").With("alpha", 0.5f).With("gamma", 1f); }
        ),
        ["softmax over the last axes of an old version"] = ("onnx-nodes", "keras", Keras, m => { Last(m, "Relu").OpType = "Softmax"; Last(m, "Softmax").With("axis", 2L); }
        ),
        ["both directions as features by Flatten"] = ("onnx-nodes", "both", [6, 1, 3], m =>
        {
            m.Node("LSTM").Output[0] = "";
            m.Node("LSTM").Output.Add("h");
            m.Graph.Node.Add(new NodeProto { OpType = "Transpose", Input = { "h" }, Output = { "t" } }.With("perm", 1L, 0L, 2L));
            m.Graph.Node.Add(new NodeProto { OpType = "Flatten", Input = { "t" }, Output = { "y" } });
            m.Graph.Output[0].Type = null;
        }
        ),
        ["both directions one by one"] = ("onnx-nodes", "both", [6, 1, 3], m =>
        {
            m.Node("LSTM").Output[0] = "a";
            m.Add("first", 0L);
            m.Add("second", 1L);
            m.Graph.Node.Add(new NodeProto { OpType = "Gather", Input = { "a", "first" }, Output = { "there" } }.With("axis", 1L));
            m.Graph.Node.Add(new NodeProto { OpType = "Gather", Input = { "a", "second" }, Output = { "back" } }.With("axis", 1L));
            m.Graph.Node.Add(new NodeProto { OpType = "Concat", Input = { "there", "back" }, Output = { "y" } }.With("axis", 1L));
        }
        ),
        ["the product of both directions"] = ("onnx-nodes", "both", [6, 1, 3], m =>
        {
            m.Node("LSTM").Output[0] = "a";
            m.Add("zero", 0L);
            m.Add("one", 1L);
            m.Add("two", 2L);
            m.Graph.Node.Add(new NodeProto { OpType = "Slice", Input = { "a", "zero", "one", "one" }, Output = { "there" } });
            m.Graph.Node.Add(new NodeProto { OpType = "Slice", Input = { "a", "one", "two", "one" }, Output = { "back" } });
            m.Graph.Node.Add(new NodeProto { OpType = "Mul", Input = { "there", "back" }, Output = { "y" } });
        }
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
        float[][] inputs = [.. Enumerable.Range(0, 5).Select(_ => OnnxModel.Input(random, shape))];
        (float[] Input, float[] Expected)[] vectors = [.. inputs.Select(input => (input, OnnxModel.Run(bytes, input, shape)))];
        Assert.All(vectors, vector => Assert.Contains(vector.Expected, value => value != 0));
        ModelCheck.Computes(Read(bytes), vectors, 1e-6);
    }

    [Theory]
    [InlineData(6, false)]
    [InlineData(7, true)]
    public void LengthsThatAreAnInputAreTheCallersConcern(int type, bool isCast)
    {
        // Generated code has a parameter for them.
        ModelProto model = OnnxModel.Load("onnx-nodes", "reshape");
        Network expected = Read(model.ToByteArray()).Network;
        model.Graph.Initializer.Remove(model.Tensor("lengths"));
        string name = isCast ? "given" : "lengths";
        model.Graph.Input.Insert(0, new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = type } } });
        if (isCast)
        {
            model.Graph.Node.Insert(0, new NodeProto { OpType = "Cast", Input = { name }, Output = { "lengths" } }.With("to", 6L));
        }

        Assert.Equal(expected, Read(model.ToByteArray()).Network);
        model.Append("Tanh").Input[0] = name;
        Assert.Equal("node 'added' (Tanh) reads the lengths of the sequences, an input of the graph that an LSTM alone can read", ModelCheck.Error(model.ToByteArray(), "model.onnx"));
    }

    [Fact]
    public void LengthsThatAreComputedFromTheInputAreThoseOfTheWholeSequence()
    {
        ModelProto model = OnnxModel.Load("onnx-nodes", "keras");
        Network expected = Read(model.ToByteArray()).Network;
        model.Add("one", 1L);
        model.Graph.Node.Insert(0, new NodeProto { OpType = "Shape", Input = { "x" }, Output = { "sizes" } });
        model.Graph.Node.Insert(1, new NodeProto { OpType = "Gather", Input = { "sizes", "one" }, Output = { "lengths" } });
        model.Node("LSTM").Input.Add("lengths");
        Assert.Equal(expected, Read(model.ToByteArray()).Network);
        model.Tensor("one").Int64Data[0] = 0;
        Assert.StartsWith(
            "node 'lstm' (LSTM) has sequence_lens that aren't the length of the whole sequence, which isn't known here: leave them out or make them an input of the graph",
            ModelCheck.Error(model.ToByteArray(), "model.onnx"), StringComparison.Ordinal);
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
            // [1, sequences, units] of zeros, rearranged.
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
    public void WeightsOfOtherTypesThatACastMakesFloatsAreRead(int type)
    {
        ModelProto model = OnnxModel.Load("onnx-nodes", "keras");
        float[] rounded = Floats(model.Tensor("w")).Select(value => (float)(Half)value).ToArray();
        model.Tensor("w").RawData = Raw<float>(rounded);
        Network expected = Read(model.ToByteArray()).Network;
        model.Tensor("w").Name = "narrow";
        model.Graph.Node.Insert(0, new NodeProto { OpType = "Cast", Input = { "narrow" }, Output = { "w" } }.With("to", 1L));
        model.Tensor("narrow").DataType = type;
        model.Tensor("narrow").RawData = type == 10 ? Raw<Half>(rounded.Select(value => (Half)value).ToArray()) : Raw<double>(rounded.Select(value => (double)value).ToArray());
        Assert.Equal(expected, Read(model.ToByteArray()).Network);
        model.Tensor("narrow").ClearRawData();
        if (type == 10)
        {
            model.Tensor("narrow").Int32Data.AddRange(rounded.Select(value => (int)BitConverter.HalfToUInt16Bits((Half)value)));
        }
        else
        {
            model.Tensor("narrow").DoubleData.AddRange(rounded.Select(value => (double)value));
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

    private static NodeProto Last(ModelProto model, string type) => model.Graph.Node.Last(node => node.OpType == type);

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

    private static float[] Floats(TensorProto tensor) => OnnxModel.Floats(tensor);

    private static ByteString Raw<T>(T[] values)
        where T : unmanaged => ByteString.CopyFrom(MemoryMarshal.AsBytes<T>(values));
}

using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace LstmGen.TestKit.Onnx;

/// <summary>
/// A graph of ONNX operators, and the file of it. The numbers are the fields of onnx.proto, repeated here: this is independent of the
/// tool's reader.
/// </summary>
/// <param name="opset">The version of the operators.</param>
public sealed class OnnxGraph(int opset)
{
    private const int FloatType = 1;
    private const int Int32Type = 6;
    private const int Int64Type = 7;

    /// <summary>The fields of a tensor's values: as lists of numbers, and as little-endian bytes.</summary>
    private const int FloatData = 4;
    private const int Int64Data = 7;
    private const int RawData = 9;

    private const int IrVersion = 8;

    private readonly List<ProtobufWriter> _constants = [];
    private readonly List<ProtobufWriter> _inputs = [];
    private readonly List<ProtobufWriter> _outputs = [];

    public int Opset => opset;

    /// <summary>The nodes, in an order in which each value is computed before it is read.</summary>
    public List<OnnxNode> Nodes { get; } = [];

    public OnnxNode Node(string operation, IEnumerable<string> inputs, params IEnumerable<string> outputs)
    {
        var node = new OnnxNode(operation, inputs, outputs);
        Nodes.Add(node);
        return node;
    }

    /// <param name="shape">No sizes for one value without an axis.</param>
    /// <returns>The name.</returns>
    public string Constant(string name, ReadOnlySpan<float> values, params ReadOnlySpan<long> shape) =>
        Add(Tensor(name, FloatType, shape).Bytes(RawData, MemoryMarshal.AsBytes(values)), name);

    /// <inheritdoc cref="Constant(string, ReadOnlySpan{float}, ReadOnlySpan{long})"/>
    public string Constant(string name, ReadOnlySpan<long> values, params ReadOnlySpan<long> shape) =>
        Add(Tensor(name, Int64Type, shape).Bytes(RawData, MemoryMarshal.AsBytes(values)), name);

    /// <inheritdoc cref="Constant(string, ReadOnlySpan{float}, ReadOnlySpan{long})"/>
    public string Constant(string name, ReadOnlySpan<int> values, params ReadOnlySpan<long> shape) =>
        Add(Tensor(name, Int32Type, shape).Bytes(RawData, MemoryMarshal.AsBytes(values)), name);

    /// <summary>A constant in the file's other form: a list of numbers instead of their bytes.</summary>
    public string ConstantAsList(string name, ReadOnlySpan<float> values, params ReadOnlySpan<long> shape) =>
        Add(Tensor(name, FloatType, shape).Bytes(FloatData, MemoryMarshal.AsBytes(values)), name);

    /// <inheritdoc cref="ConstantAsList(string, ReadOnlySpan{float}, ReadOnlySpan{long})"/>
    public string ConstantAsList(string name, ReadOnlySpan<long> values, params ReadOnlySpan<long> shape) =>
        Add(Tensor(name, Int64Type, shape).Packed(Int64Data, values), name);

    /// <param name="shape">−1 for a size that is known only at run time.</param>
    public void Input(string name, params ReadOnlySpan<long> shape) => _inputs.Add(Value(name, FloatType, Shape(name, shape)));

    /// <summary>An input of whole numbers.</summary>
    public void WholeInput(string name, params ReadOnlySpan<long> shape) => _inputs.Add(Value(name, Int64Type, Shape(name, shape)));

    /// <inheritdoc cref="Input"/>
    public void Output(string name, params ReadOnlySpan<long> shape) => _outputs.Add(Value(name, FloatType, Shape(name, shape)));

    /// <summary>An output without even its number of axes.</summary>
    public void OutputOfAnyShape(string name) => _outputs.Add(Value(name, FloatType, null));

    /// <summary>Gives a value another name, wherever it is written or read.</summary>
    public void Rename(string from, string to)
    {
        foreach (OnnxNode node in Nodes)
        {
            Replace(node.Inputs);
            Replace(node.Outputs);
        }

        void Replace(List<string> names)
        {
            for (int i = 0; i < names.Count; i++)
            {
                names[i] = names[i] == from ? to : names[i];
            }
        }
    }

    /// <summary>The file.</summary>
    public byte[] ToModel()
    {
        var graph = new ProtobufWriter();
        Nodes.ForEach(node => graph.Message(1, node.ToMessage()));
        graph.Text(2, "network");
        _constants.ForEach(constant => graph.Message(5, constant));
        _inputs.ForEach(input => graph.Message(11, input));
        _outputs.ForEach(output => graph.Message(12, output));
        return new ProtobufWriter()
            .Integer(1, IrVersion)
            .Message(7, graph)
            .Message(8, new ProtobufWriter().Text(1, "").Integer(2, opset))
            .ToArray();
    }

    private string Add(ProtobufWriter constant, string name)
    {
        _constants.Add(constant);
        return name;
    }

    private static ProtobufWriter Tensor(string name, int type, ReadOnlySpan<long> shape)
    {
        var tensor = new ProtobufWriter();
        foreach (long size in shape)
        {
            tensor.Integer(1, size);
        }

        return tensor.Integer(2, type).Text(8, name);
    }

    private static ProtobufWriter Shape(string name, ReadOnlySpan<long> sizes)
    {
        var shape = new ProtobufWriter();
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            shape.Message(1, sizes[axis] < 0
                ? new ProtobufWriter().Text(2, FormattableString.Invariant($"{name}_{axis}"))
                : new ProtobufWriter().Integer(1, sizes[axis]));
        }

        return shape;
    }

    private static ProtobufWriter Value(string name, int type, ProtobufWriter? shape)
    {
        ProtobufWriter tensor = new ProtobufWriter().Integer(1, type);
        if (shape is not null)
        {
            tensor.Message(2, shape);
        }

        return new ProtobufWriter().Text(1, name).Message(2, new ProtobufWriter().Message(1, tensor));
    }
}

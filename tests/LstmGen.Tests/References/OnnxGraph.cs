using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace LstmGen.Tests.References;

/// <summary>Writes the messages of an ONNX file. The numbers are the fields of onnx.proto.</summary>
public sealed class OnnxGraph
{
    private const int FloatType = 1;
    private const int Int64Type = 7;

    private readonly ProtobufWriter _graph = new ProtobufWriter().Text(2, "network");

    public void Node(string operation, IEnumerable<string> inputs, IEnumerable<string> outputs, params ProtobufWriter[] attributes)
    {
        var node = new ProtobufWriter();
        foreach (string input in inputs)
        {
            node.Text(1, input);
        }

        foreach (string output in outputs)
        {
            node.Text(2, output);
        }

        node.Text(4, operation);
        foreach (ProtobufWriter attribute in attributes)
        {
            node.Message(5, attribute);
        }

        _graph.Message(1, node);
    }

    public static ProtobufWriter Attribute(string name, float value) => new ProtobufWriter().Text(1, name).Float(2, value).Integer(20, 1);

    public static ProtobufWriter Attribute(string name, long value) => new ProtobufWriter().Text(1, name).Integer(3, value).Integer(20, 2);

    public static ProtobufWriter Attribute(string name, string value) => new ProtobufWriter().Text(1, name).Text(4, value).Integer(20, 3);

    public static ProtobufWriter Attribute(string name, IEnumerable<float> values)
    {
        var attribute = new ProtobufWriter().Text(1, name);
        foreach (float value in values)
        {
            attribute.Float(7, value);
        }

        return attribute.Integer(20, 6);
    }

    public static ProtobufWriter Attribute(string name, IEnumerable<string> values)
    {
        var attribute = new ProtobufWriter().Text(1, name);
        foreach (string value in values)
        {
            attribute.Text(9, value);
        }

        return attribute.Integer(20, 8);
    }

    public string Constant(string name, ReadOnlySpan<float> values, params int[] shape) => Tensor(name, FloatType, MemoryMarshal.AsBytes(values), shape);

    public string Constant(string name, ReadOnlySpan<long> values, params int[] shape) => Tensor(name, Int64Type, MemoryMarshal.AsBytes(values), shape);

    public void Input(string name, params int[] shape) => _graph.Message(11, Value(name, shape));

    public void Output(string name, params int[] shape) => _graph.Message(12, Value(name, shape));

    public byte[] ToModel(int irVersion, int opset) => new ProtobufWriter()
        .Integer(1, irVersion)
        .Message(7, _graph)
        .Message(8, new ProtobufWriter().Text(1, "").Integer(2, opset))
        .ToArray();

    private string Tensor(string name, int type, ReadOnlySpan<byte> littleEndian, int[] shape)
    {
        var tensor = new ProtobufWriter();
        foreach (int dimension in shape)
        {
            tensor.Integer(1, dimension);
        }

        _graph.Message(5, tensor.Integer(2, type).Text(8, name).Bytes(9, littleEndian));
        return name;
    }

    private static ProtobufWriter Value(string name, int[] shape)
    {
        var dimensions = new ProtobufWriter();
        foreach (int dimension in shape)
        {
            dimensions.Message(1, new ProtobufWriter().Integer(1, dimension));
        }

        var tensor = new ProtobufWriter().Integer(1, FloatType).Message(2, dimensions);
        return new ProtobufWriter().Text(1, name).Message(2, new ProtobufWriter().Message(1, tensor));
    }
}

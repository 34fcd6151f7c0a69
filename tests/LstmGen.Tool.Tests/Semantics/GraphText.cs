using System;
using System.Collections.Generic;
using System.Linq;
using Google.Protobuf;
using LstmGen.Tool.Importing.Onnx.Proto;
using LstmGen.Tool.Tests.Importing;

namespace LstmGen.Tool.Tests.Semantics;

/// <summary>Writes an ONNX graph node by node.</summary>
internal sealed class GraphText(int opset, Random random)
{
    private int _names;

    public ModelProto Model { get; } = new() { IrVersion = 8, Graph = new GraphProto { Name = "states" }, OpsetImport = { new OperatorSetIdProto { Version = opset } } };

    public int Opset => opset;

    public string Name() => FormattableString.Invariant($"v{_names++}");

    /// <param name="sizes">−1 for one that is known at run time only.</param>
    public void Input(string name, params long[] sizes) => Model.Graph.Input.Add(Value(name, sizes));

    public void Output(string name, params long[] sizes) => Model.Graph.Output.Add(Value(name, sizes));

    public string Node(string type, string[] inputs, params (string Name, object Value)[] attributes) => Nodes(type, 1, inputs, attributes)[0];

    public string[] Nodes(string type, int outputs, string[] inputs, params (string Name, object Value)[] attributes)
    {
        string[] names = [.. Enumerable.Range(0, outputs).Select(_ => Name())];
        var node = new NodeProto { OpType = type, Name = "node_" + names[0] };
        node.Input.Add(inputs);
        node.Output.Add(names);
        foreach ((string name, object value) in attributes)
        {
            _ = value switch
            {
                long number => node.With(name, number),
                int number => node.With(name, (long)number),
                float number => node.With(name, number),
                long[] numbers => node.With(name, numbers),
                _ => throw new ArgumentOutOfRangeException(nameof(attributes)),
            };
        }

        Model.Graph.Node.Add(node);
        return names;
    }

    /// <summary>Random weights, of which no two are alike.</summary>
    public string Weights(params long[] sizes) =>
        Floats([.. Enumerable.Range(0, (int)sizes.Aggregate(1L, (a, b) => a * b)).Select(_ => (float)((random.NextDouble() * 1.6) - 0.8))], sizes);

    public string Floats(float[] values, params long[] sizes)
    {
        var tensor = new TensorProto { Name = "w" + Name(), DataType = OnnxModel.Float, RawData = ByteString.CopyFrom([.. values.SelectMany(BitConverter.GetBytes)]) };
        tensor.Dims.AddRange(sizes);
        Model.Graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    public string Numbers(params long[] values)
    {
        string name = "n" + Name();
        Model.Add(name, values);
        return name;
    }

    public string Scalar(long value)
    {
        var tensor = new TensorProto { Name = "n" + Name(), DataType = OnnxModel.Int64, Int64Data = { value } };
        Model.Graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    /// <summary>Axes are an attribute up to version 12 of the operators, and an input from 13 on.</summary>
    public string Unsqueeze(string value, params long[] axes) => OfAxes("Unsqueeze", value, axes);

    public string Squeeze(string value, params long[] axes) => OfAxes("Squeeze", value, axes);

    public string Transpose(string value, params long[] order) => Node("Transpose", [value], ("perm", order));

    public string Concat(string[] values, int axis) => Node("Concat", values, ("axis", axis));

    public string Slice(string value, int axis, int start, int end) => Node("Slice", [value, Numbers(start), Numbers(end), Numbers(axis)]);

    public string[] Split(string value, int axis, params long[] sizes) => opset >= 13
        ? Nodes("Split", sizes.Length, [value, Numbers(sizes)], ("axis", axis))
        : Nodes("Split", sizes.Length, [value], ("axis", axis), ("split", sizes));

    /// <summary>Gives a value a name, as that of an output.</summary>
    public void Rename(string from, string to)
    {
        foreach (NodeProto node in Model.Graph.Node)
        {
            Replace(node.Input, from, to);
            Replace(node.Output, from, to);
        }
    }

    private static void Replace(Google.Protobuf.Collections.RepeatedField<string> names, string from, string to)
    {
        for (int i = 0; i < names.Count; i++)
        {
            names[i] = names[i] == from ? to : names[i];
        }
    }

    private string OfAxes(string type, string value, long[] axes) => opset >= 13 ? Node(type, [value, Numbers(axes)]) : Node(type, [value], ("axes", axes));

    private static ValueInfoProto Value(string name, long[] sizes)
    {
        var shape = new TensorShapeProto();
        shape.Dim.AddRange(sizes.Select((size, i) => size < 0
            ? new TensorShapeProto.Types.Dimension { DimParam = FormattableString.Invariant($"{name}_{i}") }
            : new TensorShapeProto.Types.Dimension { DimValue = size }));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = OnnxModel.Float, Shape = shape } } };
    }
}

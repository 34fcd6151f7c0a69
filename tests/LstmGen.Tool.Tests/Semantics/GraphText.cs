using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.TestKit.Onnx;

namespace LstmGen.Tool.Tests.Semantics;

/// <summary>Writes an ONNX graph node by node, with its own names and weights.</summary>
internal sealed class GraphText(int opset, Random random)
{
    private int _names;

    public OnnxGraph Graph { get; } = new(opset);

    public int Opset => opset;

    public string Name() => FormattableString.Invariant($"v{_names++}");

    /// <param name="sizes">−1 for one that is known only at run time.</param>
    public void Input(string name, params long[] sizes) => Graph.Input(name, sizes);

    public void Output(string name, params long[] sizes) => Graph.Output(name, sizes);

    public string Node(string type, string[] inputs, params (string Name, object Value)[] attributes) => Nodes(type, 1, inputs, attributes)[0];

    public string[] Nodes(string type, int outputs, string[] inputs, params (string Name, object Value)[] attributes)
    {
        string[] names = [.. Enumerable.Range(0, outputs).Select(_ => Name())];
        var node = new OnnxNode(type, inputs, names) { Name = "node_" + names[0] };
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

        Graph.Nodes.Add(node);
        return names;
    }

    /// <summary>Random weights, of which no two are alike.</summary>
    public string Weights(params long[] sizes) =>
        Floats([.. Enumerable.Range(0, (int)sizes.Aggregate(1L, (a, b) => a * b)).Select(_ => (float)((random.NextDouble() * 1.6) - 0.8))], sizes);

    public string Floats(float[] values, params long[] sizes) => Graph.Constant("w" + Name(), values, sizes);

    public string Numbers(params long[] values) => Graph.ConstantAsList("n" + Name(), values, values.Length);

    public string Scalar(long value) => Graph.ConstantAsList("n" + Name(), [value]);

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
    public void Rename(string from, string to) => Graph.Rename(from, to);

    private string OfAxes(string type, string value, long[] axes) => opset >= 13 ? Node(type, [value, Numbers(axes)]) : Node(type, [value], ("axes", axes));
}

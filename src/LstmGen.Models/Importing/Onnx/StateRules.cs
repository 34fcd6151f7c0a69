using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>The operators that rearrange, split and join states. Any computation with a state changes it, and is an error.</summary>
internal static class StateRules
{
    private static readonly string[] Operators = ["Identity", "Cast", "Transpose", "Squeeze", "Unsqueeze", "Reshape", "Flatten", "Expand", "Gather", "Slice", "Split", "Concat"];

    private static readonly string[] ByValue = ["Add", "Sub", "Mul", "Div", "Where", "Clip", "Neg", "Max", "Min", "Sum", "Mean", "Abs", "Tanh", "Sigmoid", "Relu"];

    /// <summary>Whether a node computes value by value, so that its result for a state still has the state's shape.</summary>
    public static bool IsByValue(OnnxNode node) => ByValue.Contains(node.Type);

    /// <summary>Whether a node only rearranges its data.</summary>
    public static bool IsLayout(OnnxNode node) => Operators.Contains(node.Type);

    public static IReadOnlyList<Value> Apply(OnnxNode node, IReadOnlyList<Value?> inputs, ConstantFolder folder, StateTable states)
    {
        States first = inputs.OfType<States>().First();
        if (!IsLayout(node))
        {
            throw node.Error($"computes with {states.GroupOf(first.Numbers.Numbers!.FirstOrDefault())}, which is the state of an LSTM: "
                + $"a state has to reach the LSTM as it is given; resetting or scaling it is the program's part");
        }

        bool isConcat = node.Type == "Concat";
        if (inputs[0] is not States data || (isConcat ? inputs.Any(input => input is not States) : inputs.Skip(1).Any(input => input is not (Constant or null))))
        {
            throw node.Error("lays out a state together with something else, which isn't supported");
        }

        switch (node.Type)
        {
            case "Cast":
                node.RequireInputs(1, 1);
                node.Ignore("saturate", OnnxHarmless.SmallFloats);
                node.Ignore("round_mode", OnnxHarmless.SmallFloats);
                return TensorData.IsFloat(node.Int("to", 0)) ? [data] : throw node.Error(
                    "casts a state to another type than FLOAT and DOUBLE, which isn't supported");
            case "Flatten":
                return [Flatten(node, data.Numbers)];
            case "Split":
                return Split(node, data.Numbers, inputs);
            default:
                return [new States(folder.Fold(node, inputs.Select(input => input is States own ? own.Numbers : input).ToList()))];
        }
    }

    private static States Flatten(OnnxNode node, Constant data)
    {
        node.RequireInputs(1, 1);
        long stated = node.Int("axis", 1);
        int at = stated == data.Shape.Count ? data.Shape.Count : Shapes.Axis(node, stated, data.Shape.Count);
        return new States(data.Reshape([Product(data.Shape.Take(at)), Product(data.Shape.Skip(at))]));
    }

    private static List<Value> Split(OnnxNode node, Constant data, IReadOnlyList<Value?> inputs)
    {
        int axis = Shapes.Axis(node, node.Int("axis", 0), data.Shape.Count);
        int inner = (int)Product(data.Shape.Skip(axis + 1));
        int size = (int)data.Shape[axis];
        int outer = (int)Product(data.Shape.Take(axis));
        int start = 0;
        var parts = new List<Value>();
        foreach (int length in Arguments.SplitSizes(node, inputs, size))
        {
            int from = start;
            int[] places = [.. Enumerable.Range(0, outer).SelectMany(row => Enumerable.Range(((row * size) + from) * inner, length * inner))];
            parts.Add(new States(data.Pick([.. data.Shape.Select((own, i) => i == axis ? length : own)], places)));
            start += length;
        }

        return parts;
    }

    private static long Product(IEnumerable<long> sizes) => sizes.Aggregate(1L, (product, size) => product * size);
}

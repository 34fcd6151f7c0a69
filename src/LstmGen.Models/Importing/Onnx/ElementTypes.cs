using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Models.Importing.Onnx.Proto;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>
/// The types of the elements of a graph's values. ONNX has no implicit conversions: all values of a node have one type, and a value's
/// stated type must be the one that its node gives it.
/// </summary>
internal sealed class ElementTypes
{
    private const int Int64 = 7;
    private const int Bool = 9;
    private const int Float = 1;

    private readonly Dictionary<string, int> _types = new(StringComparer.Ordinal);

    public ElementTypes(GraphProto graph)
    {
        foreach (ValueInfoProto input in graph.Input)
        {
            if (input.Type?.TensorType is { HasElemType: true } type)
            {
                _types[input.Name] = type.ElemType;
            }
        }

        foreach (TensorProto tensor in graph.Initializer)
        {
            _types[tensor.Name] = tensor.DataType;
        }
    }

    /// <summary>The type of a value's elements, or null if it isn't known.</summary>
    public int? Of(string name) => _types.TryGetValue(name, out int type) ? type : null;

    /// <summary>Finds the types of a node's outputs; those of its inputs are known.</summary>
    /// <exception cref="ModelException">It computes with values of different types.</exception>
    public void Walk(OnnxNode node)
    {
        RequireSame(node, node.Type switch
        {
            "LSTM" => [0, 1, 2, 3, 5, 6, 7],
            "Where" => [1, 2],
            "MatMul" or "Gemm" or "Add" or "Sub" or "Mul" or "Div" or "Equal" or "Concat" or "Clip" or "LayerNormalization" => Enumerable.Range(0, node.Inputs.Count),
            _ => [],
        });
        int? result = node.Type switch
        {
            "Shape" => Int64,
            "Equal" => Bool,
            "Cast" => (int)Math.Clamp(node.Int("to", 0), 0, int.MaxValue),
            "Constant" => TypeOfLiteral(node),
            "ConstantOfShape" => node.TensorType("value") ?? Float,
            "Where" => Input(node, 1),
            _ => Input(node, 0),
        };
        for (int i = 0; i < node.Outputs.Count; i++)
        {
            // Dropout's second output is the mask of dropped values.
            int? type = node.Type == "Dropout" && i == 1 ? Bool : result;
            if (type is int known)
            {
                _types[node.Outputs[i]] = known;
            }
        }
    }

    private static int? TypeOfLiteral(OnnxNode node) =>
        node.TensorType("value") ?? (node.Has("value_float") || node.Has("value_floats") ? Float : node.Has("value_int") || node.Has("value_ints") ? Int64 : null);

    private int? Input(OnnxNode node, int index) => index < node.Inputs.Count ? Of(node.Inputs[index]) : null;

    private void RequireSame(OnnxNode node, IEnumerable<int> inputs)
    {
        int? first = null;
        string firstName = "";
        foreach (int index in inputs)
        {
            if (Input(node, index) is not int type)
            {
                continue;
            }

            if (first is int other && other != type)
            {
                throw node.Error($"reads {Shown.Text(firstName)} of {TensorData.TypeName(other)} and {Shown.Text(node.Inputs[index])} of {TensorData.TypeName(type)}, which have to be of one type");
            }

            (first, firstName) = (type, node.Inputs[index]);
        }
    }
}

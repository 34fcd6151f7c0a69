using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>
/// Notes the meaning of nodes that compute constants or rearrange values: exporters express the same in many ways, such as an axis counted
/// from the start or from the end. Each meaning has a number, which is stable within a process.
/// </summary>
internal sealed class Meanings(PassedOver passedOver)
{
    private static readonly string[] Layers = ["LSTM", "MatMul", "Gemm", "Add", "Sub", "Mul", "Div", "BatchNormalization", "LayerNormalization"];

    private static readonly string[] Layouts = ["Transpose", "Squeeze", "Unsqueeze", "Gather", "Slice", "Reshape", "Flatten", "Identity", "Concat", "Tile", "Expand", "ReduceMean", "ReduceMax"];

    private readonly List<(OnnxNode Reader, Constant Constant, Value Result, int Meaning)> _uses = [];
    private readonly List<(OnnxNode Node, Value Result)> _layouts = [];

    /// <summary>Whether the network outputs the last step, if there is no other.</summary>
    private bool? _last;

    // Each value once, however many nodes read it.
    private readonly Dictionary<Constant, int> _values = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Value, string> _laidOut = new(ReferenceEqualityComparer.Instance);

    /// <summary>Notes that a node which depends on the graph's input reads a constant.</summary>
    /// <param name="result">What the node makes of it.</param>
    /// <param name="chain">The layers so far, the last of which may be the node's.</param>
    public void Use(OnnxNode reader, Constant constant, Value result, LayerChain chain) =>
        _uses.Add((reader, constant, result, (Layers.Contains(reader.Type) || IsTable(reader, constant)) && result is not (CellPart or Statistic) ? Hash(chain.LastParameters) : Values(constant)));

    /// <summary>Whether it is a table from which a Gather takes rows.</summary>
    private static bool IsTable(OnnxNode reader, Constant constant) => reader.Type == "Gather" && constant.Floats is not null;

    /// <summary>Notes what a node computes from values that depend on the graph's input.</summary>
    public void Walk(OnnxNode node, Value result)
    {
        if (Layouts.Contains(node.Type))
        {
            _layouts.Add((node, result));
        }
    }

    /// <summary>Adds the notes, once the meaning of every axis is known.</summary>
    /// <param name="isOneStep">Whether a sequence has one step, which is the last whether it was taken or not.</param>
    /// <param name="ends">The network's output.</param>
    public void Note(bool isOneStep, Signal ends)
    {
        _last = isOneStep ? ends.LastStep : null;
        foreach ((OnnxNode node, Value result) in _layouts)
        {
            // Of the parts that a Concat joins, only the one taken matters.
            passedOver.Note(node.Place, OnnxHarmless.SameLayout, node.Type == "Concat" && result is Signal signal ? OfLayer(signal) : Layout(result));
        }

        // A constant's meaning is what all nodes make of it that read it or something computed from it.
        var meanings = new Dictionary<Constant, HashCode>(ReferenceEqualityComparer.Instance);
        foreach ((OnnxNode reader, Constant constant, Value result, int meaning) in _uses)
        {
            Add(constant, Layouts.Contains(reader.Type) && !IsTable(reader, constant) ? Layout(result).GetHashCode(StringComparison.Ordinal) : meaning);
        }

        foreach (Constant constant in ReadersFirst())
        {
            int meaning = meanings[constant].ToHashCode();
            foreach (string place in constant.Places)
            {
                passedOver.Note(place, OnnxHarmless.SameConstant, meaning.ToString(CultureInfo.InvariantCulture));
            }

            foreach (Constant from in constant.From)
            {
                Add(from, meaning);
            }
        }

        void Add(Constant constant, int meaning)
        {
            HashCode code = meanings.GetValueOrDefault(constant);
            code.Add(meaning);
            meanings[constant] = code;
        }
    }

    /// <summary>The constants that are used and those that they were computed from, each after all that were computed from it.</summary>
    private List<Constant> ReadersFirst()
    {
        var order = new List<Constant>();
        var seen = new HashSet<Constant>(ReferenceEqualityComparer.Instance);
        var left = new Stack<(Constant Constant, int Next)>();
        foreach ((_, Constant used, _, _) in _uses)
        {
            Visit(used);
            while (left.TryPop(out (Constant Constant, int Next) at))
            {
                if (at.Next == at.Constant.From.Count)
                {
                    order.Add(at.Constant);
                    continue;
                }

                left.Push((at.Constant, at.Next + 1));
                Visit(at.Constant.From[at.Next]);
            }
        }

        order.Reverse();
        return order;

        void Visit(Constant constant)
        {
            if (seen.Add(constant))
            {
                left.Push((constant, 0));
            }
        }
    }

    private string Layout(Value value) => _laidOut.TryGetValue(value, out string? known) ? known : _laidOut[value] = LayoutOf(value);

    private string LayoutOf(Value value) => value switch
    {
        Signal { Unshaped: { } known } => LayoutOf(known) + " in another shape",
        Signal signal => Axes(signal.Axes) + (_last ?? signal.LastStep ? " last" : "") + (signal.IsHalf ? " half" : "") + " " + signal.Sides + " " + signal.Row,
        Joined joined => string.Join(" and ", joined.Taken.Select(OfLayer).Distinct()),
        _ => "",
    };

    private string OfLayer(Signal signal) => FormattableString.Invariant($"layer {signal.Stage}: {Layout(signal)}");

    /// <summary>An axis of size 1 has one position, whatever its kind.</summary>
    private static string Axes(IReadOnlyList<Axis> axes) => string.Join(", ", axes.Select(axis => axis.Size == 1 ? "1" : axis.ToString()));

    private int Values(Constant constant) => _values.TryGetValue(constant, out int known) ? known : _values[constant] = ValuesOf(constant);

    private static int ValuesOf(Constant constant)
    {
        var code = default(HashCode);
        for (int i = 0; i < constant.Shape.Count; i++)
        {
            if (constant.Shape[i] != 1 || constant.Spread?[i] is not null)
            {
                code.Add(constant.Spread?[i] is null ? constant.Shape[i] : -1);
            }
        }

        code.Add(Hash(constant.Floats ?? []));
        foreach (long value in constant.Numbers ?? [])
        {
            code.Add(value);
        }

        return code.ToHashCode();
    }

    private static int Hash(IEnumerable<float> values)
    {
        var code = default(HashCode);
        foreach (float value in values)
        {
            code.Add(Floats.Bits(value));
        }

        return code.ToHashCode();
    }
}

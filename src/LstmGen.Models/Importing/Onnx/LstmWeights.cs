using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>
/// The tensors of an LSTM node, with a part for every direction: W [directions, 4·units, input], R [directions, 4·units, units], B
/// [directions, 8·units], initial_h and initial_c [directions, sequences, units], P [directions, 3·units]; gates i, o, f, c.
/// </summary>
internal sealed class LstmWeights
{
    private readonly OnnxNode _node;
    private readonly IReadOnlyList<Value?> _inputs;
    private readonly int _directions;
    private readonly bool _isBatchFirst;
    private readonly Constant _w;
    private readonly Constant _r;
    private readonly Constant? _b;
    private readonly Constant? _p;

    /// <exception cref="ModelException">A tensor is missing, isn't constant, or has another shape.</exception>
    public LstmWeights(OnnxNode node, IReadOnlyList<Value?> inputs, int directions, bool isBatchFirst)
    {
        _node = node;
        _inputs = inputs;
        _directions = directions;
        _isBatchFirst = isBatchFirst;
        _w = Weights(1, "W", 3);
        _r = Weights(2, "R", 3);
        long units = _r.Shape[2];
        long input = _w.Shape[2];
        if (units < 1 || input < 1 || units > Limits.Units)
        {
            throw node.Error($"has an R of the shape {Shown.Shape(_r.Shape)} and a W of {Shown.Shape(_w.Shape)}: at least one unit and one feature, and at most {Limits.Units} units are supported");
        }

        if (!node.Has("hidden_size"))
        {
            node.PassOverAttribute("hidden_size", OnnxHarmless.HiddenSize);
        }
        else if (node.Int("hidden_size", 0) != units)
        {
            throw node.Error(FormattableString.Invariant($"has hidden_size {node.Int("hidden_size", 0)}, and its R has the shape {Shown.Shape(_r.Shape)}"));
        }

        RequireShape(_w, "W", [directions, 4 * units, input]);
        RequireShape(_r, "R", [directions, 4 * units, units]);
        _b = Optional(3, "B", [directions, 8 * units]);
        _p = Optional(7, "P", [directions, 3 * units]);
        Units = (int)units;
        Input = (int)input;
    }

    public int Units { get; }

    public int Input { get; }

    public string Shape => Shown.Shape(_w.Shape);

    public bool HasBias => _b is not null;

    /// <summary>Whether a direction has peepholes. Peepholes that are all zero don't count.</summary>
    public bool HasPeepholes(int direction) => _p is not null && Part(_p, direction).Any(value => value != 0);

    /// <summary>The tensors of a direction as Keras lays them out.</summary>
    /// <param name="isCoupled">Whether the forget gate has no tensors.</param>
    /// <param name="batch">The sequences that the node reads.</param>
    public LstmTensors Of(int direction, bool isCoupled, Axis batch)
    {
        GateOrder order = isCoupled ? GateOrder.OnnxCoupled : GateOrder.Onnx;
        return new LstmTensors(
            order.Kernel(Part(_w, direction), Units, Input),
            order.Kernel(Part(_r, direction), Units, Units),
            _b is null ? null : Bias(order, Part(_b, direction)))
        {
            Peephole = HasPeepholes(direction)
                ? (isCoupled ? GateOrder.OnnxCoupledPeepholes : GateOrder.OnnxPeepholes).Bias(Part(_p!, direction), null, Units)
                : null,
            Hidden = Initial(5, "initial_h", direction, batch),
            Cell = Initial(6, "initial_c", direction, batch),
        };
    }

    private ArraySegment<float> Part(Constant tensor, int direction)
    {
        int length = tensor.Floats!.Length / _directions;
        return new ArraySegment<float>(tensor.Floats, direction * length, length);
    }

    /// <summary>The sum of the biases of W and of R.</summary>
    private float[] Bias(GateOrder order, ArraySegment<float> both) => order.Bias(both[..(4 * Units)], both[(4 * Units)..], Units);

    private Constant? Optional(int index, string name, long[] shape)
    {
        if (index >= _inputs.Count || _inputs[index] is null)
        {
            return null;
        }

        Constant found = Weights(index, name, shape.Length);
        RequireShape(found, name, shape);
        return found;
    }

    private Constant Weights(int index, string name, int dimensions)
    {
        if (_inputs[index] is not Constant { Floats: not null } weights)
        {
            throw _node.Error($"has {(_inputs[index] is null ? "no" : "something else than constant floats as its")} {name}");
        }

        return weights.IsSpread ? throw _node.Error($"has a {name} whose size isn't known")
            : weights.Shape.Count == dimensions ? weights
            : throw _node.Error($"has a {name} of the shape {Shown.Shape(weights.Shape)}, and {dimensions} dimensions are needed");
    }

    private void RequireShape(Constant weights, string name, long[] shape)
    {
        if (!weights.Shape.SequenceEqual(shape))
        {
            throw _node.Error($"has {(name.StartsWith('i') || name.StartsWith('R') ? "an" : "a")} {name} of the shape {Shown.Shape(weights.Shape)}, and {Shown.Shape(shape)} is needed");
        }
    }

    /// <summary>An initial state [units], or null if it is zero. The file has one for each sequence; they must be equal.</summary>
    private float[]? Initial(int index, string name, int direction, Axis batch)
    {
        if (index >= _inputs.Count || _inputs[index] is not { } value)
        {
            _node.PassOverInput(index, OnnxHarmless.ZeroState, "0");
            return null;
        }

        if (value is States given)
        {
            SequencesOf(given.Numbers, name, batch);
            return null;
        }

        if (value is not Constant { Floats: { } floats } state)
        {
            throw _node.Error($"has an {name} that {(value is Constant ? "isn't of floats" : "depends on the graph's input")}; a constant, or an input of the graph, is needed");
        }

        long sequences = SequencesOf(state, name, batch);
        if (Array.TrueForAll(floats, number => number == 0))
        {
            _node.PassOverInput(index, OnnxHarmless.ZeroState, "0");
        }

        // The distance from one sequence's state of the direction to the next one's.
        int stride = _isBatchFirst ? _directions * Units : Units;
        int start = _isBatchFirst ? direction * Units : direction * (int)sequences * Units;
        ReadOnlySpan<float> first = floats.AsSpan(start, Units);
        for (int sequence = 1; sequence < sequences; sequence++)
        {
            if (!first.SequenceEqual(floats.AsSpan(start + (sequence * stride), Units)))
            {
                throw _node.Error($"has an {name} that differs between the sequences, which isn't supported");
            }
        }

        return first.ToArray();
    }

    /// <summary>How many sequences an initial state has, which must be the number of sequences.</summary>
    private long SequencesOf(Constant state, string name, Axis batch)
    {
        long sequences = state.Shape.Count == 3 ? state.Shape[_isBatchFirst ? 0 : 1] : 1;
        RequireShape(state, name, _isBatchFirst ? [sequences, _directions, Units] : [_directions, sequences, Units]);
        if (state.Spread?[_isBatchFirst ? 0 : 1] is { Kind: AxisKind.Time or AxisKind.Feature } other)
        {
            throw _node.Error($"has an {name} for as many sequences as there are in '{other}'");
        }

        if (sequences < 1 || (batch.Size is long size && size != sequences && !state.IsSpread))
        {
            throw _node.Error(FormattableString.Invariant($"has an {name} of {sequences} sequences, and its input has {batch}"));
        }

        return sequences;
    }
}

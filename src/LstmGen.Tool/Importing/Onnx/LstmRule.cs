using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Tool.Importing.Onnx;

/// <summary>Reads an LSTM node: X, W [1, 4·units, input], R [1, 4·units, units], B [1, 8·units], sequence_lens, initial_h, initial_c, P; gates i, o, f, c.</summary>
internal sealed class LstmRule
{
    private readonly OnnxNode _node;
    private readonly IReadOnlyList<Value?> _inputs;
    private readonly bool _isBatchFirst;

    private LstmRule(OnnxNode node, IReadOnlyList<Value?> inputs)
    {
        _node = node;
        _inputs = inputs;
        node.RequireInputs(3, 8);
        _isBatchFirst = node.Opset >= 14 && node.Int("layout", 0) switch
        {
            0 => false,
            1 => true,
            long other => throw node.Error(FormattableString.Invariant($"has layout {other}; 0 and 1 are known")),
        };
    }

    /// <summary>The node's outputs: Y, every step; Y_h, the last step; Y_c.</summary>
    public static IReadOnlyList<Value> Read(OnnxNode node, IReadOnlyList<Value?> inputs, LayerChain chain) => new LstmRule(node, inputs).Read(chain);

    private IReadOnlyList<Value> Read(LayerChain chain)
    {
        if (_inputs[0] is not Signal signal)
        {
            throw _node.Error("reads a constant as its input");
        }

        RequireSupported();
        chain.RequireReadable(_node, signal);
        Constant w = Weights(1, "W", 3);
        Constant r = Weights(2, "R", 3);
        long units = r.Shape[2];
        long input = w.Shape[2];
        if (units < 1 || input < 1 || units > Limits.Units)
        {
            throw _node.Error($"has an R of the shape {Shown.Shape(r.Shape)} and a W of {Shown.Shape(w.Shape)}: at least one unit and one feature, and at most {Limits.Units} units are supported");
        }

        if (_node.Has("hidden_size") && _node.Int("hidden_size", 0) != units)
        {
            throw _node.Error(FormattableString.Invariant($"has hidden_size {_node.Int("hidden_size", 0)}, and its R has the shape {Shown.Shape(r.Shape)}"));
        }

        RequireShape(w, "W", [1, 4 * units, input]);
        RequireShape(r, "R", [1, 4 * units, units]);
        float[]? bias = Bias((int)units);
        RequireNoPeepholes(units);
        (Axis time, Axis batch) = Axes(signal, input);
        RequireFullLength(time);
        (Activation recurrentActivation, Activation activation) = Activations();
        int stage = chain.Lstm(
            _node.Name, time, (int)input, (int)units, activation, recurrentActivation,
            GateOrder.Onnx.Kernel(w.Floats!, (int)units, (int)input), GateOrder.Onnx.Kernel(r.Floats!, (int)units, (int)units), bias,
            Initial(5, "initial_h", batch, (int)units), Initial(6, "initial_c", batch, (int)units));

        var feature = new Axis(units, AxisKind.Feature);
        var direction = new Axis(1, AxisKind.One);
        return
        [
            new Signal(_isBatchFirst ? [batch, time, direction, feature] : [time, direction, batch, feature], stage),
            new Signal(_isBatchFirst ? [batch, direction, feature] : [direction, batch, feature], stage, lastStep: true),
            new Unavailable("the last cell state (Y_c) of an LSTM, which a network doesn't hand on"),
        ];
    }

    private void RequireSupported()
    {
        string direction = _node.Text("direction", "forward");
        if (direction != "forward")
        {
            throw _node.Error($"has the direction {Shown.Text(direction)}, which isn't supported yet; 'forward' is");
        }

        if (_node.Has("clip"))
        {
            throw _node.Error(FormattableString.Invariant($"has clip {_node.Float("clip", 0)}, which isn't supported yet"));
        }

        if (_node.Int("input_forget", 0) != 0)
        {
            throw _node.Error("has input_forget 1, which couples the input and the forget gate and isn't supported yet");
        }
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

    private Value? Optional(int index) => index < _inputs.Count ? _inputs[index] : null;

    private float[]? Bias(int units)
    {
        if (Optional(3) is null)
        {
            return null;
        }

        Constant b = Weights(3, "B", 2);
        RequireShape(b, "B", [1, 8L * units]);
        return GateOrder.Onnx.Bias(new ArraySegment<float>(b.Floats!, 0, 4 * units), new ArraySegment<float>(b.Floats!, 4 * units, 4 * units), units);
    }

    private void RequireNoPeepholes(long units)
    {
        if (Optional(7) is null)
        {
            return;
        }

        Constant p = Weights(7, "P", 2);
        RequireShape(p, "P", [1, 3 * units]);
        if (Array.Exists(p.Floats!, value => value != 0))
        {
            throw _node.Error("has peepholes (P), which aren't supported yet");
        }
    }

    private (Axis Time, Axis Batch) Axes(Signal signal, long input)
    {
        if (signal.LastStep)
        {
            throw _node.Error("reads the last step alone, and every step is needed");
        }

        if (signal.Axes.Count != 3)
        {
            throw _node.Error($"reads {signal}, and three axes are needed: steps, sequences and features");
        }

        Axis time = signal.Axes[_isBatchFirst ? 1 : 0];
        Axis batch = signal.Axes[_isBatchFirst ? 0 : 1];
        Axis feature = signal.Axes[2];
        string before = signal.ToString();
        if (!time.TryBe(AxisKind.Time) || !batch.TryBe(AxisKind.Batch) || !feature.TryBe(AxisKind.Feature) || feature.IsPart)
        {
            throw _node.Error($"reads {before}, and {(_isBatchFirst ? "sequences, steps" : "steps, sequences")} and all features are needed, in this order");
        }

        return feature.Size is null || feature.Size == input
            ? (time, batch)
            : throw _node.Error(FormattableString.Invariant($"reads {feature.Size} features, and its W has the shape {Shown.Shape(((Constant)_inputs[1]!).Shape)}"));
    }

    private void RequireFullLength(Axis time)
    {
        if (Optional(4) is not { } lengths)
        {
            return;
        }

        if (time.Size is not long steps || lengths is not Constant { Numbers: { } numbers } || Array.Exists(numbers, length => length != steps))
        {
            throw _node.Error($"has sequence_lens, which is supported only where each is a constant and as long as the whole sequence, {(time.Size is null ? "whose length isn't known here" : time.ToString())}");
        }
    }

    /// <summary>An initial state [units], or null where it is zero. The file has one for each sequence; they must be equal.</summary>
    private float[]? Initial(int index, string name, Axis batch, int units)
    {
        if (Optional(index) is not { } value)
        {
            return null;
        }

        if (value is not Constant { Floats: { } floats } state)
        {
            throw _node.Error($"has an {name} that {(value is Constant ? "isn't of floats" : "depends on the graph's input")}; a constant is needed");
        }

        long sequences = state.Shape.Count == 3 ? state.Shape[_isBatchFirst ? 0 : 1] : 1;
        RequireShape(state, name, _isBatchFirst ? [sequences, 1, units] : [1, sequences, units]);
        if (sequences < 1 || (batch.Size is long size && size != sequences))
        {
            throw _node.Error(FormattableString.Invariant($"has an {name} of {sequences} sequences, and its input has {batch}"));
        }

        for (int i = units; i < floats.Length; i++)
        {
            if (!floats[i].Equals(floats[i - units]))
            {
                throw _node.Error($"has an {name} that differs between the sequences, which isn't supported");
            }
        }

        return floats[..units];
    }

    /// <summary>The activations of the gates (f), and of the cell (g and h).</summary>
    private (Activation Recurrent, Activation Cell) Activations()
    {
        IReadOnlyList<string> names = _node.Texts("activations") ?? ["Sigmoid", "Tanh", "Tanh"];
        var alphas = new Queue<float>(_node.Floats("activation_alpha") ?? []);
        var betas = new Queue<float>(_node.Floats("activation_beta") ?? []);
        if (names.Count != 3)
        {
            throw _node.Error($"has {names.Count} activations, and 3 are needed: f, g and h");
        }

        var found = new List<Activation>();
        foreach (string name in names)
        {
            float alpha = 0;
            float beta = 0;
            if (OnnxActivation.HasParameters(name))
            {
                alpha = alphas.TryDequeue(out float a) ? a : OnnxActivation.HardSigmoidAlpha;
                beta = betas.TryDequeue(out float b) ? b : OnnxActivation.HardSigmoidBeta;
            }

            found.Add(OnnxActivation.Find(name, alpha, beta) ?? throw _node.Error(
                $"has the activation {OnnxActivation.Text(name, alpha, beta)}, which isn't supported yet; Tanh, Sigmoid, Relu, HardSigmoid with alpha 0.2 or 1/6 and beta 0.5, and Affine with alpha 1 and beta 0 are"));
        }

        if (alphas.Count + betas.Count > 0)
        {
            throw _node.Error($"has {alphas.Count} values of activation_alpha and {betas.Count} of activation_beta more than its activations read");
        }

        return found[1] == found[2]
            ? (found[0], found[1])
            : throw _node.Error($"has the activations {Shown.Text(names[1])} (g) and {Shown.Text(names[2])} (h), which differ; they have to be the same");
    }
}

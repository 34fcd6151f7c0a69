using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>Reads an LSTM node: X, W, R, B, sequence_lens, initial_h, initial_c, P.</summary>
internal sealed class LstmRule
{
    private const int MostInputs = 8;

    private readonly OnnxNode _node;
    private readonly IReadOnlyList<Value?> _inputs;
    private readonly bool _isBatchFirst;

    private LstmRule(OnnxNode node, IReadOnlyList<Value?> inputs)
    {
        _node = node;
        _inputs = inputs;
        node.RequireInputs(3, MostInputs);
        _isBatchFirst = node.Opset >= 14 && node.Bool("layout");
    }

    /// <summary>The node's outputs: Y, every step; Y_h, the last step; Y_c.</summary>
    public static IReadOnlyList<Value> Read(OnnxNode node, IReadOnlyList<Value?> inputs, LayerChain chain, StateTable states) =>
        new LstmRule(node, inputs).Read(chain, states);

    private IReadOnlyList<Value> Read(LayerChain chain, StateTable states)
    {
        if (_inputs[0] is not Signal signal)
        {
            throw _node.Error("reads a constant as its input");
        }

        signal = RowsRules.AsSequence(_node, signal, _isBatchFirst ? 1 : 0, chain);
        Sides sides = ReadSides();
        chain.RequireReadable(_node, signal);
        Direction[] directions = sides == Sides.Both ? [Direction.Forward, Direction.Backward] : [sides == Sides.Forward ? Direction.Forward : Direction.Backward];
        var weights = new LstmWeights(_node, _inputs, directions.Length, _isBatchFirst);
        (Axis time, Axis batch) = Axes(signal, weights, chain.Time);
        RequireFullLength(time);
        int stage = chain.Lstm(_node.Name, time, ReadDirections(directions, weights, batch));
        (States Hidden, States Cell)? left = states.Start(_node, State(5, sides), State(6, sides));

        var feature = new Axis(weights.Units, AxisKind.Feature);
        var direction = new Axis(directions.Length, sides == Sides.Both ? AxisKind.Direction : AxisKind.One);
        Axis[] last = _isBatchFirst ? [batch, direction, feature] : [direction, batch, feature];
        return
        [
            new Signal(_isBatchFirst ? [batch, time, direction, feature] : [time, direction, batch, feature], stage) { Sides = sides, Carries = time.Size == 1 ? EveryStep(left?.Hidden) : null },
            new Signal(last, stage) { Sides = sides, LastStep = true, Carries = left?.Hidden },
            new Unavailable("the last cell state (Y_c) of an LSTM, which a network doesn't output", last) { Carries = left?.Cell },
        ];
    }

    /// <summary>The state from which the node starts, if it is an input of the graph.</summary>
    private States? State(int index, Sides sides) => (index < _inputs.Count ? _inputs[index] as States : null) switch
    {
        null => null,
        { } state => sides == Sides.Forward
            ? state
            : throw _node.Error("has states that are inputs of the graph and reads the sequence from its end, so that no state is carried from one part of a sequence to the next; leave them out, and it starts at zero"),
    };

    /// <summary>The hidden state of the only step, in the axes of Y.</summary>
    private States? EveryStep(States? hidden) => hidden is null ? null
        : new States(hidden.Numbers.Reshape(_isBatchFirst ? [hidden.Numbers.Shape[0], 1, 1, hidden.Numbers.Shape[2]] : [1, .. hidden.Numbers.Shape]));

    private Sides ReadSides() => _node.Text("direction", "forward") switch
    {
        "forward" => Sides.Forward,
        "reverse" => Sides.Backward,
        "bidirectional" => Sides.Both,
        string other => throw _node.Error($"has the direction {Shown.Text(other)}; forward, reverse and bidirectional are known"),
    };

    private List<LstmDirection> ReadDirections(Direction[] directions, LstmWeights weights, Axis batch)
    {
        // ONNX Runtime makes the forget gate one minus the input gate, and clips only the gates' sums, not the cell state.
        bool isCoupled = _node.Bool("input_forget");
        float? clip = _node.Has("clip") && _node.Float("clip", 0) is float limit and not float.PositiveInfinity ? limit : null;
        IReadOnlyList<Activation> activations = OnnxActivation.Read(_node, directions.Length);
        return directions.Select((direction, i) =>
        {
            (Activation f, Activation g, Activation h) = (activations[3 * i], activations[(3 * i) + 1], activations[(3 * i) + 2]);
            var layer = new LstmLayer("", weights.Input, weights.Units, g, f, weights.HasBias, ReturnSequences: true)
            {
                Direction = direction,
                HiddenActivation = h == g ? null : h,
                Peepholes = weights.HasPeepholes(i),
                IsCoupled = isCoupled,
                Clip = clip,
            };
            return new LstmDirection(layer, weights.Of(i, isCoupled, batch));
        }).ToList();
    }

    private (Axis Time, Axis Batch) Axes(Signal signal, LstmWeights weights, Axis? read)
    {
        // The only step is also the last.
        if (signal.IsOneRow && read?.Size != 1)
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

        return feature.Size is null || feature.Size == weights.Input
            ? (time, batch)
            : throw _node.Error(FormattableString.Invariant($"reads {feature.Size} features, and its W has the shape {weights.Shape}"));
    }

    /// <summary>
    /// Lengths that are an input of the graph are an argument of the generated code, too, and those of a whole sequence change nothing.
    /// </summary>
    private void RequireFullLength(Axis time)
    {
        if (_inputs.Count <= 4 || _inputs[4] is null or Lengths)
        {
            return;
        }

        if (_inputs[4] is Constant { Shape: { Count: not 1 } shape })
        {
            throw _node.Error($"has sequence_lens of the shape {Shown.Shape(shape)}, and a list with the length of each sequence is needed");
        }

        bool isFull = _inputs[4] is Constant { Numbers: { } numbers } lengths
            && numbers.Select((length, i) => lengths.Dynamic?[i] is { } axis ? axis == time : length == time.Size).All(isSame => isSame);
        if (!isFull)
        {
            throw _node.Error($"has sequence_lens that aren't the length of the whole sequence, {(time.Size is null ? "which isn't known here" : time.ToString())}: leave them out or make them an input of the graph, and give shorter sequences to Forward with its parameter length");
        }
    }
}

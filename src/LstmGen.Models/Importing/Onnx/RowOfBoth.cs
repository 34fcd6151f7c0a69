using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>
/// The last row of a bidirectional LSTM's output, PyTorch's <c>y[:, -1]</c>, or its first row. There one direction has read the whole
/// sequence, and the other only one step. Both are the last step of one layer in one direction: the units of the other have a forget gate
/// that is zero and no recurrent weights, so that each step of theirs is the first.
/// </summary>
internal static class RowOfBoth
{
    /// <summary>A forget gate's sum so low that no input or activation here makes the gate greater than zero.</summary>
    private const float Closed = -1000;

    /// <param name="forward">The forward direction of a node, and <paramref name="backward"/> the other.</param>
    /// <exception cref="ModelException">The node has an option with which the directions can't be one layer.</exception>
    public static LstmDirection Join(OnnxNode reader, LstmDirection forward, LstmDirection backward, RowPlace row)
    {
        (LstmDirection whole, LstmDirection single) = row == RowPlace.Last ? (forward, backward) : (backward, forward);
        string? obstacle = Obstacle(whole, single);
        if (obstacle is not null)
        {
            throw reader.Error(
                $"reads the {(row == RowPlace.Last ? "last" : "first")} row of a bidirectional LSTM's output Y, in which one direction "
                + "has read a single step, "
                + $"and that isn't supported where {obstacle}; its last step is the output Y_h (PyTorch's h_n)");
        }

        int units = whole.Layer.Units;
        bool isFirst = row == RowPlace.Last;
        LstmLayer layer = whole.Layer with { Units = 2 * units, UseBias = true };
        return new LstmDirection(layer, new LstmTensors(
            Rows(layer.Input, (input, gate) => (Of(whole, input, gate), gate == 1 ? new float[units] : Of(single, input, gate)), isFirst),
            Recurrent(whole, units, isFirst),
            Rows(1, (_, gate) => (Bias(whole, gate), gate == 1 ? Filled(units, Closed) : Bias(single, gate)), isFirst))
        {
            Peephole = whole.Tensors.Peephole is null ? null
                : [.. Enumerable.Range(0, 3).SelectMany(
                    gate => Pair(Peephole(whole, gate), gate == 2 ? Peephole(single, gate) : new float[units], isFirst))],
            Hidden = whole.Tensors.Hidden is { } hidden ? Pair(hidden, new float[units], isFirst) : null,
            Cell = whole.Tensors.Cell is { } cell ? Pair(cell, new float[units], isFirst) : null,
        });
    }

    /// <summary>Why the directions can't be one layer, or null.</summary>
    private static string? Obstacle(LstmDirection whole, LstmDirection single)
    {
        LstmLayer layer = whole.Layer;
        bool isAlike = layer with { Direction = single.Layer.Direction, UseBias = single.Layer.UseBias } == single.Layer;
        bool isZero = (single.Tensors.Hidden ?? []).Concat(single.Tensors.Cell ?? []).All(value => value == 0);
        Activation gate = layer.RecurrentActivation;
        Activation[] closing = [Activation.Sigmoid, Activation.HardSigmoid, Activation.HardSigmoid02, Activation.Relu];
        return !isAlike ? "the directions have different activations"
            : layer.IsCoupled ? "the forget gate is coupled with the input gate"
            : layer.Clip is not null ? "the gates' sums are clipped"
            : !isZero ? "that direction starts from a state that isn't zero"
            : !closing.Contains(gate) ? $"the gates' activation is {ActivationNames.Of(gate)}"
            : null;
    }

    /// <summary>Values for each gate and unit, row by row, for both directions gate by gate.</summary>
    private static float[] Rows(int count, Func<int, int, (float[] Whole, float[] Single)> of, bool isFirst)
    {
        var values = new List<float>();
        for (int i = 0; i < 4 * count; i++)
        {
            (float[] whole, float[] single) = of(i / 4, i % 4);
            values.AddRange(Pair(whole, single, isFirst));
        }

        return [.. values];
    }

    /// <summary>The recurrent kernel [2·units, 8·units]: no gate reads what the direction that reads a single step has computed.</summary>
    private static float[] Recurrent(LstmDirection whole, int units, bool isFirst)
    {
        float[] Own(int row, int gate) => whole.Tensors.RecurrentKernel.AsSpan(((row * 4) + gate) * units, units).ToArray();
        float[] own = Rows(units, (row, gate) => (Own(row, gate), new float[units]), isFirst);
        return Pair(own, new float[own.Length], isFirst);
    }

    private static float[] Pair(float[] whole, float[] single, bool isFirst) => isFirst ? [.. whole, .. single] : [.. single, .. whole];

    private static float[] Of(LstmDirection direction, int input, int gate) =>
        direction.Tensors.Kernel.AsSpan(((input * 4) + gate) * direction.Layer.Units, direction.Layer.Units).ToArray();

    private static float[] Bias(LstmDirection direction, int gate) =>
        direction.Tensors.Bias?.AsSpan(gate * direction.Layer.Units, direction.Layer.Units).ToArray() ?? new float[direction.Layer.Units];

    private static float[] Peephole(LstmDirection direction, int gate) =>
        direction.Tensors.Peephole!.AsSpan(gate * direction.Layer.Units, direction.Layer.Units).ToArray();

    private static float[] Filled(int count, float value)
    {
        var values = new float[count];
        values.AsSpan().Fill(value);
        return values;
    }
}

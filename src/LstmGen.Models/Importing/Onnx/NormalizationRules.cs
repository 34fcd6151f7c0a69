using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>
/// Layer normalization: the operator of version 17 and newer, and what exporters write for older ones, ReduceMean, Sub, Pow or Mul,
/// ReduceMean, Add, Sqrt and Div, followed by a scale and an offset.
/// </summary>
internal static class NormalizationRules
{
    /// <summary>The operators that are used for nothing else here.</summary>
    public static readonly string[] Operators = ["LayerNormalization", "Pow", "Sqrt", "Reciprocal"];

    /// <summary>What the inputs of LayerNormalization are.</summary>
    public static readonly string[] Roles = ["input", "scale", "offset"];

    public static bool Applies(OnnxNode node, IReadOnlyList<Value?> inputs) =>
        Operators.Contains(node.Type) || inputs.Any(input => input is Statistic)
        || (node.Type == "ReduceMean" && inputs[0] is Signal { Axes: [.., { Kind: not AxisKind.Time }] axes }
            && Axes(node, inputs) is [long axis] && Shapes.Axis(node, axis, axes.Count) == axes.Count - 1);

    /// <summary>The axes over which a ReduceMean is computed, or null for all.</summary>
    private static IReadOnlyList<long>? Axes(OnnxNode node, IReadOnlyList<Value?> inputs) =>
        node.Opset < 18 ? node.Ints("axes") : inputs.Count > 1 && inputs[1] is { } given ? Arguments.Numbers(node, given, "axes") : null;

    public static Value Apply(OnnxNode node, IReadOnlyList<Value?> inputs, LayerChain chain)
    {
        if (node.Type == "LayerNormalization")
        {
            return Whole(node, inputs, chain);
        }

        return node.Type switch
        {
            "ReduceMean" => Mean(node, inputs, chain),
            "Identity" or "Cast" when inputs is [Statistic statistic] && IsFloat(node) => statistic,
            "Sub" when inputs is [Signal signal, Statistic { Kind: StatisticKind.Mean } mean] && mean.Of == signal => new Statistic(StatisticKind.Centred, signal),
            "Pow" when inputs is [Statistic { Kind: StatisticKind.Centred } row, Constant two] && IsNumber(two, 2) => new Statistic(StatisticKind.Squared, row.Of),
            "Mul" when inputs is [Statistic { Kind: StatisticKind.Centred } row, Statistic { Kind: StatisticKind.Centred } same] && row.Of == same.Of =>
                new Statistic(StatisticKind.Squared, row.Of),
            "Add" when Pair<Constant>(inputs, StatisticKind.Variance) is var (variance, epsilon) =>
                new Statistic(StatisticKind.Raised, variance.Of, Epsilon(node, epsilon)),
            "Sqrt" when inputs is [Statistic { Kind: StatisticKind.Raised or StatisticKind.Variance } raised] =>
                new Statistic(StatisticKind.Deviation, raised.Of, raised.Epsilon),
            "Reciprocal" when inputs is [Statistic { Kind: StatisticKind.Deviation } deviation] =>
                new Statistic(StatisticKind.Inverse, deviation.Of, deviation.Epsilon),
            "Div" when inputs is [Statistic { Kind: StatisticKind.Centred } row, Statistic { Kind: StatisticKind.Deviation } deviation] && row.Of == deviation.Of =>
                Normalized(node, deviation, chain),
            "Mul" when Pair<Statistic>(inputs, StatisticKind.Inverse) is var (inverse, row) && row.Kind == StatisticKind.Centred && row.Of == inverse.Of =>
                Normalized(node, inverse, chain),
            _ => throw node.Error("computes with values that depend on the graph's input, which is supported for the steps of a layer normalization: "
                + "ReduceMean over the features, Sub, Pow by 2 or Mul, ReduceMean, Add of a constant, Sqrt, Div"),
        };
    }

    /// <summary>A statistic and the other operand.</summary>
    private static (Statistic Statistic, T Other)? Pair<T>(IReadOnlyList<Value?> inputs, StatisticKind kind)
        where T : Value => inputs switch
        {
            [Statistic first, T other] when first.Kind == kind => (first, other),
            [T other, Statistic second] when second.Kind == kind => (second, other),
            _ => null,
        };

    private static bool IsFloat(OnnxNode node) => node.Type == "Identity" || TensorData.IsFloat(node.Int("to", 0));

    private static bool IsNumber(Constant constant, double number) =>
        constant.Floats is [float value] ? value == number : constant.Numbers is [long whole] && whole == number;

    private static double Epsilon(OnnxNode node, Constant constant) => constant.Floats is [float epsilon] && epsilon >= 0 && float.IsFinite(epsilon)
        ? epsilon
        : throw node.Error("adds something else than a finite constant of at least 0 to the variance of a layer normalization");

    private static Statistic Mean(OnnxNode node, IReadOnlyList<Value?> inputs, LayerChain chain)
    {
        (Signal signal, StatisticKind kind) = inputs[0] switch
        {
            Signal read => (read, StatisticKind.Mean),
            Statistic { Kind: StatisticKind.Squared } squared => (squared.Of, StatisticKind.Variance),
            _ => throw node.Error("averages something else than a row or the squares of one without its mean, which isn't supported"),
        };
        bool isInput = node.Opset >= 18;
        node.RequireInputs(1, isInput ? 2 : 1);
        IReadOnlyList<long>? axes = Axes(node, inputs);
        if (isInput)
        {
            _ = node.Bool("noop_with_empty_axes");
        }

        int rank = signal.Axes.Count;
        if (axes is not [long axis] || Shapes.Axis(node, axis, rank) != rank - 1 || node.Int("keepdims", 1) != 1)
        {
            throw node.Error($"averages {signal} over {(axes is null ? "all axes" : "the axes " + Shown.Shape(axes))}; over the features with keepdims, as a part of a layer normalization, it is supported, and over the steps that an LSTM has read");
        }

        chain.RequireReadable(node, signal);
        RequireFeatures(node, signal);
        return new Statistic(kind, signal);
    }

    private static void RequireFeatures(OnnxNode node, Signal signal)
    {
        if (!signal.Axes[^1].TryBe(AxisKind.Feature) || signal.Axes.Any(axis => axis.IsPart || (axis.Kind == AxisKind.Direction && axis.Size != 1)))
        {
            throw node.Error($"normalizes {signal}, and all features along the last axis are needed");
        }
    }

    private static Signal Normalized(OnnxNode node, Statistic statistic, LayerChain chain) =>
        Next(node, statistic.Of, chain, (int?)statistic.Of.Axes[^1].Size, statistic.Epsilon, null, null);

    private static Signal Whole(OnnxNode node, IReadOnlyList<Value?> inputs, LayerChain chain)
    {
        node.RequireInputs(2, 3);
        Signal signal = inputs[0] as Signal ?? throw node.Error("has something else than the output of a layer as its input");
        chain.RequireReadable(node, signal);
        if (Shapes.Axis(node, node.Int("axis", -1), signal.Axes.Count) != signal.Axes.Count - 1)
        {
            throw node.Error($"normalizes {signal} over several axes; the features alone are supported");
        }

        if (node.Int("stash_type", 1) != 1)
        {
            throw node.Error($"has stash_type {node.Int("stash_type", 1)}, which isn't supported; 1, floats, is");
        }

        RequireFeatures(node, signal);
        float[] scale = Numbers(node, inputs[1], Roles[1])!;
        float[]? offset = inputs.Count > 2 ? Numbers(node, inputs[2], Roles[2]) : null;
        double epsilon = node.Float("epsilon", 1e-5f);
        return epsilon >= 0 && double.IsFinite(epsilon)
            ? Next(node, signal, chain, scale.Length, epsilon, scale, offset)
            : throw node.Error(FormattableString.Invariant($"has the epsilon {epsilon}; it is a finite number of at least 0"));
    }

    private static float[]? Numbers(OnnxNode node, Value? input, string what) => input switch
    {
        null => null,
        Constant { Floats: { } floats, Shape.Count: 1, IsSpread: false } => floats,
        _ => throw node.Error($"has {(what[0] == 'o' ? "an" : "a")} {what} that isn't a constant list of floats, one for each feature"),
    };

    private static Signal Next(OnnxNode node, Signal signal, LayerChain chain, int? features, double epsilon, float[]? scale, float[]? offset)
    {
        if (!chain.IsCurrent(signal))
        {
            throw node.Error("normalizes a value from before another layer: a graph that branches isn't supported there");
        }

        if (features is int count && signal.Axes[^1].Size is long size && size != count)
        {
            throw node.Error($"has a scale of {count} values for {size} features");
        }

        // The directions can no longer be told apart.
        Axis[] axes = [.. signal.Axes.SkipLast(1), new Axis(features ?? signal.Axes[^1].Size, AxisKind.Feature)];
        return signal.Next(axes, chain.Normalize(node.Name, features, (float)epsilon, scale, offset));
    }
}

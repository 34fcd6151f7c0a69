using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>The operators that scale and shift features by constants: Add, Sub, Mul, Div and BatchNormalization.</summary>
internal static class ScaleRules
{
    /// <summary>What the inputs of BatchNormalization are.</summary>
    public static readonly string[] BatchRoles = ["input", "scale", "offset", "mean", "variance"];

    /// <summary>A value and a constant.</summary>
    public static Signal Arithmetic(OnnxNode node, IReadOnlyList<Value?> inputs, LayerChain chain, FoldingBudget budget)
    {
        node.RequireInputs(2, 2);
        bool isFirst = inputs[0] is Signal;
        Signal? signal = inputs[0] as Signal ?? inputs[1] as Signal;
        Constant? constant = inputs[0] as Constant ?? inputs[1] as Constant;
        if (signal is null || constant is null)
        {
            throw node.Error(
                "computes with two values that depend on the graph's input, which isn't supported; with one and a constant it is");
        }

        if (node.Type == "Div" && !isFirst)
        {
            throw node.Error("divides a constant by what depends on the graph's input, which isn't supported; the other way round it is");
        }

        chain.RequireReadable(node, signal);
        (double[] values, IReadOnlyList<Axis> axes) = ByFeature(node, constant, signal);
        int zero = node.Type == "Div" ? Array.IndexOf(values, 0) : -1;
        if (zero >= 0)
        {
            throw node.Error($"divides by 0 (value {zero} of its constant)");
        }

        double[] one = [1];
        double[] none = [0];
        Scaling scaling = node.Type switch
        {
            "Add" => new Scaling(one, values),
            "Sub" => isFirst ? new Scaling(one, [.. values.Select(value => -value)]) : new Scaling([-1], values),
            "Mul" => new Scaling(values, none),
            _ => new Scaling([.. values.Select(value => 1 / value)], none),
        };
        return Next(node, signal, axes, chain, budget, scaling);
    }

    /// <summary>
    /// scale·(x − mean)/√(variance + epsilon) + offset for each position along axis 1, which must be that of the features.
    /// </summary>
    public static Signal BatchNormalization(OnnxNode node, IReadOnlyList<Value?> inputs, LayerChain chain, FoldingBudget budget)
    {
        node.RequireInputs(5, 5);
        node.Ignore("momentum", OnnxHarmless.Momentum);
        if ((node.Opset >= 14 && node.Bool("training_mode")) || (node.Opset < 9 && node.Int("spatial", 1) != 1))
        {
            throw node.Error("has training_mode 1 or spatial 0, which isn't supported: export the model for inference");
        }

        double epsilon = node.Float("epsilon", 1e-5f);
        Signal signal = inputs[0] as Signal ?? throw node.Error("has a constant as its input");
        chain.RequireReadable(node, signal);
        double[][] numbers = [.. Enumerable.Range(1, 4).Select(i => Statistic(node, inputs[i], BatchRoles[i]))];
        int count = numbers[0].Length;
        if (Array.Exists(numbers, values => values.Length != count))
        {
            throw node.Error("has a scale, offset, mean and variance of different shapes, and a value of each for each feature is needed");
        }

        (double[] scale, double[] offset, double[] mean, double[] variance) = (numbers[0], numbers[1], numbers[2], numbers[3]);
        int at = Array.FindIndex(variance, value => value < 0 || !(value + epsilon > 0));
        if (at >= 0)
        {
            throw node.Error(FormattableString.Invariant(
                $"has the variance {variance[at]} and the epsilon {epsilon}, and their sum has to be more than 0"));
        }

        RequireFeatures(node, signal, signal.Axes.Count > 1 ? 1 : throw node.Error($"reads {signal}, and two axes are needed"), count);
        double[] factors = [.. scale.Select((value, i) => value / Math.Sqrt(variance[i] + epsilon))];
        double[] offsets = [.. offset.Select((value, i) => value - (mean[i] * factors[i]))];
        return Next(node, signal, signal.Axes, chain, budget, new Scaling(factors, offsets));
    }

    private static Signal Next(
        OnnxNode node, Signal signal, IReadOnlyList<Axis> axes, LayerChain chain, FoldingBudget budget, Scaling scaling)
    {
        // A file may scale the same features many times.
        budget.Charge(node, scaling.Features ?? 1);

        // The directions can no longer be told apart.
        bool IsOfBoth(Axis axis) => axis.Kind == AxisKind.Feature && axis.Parts.Count > 0;
        Axis[] single = [.. axes.Select(axis => IsOfBoth(axis) ? new Axis(axis.Size, AxisKind.Feature) : axis)];
        return signal.Next(single, chain.Scale(node.Name, scaling));
    }

    /// <summary>A constant's values, one for each feature or one for all, with the axes of the result.</summary>
    private static (double[] Values, IReadOnlyList<Axis> Axes) ByFeature(OnnxNode node, Constant constant, Signal signal)
    {
        double[] values = Floats(node, constant, "constant");
        int more = constant.Shape.Count - signal.Axes.Count;
        Axis[] axes = [.. Enumerable.Range(0, Math.Max(more, 0)).Select(_ => new Axis(1, AxisKind.One)), .. signal.Axes];
        List<int> wide = [.. Enumerable.Range(0, constant.Shape.Count).Where(i => constant.Shape[i] != 1)];
        int at = wide.Count == 1 ? wide[0] + axes.Length - constant.Shape.Count : -1;
        if (wide.Count > 1 || (wide.Count == 1 && at < more))
        {
            throw node.Error(
                $"spreads a constant of the shape {Shown.Shape(constant.Shape)} over {signal}, and one value, or one for each feature, is needed");
        }

        RequireFeatures(node, signal, at < 0 ? -1 : at - Math.Max(more, 0), values.Length);
        return (values, axes);
    }

    /// <summary>Requires that values along an axis are for the features.</summary>
    /// <param name="at">The axis, or -1 for a single value.</param>
    private static void RequireFeatures(OnnxNode node, Signal signal, int at, int count)
    {
        if (signal.Axes.Any(axis => axis.IsPart || (axis.Kind == AxisKind.Direction && axis.Size != 1)))
        {
            throw node.Error($"scales {signal}, and all features along one axis are needed");
        }

        if (at < 0 || count == 1)
        {
            return;
        }

        Axis axis = signal.Axes[at];
        bool isPlace = at == signal.Axes.Count - 1 || node.Type == "BatchNormalization";
        bool canBe = axis.Kind == AxisKind.Feature || (axis.Kind == AxisKind.Unknown && isPlace);
        if (!canBe || (axis.Size ?? count) != count || !axis.TryBe(AxisKind.Feature))
        {
            throw node.Error(
                $"scales along the axis '{axis}' of {signal} by {count} values; a value for each feature is supported, "
                    + "and none that differs between steps or sequences");
        }
    }

    private static double[] Statistic(OnnxNode node, Value? input, string what) => input is Constant { Shape.Count: 1 } constant
        ? Floats(node, constant, what)
        : throw node.Error($"has a {what} that isn't a constant list of numbers, one for each feature");

    private static double[] Floats(OnnxNode node, Constant constant, string what)
    {
        if (constant.Floats is null || constant.IsSpread)
        {
            throw node.Error(
                constant.IsSpread ? $"has a {what} whose size isn't known" : $"has whole numbers as its {what}, and floats are needed");
        }

        int at = Array.FindIndex(constant.Floats, value => !float.IsFinite(value));
        return constant.Floats.Length > 0 && at < 0
            ? Array.ConvertAll(constant.Floats, value => (double)value)
            : throw node.Error(
                at < 0 ? $"has an empty {what}" : FormattableString.Invariant($"has {constant.Floats[at]} as value {at} of its {what}, and finite numbers are needed"));
    }
}

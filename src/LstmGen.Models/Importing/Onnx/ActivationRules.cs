using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>The operators that are the activation of a fully connected layer. Unstated options are ONNX' defaults.</summary>
internal static class ActivationRules
{
    // Selu's own numbers, rounded to floats as ONNX writes them.
    private const float SeluAlpha = 1.67326319217681884765625f;
    private const float SeluGamma = 1.05070102214813232421875f;

    public static readonly string[] Operators =
    [
        "Tanh", "Sigmoid", "Relu", "HardSigmoid", "LeakyRelu", "ThresholdedRelu", "Elu", "Selu", "Softplus", "Softsign", "Gelu", "Exp", "Clip", "Softmax", "LogSoftmax",
    ];

    public static Signal Apply(OnnxNode node, Signal signal, IReadOnlyList<Value?> inputs, LayerChain chain)
    {
        Activation activation = node.Type is "Softmax" or "LogSoftmax" ? Softmax(node, signal) : Of(node, inputs);
        chain.RequireReadable(node, signal);
        return signal.Next(signal.Axes, chain.Activate(node, activation));
    }

    /// <summary>The activation that a node applies to each value.</summary>
    public static Activation Of(OnnxNode node, IReadOnlyList<Value?> inputs)
    {
        node.RequireInputs(1, node.Type == "Clip" && node.Opset >= 11 ? 3 : 1);
        return node.Type switch
        {
            "Tanh" => Activation.Tanh,
            "Sigmoid" => Activation.Sigmoid,
            "Relu" => Activation.Relu,
            "Softplus" => Activation.Of(ActivationKind.Softplus),
            "Softsign" => Activation.Of(ActivationKind.Softsign),
            "Exp" => Activation.Exponential,
            "HardSigmoid" => Activation.Of(ActivationKind.HardSigmoid, node.Float("alpha", 0.2f), node.Float("beta", 0.5f)),
            "LeakyRelu" => Activation.Of(ActivationKind.LeakyRelu, node.Float("alpha", 0.01f)),
            "ThresholdedRelu" => Activation.Of(ActivationKind.ThresholdedRelu, node.Float("alpha", 1)),
            "Elu" => Activation.Of(ActivationKind.Elu, node.Float("alpha", 1)),
            "Selu" => Selu(node),
            "Gelu" => Gelu(node),
            "Clip" => Clip(node, inputs),
            _ => throw node.Error("isn't computed value by value, as the activations of an LSTM are"),
        };
    }

    /// <summary>A constant factor, a value times its own Sigmoid, which is silu, or the product of an LSTM's two directions.</summary>
    public static Signal Mul(OnnxNode node, IReadOnlyList<Value?> inputs, LayerChain chain, FoldingBudget budget)
    {
        node.RequireInputs(2, 2);
        if (inputs[0] is not Signal first || inputs[1] is not Signal second)
        {
            return ScaleRules.Arithmetic(node, inputs, chain, budget);
        }

        if (JoinRules.Merged(node, first, second, Merge.Mul, chain) is { } merged)
        {
            return merged;
        }

        (Signal before, Signal sigmoid) = first.Stage < second.Stage ? (first, second) : (second, first);
        chain.RequireReadable(node, sigmoid);
        return before.IsWhole && before.LastStep == sigmoid.LastStep && before.Axes.SequenceEqual(sigmoid.Axes)
            ? sigmoid.Next(sigmoid.Axes, chain.Silu(node, before))
            : throw node.Error($"multiplies {before} and {sigmoid}, which differ");
    }

    private static Activation Selu(OnnxNode node)
    {
        (float alpha, float gamma) = (node.Float("alpha", SeluAlpha), node.Float("gamma", SeluGamma));
        return (alpha, gamma) == (SeluAlpha, SeluGamma) ? Activation.Of(ActivationKind.Selu)
            : gamma == 1 ? Activation.Of(ActivationKind.Elu, alpha)
            : throw node.Error(FormattableString.Invariant($"has alpha {alpha} and gamma {gamma}, which isn't supported; its own {SeluAlpha} and {SeluGamma} are"));
    }

    private static Activation Gelu(OnnxNode node) => node.Text("approximate", "none") switch
    {
        "none" => Activation.Of(ActivationKind.Gelu),
        "tanh" => Activation.Of(ActivationKind.GeluTanh),
        string other => throw node.Error($"has the approximation {Shown.Text(other)}; none and tanh are known"),
    };

    private static Activation Clip(OnnxNode node, IReadOnlyList<Value?> inputs)
    {
        float least = node.Opset >= 11 ? Limit(1, float.MinValue) : node.Float("min", float.MinValue);
        float most = node.Opset >= 11 ? Limit(2, float.MaxValue) : node.Float("max", float.MaxValue);
        return (least, most) switch
        {
            (0, 6) => Activation.Of(ActivationKind.Relu6),
            (0, >= float.MaxValue) => Activation.Relu,
            _ => throw node.Error(FormattableString.Invariant($"clips to {least} and {most}, which isn't supported; 0 and 6 are, and 0 without an upper limit")),
        };

        float Limit(int index, float otherwise) => index >= inputs.Count || inputs[index] is null ? otherwise
            : inputs[index] is Constant { Floats: [float limit], Shape.Count: 0 } ? limit
            : throw node.Error("has a limit that is not a constant float");
    }

    /// <summary>Over the features. Up to version 12 it is over all axes from one on.</summary>
    private static Activation Softmax(OnnxNode node, Signal signal)
    {
        node.RequireInputs(1, 1);
        int at = Shapes.Axis(node, node.Int("axis", node.Opset >= 13 ? -1 : 1), signal.Axes.Count);
        IEnumerable<Axis> axes = node.Opset >= 13 ? [signal.Axes[at]] : signal.Axes.Skip(at).Where(axis => axis.Size != 1 || axis.Kind == AxisKind.Feature);
        return axes.Select(axis => axis.Kind).SequenceEqual([AxisKind.Feature])
            ? node.Type == "Softmax" ? Activation.Softmax : Activation.LogSoftmax
            : throw node.Error($"is computed over the axis {at} of {signal}{(node.Opset >= 13 ? "" : " and those after it")}, which isn't supported; over the features it is");
    }
}

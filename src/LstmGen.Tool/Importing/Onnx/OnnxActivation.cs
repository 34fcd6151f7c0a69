using System;
using LstmGen.Generator.Model;

namespace LstmGen.Tool.Importing.Onnx;

/// <summary>ONNX' activations.</summary>
internal static class OnnxActivation
{
    /// <summary>What alpha and beta of HardSigmoid are where the file states none.</summary>
    public const float HardSigmoidAlpha = 0.2f;
    public const float HardSigmoidBeta = 0.5f;

    /// <summary>Whether an activation of an LSTM takes an alpha and a beta from their lists.</summary>
    public static bool HasParameters(string name) => Is(name, "HardSigmoid") || Is(name, "Affine");

    /// <summary>An activation by its name, in which case doesn't count, or null where it isn't supported.</summary>
    public static Activation? Find(string name, float alpha, float beta) =>
        Is(name, "Tanh") ? Activation.Tanh
        : Is(name, "Sigmoid") ? Activation.Sigmoid
        : Is(name, "Relu") ? Activation.Relu
        : Is(name, "Affine") && alpha == 1 && beta == 0 ? Activation.Linear
        : Is(name, "HardSigmoid") && beta == 0.5f ? HardSigmoid(alpha)
        : null;

    /// <summary>An activation for a message.</summary>
    public static string Text(string name, float alpha, float beta) =>
        Shown.Text(name) + (HasParameters(name) ? FormattableString.Invariant($" with alpha {alpha} and beta {beta}") : "");

    private static Activation? HardSigmoid(float alpha) =>
        Math.Abs(alpha - (1.0 / 6)) <= 1e-6 ? Activation.HardSigmoid
        : Math.Abs(alpha - 0.2) <= 1e-6 ? Activation.HardSigmoid02
        : null;

    private static bool Is(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}

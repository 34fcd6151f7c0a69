using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Model;

/// <summary>The activations' names in text: Keras' own, and ONNX' in the same style for what Keras doesn't have.</summary>
internal static class ActivationNames
{
    public const string Alpha = "alpha";
    public const string Beta = "beta";

    private static readonly Dictionary<string, ActivationKind> Known = Enum.GetValues(typeof(ActivationKind))
        .Cast<ActivationKind>()
        .ToDictionary(Spelled);

    /// <summary>The value's own name in lower case, with underscores between its words.</summary>
    private static string Spelled(ActivationKind kind) => kind == ActivationKind.HardSigmoid02
        ? "hard_sigmoid_02"
        : string.Concat(kind.ToString().Select((letter, at) => char.IsUpper(letter) && at > 0 ? "_" + letter : letter.ToString()))
            .ToLowerInvariant();

    /// <summary>All names, for a message that lists them.</summary>
    public static string List => string.Join(", ", Known.Keys);

    public static string Of(ActivationKind kind) => Known.First(pair => pair.Value == kind).Key;

    /// <summary>With its numbers where they differ from the kind's defaults: <c>leaky_relu alpha 0.01</c>.</summary>
    public static string Of(Activation activation)
    {
        (float? alpha, float? beta) = Activation.Defaults(activation.Kind);
        return Of(activation.Kind) + Number(Alpha, alpha, activation.Alpha) + Number(Beta, beta, activation.Beta);
    }

    public static ActivationKind? Find(string name) => Known.TryGetValue(name, out ActivationKind kind) ? kind : null;

    private static string Number(string name, float? own, float value) =>
        own is null || Floats.Bits(own.Value) == Floats.Bits(value) ? "" : $" {name} {FloatText.Of(value)}";
}

using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>ONNX' activations of an LSTM. Their names are case-insensitive.</summary>
internal static class OnnxActivation
{
    /// <summary>
    /// The functions, and their alpha and beta where the file states none; null means that a function doesn't have the number and takes
    /// none from the list. ONNX says that the defaults are those of the operators of the same names. These are ONNX Runtime's (measured
    /// with 1.31), which has 0 for Affine and ThresholdedRelu, where the operators have 1, and for ScaledTanh, where ONNX has none.
    /// </summary>
    private static readonly (string Name, ActivationKind Kind, float? Alpha, float? Beta)[] Known =
    [
        ("Tanh", ActivationKind.Tanh, null, null),
        ("Sigmoid", ActivationKind.Sigmoid, null, null),
        ("Relu", ActivationKind.Relu, null, null),
        ("Softsign", ActivationKind.Softsign, null, null),
        ("Softplus", ActivationKind.Softplus, null, null),
        ("HardSigmoid", ActivationKind.HardSigmoid, 0.2f, 0.5f),
        ("LeakyRelu", ActivationKind.LeakyRelu, 0.01f, null),
        ("ThresholdedRelu", ActivationKind.ThresholdedRelu, 0, null),
        ("Elu", ActivationKind.Elu, 1, null),
        ("ScaledTanh", ActivationKind.ScaledTanh, 0, 0),
        ("Affine", ActivationKind.Affine, 0, 0),
    ];

    /// <summary>The activations of an LSTM: f for the gates, g for the candidate and h for the cell, three for each direction.</summary>
    public static IReadOnlyList<Activation> Read(OnnxNode node, int directions)
    {
        IReadOnlyList<string> names = node.Texts("activations") ?? [.. Enumerable.Repeat(new[] { "Sigmoid", "Tanh", "Tanh" }, directions).SelectMany(three => three)];
        if (names.Count != 3 * directions)
        {
            throw node.Error($"has {names.Count} activations, and {3 * directions} are needed: f, g and h{(directions > 1 ? " of each direction" : "")}");
        }

        // Each function takes its numbers from the lists, in order.
        var alphas = new Queue<float>(node.Floats("activation_alpha") ?? []);
        var betas = new Queue<float>(node.Floats("activation_beta") ?? []);
        List<Activation> activations = names.Select(Next).ToList();
        RequireNoneLeft("activation_alpha", alphas);
        RequireNoneLeft("activation_beta", betas);
        return activations;

        // ONNX Runtime ignores numbers that are left. The file's author may have meant one for each function, even for those that have
        // none.
        void RequireNoneLeft(string list, Queue<float> left)
        {
            if (left.Count > 0)
            {
                int count = node.Floats(list)!.Count;
                throw node.Error(FormattableString.Invariant(
                    $"has {count} number{(count == 1 ? "" : "s")} in {list}, and its activations {string.Join(", ", names)} take {(count == left.Count ? "none" : $"{count - left.Count}")}: it isn't known which is meant for which"));
            }
        }

        float? Take(string list, float? own, Queue<float> stated)
        {
            if (own is not null && stated.Count == 0)
            {
                node.PassOverAttribute(list, OnnxHarmless.OwnNumbers);
            }

            return own is not null && stated.TryDequeue(out float number) ? number : own;
        }

        Activation Next(string name)
        {
            int at = Array.FindIndex(Known, known => string.Equals(known.Name, name, StringComparison.OrdinalIgnoreCase));
            if (at < 0)
            {
                throw node.Error($"has the activation {Shown.Text(name)}, which isn't known; there are {string.Join(", ", Known.Select(known => known.Name))}");
            }

            (_, ActivationKind kind, float? ownAlpha, float? ownBeta) = Known[at];
            float? alpha = Take("activation_alpha", ownAlpha, alphas);
            float? beta = Take("activation_beta", ownBeta, betas);
            return kind == ActivationKind.Affine && alpha == 1 && beta == 0 ? Activation.Linear : Activation.Of(kind, alpha, beta);
        }
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Tool.Importing.Onnx;

/// <summary>ONNX' activations of an LSTM. Their names are written in any case.</summary>
internal static class OnnxActivation
{
    /// <summary>
    /// The functions, and their alpha and beta where the file states none; null stands for a number that a function doesn't have and takes from no
    /// list. ONNX says that the defaults are those of the operators of the same names. These are ONNX Runtime's (measured with 1.31), which has
    /// 0 for Affine and ThresholdedRelu, where the operators have 1, and for ScaledTanh, where ONNX has none.
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

    /// <summary>The activations of an LSTM: f of the gates, g of the candidate and h of the cell, three for each direction.</summary>
    public static IReadOnlyList<Activation> Read(OnnxNode node, int directions)
    {
        IReadOnlyList<string> names = node.Texts("activations") ?? [.. Enumerable.Repeat(new[] { "Sigmoid", "Tanh", "Tanh" }, directions).SelectMany(three => three)];
        if (names.Count != 3 * directions)
        {
            throw node.Error($"has {names.Count} activations, and {3 * directions} are needed: f, g and h{(directions > 1 ? " of each direction" : "")}");
        }

        // Each function takes as many of the lists as it has numbers, in order. ONNX Runtime passes over those that are left.
        var alphas = new Queue<float>(node.Floats("activation_alpha") ?? []);
        var betas = new Queue<float>(node.Floats("activation_beta") ?? []);
        return names.Select(Next).ToList();

        Activation Next(string name)
        {
            int at = Array.FindIndex(Known, known => string.Equals(known.Name, name, StringComparison.OrdinalIgnoreCase));
            if (at < 0)
            {
                throw node.Error($"has the activation {Shown.Text(name)}, which isn't known; there are {string.Join(", ", Known.Select(known => known.Name))}");
            }

            (_, ActivationKind kind, float? ownAlpha, float? ownBeta) = Known[at];
            float? alpha = ownAlpha is not null && alphas.TryDequeue(out float a) ? a : ownAlpha;
            float? beta = ownBeta is not null && betas.TryDequeue(out float b) ? b : ownBeta;
            return kind == ActivationKind.Affine && alpha == 1 && beta == 0 ? Activation.Linear : Activation.Of(kind, alpha, beta);
        }
    }
}

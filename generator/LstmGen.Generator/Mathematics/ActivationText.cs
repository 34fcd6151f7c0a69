using System;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Mathematics;

/// <summary>
/// The text for a reader about the activation functions: their names in equations, what they compute, and how accurately.
/// </summary>
internal static class ActivationText
{
    /// <summary>In an equation, with Keras' name and the numbers that differ from the kind's defaults; linear is left out.</summary>
    public static string Equation(Activation activation, string x)
    {
        if (activation.Kind == ActivationKind.Linear)
        {
            return x;
        }

        string[] words = activation.ToString().Split(' ');
        string numbers = string.Concat(words.Skip(1).Select(word => word switch
        {
            ActivationNames.Alpha => ", α = ",
            ActivationNames.Beta => ", β = ",
            _ => word,
        }));
        string name = activation.Kind == ActivationKind.HardSigmoid02 ? ActivationNames.Of(ActivationKind.HardSigmoid) : words[0];
        return $"{name}({x}{numbers})";
    }

    /// <summary>What a function computes.</summary>
    public static string Meaning(GateActivations activations, Element element) => activations.IsUniform
        ? Meaning(activations.First(), element) + " NaN stays NaN."
        : $"{string.Join(", ", activations)}, one for each {(activations.Count() == 2 ? "half" : "quarter")} of x:"
            + " the same operations with different constants.";

    private static string Meaning(Activation activation, Element element)
    {
        string alpha = FloatText.Of(activation.Alpha);
        string beta = FloatText.Of(activation.Beta);
        return activation.Kind switch
        {
            ActivationKind.Tanh => "tanh(x), from + − × ÷ alone, so that every machine gives the same bits."
                + Error("3.7e-7", "1.7e-16"),
            ActivationKind.Sigmoid => $"1 / (1 + exp(−x)) {(element == Element.Single ? "= ½ + ½·tanh(x/2)" : "")}."
                + Error("2.1e-7", "1.7e-16"),
            ActivationKind.HardSigmoid when activation == Activation.HardSigmoid => "clip(x/6 + ½, 0, 1), Keras 3's definition.",
            ActivationKind.HardSigmoid => $"clip({alpha}·x + {beta}, 0, 1).",
            ActivationKind.HardSigmoid02 => "clip(0.2·x + ½, 0, 1), Keras 2's and ONNX's definition.",
            ActivationKind.Relu => "max(x, 0).",
            ActivationKind.LeakyRelu => $"x, or {alpha}·x where x is below zero.",
            ActivationKind.ThresholdedRelu => $"x where it is above {alpha}, 0 elsewhere.",
            ActivationKind.Relu6 => "x between 0 and 6.",
            ActivationKind.Elu => $"x, or {alpha}·(exp(x) − 1) where x is below zero.",
            ActivationKind.Selu => "1.0507·x, or 1.0507·1.6733·(exp(x) − 1) where x is below zero.",
            ActivationKind.Softplus => "log(1 + exp(x)) = max(x, 0) + log1p(exp(−|x|))."
                + Error("1.4e-7 up to x = 1, and relative above", "4.5e-16 up to x = 4, and relative above"),
            ActivationKind.Softsign => "x / (1 + |x|).",
            ActivationKind.Silu => "x·sigmoid(x) = x / (1 + exp(−x)).",
            ActivationKind.Gelu => "x·Φ(x) with the normal distribution Φ."
                + Error("1e-7·max(1, |x|)", "2.4e-16·max(1, |x|)"),
            ActivationKind.GeluTanh => "GELU's approximation ½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))).",
            ActivationKind.Exponential => "exp(x), from + − × and moves of bits, so that every machine gives the same bits."
                + $" Results below the normal {element.Plural} become zero;",
            ActivationKind.Affine => $"{alpha}·x + {beta}.",
            ActivationKind.ScaledTanh => $"{alpha}·tanh({beta}·x).",
            _ => throw new ArgumentOutOfRangeException(nameof(activation)),
        };

        string Error(string ofSingle, string ofDouble) => $" The error is at most {(element == Element.Single ? ofSingle : ofDouble)};";
    }
}

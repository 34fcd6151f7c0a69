using System;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>The activation functions: how the equations name them, how code calls them, and the sequence of operations that each one is.</summary>
internal static class Activations
{
    public static string Call(GateActivations activations, string x) => $"{activations.Name}({x})";

    /// <summary>In an equation, with Keras' name; linear is left out.</summary>
    public static string Apply(Activation activation, string x, bool alwaysParentheses = false) => activation switch
    {
        Activation.Linear => alwaysParentheses ? $"({x})" : x,
        Activation.HardSigmoid or Activation.HardSigmoid02 => $"hard_sigmoid({x})",
        _ => $"{activation.ToString().ToLowerInvariant()}({x})",
    };

    /// <summary>Writes the function for one lane type.</summary>
    public static void Write(CodeWriter code, Lanes lanes, Names names, GateActivations activations)
    {
        code.Doc($"<summary>{Meaning(activations)}</summary>");
        code.Line($"[{names["MethodImpl"]}({names["MethodImplOptions"]}.AggressiveInlining)]");
        code.Open($"private static {lanes.Type} {activations.Name}({lanes.Type} x)");
        switch (activations.First())
        {
            case Activation.Tanh or Activation.Sigmoid:
                TanhAndSigmoid(code, lanes, activations);
                break;
            case Activation.HardSigmoid:
                HardSigmoid(code, lanes, 1f / 6f);
                break;
            case Activation.HardSigmoid02:
                HardSigmoid(code, lanes, 0.2f);
                break;
            case Activation.Relu:
                code.Line($"return {lanes.NotNegative("x")};");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(activations));
        }

        code.Close();
    }

    private static string Meaning(GateActivations activations) => !activations.IsUniform
        ? "In the " + (activations.Count() == 2 ? "halves" : "quarters") + $" of x {string.Join(", ", activations.Select(gate => gate.ToString().ToLowerInvariant()))}: the same operations with other constants."
        : activations.First() switch
        {
            Activation.Tanh => "tanh(x), from + − × ÷ alone, so that every machine gives the same bits. The error is at most 2.7e-7; NaN stays NaN.",
            Activation.Sigmoid => "1 / (1 + exp(−x)) = ½ + ½·tanh(x/2). The error is at most 1.61e-7; NaN stays NaN.",
            Activation.HardSigmoid => "clip(x/6 + ½, 0, 1), Keras 3's definition. NaN stays NaN.",
            Activation.HardSigmoid02 => "clip(0.2·x + ½, 0, 1), Keras 2's and ONNX's definition. NaN stays NaN.",
            Activation.Relu => "max(x, 0). NaN stays NaN.",
            _ => throw new ArgumentOutOfRangeException(nameof(activations)),
        };

    private static void HardSigmoid(CodeWriter code, Lanes lanes, float slope)
    {
        code.Line($"{lanes.Type} y = {lanes.MultiplyAdd(lanes.Constant(slope), "x", lanes.Constant(0.5f))};");
        code.Line($"y = {lanes.NotNegative("y")};");
        code.Line($"return {lanes.AtMost("y", 1f)};");
    }

    /// <summary>
    /// Writes tanh as c·x + x·P(x²)/Q(x²) in the order that is derived and measured in generator/math, and sigmoid as ½ + ½·tanh(x/2).
    /// Where both stand in one vector, tanh is 1·tanh(x) − 0, which changes no bit.
    /// </summary>
    private static void TanhAndSigmoid(CodeWriter code, Lanes lanes, GateActivations activations)
    {
        Let("u", lanes.Multiply("x", "x"));
        Let("uu", lanes.Multiply("u", "u"));
        Let("qHigh", lanes.MultiplyAdd(C(c => c.Q3), "u", C(c => c.Q2)));
        code.Line($"qHigh = {lanes.Add("qHigh", "uu")};");
        Let("qLow", lanes.MultiplyAdd(C(c => c.Q1), "u", C(c => c.Q0)));
        Let("q", lanes.MultiplyAdd("qHigh", "uu", "qLow"));
        Let("pHigh", lanes.MultiplyAdd(C(c => c.P3), "u", C(c => c.P2)));
        code.Line($"pHigh = {lanes.MultiplyAdd(C(c => c.P4), "uu", "pHigh")};");
        Let("pLow", lanes.MultiplyAdd(C(c => c.P1), "u", C(c => c.P0)));
        Let("xuu", lanes.Multiply("x", "uu"));
        Let("xpLow", lanes.Multiply("x", "pLow"));
        Let("p", lanes.MultiplyAdd("pHigh", "xuu", "xpLow"));
        Let("t", lanes.Divide("p", "q"));
        code.Line($"t = {lanes.MultiplyAdd(C(c => c.C), "x", "t")};");
        string saturated = lanes.Saturate("x", C(c => c.Limit), C(c => -c.Limit), "t");
        if (activations.All(gate => gate == Activation.Tanh))
        {
            code.Line($"return {saturated};");
            return;
        }

        code.Line($"t = {saturated};");
        string half = lanes.Constant(activations.Select(gate => gate == Activation.Tanh ? 1f : 0.5f));
        string offset = lanes.Constant(activations.Select(gate => gate == Activation.Tanh ? -0f : 0.5f));
        code.Line($"return {lanes.MultiplyAdd(half, "t", offset)};");

        void Let(string name, string value) => code.Line($"{lanes.Type} {name} = {value};");

        string C(Func<RationalTanh, float> coefficient) =>
            lanes.Constant(activations.Select(gate => coefficient(gate == Activation.Tanh ? RationalTanh.Tanh : RationalTanh.TanhOfHalf)));
    }
}

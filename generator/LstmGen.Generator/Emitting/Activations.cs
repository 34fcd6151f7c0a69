using System;
using System.Collections.Generic;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>The activation functions: how the equations name them, how code calls them, and the sequence of operations that each one is.</summary>
internal static class Activations
{
    /// <summary>The name of the function in generated code.</summary>
    public static string Name(Activation activation) => activation.ToString();

    public static string Call(Activation activation, string x) => $"{Name(activation)}({x})";

    /// <summary>In an equation, with Keras' name; linear is left out.</summary>
    public static string Apply(Activation activation, string x, bool alwaysParentheses = false) => activation switch
    {
        Activation.Linear => alwaysParentheses ? $"({x})" : x,
        Activation.HardSigmoid or Activation.HardSigmoid02 => $"hard_sigmoid({x})",
        _ => $"{activation.ToString().ToLowerInvariant()}({x})",
    };

    /// <summary>Writes the function for one lane type.</summary>
    public static void Write(CodeWriter code, Lanes lanes, Names names, Activation activation)
    {
        code.Doc($"<summary>{Meaning(activation)}</summary>");
        code.Line($"[{names["MethodImpl"]}({names["MethodImplOptions"]}.AggressiveInlining)]");
        code.Open($"private static {lanes.Type} {Name(activation)}({lanes.Type} x)");
        switch (activation)
        {
            case Activation.Tanh:
                code.Line($"return {Tanh(code, lanes, RationalTanh.Tanh)};");
                break;
            case Activation.Sigmoid:
                code.Line($"t = {Tanh(code, lanes, RationalTanh.TanhOfHalf)};");
                code.Line($"return {lanes.MultiplyAdd(lanes.Constant(0.5f), "t", lanes.Constant(0.5f))};");
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
                throw new ArgumentOutOfRangeException(nameof(activation));
        }

        code.Close();
    }

    private static string Meaning(Activation activation) => activation switch
    {
        Activation.Tanh => "tanh(x), from + − × ÷ alone, so that every machine gives the same bits. The error is at most 2.7e-7; NaN stays NaN.",
        Activation.Sigmoid => "1 / (1 + exp(−x)) = ½ + ½·tanh(x/2). The error is at most 1.61e-7; NaN stays NaN.",
        Activation.HardSigmoid => "clip(x/6 + ½, 0, 1), Keras 3's definition. NaN stays NaN.",
        Activation.HardSigmoid02 => "clip(0.2·x + ½, 0, 1), Keras 2's and ONNX's definition. NaN stays NaN.",
        Activation.Relu => "max(x, 0). NaN stays NaN.",
        _ => throw new ArgumentOutOfRangeException(nameof(activation)),
    };

    private static void HardSigmoid(CodeWriter code, Lanes lanes, float slope)
    {
        code.Line($"{lanes.Type} y = {lanes.MultiplyAdd(lanes.Constant(slope), "x", lanes.Constant(0.5f))};");
        code.Line($"y = {lanes.NotNegative("y")};");
        code.Line($"return {lanes.AtMost("y", 1f)};");
    }

    /// <summary>Writes c·x + x·P(x²)/Q(x²) in the order that is derived and measured in generator/math, and returns its saturated value.</summary>
    private static string Tanh(CodeWriter code, Lanes lanes, RationalTanh c)
    {
        Let("u", lanes.Multiply("x", "x"));
        Let("uu", lanes.Multiply("u", "u"));
        Let("qHigh", lanes.MultiplyAdd(lanes.Constant(c.Q3), "u", lanes.Constant(c.Q2)));
        code.Line($"qHigh = {lanes.Add("qHigh", "uu")};");
        Let("qLow", lanes.MultiplyAdd(lanes.Constant(c.Q1), "u", lanes.Constant(c.Q0)));
        Let("q", lanes.MultiplyAdd("qHigh", "uu", "qLow"));
        Let("pHigh", lanes.MultiplyAdd(lanes.Constant(c.P3), "u", lanes.Constant(c.P2)));
        code.Line($"pHigh = {lanes.MultiplyAdd(lanes.Constant(c.P4), "uu", "pHigh")};");
        Let("pLow", lanes.MultiplyAdd(lanes.Constant(c.P1), "u", lanes.Constant(c.P0)));
        Let("xuu", lanes.Multiply("x", "uu"));
        Let("xpLow", lanes.Multiply("x", "pLow"));
        Let("p", lanes.MultiplyAdd("pHigh", "xuu", "xpLow"));
        Let("t", lanes.Divide("p", "q"));
        code.Line($"t = {lanes.MultiplyAdd(lanes.Constant(c.C), "x", "t")};");
        return lanes.Saturate("x", c.Limit, "t");

        void Let(string name, string value) => code.Line($"{lanes.Type} {name} = {value};");
    }
}

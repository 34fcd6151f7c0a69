using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// The activation functions: how the equations name them, how code calls them, and the sequence of operations that each one is. The
/// coefficients and the errors are derived and measured in generator/math.
/// </summary>
internal static class Activations
{
    /// <summary>Scale and α of selu (Klambauer et al. 2017).</summary>
    private const float SeluScale = 1.05070098f;

    /// <summary>Their product.</summary>
    private const float SeluScaleAlpha = 1.75809934f;

    public static string Call(GateActivations activations, string x) => $"{activations.Name}({x})";

    /// <summary>Writes the call for a local variable, unless there is nothing to do.</summary>
    public static void Apply(CodeWriter code, GateActivations activations, string name)
    {
        if (!activations.IsLinear)
        {
            code.Line($"{name} = {Call(activations, name)};");
        }
    }

    /// <summary>In an equation, with Keras' name and with the numbers that are not the kind's own; linear is left out.</summary>
    public static string Equation(Activation activation, string x)
    {
        if (activation.Kind == ActivationKind.Linear)
        {
            return x;
        }

        string[] words = activation.ToString().Split(' ');
        string numbers = string.Concat(words.Skip(1).Select((word, at) => at % 2 == 0 ? $", {(word == ActivationNames.Alpha ? "α" : "β")} = " : word));
        return $"{(activation.Kind == ActivationKind.HardSigmoid02 ? ActivationNames.Of(ActivationKind.HardSigmoid) : words[0])}({x}{numbers})";
    }

    /// <summary>A function, and those that its code calls.</summary>
    public static IEnumerable<GateActivations> WithWhatTheyCall(GateActivations activations)
    {
        yield return activations;
        if (activations.First().Kind is ActivationKind.Silu or ActivationKind.Softplus or ActivationKind.GeluTanh)
        {
            yield return GateActivations.Of(Activation.Exponential);
        }

        if (activations.First().Kind == ActivationKind.ScaledTanh)
        {
            yield return GateActivations.Of(Activation.Tanh);
        }
    }

    /// <summary>Writes the function for one lane type.</summary>
    public static void Write(CodeWriter code, Lanes lanes, Names names, GateActivations activations)
    {
        code.Doc($"<summary>{Meaning(activations)}</summary>");
        code.Line($"[{names["MethodImpl"]}({names["MethodImplOptions"]}.AggressiveInlining)]");
        code.Open($"private static {lanes.Type} {activations.Name}({lanes.Type} x)");
        Activation activation = activations.First();
        switch (activation.Kind)
        {
            case ActivationKind.Tanh or ActivationKind.Sigmoid:
                TanhAndSigmoid(code, lanes, activations);
                break;
            case ActivationKind.HardSigmoid or ActivationKind.HardSigmoid02:
                code.Line($"{lanes.Type} y = {lanes.MultiplyAdd(lanes.Constant(activation.Alpha), "x", lanes.Constant(activation.Beta))};");
                code.Line($"y = {lanes.NotNegative("y")};");
                code.Line($"return {lanes.AtMost("y", 1f)};");
                break;
            case ActivationKind.Relu:
                code.Line($"return {lanes.NotNegative("x")};");
                break;
            case ActivationKind.LeakyRelu:
                code.Line($"return {lanes.Select("x", "<", 0f, lanes.Multiply(lanes.Constant(activation.Alpha), "x"), "x")};");
                break;
            case ActivationKind.ThresholdedRelu:
                code.Line($"return {lanes.Select("x", "<=", activation.Alpha, lanes.Constant(0f), "x")};");
                break;
            case ActivationKind.Relu6:
                code.Line($"x = {lanes.NotNegative("x")};");
                code.Line($"return {lanes.AtMost("x", 6f)};");
                break;
            case ActivationKind.Elu:
                ExponentialMinusOne(code, lanes);
                code.Line($"return {lanes.Select("x", "<", 0f, lanes.Multiply(lanes.Constant(activation.Alpha), "y"), "x")};");
                break;
            case ActivationKind.Selu:
                ExponentialMinusOne(code, lanes);
                code.Line($"return {lanes.Select("x", "<", 0f, lanes.Multiply(lanes.Constant(SeluScaleAlpha), "y"), lanes.Multiply(lanes.Constant(SeluScale), "x"))};");
                break;
            case ActivationKind.Softplus:
                Softplus(code, lanes);
                break;
            case ActivationKind.Softsign:
                code.Comment("So that ±∞ give ±1; no result of a smaller x changes.");
                code.Line($"x = {lanes.AtLeast("x", -SoftsignLimit)};");
                code.Line($"x = {lanes.AtMost("x", SoftsignLimit)};");
                code.Line($"return {lanes.Divide("x", $"({lanes.Add(lanes.Constant(1f), lanes.Abs("x"))})")};");
                break;
            case ActivationKind.Silu:
                code.Comment("So that −∞ gives −0, as what is not much larger does.");
                code.Line($"x = {lanes.AtLeast("x", -128f)};");
                code.Line($"return {lanes.Divide("x", $"({lanes.Add(lanes.Constant(1f), Exponential(lanes.Negative("x")))})")};");
                break;
            case ActivationKind.GeluTanh:
                code.Comment("x·sigmoid(2·√(2/π)·(x + 0.044715·x³)); what is below −12 gives −0 as well.");
                code.Line($"x = {lanes.AtLeast("x", -12f)};");
                code.Line($"{lanes.Type} xx = {lanes.Multiply("x", "x")};");
                code.Line($"{lanes.Type} z = {lanes.MultiplyAdd(lanes.Constant(-0.0713548139f), "xx", lanes.Constant(-1.59576917f))};");
                code.Line($"z = {lanes.Multiply("x", "z")};");
                code.Line($"return {lanes.Divide("x", $"({lanes.Add(lanes.Constant(1f), Exponential("z"))})")};");
                break;
            case ActivationKind.Gelu:
                Gelu(code, lanes);
                break;
            case ActivationKind.Exponential:
                ExponentialOf(code, lanes);
                break;
            case ActivationKind.Affine:
                code.Line($"return {lanes.MultiplyAdd(lanes.Constant(activation.Alpha), "x", lanes.Constant(activation.Beta))};");
                break;
            case ActivationKind.ScaledTanh:
                code.Line($"{lanes.Type} y = {lanes.Multiply(lanes.Constant(activation.Beta), "x")};");
                code.Line($"return {lanes.Multiply(lanes.Constant(activation.Alpha), Call(GateActivations.Of(Activation.Tanh), "y"))};");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(activations));
        }

        code.Close();
    }

    /// <summary>2^30: x / (1 + |x|) is ±1 from there on.</summary>
    private const float SoftsignLimit = 1073741824f;

    private static string Meaning(GateActivations activations)
    {
        if (!activations.IsUniform)
        {
            return "In the " + (activations.Count() == 2 ? "halves" : "quarters") + $" of x {string.Join(", ", activations.Select(gate => gate.Kind.ToString().ToLowerInvariant()))}: the same operations with other constants.";
        }

        Activation activation = activations.First();
        string alpha = FloatText.Of(activation.Alpha);
        string beta = FloatText.Of(activation.Beta);
        return activation.Kind switch
        {
            ActivationKind.Tanh => "tanh(x), from + − × ÷ alone, so that every machine gives the same bits. The error is at most 2.7e-7; NaN stays NaN.",
            ActivationKind.Sigmoid => "1 / (1 + exp(−x)) = ½ + ½·tanh(x/2). The error is at most 1.61e-7; NaN stays NaN.",
            ActivationKind.HardSigmoid when activation == Activation.HardSigmoid => "clip(x/6 + ½, 0, 1), Keras 3's definition. NaN stays NaN.",
            ActivationKind.HardSigmoid => $"clip({alpha}·x + {beta}, 0, 1). NaN stays NaN.",
            ActivationKind.HardSigmoid02 => "clip(0.2·x + ½, 0, 1), Keras 2's and ONNX's definition. NaN stays NaN.",
            ActivationKind.Relu => "max(x, 0). NaN stays NaN.",
            ActivationKind.LeakyRelu => $"x, or {alpha}·x where x is below zero. NaN stays NaN.",
            ActivationKind.ThresholdedRelu => $"x where it is above {alpha}, 0 elsewhere. NaN stays NaN.",
            ActivationKind.Relu6 => "x between 0 and 6. NaN stays NaN.",
            ActivationKind.Elu => $"x, or {alpha}·(exp(x) − 1) where x is below zero. NaN stays NaN.",
            ActivationKind.Selu => "1.0507·x, or 1.0507·1.6733·(exp(x) − 1) where x is below zero. NaN stays NaN.",
            ActivationKind.Softplus => "log(1 + exp(x)) = max(x, 0) + log1p(exp(−|x|)). The error is at most 1.4e-7 up to x = 1, and relative above; NaN stays NaN.",
            ActivationKind.Softsign => "x / (1 + |x|). NaN stays NaN.",
            ActivationKind.Silu => "x·sigmoid(x) = x / (1 + exp(−x)). NaN stays NaN.",
            ActivationKind.Gelu => "x·Φ(x) with the normal distribution Φ. The error is at most 1e-7·max(1, |x|); NaN stays NaN.",
            ActivationKind.GeluTanh => "Its approximation ½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))). NaN stays NaN.",
            ActivationKind.Exponential => "exp(x), from + − × and moves of bits, so that every machine gives the same bits. What would be below the normal floats is zero; NaN stays NaN.",
            ActivationKind.Affine => $"{alpha}·x + {beta}. NaN stays NaN.",
            ActivationKind.ScaledTanh => $"{alpha}·tanh({beta}·x). NaN stays NaN.",
            _ => throw new ArgumentOutOfRangeException(nameof(activations)),
        };
    }

    private static string Exponential(string x) => Call(GateActivations.Of(Activation.Exponential), x);

    /// <summary>Writes <c>s</c>, which holds n in its lowest bits, and <c>e</c>, exp(r) − 1, where x = n·ln 2 + r.</summary>
    private static void Reduce(CodeWriter code, Lanes lanes)
    {
        Let("s", lanes.MultiplyAdd("x", C(1.442695f), C(Magic)));
        Let("n", lanes.Subtract("s", C(Magic)));
        Let("r", lanes.MultiplyAdd("n", C(-0.69314575f), "x"));
        code.Line($"r = {lanes.MultiplyAdd("n", C(-1.4286068e-06f), "r")};");
        Let("rr", lanes.Multiply("r", "r"));
        Let("low", lanes.MultiplyAdd(C(0.16666521f), "r", C(0.49999994f)));
        Let("high", lanes.MultiplyAdd(C(0.008368709f), "r", C(0.04166839f)));
        code.Line($"high = {lanes.MultiplyAdd(C(0.0013814613f), "rr", "high")};");
        Let("e", lanes.MultiplyAdd("high", "rr", "low"));
        code.Line($"e = {lanes.MultiplyAdd("e", "rr", "r")};");

        void Let(string name, string value) => code.Line($"{lanes.Type} {name} = {value};");

        string C(float value) => lanes.Constant(value);
    }

    /// <summary>1.5·2^23: a float that it was added to has its whole part in the lowest bits.</summary>
    private const float Magic = 12582912f;

    private static void ExponentialOf(CodeWriter code, Lanes lanes)
    {
        Reduce(code, lanes);
        code.Line($"e = {lanes.Add("e", lanes.Constant(1f))};");
        code.Line($"e = {lanes.TimesPowerOfTwo("e", "s")};");
        code.Line($"e = {lanes.Select("x", "<", -87.33654f, lanes.Constant(0f), "e")};");
        code.Line($"return {lanes.Select("x", "<=", 88.72283f, "e", lanes.Add("x", lanes.Constant(float.PositiveInfinity)))};");
    }

    /// <summary>Writes <c>y</c>, exp(x) − 1 for x below zero.</summary>
    private static void ExponentialMinusOne(CodeWriter code, Lanes lanes)
    {
        Reduce(code, lanes);
        code.Line($"{lanes.Type} scale = {lanes.TimesPowerOfTwo(lanes.Constant(1f), "s")};");
        code.Line($"{lanes.Type} y = {lanes.MultiplyAdd("scale", "e", $"({lanes.Subtract("scale", lanes.Constant(1f))})")};");
        code.Line($"y = {lanes.Select("x", "<", -64f, lanes.Constant(-1f), "y")};");
    }

    private static void Softplus(CodeWriter code, Lanes lanes)
    {
        Let("u", Exponential(lanes.Negative(lanes.Abs("x"))));
        Let("uu", lanes.Multiply("u", "u"));
        Let("u4", lanes.Multiply("uu", "uu"));
        Let("low", lanes.MultiplyAdd(C(-0.49999914f), "u", C(0.5f)));
        Let("c23", lanes.MultiplyAdd(C(-0.2495259f), "u", C(0.33329946f)));
        Let("high", lanes.MultiplyAdd(C(-0.15265977f), "u", C(0.1966436f)));
        Let("c67", lanes.MultiplyAdd(C(-0.0561844f), "u", C(0.10529769f)));
        Let("c89", lanes.MultiplyAdd(C(-0.0031457618f), "u", C(0.019421395f)));
        code.Line($"c67 = {lanes.MultiplyAdd("c89", "uu", "c67")};");
        code.Line($"low = {lanes.MultiplyAdd("c23", "uu", "low")};");
        code.Line($"high = {lanes.MultiplyAdd("c67", "uu", "high")};");
        Let("t", lanes.MultiplyAdd("high", "u4", "low"));
        Let("half", lanes.Multiply(C(0.5f), "u"));
        code.Line($"t = {lanes.MultiplyAdd("t", "u", "half")};");
        code.Line($"x = {lanes.NotNegative("x")};");
        code.Line($"return {lanes.Add("x", "t")};");

        void Let(string name, string value) => code.Line($"{lanes.Type} {name} = {value};");

        string C(float value) => lanes.Constant(value);
    }

    /// <summary>Writes gelu as max(x, 0) − a·2^g(a), a = |x|, where g(a) is a polynomial that starts with −1.</summary>
    private static void Gelu(CodeWriter code, Lanes lanes)
    {
        Let("a", lanes.Abs("x"));
        Let("aa", lanes.Multiply("a", "a"));
        Let("a4", lanes.Multiply("aa", "aa"));
        Let("k12", lanes.MultiplyAdd(C(-0.45916215f), "a", C(-1.151111f)));
        Let("k34", lanes.MultiplyAdd(C(0.0072454056f), "a", C(-0.052627597f)));
        Let("k56", lanes.MultiplyAdd(C(-0.0001314761f), "a", C(-0.00027206636f)));
        Let("k78", lanes.MultiplyAdd(C(-1.9020865e-06f), "a", C(2.805736e-05f)));
        code.Line($"k12 = {lanes.MultiplyAdd("k34", "aa", "k12")};");
        code.Line($"k56 = {lanes.MultiplyAdd("k78", "aa", "k56")};");
        Let("k", lanes.MultiplyAdd("k56", "a4", "k12"));
        Let("g", lanes.MultiplyAdd("k", "a", C(-1f)));
        Let("s", lanes.Add("g", C(Magic)));
        Let("n", lanes.Subtract("s", C(Magic)));
        Let("f", lanes.Subtract("g", "n"));
        Let("ff", lanes.Multiply("f", "f"));
        Let("b12", lanes.MultiplyAdd(C(0.24022652f), "f", C(0.69314724f)));
        Let("b34", lanes.MultiplyAdd(C(0.009617693f), "f", C(0.055503104f)));
        Let("b56", lanes.MultiplyAdd(C(0.00015594668f), "f", C(0.0013406642f)));
        code.Line($"b34 = {lanes.MultiplyAdd("b56", "ff", "b34")};");
        Let("p", lanes.MultiplyAdd("b34", "ff", "b12"));
        code.Line($"p = {lanes.MultiplyAdd("p", "f", C(1f))};");
        code.Line($"p = {lanes.TimesPowerOfTwo("p", "s")};");
        Let("h", lanes.Multiply("a", "p"));
        code.Line($"h = {lanes.Select("a", ">", 8f, C(0f), "h")};");
        Let("m", lanes.NotNegative("x"));
        code.Line($"return {lanes.Subtract("m", "h")};");

        void Let(string name, string value) => code.Line($"{lanes.Type} {name} = {value};");

        string C(float value) => lanes.Constant(value);
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
        if (activations.All(gate => gate.Kind == ActivationKind.Tanh))
        {
            code.Line($"return {saturated};");
            return;
        }

        code.Line($"t = {saturated};");
        string half = lanes.Constant(activations.Select(gate => gate.Kind == ActivationKind.Tanh ? 1f : 0.5f));
        string offset = lanes.Constant(activations.Select(gate => gate.Kind == ActivationKind.Tanh ? -0f : 0.5f));
        code.Line($"return {lanes.MultiplyAdd(half, "t", offset)};");

        void Let(string name, string value) => code.Line($"{lanes.Type} {name} = {value};");

        string C(Func<RationalTanh, float> coefficient) =>
            lanes.Constant(activations.Select(gate => coefficient(gate.Kind == ActivationKind.Tanh ? RationalTanh.Tanh : RationalTanh.TanhOfHalf)));
    }
}

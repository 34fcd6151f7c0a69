using System;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>The forms for floats.</summary>
internal sealed class SingleForms : ActivationForms
{
    public override bool JoinsTanhAndSigmoid => true;

    public override string TanhError => "2.7e-7";

    public override string SigmoidForm => "= ½ + ½·tanh(x/2)";

    public override string SigmoidError => "1.61e-7";

    public override string SoftplusError => "1.4e-7 up to x = 1, and relative above";

    public override string GeluError => "1e-7·max(1, |x|)";

    public override double Sixth => 1f / 6f;

    public override double SeluScale => 1.05070098f;

    public override double SeluScaleAlpha => 1.75809934f;

    public override double SoftsignLimit => 1073741824; // 2^30

    public override double SiluLimit => 128;

    public override double GeluTanhLimit => 12;

    public override double GeluTanhCubic => -0.0713548139f;

    public override double GeluTanhLinear => -1.59576917f;

    public override double LeastExponent => -87.33654f;

    public override double MostExponent => 88.72283f;

    public override double MinusOneLimit => 64;

    public override bool CallsExponential(ActivationKind kind) => false;

    public override void Reduce(CodeWriter code, Lanes lanes, string x = "x")
    {
        Let("s", lanes.MultiplyAdd(x, C(1.442695f), C(Magic)));
        Let("n", lanes.Subtract("s", C(Magic)));
        Let("r", lanes.MultiplyAdd("n", C(-0.69314575f), x));
        code.Line($"r = {lanes.MultiplyAdd("n", C(-1.4286068e-06f), "r")};");
        Let("rr", lanes.Multiply("r", "r"));
        Let("low", lanes.MultiplyAdd(C(0.16666521f), "r", C(0.49999994f)));
        Let("high", lanes.MultiplyAdd(C(0.008368709f), "r", C(0.04166839f)));
        code.Line($"high = {lanes.MultiplyAdd(C(0.0013814613f), "rr", "high")};");
        Let("e", lanes.MultiplyAdd("high", "rr", "low"));
        code.Line($"e = {lanes.MultiplyAdd("e", "rr", "r")};");

        void Let(string name, string value) => code.Line($"{lanes.Type} {name} = {value};");

        string C(double value) => lanes.Constant(value);
    }

    /// <summary>1.5·2^23: a float that it was added to has its whole part in the lowest bits.</summary>
    public const float Magic = 12582912f;

    public override void Softplus(CodeWriter code, Lanes lanes)
    {
        Let("u", Activations.Exponential(lanes.Negative(lanes.Abs("x"))));
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

        string C(double value) => lanes.Constant(value);
    }

    /// <summary>Writes gelu as max(x, 0) − a·2^g(a), a = |x|, where g(a) is a polynomial that starts with −1.</summary>
    public override void Gelu(CodeWriter code, Lanes lanes)
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

        string C(double value) => lanes.Constant(value);
    }

    /// <summary>
    /// Writes tanh as c·x + x·P(x²)/Q(x²) in the order that is derived and measured in generator/math, and sigmoid as ½ + ½·tanh(x/2).
    /// Where both stand in one vector, tanh is 1·tanh(x) − 0, which changes no bit.
    /// </summary>
    public override void TanhAndSigmoid(CodeWriter code, Lanes lanes, GateActivations activations)
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
        string half = lanes.Constant(activations.Select(gate => gate.Kind == ActivationKind.Tanh ? 1 : 0.5));
        string offset = lanes.Constant(activations.Select(gate => gate.Kind == ActivationKind.Tanh ? -0.0 : 0.5));
        code.Line($"return {lanes.MultiplyAdd(half, "t", offset)};");

        void Let(string name, string value) => code.Line($"{lanes.Type} {name} = {value};");

        string C(Func<RationalTanh, double> coefficient) =>
            lanes.Constant(activations.Select(gate => coefficient(gate.Kind == ActivationKind.Tanh ? RationalTanh.Tanh : RationalTanh.TanhOfHalf)));
    }
}

using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>The forms for doubles: exp, and what is made of it; one division in each but gelu and softplus, which have a second rational.</summary>
internal sealed class DoubleForms : ActivationForms
{
    // tanh is of expm1 and sigmoid of exp: the small results of both have small relative errors that way.
    public override bool JoinsTanhAndSigmoid => false;

    public override string TanhError => "1.7e-16";

    public override string SigmoidForm => "";

    public override string SigmoidError => "1.7e-16";

    public override string SoftplusError => "4.5e-16 up to x = 4, and relative above";

    public override string GeluError => "2.4e-16·max(1, |x|)";

    public override double Sixth => 1.0 / 6.0;

    public override double SeluScale => 1.0507009873554805;

    public override double SeluScaleAlpha => 1.7580993408473766;

    public override double SoftsignLimit => 1152921504606846976; // 2^60

    public override double SiluLimit => 1024;

    public override double GeluTanhLimit => 24;

    public override double GeluTanhCubic => -0.07135481627260025;

    public override double GeluTanhLinear => -1.5957691216057308;

    public override double LeastExponent => -708.3964185322641;

    public override double MostExponent => 709.782712893384;

    public override double MinusOneLimit => 512;

    public override bool CallsExponential(ActivationKind kind) => kind is ActivationKind.Sigmoid or ActivationKind.Gelu;

    /// <summary>1.5·2^52: a double that it was added to has its whole part in the lowest bits.</summary>
    private const double Magic = 6755399441055744;

    public override void Reduce(CodeWriter code, Lanes lanes, string x = "x")
    {
        Let("s", lanes.MultiplyAdd(x, C(1.4426950408889634), C(Magic)));
        Let("n", lanes.Subtract("s", C(Magic)));
        Let("r", lanes.MultiplyAdd("n", C(-0.6931471805598903), x));
        Set("r", lanes.MultiplyAdd("n", C(-5.497923018708371e-14), "r"));
        Let("rr", lanes.Multiply("r", "r"));
        Let("r4", lanes.Multiply("rr", "rr"));
        Let("low", lanes.MultiplyAdd(C(0.16666666666666413), "r", C(0.5000000000000011)));
        Let("c45", lanes.MultiplyAdd(C(0.008333333333494342), "r", C(0.041666666666530267)));
        Let("high", lanes.MultiplyAdd(C(0.00019841269506771334), "r", C(0.0013888888943598395)));
        Let("c89", lanes.MultiplyAdd(C(2.7557586267717647e-06), "r", C(2.4801493135443452e-05)));
        Let("c1011", lanes.MultiplyAdd(C(2.500007288859858e-08), "r", C(2.7630234173590866e-07)));
        Set("low", lanes.MultiplyAdd("c45", "rr", "low"));
        Set("high", lanes.MultiplyAdd("c89", "rr", "high"));
        Set("high", lanes.MultiplyAdd("c1011", "r4", "high"));
        Let("e", lanes.MultiplyAdd("high", "r4", "low"));
        Set("e", lanes.MultiplyAdd("e", "rr", "r"));

        void Let(string name, string value) => code.Line($"{lanes.Type} {name} = {value};");

        void Set(string name, string value) => code.Line($"{name} = {value};");

        string C(double value) => lanes.Constant(value);
    }

    /// <summary>Writes log1p(u) = u + u²·P(u)/Q(u) with u = exp(−|x|), and adds max(x, 0).</summary>
    public override void Softplus(CodeWriter code, Lanes lanes)
    {
        Let("u", Activations.Exponential(lanes.Negative(lanes.Abs("x"))));
        Let("uu", lanes.Multiply("u", "u"));
        Let("u4", lanes.Multiply("uu", "uu"));
        Let("p", lanes.MultiplyAdd(C(-1.0783631313052784), "u", C(-0.4999999999999966)));
        Let("p23", lanes.MultiplyAdd(C(-0.2304056889401872), "u", C(-0.7947198173082077)));
        Let("p45", lanes.MultiplyAdd(C(-3.2087470047967854e-05), "u", C(-0.02131571652172352)));
        Let("q", lanes.MultiplyAdd(C(2.8233929292765834), "u", C(1)));
        Let("q23", lanes.MultiplyAdd(C(1.4302493045529128), "u", C(2.9717015874884662)));
        Let("q45", lanes.MultiplyAdd(C(0.022406122594359253), "u", C(0.30630401750170305)));
        Set("p45", lanes.MultiplyAdd(C(8.658431792974575e-07), "uu", "p45"));
        Set("p", lanes.MultiplyAdd("p23", "uu", "p"));
        Set("q", lanes.MultiplyAdd("q23", "uu", "q"));
        Set("p", lanes.MultiplyAdd("p45", "u4", "p"));
        Set("q", lanes.MultiplyAdd("q45", "u4", "q"));
        Let("t", lanes.Divide("p", "q"));
        Set("t", lanes.MultiplyAdd("t", "uu", "u"));
        Set("x", lanes.NotNegative("x"));
        code.Line($"return {lanes.Add("x", "t")};");

        void Let(string name, string value) => code.Line($"{lanes.Type} {name} = {value};");

        void Set(string name, string value) => code.Line($"{name} = {value};");

        string C(double value) => lanes.Constant(value);
    }

    /// <summary>
    /// Writes gelu as ½·x·(1 + erf(z)), z = x/√2, where erf is z + z·P(z²)/Q(z²) for |z| below 1, and 1 − exp(−z²)·R(|z|)/S(|z|) for the
    /// others, by one division.
    /// </summary>
    public override void Gelu(CodeWriter code, Lanes lanes)
    {
        code.Comment("Values below −9 give −0 as well.");
        Set("x", lanes.AtLeast("x", -9));
        Let("z", lanes.Multiply(C(0.7071067811865476), "x"));
        Let("a", lanes.Abs("z"));
        Let("u", lanes.Multiply("z", "z"));
        Let("uu", lanes.Multiply("u", "u"));
        Let("u4", lanes.Multiply("uu", "uu"));
        Let("p", lanes.MultiplyAdd(C(-0.31700613922759696), "u", C(0.1283791670955126)));
        Let("p23", lanes.MultiplyAdd(C(-0.008815668055167545), "u", C(-0.04832945643545746)));
        Let("p45", lanes.MultiplyAdd(C(-2.0732539328805026e-05), "u", C(-0.0004956134723873235)));
        Let("q", lanes.MultiplyAdd(C(0.4605128008055698), "u", C(1)));
        Let("q23", lanes.MultiplyAdd(C(0.01069307921782627), "u", C(0.09381306949872381)));
        Let("q45", lanes.MultiplyAdd(C(2.0810257013485322e-05), "u", C(0.000692498207980975)));
        Set("p", lanes.MultiplyAdd("p23", "uu", "p"));
        Set("q", lanes.MultiplyAdd("q23", "uu", "q"));
        Set("p", lanes.MultiplyAdd("p45", "u4", "p"));
        Set("q", lanes.MultiplyAdd("q45", "u4", "q"));
        Let("r", lanes.MultiplyAdd(C(1.3905934299861493), "a", C(0.9999998869746375)));
        Let("r23", lanes.MultiplyAdd(C(0.37361070221002884), "a", C(0.9495402723577722)));
        Let("r45", lanes.MultiplyAdd(C(0.008930834919878559), "a", C(0.08435245515108329)));
        Let("s", lanes.MultiplyAdd(C(2.518971406392363), "a", C(1)));
        Let("s23", lanes.MultiplyAdd(C(1.7571959763402578), "a", C(2.791901111420559)));
        Let("s45", lanes.MultiplyAdd(C(0.14950692895878848), "a", C(0.6701819886432748)));
        Set("r", lanes.MultiplyAdd("r23", "u", "r"));
        Set("s", lanes.MultiplyAdd("s23", "u", "s"));
        Set("s45", lanes.MultiplyAdd(C(0.015829615199011365), "u", "s45"));
        Set("r", lanes.MultiplyAdd("r45", "uu", "r"));
        Set("s", lanes.MultiplyAdd("s45", "uu", "s"));
        Let("e", Activations.Exponential(lanes.Negative("u")));
        Set("p", lanes.Select("a", "<", 1, "p", "r"));
        Set("q", lanes.Select("a", "<", 1, "q", "s"));
        Let("t", lanes.Divide("p", "q"));
        Let("f", lanes.Select("a", "<", 1, "a", lanes.Negative("e")));
        Let("g", lanes.Select("a", "<", 1, "a", C(1)));
        Let("y", lanes.MultiplyAdd("f", "t", "g"));
        Set("y", lanes.Select("a", ">", 6, C(1), "y"));
        Set("y", lanes.WithSignOf("z", "y"));
        Set("x", lanes.Multiply(C(0.5), "x"));
        code.Line($"return {lanes.Multiply("x", $"({lanes.Add(C(1), "y")})")};");

        void Let(string name, string value) => code.Line($"{lanes.Type} {name} = {value};");

        void Set(string name, string value) => code.Line($"{name} = {value};");

        string C(double value) => lanes.Constant(value);
    }

    /// <summary>Writes tanh of m = exp(2·|x|) − 1 as m/(m + 2) for small x, and as 1 − 2/(m + 2) for others; sigmoid as 1/(1 + exp(−x)).</summary>
    public override void TanhAndSigmoid(CodeWriter code, Lanes lanes, GateActivations activations)
    {
        if (activations.Single().Kind == ActivationKind.Sigmoid)
        {
            code.Line($"return {lanes.Divide(C(1), $"({lanes.Add(C(1), Activations.Exponential(lanes.Negative("x")))})")};");
            return;
        }

        Let("a", lanes.Abs("x"));
        Let("twice", lanes.Multiply(C(2), "a"));
        Reduce(code, lanes, "twice");
        Activations.ScaledMinusOne(code, lanes, "m");
        Let("t", lanes.Divide($"({lanes.Select("a", "<", SmallTanh, "m", C(2))})", $"({lanes.Add("m", C(2))})"));
        Let("y", lanes.Select("a", "<", SmallTanh, "t", lanes.Subtract(C(1), "t")));
        code.Comment("A value that overflows above is not used.");
        code.Line($"y = {lanes.Select("a", ">", 20, C(1), "y")};");
        code.Line($"return {lanes.WithSignOf("x", "y")};");

        void Let(string name, string value) => code.Line($"{lanes.Type} {name} = {value};");

        string C(double value) => lanes.Constant(value);
    }

    private const double SmallTanh = 0.55;
}

using LstmGen.Generator.Model;
using static LstmGen.Generator.Mathematics.Functions;

namespace LstmGen.Generator.Mathematics;

/// <summary>log(1 + exp(x)) as max(x, 0) + log1p(u), u = exp(−|x|), where log1p is needed only from 0 to 1.</summary>
internal static class Softplus
{
    /// <summary>log1p(u) = u·(c₀ + c₁·u + …), by the powers of u.</summary>
    private static readonly double[] C =
        [0.5f, -0.49999914f, 0.33329946f, -0.2495259f, 0.1966436f, -0.15265977f, 0.10529769f, -0.0561844f, 0.019421395f, -0.0031457618f];

    // log1p(u) = u + u²·P(u)/Q(u).
    private static readonly double[] P =
    [
        -0.4999999999999966, -1.0783631313052784, -0.7947198173082077, -0.2304056889401872, -0.02131571652172352, -3.2087470047967854e-05,
        8.658431792974575e-07,
    ];

    private static readonly double[] Q =
        [1, 2.8233929292765834, 2.9717015874884662, 1.4302493045529128, 0.30630401750170305, 0.022406122594359253];

    public static Definition Of(Element element)
    {
        Formula f = Formula.Of(out Expression x);
        Expression t = Log1p(f, f.Let("u", Exp(-Abs(x))), element);
        x = f.Let("x", NotNegative(x));
        return f.Return(x + t);
    }

    /// <summary>log1p(u) for u from 0 to 1.</summary>
    public static Expression Log1p(Formula f, Expression u, Element element) =>
        element == Element.Single ? Log1pOfSingle(f, u) : Log1pOfDouble(f, u);

    /// <summary>Half of u, which is exact, is split off the polynomial: the rest is small where the result is large.</summary>
    private static Expression Log1pOfSingle(Formula f, Expression u)
    {
        Expression uu = f.Let("uu", u * u);
        Expression u4 = f.Let("u4", uu * uu);
        Expression low = f.Let("low", C[1] * u + C[0]);
        Expression c23 = f.Let("c23", C[3] * u + C[2]);
        Expression high = f.Let("high", C[5] * u + C[4]);
        Expression c67 = f.Let("c67", C[7] * u + C[6]);
        Expression c89 = f.Let("c89", C[9] * u + C[8]);
        c67 = f.Let("c67", c89 * uu + c67);
        low = f.Let("low", c23 * uu + low);
        high = f.Let("high", c67 * uu + high);
        Expression t = f.Let("t", high * u4 + low);
        Expression half = f.Let("half", 0.5 * u);
        return f.Let("t", t * u + half);
    }

    private static Expression Log1pOfDouble(Formula f, Expression u)
    {
        Expression uu = f.Let("uu", u * u);
        Expression u4 = f.Let("u4", uu * uu);
        Expression p = f.Let("p", P[1] * u + P[0]);
        Expression p23 = f.Let("p23", P[3] * u + P[2]);
        Expression p45 = f.Let("p45", P[5] * u + P[4]);
        Expression q = f.Let("q", Q[1] * u + Q[0]);
        Expression q23 = f.Let("q23", Q[3] * u + Q[2]);
        Expression q45 = f.Let("q45", Q[5] * u + Q[4]);
        p45 = f.Let("p45", P[6] * uu + p45);
        p = f.Let("p", p23 * uu + p);
        q = f.Let("q", q23 * uu + q);
        p = f.Let("p", p45 * u4 + p);
        q = f.Let("q", q45 * u4 + q);
        Expression t = f.Let("t", p / q);
        return f.Let("t", t * uu + u);
    }
}

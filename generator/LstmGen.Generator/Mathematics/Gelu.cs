using LstmGen.Generator.Model;
using static LstmGen.Generator.Mathematics.Functions;

namespace LstmGen.Generator.Mathematics;

/// <summary>x·Φ(x) with the normal distribution Φ.</summary>
internal static class Gelu
{
    /// <summary>g(a) of <see cref="OfSingle"/>, by the powers of a.</summary>
    private static readonly double[] K =
        [-1, -1.151111f, -0.45916215f, -0.052627597f, 0.0072454056f, -0.00027206636f, -0.0001314761f, 2.805736e-05f, -1.9020865e-06f];

    /// <summary>2^f, by the powers of f.</summary>
    private static readonly double[] B = [1, 0.69314724f, 0.24022652f, 0.055503104f, 0.009617693f, 0.0013406642f, 0.00015594668f];

    // erf(z) = z + z·P(z²)/Q(z²) for |z| below 1.
    private static readonly double[] P =
    [
        0.1283791670955126, -0.31700613922759696, -0.04832945643545746, -0.008815668055167545, -0.0004956134723873235,
        -2.0732539328805026e-05,
    ];

    private static readonly double[] Q =
        [1, 0.4605128008055698, 0.09381306949872381, 0.01069307921782627, 0.000692498207980975, 2.0810257013485322e-05];

    // erf(z) = 1 − exp(−z²)·R(|z|)/S(|z|) for the others.
    private static readonly double[] R =
        [0.9999998869746375, 1.3905934299861493, 0.9495402723577722, 0.37361070221002884, 0.08435245515108329, 0.008930834919878559];

    private static readonly double[] S =
        [1, 2.518971406392363, 2.791901111420559, 1.7571959763402578, 0.6701819886432748, 0.14950692895878848, 0.015829615199011365];

    /// <summary>max(x, 0) − a·2^g(a), a = |x|, where g(a) is a polynomial that starts with −1.</summary>
    public static Definition OfSingle()
    {
        Formula f = Formula.Of(out Expression x);
        Expression a = f.Let("a", Abs(x));
        Expression aa = f.Let("aa", a * a);
        Expression a4 = f.Let("a4", aa * aa);
        Expression k12 = f.Let("k12", K[2] * a + K[1]);
        Expression k34 = f.Let("k34", K[4] * a + K[3]);
        Expression k56 = f.Let("k56", K[6] * a + K[5]);
        Expression k78 = f.Let("k78", K[8] * a + K[7]);
        k12 = f.Let("k12", k34 * aa + k12);
        k56 = f.Let("k56", k78 * aa + k56);
        Expression k = f.Let("k", k56 * a4 + k12);
        Expression g = f.Let("g", k * a + K[0]);
        Expression h = f.Let("h", a * PowerOfTwo(f, g));
        h = f.Let("h", Select(a > 8, 0, h));
        Expression m = f.Let("m", NotNegative(x));
        return f.Return(m - h);
    }

    private static Expression PowerOfTwo(Formula formula, Expression g)
    {
        Expression s = formula.Let("s", Steps(g, Element.Single));
        Expression n = formula.Let("n", Whole(s, Element.Single));
        Expression f = formula.Let("f", g - n);
        Expression ff = formula.Let("ff", f * f);
        Expression b12 = formula.Let("b12", B[2] * f + B[1]);
        Expression b34 = formula.Let("b34", B[4] * f + B[3]);
        Expression b56 = formula.Let("b56", B[6] * f + B[5]);
        b34 = formula.Let("b34", b56 * ff + b34);
        Expression p = formula.Let("p", b34 * ff + b12);
        p = formula.Let("p", p * f + B[0]);
        return formula.Let("p", TimesPowerOfTwo(p, s));
    }

    /// <summary>½·x·(1 + erf(z)), z = x/√2, where both forms of erf share one division.</summary>
    public static Definition OfDouble()
    {
        Formula f = Formula.Of(out Expression x);
        f.Comment("Values below −9 give −0 as well.");
        x = f.Let("x", AtLeast(x, -9));
        Expression z = f.Let("z", 0.7071067811865476 * x);
        Expression a = f.Let("a", Abs(z));
        Expression u = f.Let("u", z * z);
        Expression uu = f.Let("uu", u * u);
        Expression u4 = f.Let("u4", uu * uu);
        (Expression p, Expression q) = Near(f, u, uu, u4);
        (Expression r, Expression s) = Far(f, a, u, uu);
        Expression e = f.Let("e", Exp(-u));
        p = f.Let("p", Select(a < 1, p, r));
        q = f.Let("q", Select(a < 1, q, s));
        Expression t = f.Let("t", p / q);
        Expression factor = f.Let("f", Select(a < 1, a, -e));
        Expression g = f.Let("g", Select(a < 1, a, 1));
        Expression y = f.Let("y", factor * t + g);
        y = f.Let("y", Select(a > 6, 1, y));
        y = f.Let("y", WithSignOf(z, y));
        x = f.Let("x", 0.5 * x);
        return f.Return(x * (1 + y));
    }

    private static (Expression P, Expression Q) Near(Formula f, Expression u, Expression uu, Expression u4)
    {
        Expression p = f.Let("p", P[1] * u + P[0]);
        Expression p23 = f.Let("p23", P[3] * u + P[2]);
        Expression p45 = f.Let("p45", P[5] * u + P[4]);
        Expression q = f.Let("q", Q[1] * u + Q[0]);
        Expression q23 = f.Let("q23", Q[3] * u + Q[2]);
        Expression q45 = f.Let("q45", Q[5] * u + Q[4]);
        p = f.Let("p", p23 * uu + p);
        q = f.Let("q", q23 * uu + q);
        p = f.Let("p", p45 * u4 + p);
        q = f.Let("q", q45 * u4 + q);
        return (p, q);
    }

    private static (Expression R, Expression S) Far(Formula f, Expression a, Expression u, Expression uu)
    {
        Expression r = f.Let("r", R[1] * a + R[0]);
        Expression r23 = f.Let("r23", R[3] * a + R[2]);
        Expression r45 = f.Let("r45", R[5] * a + R[4]);
        Expression s = f.Let("s", S[1] * a + S[0]);
        Expression s23 = f.Let("s23", S[3] * a + S[2]);
        Expression s45 = f.Let("s45", S[5] * a + S[4]);
        r = f.Let("r", r23 * u + r);
        s = f.Let("s", s23 * u + s);
        s45 = f.Let("s45", S[6] * u + s45);
        r = f.Let("r", r45 * uu + r);
        s = f.Let("s", s45 * uu + s);
        return (r, s);
    }
}

using static LstmGen.Generator.Mathematics.Functions;

namespace LstmGen.Generator.Mathematics;

/// <summary>
/// tanh of floats as c·x + x·P(x²)/Q(x²) with Q monic, in the order and with the coefficients that generator/math derives and measures;
/// sigmoid as ½ + ½·tanh(x/2).
/// </summary>
internal static class RationalTanh
{
    /// <param name="P">By the powers of x².</param>
    /// <param name="Q">Likewise, without the highest, which is 1.</param>
    /// <param name="Limit">Where the result becomes ±1.</param>
    private sealed record Table(double[] P, double[] Q, double C, double Limit);

    private static readonly Table Whole = new(
        [984766.938f, 56430.5586f, -1626.57019f, -50.5394936f, -0.169889659f],
        [1212020.88f, 566692.188f, 31591.6309f, 408.108368f],
        0.1875f, 8.2f);

    /// <summary>
    /// tanh(x/2), which gives the same bits as tanh of x·½: the coefficients are scaled by powers of two, which rounds nothing.
    /// </summary>
    private static readonly Table OfHalf = new(
        [Whole.P[0] * 128, Whole.P[1] * 32, Whole.P[2] * 8, Whole.P[3] * 2, Whole.P[4] / 2],
        [Whole.Q[0] * 256, Whole.Q[1] * 64, Whole.Q[2] * 16, Whole.Q[3] * 4],
        Whole.C / 2, 2 * Whole.Limit);

    public static Definition Tanh()
    {
        Formula f = Formula.Of(out Expression x);
        return f.Return(Saturated(f, x, Whole));
    }

    /// <summary>1·tanh(x) − 0: the bits of tanh(x) by the operations of sigmoid, for vectors in which both stand.</summary>
    public static Definition ScaledTanh() => Scaled(Whole, 1, -0.0);

    public static Definition Sigmoid() => Scaled(OfHalf, 0.5, 0.5);

    private static Definition Scaled(Table table, double half, double offset)
    {
        Formula f = Formula.Of(out Expression x);
        Expression t = f.Let("t", Saturated(f, x, table));
        return f.Return(half * t + offset);
    }

    private static Expression Saturated(Formula f, Expression x, Table k)
    {
        Expression u = f.Let("u", x * x);
        Expression uu = f.Let("uu", u * u);
        Expression qHigh = f.Let("qHigh", k.Q[3] * u + k.Q[2]);
        qHigh = f.Let("qHigh", qHigh + uu);
        Expression qLow = f.Let("qLow", k.Q[1] * u + k.Q[0]);
        Expression q = f.Let("q", qHigh * uu + qLow);
        Expression pHigh = f.Let("pHigh", k.P[3] * u + k.P[2]);
        pHigh = f.Let("pHigh", k.P[4] * uu + pHigh);
        Expression pLow = f.Let("pLow", k.P[1] * u + k.P[0]);
        Expression xuu = f.Let("xuu", x * uu);
        Expression xpLow = f.Let("xpLow", x * pLow);
        Expression p = f.Let("p", pHigh * xuu + xpLow);
        Expression t = f.Let("t", p / q);
        t = f.Let("t", k.C * x + t);
        return Saturate(x, k.Limit, t);
    }
}

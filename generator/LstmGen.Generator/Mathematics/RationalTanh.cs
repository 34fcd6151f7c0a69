using System.Linq;
using static LstmGen.Generator.Mathematics.Functions;

namespace LstmGen.Generator.Mathematics;

/// <summary>
/// tanh of floats as (x + x·u·P(u)) / (1 + u·Q(u)) with u = x², with the order and the coefficients derived and measured in generator/math;
/// sigmoid as ½ + ½·tanh(x/2). Both the numerator and the denominator start from an exact value, to which the rest adds little for small x.
/// </summary>
internal static class RationalTanh
{
    /// <param name="P">By the powers of u.</param>
    /// <param name="Q">Likewise.</param>
    /// <param name="One">The value from which the denominator starts.</param>
    /// <param name="Limit">Above this u the result is <paramref name="Top"/> with the sign of x.</param>
    private sealed record Table(double[] P, double[] Q, double One, double Limit, double Top);

    private static readonly Table Whole = new(
        [0.134424046f, 0.00356853241f, 2.18136465e-05f, 1.50388022e-08f],
        [0.467757374f, 0.0261543486f, 0.00034050722f, 8.46221383e-07f],
        One: 1, Limit: 66.5, Top: 1);

    /// <summary>½·tanh(x/2): exactly half of tanh(x·½), because the coefficients differ by powers of two, which don't round.</summary>
    private static readonly Table Half = new(
        [.. Whole.P.Select((p, power) => p / (4 << (2 * power)))],
        [.. Whole.Q.Select((q, power) => 4 * q / (4 << (2 * power)))],
        One: 4, Limit: 4 * Whole.Limit, Top: 0.5);

    public static Definition Tanh()
    {
        Formula f = Formula.Of(out Expression x);
        return f.Return(Saturated(f, x, Whole));
    }

    /// <summary>tanh(x) − 0: the bits of tanh(x) by the operations of sigmoid, for vectors that hold both.</summary>
    public static Definition ShiftedTanh() => Shifted(Whole, -0.0);

    public static Definition Sigmoid() => Shifted(Half, 0.5);

    private static Definition Shifted(Table table, double offset)
    {
        Formula f = Formula.Of(out Expression x);
        Expression t = f.Let("t", Saturated(f, x, table));
        return f.Return(t + offset);
    }

    private static Expression Saturated(Formula f, Expression x, Table k)
    {
        Expression u = f.Let("u", x * x);
        Expression uu = f.Let("uu", u * u);
        Expression xu = f.Let("xu", x * u);
        Expression p = Cubic(f, "p", k.P, u, uu);
        p = f.Let("p", xu * p + x);
        Expression q = Cubic(f, "q", k.Q, u, uu);
        q = f.Let("q", u * q + k.One);
        Expression t = f.Let("t", p / q);
        return Saturate(x, u > k.Limit, k.Top, t);
    }

    /// <summary>A polynomial of u in two independent halves.</summary>
    private static Expression Cubic(Formula f, string name, double[] c, Expression u, Expression uu)
    {
        Expression high = f.Let(name + "High", c[3] * u + c[2]);
        Expression low = f.Let(name + "Low", c[1] * u + c[0]);
        return f.Let(name, high * uu + low);
    }
}

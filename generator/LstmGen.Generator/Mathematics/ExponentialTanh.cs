using LstmGen.Generator.Model;
using static LstmGen.Generator.Mathematics.Functions;

namespace LstmGen.Generator.Mathematics;

/// <summary>
/// tanh and sigmoid of doubles: tanh from exp(x) − 1 and sigmoid from exp, so that small results of both have small relative errors.
/// </summary>
internal static class ExponentialTanh
{
    /// <summary>Below it tanh is m/(m + 2).</summary>
    private const double Small = 0.55;

    /// <summary>tanh of m = exp(2·|x|) − 1 as m/(m + 2) for small x, and as 1 − 2/(m + 2) for others.</summary>
    public static Definition Tanh()
    {
        Formula f = Formula.Of(out Expression x);
        Expression a = f.Let("a", Abs(x));
        Expression twice = f.Let("twice", 2 * a);
        Expression m = Exponential.ScaledMinusOne(f, "m", twice, Element.Double);
        Expression t = f.Let("t", Select(a < Small, m, 2) / (m + 2));
        Expression y = f.Let("y", Select(a < Small, t, 1 - t));
        f.Comment("A value that overflows above is not used.");
        y = f.Let("y", Select(a > 20, 1, y));
        return f.Return(WithSignOf(x, y));
    }

    public static Definition Sigmoid()
    {
        Formula f = Formula.Of(out Expression x);
        return f.Return(1 / (1 + Exp(-x)));
    }
}

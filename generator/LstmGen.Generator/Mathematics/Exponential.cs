using LstmGen.Generator.Model;
using static LstmGen.Generator.Mathematics.Functions;

namespace LstmGen.Generator.Mathematics;

/// <summary>exp, by x = n·ln 2 + r: exp(x) = 2ⁿ·exp(r), and exp(r) − 1 is a polynomial.</summary>
internal static class Exponential
{
    public static Definition Of(Element element)
    {
        Formula f = Formula.Of(out Expression x);
        ExponentialTable table = ExponentialTable.Of(element);
        (Expression steps, Expression e) = Reduced(f, x, element);
        e = f.Let("e", e + 1);
        e = f.Let("e", TimesPowerOfTwo(e, steps));
        e = f.Let("e", Select(x < table.Least, 0, e));
        return f.Return(Select(x <= table.Most, e, x + double.PositiveInfinity));
    }

    /// <summary>exp(x) − 1 for x below zero.</summary>
    public static Expression MinusOne(Formula f, Expression x, Element element)
    {
        Expression y = ScaledMinusOne(f, "y", x, element);
        return f.Let("y", Select(x < -ExponentialTable.Of(element).MinusOneLimit, -1, y));
    }

    /// <summary>exp(x) − 1 as 2ⁿ·(exp(r) − 1) + (2ⁿ − 1), where both are normal numbers.</summary>
    public static Expression ScaledMinusOne(Formula f, string name, Expression x, Element element)
    {
        (Expression steps, Expression e) = Reduced(f, x, element);
        Expression scale = f.Let("scale", TimesPowerOfTwo(1, steps));
        return f.Let(name, scale * e + (scale - 1));
    }

    /// <summary>The value with n in its lowest bits, and exp(r) − 1.</summary>
    private static (Expression Steps, Expression MinusOne) Reduced(Formula f, Expression x, Element element)
    {
        ExponentialTable table = ExponentialTable.Of(element);
        Expression s = f.Let("s", Steps(x * table.Log2E, element));
        Expression n = f.Let("n", Whole(s, element));
        Expression r = f.Let("r", n * -table.Ln2High + x);
        r = f.Let("r", n * -table.Ln2Low + r);
        return (s, element == Element.Single ? SinglePolynomial(f, r, table.C) : DoublePolynomial(f, r, table.C));
    }

    private static Expression SinglePolynomial(Formula f, Expression r, double[] c)
    {
        Expression rr = f.Let("rr", r * r);
        Expression low = f.Let("low", c[3] * r + c[2]);
        Expression high = f.Let("high", c[5] * r + c[4]);
        high = f.Let("high", c[6] * rr + high);
        Expression e = f.Let("e", high * rr + low);
        return f.Let("e", e * rr + r);
    }

    private static Expression DoublePolynomial(Formula f, Expression r, double[] c)
    {
        Expression rr = f.Let("rr", r * r);
        Expression r4 = f.Let("r4", rr * rr);
        Expression low = f.Let("low", c[3] * r + c[2]);
        Expression c45 = f.Let("c45", c[5] * r + c[4]);
        Expression high = f.Let("high", c[7] * r + c[6]);
        Expression c89 = f.Let("c89", c[9] * r + c[8]);
        Expression c1011 = f.Let("c1011", c[11] * r + c[10]);
        low = f.Let("low", c45 * rr + low);
        high = f.Let("high", c89 * rr + high);
        high = f.Let("high", c1011 * r4 + high);
        Expression e = f.Let("e", high * r4 + low);
        return f.Let("e", e * rr + r);
    }
}

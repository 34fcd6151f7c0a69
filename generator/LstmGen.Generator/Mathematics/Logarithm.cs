using LstmGen.Generator.Model;
using static LstmGen.Generator.Mathematics.Functions;

namespace LstmGen.Generator.Mathematics;

/// <summary>
/// log(x) for x from 1 to 2¹⁶, the range of a sum of up to 2¹⁶ values between 0 and 1, one of which is 1: n·ln 2 + log1p(u), where x =
/// 2ⁿ·(1 + u) and u is from 0 to 1. Powers of two are found by comparisons, so that no bits have to be moved.
/// </summary>
internal static class Logarithm
{
    public static Definition OfAtLeastOne(Element element)
    {
        Formula f = Formula.Of(out Expression x);
        ExponentialTable table = ExponentialTable.Of(element);
        Expression n = f.Let("n", Select(x >= 256, 8, 0));
        x = f.Let("x", Select(x >= 256, x * (1.0 / 256), x));
        foreach (int power in new[] { 4, 2, 1 })
        {
            n = f.Let("n", Select(x >= (1 << power), n + power, n));
            x = f.Let("x", Select(x >= (1 << power), x * (1.0 / (1 << power)), x));
        }

        Expression log = Softplus.Log1p(f, f.Let("u", x - 1), element);
        log = f.Let("log", n * table.Ln2Low + log);
        return f.Return(n * table.Ln2High + log);
    }
}

using System;

namespace LstmGen.Pictures.Numbers;

/// <summary>The normal distribution, for the activation gelu.</summary>
internal static class NormalDistribution
{
    /// <summary>The cumulative distribution at a value, accurate to about 1e-14 for the values of a network.</summary>
    public static double Below(double x)
    {
        if (double.IsNaN(x) || Math.Abs(x) > 8)
        {
            return double.IsNaN(x) ? x : x > 0 ? 1 : 0;
        }

        // x + x³/3 + x⁵/(3·5) + …: every term has the sign of x, so nothing cancels.
        double term = x;
        double sum = x;
        for (int n = 3; Math.Abs(term) > 1e-18 * Math.Abs(sum); n += 2)
        {
            term *= x * x / n;
            sum += term;
        }

        return 0.5 + (sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI));
    }
}

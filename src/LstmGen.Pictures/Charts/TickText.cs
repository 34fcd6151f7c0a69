using System.Globalization;
using LstmGen.Pictures.Numbers;

namespace LstmGen.Pictures.Charts;

/// <summary>
/// Text of a decimal number, given as a whole number times a power of ten: made from its digits, so that rounding doesn't depend on the
/// runtime.
/// </summary>
internal static class TickText
{
    /// <summary>The number, to the nearest double.</summary>
    public static double Value(long whole, int exponent) =>
        double.Parse(whole.ToString(CultureInfo.InvariantCulture) + "e" + exponent.ToString(CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>With thousands separators, and the decimals for a negative exponent.</summary>
    public static string Plain(long whole, int exponent)
    {
        if (whole == 0)
        {
            return "0";
        }

        string digits = Digits(whole);
        if (exponent >= 0)
        {
            return Sign(whole) + NumberText.Count(long.Parse(digits + new string('0', exponent), CultureInfo.InvariantCulture));
        }

        digits = digits.PadLeft(1 - exponent, '0');
        int point = digits.Length + exponent;
        return Sign(whole) + NumberText.Count(long.Parse(digits.Substring(0, point), CultureInfo.InvariantCulture)) + "." + digits.Substring(point);
    }

    /// <summary>One digit, what follows it, and a power of ten: <c>1.5e7</c>.</summary>
    public static string Scientific(long whole, int exponent)
    {
        if (whole == 0)
        {
            return "0";
        }

        string digits = Digits(whole);
        int power = digits.Length - 1 + exponent;
        string decimals = digits.Substring(1).TrimEnd('0');
        return Sign(whole) + digits[0] + (decimals.Length > 0 ? "." + decimals : "") + "e" + (power < 0 ? "−" : "") + Digits(power);
    }

    private static string Digits(long whole) => (whole < 0 ? -whole : whole).ToString(CultureInfo.InvariantCulture);

    private static string Sign(long whole) => whole < 0 ? "−" : "";
}

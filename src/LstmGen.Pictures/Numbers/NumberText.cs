using System;
using System.Globalization;

namespace LstmGen.Pictures.Numbers;

/// <summary>Numbers as text, the same on every machine, in every culture and on every runtime.</summary>
internal static class NumberText
{
    /// <summary>The shortest text that reads back as the same float.</summary>
    public static string Exact(float value) => IsSpecial(value, out string special) ? special : ShortestText.Of(value);

    /// <summary>The shortest text that reads back as the same double.</summary>
    public static string Exact(double value) => IsSpecial(value, out string special) ? special : ShortestText.Of(value);

    /// <summary>A coordinate: at most two decimals, and no minus sign for zero.</summary>
    public static string Coordinate(double value)
    {
        string text = Rounded(Math.Abs(value), 2).ToString("0.##", CultureInfo.InvariantCulture);
        return value < 0 && text != "0" ? "-" + text : text;
    }

    /// <summary>For a reader: the given number of decimals, fewer if the number is large, with a minus sign instead of a hyphen.</summary>
    public static string Shown(double value, int decimals = 2)
    {
        if (double.IsNaN(value) || double.IsInfinity(value))
        {
            return double.IsNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
        }

        double size = Math.Abs(value);
        string text = size >= 99999.5 ? size.ToString("0.0e+0", CultureInfo.InvariantCulture)
            : Rounded(size, Decimals(size, decimals)).ToString("F" + Decimals(size, decimals).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return value < 0 && HasDigit(text) ? "−" + text : text;
    }

    /// <summary>A number written by a person, such as an input: no zeros are added.</summary>
    public static string Plain(double value, int decimals = 2)
    {
        string text = Shown(value, decimals);
        return text.IndexOf('.') >= 0 && text.IndexOf('e') < 0 ? text.TrimEnd('0').TrimEnd('.') : text;
    }

    /// <summary>A count, with thousands separators.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count of something: <c>1 unit</c>, <c>3 units</c>.</summary>
    public static string Count(long count, string what) => Count(count) + " " + what + (count == 1 ? "" : "s");

    private static int Decimals(double size, int decimals) => size >= 999.95 ? 0 : size >= 99.995 ? Math.Min(decimals, 1) : size >= 9.9995 ? Math.Min(decimals, 2) : decimals;

    private static bool HasDigit(string text)
    {
        foreach (char letter in text)
        {
            if (letter is >= '1' and <= '9')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Rounds halves up, here, because runtimes differ.</summary>
    private static double Rounded(double size, int decimals)
    {
        double power = decimals switch { 0 => 1, 1 => 10, 2 => 100, 3 => 1000, _ => Math.Pow(10, decimals) };
        return Math.Floor((size * power) + 0.5) / power;
    }

    private static bool IsSpecial(double value, out string text)
    {
        text = double.IsNaN(value) ? "NaN" : double.IsPositiveInfinity(value) ? "Infinity" : double.IsNegativeInfinity(value) ? "-Infinity"
            : value == 0 ? (BitConverter.DoubleToInt64Bits(value) < 0 ? "-0" : "0") : "";
        return text.Length > 0;
    }
}

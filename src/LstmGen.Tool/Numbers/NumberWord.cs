using System;
using System.Globalization;

namespace LstmGen.Tool.Numbers;

/// <summary>A number as text: with a decimal point and without thousands separators, in every culture; nan and inf as words.</summary>
internal static class NumberWord
{
    /// <summary>The message for a number that is too large for a float.</summary>
    public const string TooLarge = "is too large for a float, whose largest number is 3.4028235E+38";

    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <param name="value">The nearest float, infinite if none is large enough.</param>
    public static bool TryParse(ReadOnlySpan<char> word, out float value)
    {
        if (IsInfinity(word, out bool isNegative))
        {
            value = isNegative ? float.NegativeInfinity : float.PositiveInfinity;
            return true;
        }

        if (Unsigned(word, out _).Equals("nan", StringComparison.OrdinalIgnoreCase))
        {
            value = float.NaN;
            return true;
        }

        return float.TryParse(word, Style, CultureInfo.InvariantCulture, out value) && !float.IsNaN(value);
    }

    /// <summary>Whether infinity itself is written.</summary>
    public static bool IsInfinity(ReadOnlySpan<char> word, out bool isNegative)
    {
        ReadOnlySpan<char> unsigned = Unsigned(word, out isNegative);
        return unsigned.Equals("inf", StringComparison.OrdinalIgnoreCase) || unsigned.Equals("infinity", StringComparison.OrdinalIgnoreCase);
    }

    private static ReadOnlySpan<char> Unsigned(ReadOnlySpan<char> word, out bool isNegative)
    {
        isNegative = word.Length > 0 && word[0] == '-';
        return isNegative || (word.Length > 0 && word[0] == '+') ? word[1..] : word;
    }
}

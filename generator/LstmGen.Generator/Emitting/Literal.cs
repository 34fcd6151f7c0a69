using System;
using System.Globalization;

namespace LstmGen.Generator.Emitting;

/// <summary>Numbers as C# text, the same in every culture.</summary>
internal static class Literal
{
    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>An index that starts at a number, where the rest may be an expression.</summary>
    public static string Sum(int start, string rest) =>
        IsNumber(rest, out int number) ? Of((long)start + number)
        : start == 0 ? rest
        : $"{start} + {rest}";

    /// <summary>A multiple of a number or of an expression.</summary>
    public static string Scaled(int factor, string rest) =>
        IsNumber(rest, out int number) ? Of((long)factor * number)
        : factor == 0 ? "0"
        : factor == 1 ? rest
        : $"{factor} * {Factor(rest)}";

    /// <summary>An expression that is multiplied.</summary>
    public static string Factor(string text) => text.Contains(" ") && text[0] != '(' ? $"({text})" : text;

    /// <summary>Whether an expression is a number.</summary>
    public static bool IsNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    /// <summary>Advances the variable of a loop.</summary>
    public static string Advance(string variable, int step) => step == 1 ? variable + "++" : $"{variable} += {step}";
}

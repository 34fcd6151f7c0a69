using System;
using System.Globalization;

namespace LstmGen.Generator.Emitting;

/// <summary>Numbers as C# text, the same in every culture.</summary>
internal static class Literal
{
    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>An index that starts at a number, where the rest may be an expression.</summary>
    public static string Sum(int start, string rest) =>
        int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? Of((long)start + number)
        : start == 0 ? rest
        : $"{start} + {rest}";

    /// <summary>A multiple of a number or of an expression.</summary>
    public static string Scaled(int factor, string rest) =>
        int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? Of((long)factor * number)
        : factor == 1 ? rest
        : rest.Contains(" ") && rest[0] != '(' ? $"{factor} * ({rest})"
        : $"{factor} * {rest}";

    /// <summary>What moves the variable of a loop on.</summary>
    public static string Advance(string variable, int step) => step == 1 ? variable + "++" : $"{variable} += {step}";
}

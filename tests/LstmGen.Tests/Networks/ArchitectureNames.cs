using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace LstmGen.Tests.Networks;

/// <summary>How an architecture writes the parts of a <see cref="NetworkSpec"/>.</summary>
internal static partial class ArchitectureNames
{
    /// <summary>Made once: tests ask for an activation's name at each of many values.</summary>
    private static readonly Dictionary<Activation, string> Names = Enum.GetValues<Activation>()
        .ToDictionary(activation => activation, activation => Word().Replace(activation.ToString(), "_$1").ToLowerInvariant());

    /// <summary><c>hard_sigmoid_02</c>.</summary>
    public static string ArchitectureName(this Activation activation) => Names[activation];

    /// <summary>The name with the numbers that it takes: <c>affine(1,0)</c>.</summary>
    public static string Of(Activation activation, Numbers numbers)
    {
        (double? alpha, double? beta) = numbers.Taken(activation);
        string Number(double value) => ((float)value).ToString("R", CultureInfo.InvariantCulture);
        string written = alpha is not double a ? "" : beta is double b ? $"({Number(a)},{Number(b)})" : $"({Number(a)})";
        return activation.ArchitectureName() + written;
    }

    /// <summary>The start of a word other than the first, or of a number that counts as a word.</summary>
    [GeneratedRegex("(?<=[a-z])([A-Z]|0)")]
    private static partial Regex Word();
}

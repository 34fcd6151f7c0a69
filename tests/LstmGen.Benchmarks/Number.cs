using System;
using System.Globalization;

namespace LstmGen.Benchmarks;

/// <summary>Numbers for tables: three digits, the same in every culture.</summary>
internal static class Number
{
    public static string Of(double value)
    {
        double magnitude = Math.Abs(value);
        string format = magnitude >= 99.95 ? "#,0" : magnitude >= 9.995 ? "0.0" : magnitude >= 0.9995 ? "0.00" : "0.000";
        return value.ToString(format, CultureInfo.InvariantCulture);
    }

    public static string Whole(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Ratio(double value, double unit) => Of(value / unit) + "×";
}

using System.Globalization;

namespace LstmGen.Generator.Model.Text;

/// <summary>An integer in machine-readable form, the same in every culture.</summary>
internal static class NumberText
{
    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace LstmGen.Generator.Model.Text;

/// <summary>Numbers and names as people read them: in messages, in documentation and in comments.</summary>
internal static class ReaderText
{
    /// <summary>Digits in groups of three.</summary>
    public static string Grouped(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number of things: <c>1 step</c>, <c>64 steps</c>.</summary>
    public static string Count(long count, string noun) => $"{Grouped(count)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>Text of a file, of bounded length.</summary>
    public static string Plain(string text) => PlainText.Of(text, 120);
}

using static System.FormattableString;

namespace LstmGen.Tool.Numbers;

/// <summary>A count of something, for a reader: <c>1 row</c>, <c>18 rows</c>.</summary>
internal static class Counted
{
    public static string Of(int count, string what) => Invariant($"{count} {what}{(count == 1 ? "" : "s")}");
}

using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>How an instance keeps the values of its own initial state.</summary>
internal static class InitialStateHelpers
{
    /// <summary>The array that keeps them, as an expression.</summary>
    public static string Kept(Names names, string kept, string values) =>
        names.Helper(HelperTypes.LstmState, "Kept", $"4 Kept {names.Element.Name}", (code, inner) =>
        {
            bool hasSpans = inner.Target.Spans;
            string array = $"{inner.Element.Type}[]{inner.Nullable}";
            string run = hasSpans ? inner.Values : array;
            string isNone = hasSpans ? "values.Length == 0" : "values is null || values.Length == 0";
            string copy = hasSpans ? "values.CopyTo(kept)" : $"{inner["Array"]}.Copy(values, 0, kept, 0, values.Length)";
            code.Line($$"""
                /// <summary>Keeps the values of an initial state, in the same array from the second time on; null where there are none.</summary>
                internal static {{array}} Kept({{array}} kept, {{run}} values)
                {
                    if ({{isNone}})
                    {
                        return null;
                    }

                    kept = kept ?? new {{inner.Element.Type}}[values.Length];
                    {{copy}};
                    return kept;
                }
                """);
        }) + $"({kept}, {values})";
}

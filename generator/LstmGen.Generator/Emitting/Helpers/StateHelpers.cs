using LstmGen.Generator.Model;
using LstmGen.Generator.Planning.Members;

namespace LstmGen.Generator.Emitting;

/// <summary>The operations that states of all networks share: conversion to text, comparison, and interleaving in a batch.</summary>
internal static class StateHelpers
{
    private const string Type = HelperTypes.LstmState;

    /// <summary>The first values as text.</summary>
    public static string Text(Names names, string values) =>
        names.Helper(Type, "Text", $"2 Text {names.Element.Name}", (code, inner) =>
        {
            bool hasSpans = inner.Target.Spans;
            string run = hasSpans ? inner.Values + " values" : inner.Element.Type + "[] values, int start, int count";
            string count = hasSpans ? "values.Length" : "count";
            string value = hasSpans ? "values[i]" : "values[start + i]";
            string culture = inner.Target.Cultures ? inner["CultureInfo"] + ".InvariantCulture" : "";
            code.Line($$"""
                /// <summary>At most the first {{StateTextMembers.Shown}} values, in the invariant culture.</summary>
                internal static string Text({{run}})
                {
                    string text = "";
                    for (int i = 0; i < {{count}} && i < {{StateTextMembers.Shown}}; i++)
                    {
                        text += (i == 0 ? "" : ", ") + {{value}}.ToString({{culture}});
                    }

                    return "[" + text + ({{count}} > {{StateTextMembers.Shown}} ? ", …]" : "]");
                }
                """);
        }) + $"({values})";

    /// <summary>A hash of the bits.</summary>
    public static string Hash(Names names, string values) =>
        names.Helper(Type, "Hash", $"2 Hash {names.Element.Name}", (code, inner) =>
        {
            code.Doc("<summary>A hash of the bits, the same on every machine and in every process.</summary>");
            code.Line(inner.Target.Spans ? HashBySpan(inner) : HashByArray(inner));
        }) + $"({values})";

    /// <summary>Whether two sets of values have the same bits.</summary>
    public static string Same(Names names, string values, string others) =>
        names.Helper(Type, "Same", $"2 Same {names.Element.Name}", (code, inner) =>
        {
            code.Doc("<summary>Whether both have the same bits.</summary>");
            if (inner.Target.Spans)
            {
                string bytes = inner["MemoryMarshal"] + ".AsBytes";
                code.Body(
                    $"internal static bool Same({inner.Values} values, {inner.Values} others)",
                    $"{inner["MemoryExtensions"]}.SequenceEqual({bytes}(values), {bytes}(others))");
                return;
            }

            code.Line($$"""
                internal static bool Same({{inner.Element.Type}}[] values, {{inner.Element.Type}}[] others, int count)
                {
                    bool isSame = true;
                    for (int i = 0; isSame && i < count; i++)
                    {
                        isSame = {{Bits(inner, "values[i]")}} == {{Bits(inner, "others[i]")}};
                    }

                    return isSame;
                }
                """);
        }) + $"({values}, {others})";

    /// <summary>Copies values of one sequence from the rows of a block, which have a lane for each sequence, or to them.</summary>
    public static string Lane(Names names, bool isRead, string rows, string values)
    {
        string name = isRead ? "ReadLane" : "WriteLane";
        return names.Helper(Type, name, $"3 {name} {names.Element.Name}", (code, inner) =>
        {
            code.Doc(isRead
                ? "<summary>Copies the values of one sequence from rows with a lane for each sequence.</summary>"
                : "<summary>Copies the values of one sequence to rows with a lane for each sequence.</summary>");
            (string block, string state) = isRead ? (inner.Values, inner.WritableValues) : (inner.WritableValues, inner.Values);
            code.Line($$"""
                internal static void {{name}}({{block}} rows, int lanes, int lane, {{state}} values)
                {
                    for (int i = 0; i < values.Length; i++)
                    {
                        {{(isRead ? "values[i] = rows[i * lanes + lane]" : "rows[i * lanes + lane] = values[i]")}};
                    }
                }
                """);
        }) + $"({rows}, Kernel.BatchLanes, lane, {values});";
    }

    /// <summary>Finds the slots of an existing part of a batch.</summary>
    /// <param name="lanes">How many sequences are computed side by side.</param>
    public static string Part(Names names, string lanes) => names.Helper(Type, "Part", "3 Part", (code, _) =>
    {
        code.Doc("<summary>Splits a batch between sequences that are computed side by side: the slots of a part.</summary>");
        code.Line("""
            internal static void Part(int lanes, int sequences, int part, int parts, out int first, out int count)
            {
                long blocks = ((long)sequences + lanes - 1) / lanes;
                long start = blocks * part / parts * lanes;
                long end = blocks * (part + 1) / parts * lanes;
                first = (int)(start < sequences ? start : sequences);
                count = (int)(end < sequences ? end : sequences) - first;
            }
            """);
    }) + $"({lanes}, sequences, part, parts, out first, out count);";

    private static string HashBySpan(Names names) => $$"""
        internal static int Hash({{names.Values}} values)
        {
            uint hash = 2166136261;
            foreach (byte value in {{names["MemoryMarshal"]}}.AsBytes(values))
            {
                hash = unchecked((hash ^ value) * 16777619); // FNV-1a
            }

            return unchecked((int)hash);
        }
        """;

    private static string HashByArray(Names names) => $$"""
        internal static int Hash({{names.Element.Type}}[] values, int count)
        {
            uint hash = 2166136261;
            for (int i = 0; i < count; i++)
            {
                long bits = {{Bits(names, "values[i]")}};
                hash = unchecked((hash ^ (uint)bits ^ (uint)(bits >> 32)) * 16777619); // FNV-1a
            }

            return unchecked((int)hash);
        }
        """;

    /// <summary>
    /// The bits of a value converted to double, which is exact for every float: not every target gives access to a float's bits.
    /// </summary>
    private static string Bits(Names names, string value) => $"{names["BitConverter"]}.DoubleToInt64Bits({value})";
}

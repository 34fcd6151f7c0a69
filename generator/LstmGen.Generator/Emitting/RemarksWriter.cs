using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Collects lines of text, and writes them as the remarks of a type: indented lines, such as an equation or a table, as code, whose columns
/// an editor keeps, and the rest as paragraphs.
/// </summary>
internal sealed class RemarksWriter
{
    private readonly List<string> _lines = [];

    /// <summary>Adds one or more lines; an empty one ends a paragraph.</summary>
    public void Line(string text = "") => _lines.AddRange(text.Split('\n'));

    public void WriteTo(CodeWriter code)
    {
        code.Doc("<remarks>");
        for (int first = 0; first < _lines.Count;)
        {
            bool isCode = IsCode(_lines[first]);
            List<string> block = [.. _lines.Skip(first).TakeWhile(line => line.Length > 0 && IsCode(line) == isCode)];
            Block(code, block, isCode);
            first += block.Count == 0 ? 1 : block.Count;
        }

        code.Doc("</remarks>");
    }

    private static void Block(CodeWriter code, List<string> lines, bool isCode)
    {
        if (lines.Count == 0)
        {
            return;
        }

        string text = string.Join("\n", lines.Select(Escaped));
        code.Doc(isCode ? $"<code>\n{text}\n</code>" : $"<para>{text}</para>");
    }

    private static bool IsCode(string line) => line.StartsWith("  ", System.StringComparison.Ordinal);

    private static string Escaped(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}

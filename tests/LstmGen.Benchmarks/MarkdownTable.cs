using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace LstmGen.Benchmarks;

/// <summary>A table in Markdown whose columns are also aligned in a console.</summary>
internal sealed class MarkdownTable(params string[] header)
{
    private readonly List<string[]> _rows = [header];

    public void Row(params string[] cells) => _rows.Add(cells.Length == header.Length ? cells : throw new ArgumentException($"{cells.Length} cells in a table of {header.Length} columns", nameof(cells)));

    public override string ToString()
    {
        int[] widths = [.. Enumerable.Range(0, header.Length).Select(column => _rows.Max(row => row[column].Length))];
        var text = new StringBuilder();
        for (int i = 0; i < _rows.Count; i++)
        {
            text.Append("| ").AppendJoin(" | ", _rows[i].Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).Append(" |\n");
            if (i == 0)
            {
                text.Append('|').AppendJoin("|", widths.Select((width, column) => column == 0 ? new string('-', width + 2) : new string('-', width + 1) + ":")).Append("|\n");
            }
        }

        return text.ToString();
    }
}

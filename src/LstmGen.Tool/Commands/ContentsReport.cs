using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Models.Inspecting;
using Spectre.Console;

namespace LstmGen.Tool.Commands;

/// <summary>Shows what is in a file that can't be read as a network, with everything that isn't supported.</summary>
internal static class ContentsReport
{
    /// <summary>How many rows of a table are shown. Unsupported ones are always shown, up to the same number again.</summary>
    private const int MostRows = 100;

    public static void Write(Contents contents)
    {
        var facts = new Grid().AddColumn().AddColumn();
        void Fact(string name, string value) => facts.AddRow(new Text(name), new Text(value));
        Fact("format", contents.Format);
        Fact("framework", contents.Framework is { } framework ? TensorRows.Plain(framework) : "not stated");
        foreach ((string name, string value) in contents.Facts.Take(MostRows))
        {
            Fact(name, value);
        }

        int count = contents.Obstacles.Count;
        Fact("not supported", count == 0 ? "nothing that its parts show; the error says what the file as a whole lacks"
            : FormattableString.Invariant($"{count:N0} of its parts, marked below"));
        Report.Write(facts);
        foreach (ContentTable table in contents.Tables.Where(table => table.Rows.Count > 0))
        {
            Write(table);
        }
    }

    private static void Write(ContentTable content)
    {
        bool hasObstacles = content.Rows.Any(row => row.Obstacle is not null);
        string[] columns = hasObstacles ? [.. content.Columns, "not supported"] : [.. content.Columns];
        var table = new Table().AddColumns(columns).Border(TableBorder.Rounded);
        List<ContentRow> shown = [.. content.Rows.Where((row, i) => i < MostRows || row.Obstacle is not null).Take(2 * MostRows)];
        foreach (ContentRow row in shown)
        {
            IEnumerable<string> cells = hasObstacles ? [.. row.Cells, row.Obstacle is { } obstacle ? $"✗ {obstacle.Why}" : ""] : row.Cells;
            table.AddRow(cells.Select(cell => new Text(cell)));
        }

        if (content.Rows.Count > shown.Count)
        {
            table.AddRow(new Text(FormattableString.Invariant($"… and {content.Rows.Count - shown.Count:N0} more")));
        }

        Report.Write(table);
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using Spectre.Console;
using static System.FormattableString;

namespace LstmGen.Tool.Commands;

/// <summary>Tables of numbers in the terminal, which show as many rows as a person may read.</summary>
internal static class ResultTable
{
    private const int MostRows = 1000;

    /// <param name="count">How many rows there are.</param>
    public static void Write(string? title, IEnumerable<string> columns, int count, Func<int, IEnumerable<string>> row)
    {
        Table table = new Table().Border(TableBorder.Rounded);
        if (title is not null)
        {
            table.Title = new TableTitle(Markup.Escape(title));
        }

        foreach (string column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column)).RightAligned());
        }

        for (int i = 0; i < Math.Min(count, MostRows); i++)
        {
            table.AddRow([.. row(i).Select(text => new Text(text))]);
        }

        Report.Write(table);
        if (count > MostRows)
        {
            Console.Out.WriteLine(Invariant($"and {count - MostRows:N0} more rows; --output writes all"));
        }
    }
}

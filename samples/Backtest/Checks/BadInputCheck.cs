using System;
using System.Data.Common;
using DuckDB.NET.Data;

namespace Backtest;

/// <summary>Checks that lists the network can't read are refused with an explanation, or give NULL where SQL expects it.</summary>
internal sealed class BadInputCheck(DuckDBConnection connection, string source)
{
    private readonly string _good = $"(SELECT readings FROM {source} WHERE sequence = 7)";

    /// <returns>Whether everything is as documented.</returns>
    internal bool Show()
    {
        string shorter = $"{_good}[1:39]", withNaN = With("'nan'::FLOAT");
        bool holds = IsNull("NULL", "NULL::FLOAT[]");
        holds &= IsRefused("39 numbers", shorter, "a list has 39 numbers; 40 numbers are needed");
        holds &= IsRefused("41 numbers", $"list_append({_good}, 1)", "a list has 41 numbers; 40 numbers are needed");
        holds &= IsRefused("no numbers", "[]::FLOAT[]", "a list has 0 numbers; 40 numbers are needed");
        holds &= IsRefused("a NULL among them", With("NULL"), "number 3 of a list is NULL; 40 numbers are needed");
        holds &= IsRefused("a NaN among them", withNaN, "number 3 of a list is NaN; 40 numbers are needed");
        holds &= IsNull("TRY, 39 numbers", shorter, "TRY(forecast(list))");
        holds &= IsNull("TRY, a NaN among them", withNaN, "TRY(forecast(list))");
        return holds & NeighboursAreKept();
    }

    /// <summary>Good lists among bad ones in a chunk get the same forecasts as alone.</summary>
    private bool NeighboursAreKept()
    {
        string chunk = $"""
            SELECT sequence, CASE sequence % 5
                WHEN 0 THEN NULL
                WHEN 1 THEN readings[1:39]
                WHEN 2 THEN list_concat(readings[1:39], ['nan'::FLOAT])
                ELSE readings END AS list
            FROM {source} WHERE sequence < 500
            """;
        string query = $"""
            SELECT count(*) FILTER (mixed IS NULL), count(*) FILTER (mixed = alone)
            FROM (SELECT TRY(forecast(list)) AS mixed, forecast(readings) AS alone FROM ({chunk}) AS chunk JOIN {source} USING (sequence))
            """;
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = query;
        using DbDataReader reader = command.ExecuteReader();
        reader.Read();
        (long bad, long good) = (reader.GetInt64(0), reader.GetInt64(1));
        return Say("500 lists, 300 of them bad", bad == 300 && good == 200, $"{bad} NULL, {good} as they are alone");
    }

    /// <summary>A good list with another value in the third place.</summary>
    private string With(string value) => $"list_concat(list_append({_good}[1:2], {value}), {_good}[4:40])";

    private bool IsNull(string name, string list, string score = "forecast(list)")
    {
        object? value = Value(list, score, out string? problem);
        return Say(name, value is DBNull, problem ?? (value is DBNull ? "NULL" : $"{value}"));
    }

    private bool IsRefused(string name, string list, string message)
    {
        object? value = Value(list, "forecast(list)", out string? problem);
        return Say(name, problem?.Contains(message, StringComparison.Ordinal) == true, problem ?? $"{value}");
    }

    private object? Value(string list, string score, out string? problem)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT {score} FROM (SELECT {list} AS list)";
        try
        {
            problem = null;
            return command.ExecuteScalar();
        }
        catch (DuckDBException exception)
        {
            problem = exception.Message;
            return null;
        }
    }

    private static bool Say(string name, bool holds, string said)
    {
        Console.WriteLine($"  {name,-28} {(holds ? "" : "FAILED: ")}{said.ReplaceLineEndings(" ")}");
        return holds;
    }
}

using System;
using System.Data.Common;
using DuckDB.NET.Data;

namespace Backtest;

/// <summary>The query: every sequence scored, the machines grouped, and those ranked that vibrate more than the network expects.</summary>
internal static class Ranking
{
    private const int Shown = 12;

    /// <param name="source">The table or file that it reads.</param>
    /// <param name="score">The expression that computes the forecast of a row.</param>
    internal static string Query(string source, string score = $"{ForecastFunction.Name}(readings)") => $"""
        SELECT rank() OVER (ORDER BY avg(outcome - forecast) DESC) AS place,
               machine,
               count(*) AS sequences,
               avg(outcome - forecast) AS excess,
               avg(abs(outcome - forecast)) AS error
        FROM (SELECT machine, outcome, {score} AS forecast FROM {source})
        GROUP BY machine
        ORDER BY place, machine
        LIMIT {Shown}
        """;

    /// <returns>Whether the machines have the means that the loop computes.</returns>
    internal static bool Show(DuckDBConnection connection, string query, PlainLoop loop)
    {
        int differing = 0;
        Console.WriteLine("  place   machine   sequences    excess     error");
        Read(connection, query, row =>
        {
            (long place, int machine, long sequences, double excess, double error) =
                (row.GetInt64(0), row.GetInt32(1), row.GetInt64(2), row.GetDouble(3), row.GetDouble(4));
            string worn = new Machine(machine).IsWorn ? "worn" : "";
            string means = $"{excess,9:0.0000} {error,9:0.0000}";
            Console.WriteLine($"  {place,5} {machine,9} {sequences,11:#,0} {means}   {worn}".TrimEnd());
            differing += AreClose(excess, loop.ExcessOf(machine)) && AreClose(error, loop.ErrorOf(machine)) ? 0 : 1;
        });
        Console.WriteLine();
        Console.WriteLine(differing == 0 ? "  the loop has the same means" : $"  FAILED: the loop has other means for {differing} machines");
        return differing == 0;
    }

    /// <summary>Runs it for its time.</summary>
    internal static void Run(DuckDBConnection connection, string query) => Read(connection, query, _ => { });

    /// <summary>The forecasts are the same bits; their sums aren't, because DuckDB's threads add them in any order.</summary>
    private static bool AreClose(double left, double right) => Math.Abs(left - right) < 1e-12;

    private static void Read(DuckDBConnection connection, string query, Action<DbDataReader> take)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = query;
        using DbDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            take(reader);
        }
    }
}

using System;
using System.Collections.Generic;
using System.Data.Common;
using DuckDB.NET.Data;

public static class DuckDBCase
{
    /// <summary>5,000 sequences; each tenth is NULL.</summary>
    private const string Rows = """
        (SELECT CASE WHEN row % 10 = 3 THEN NULL
            ELSE [((row * 31 + step * 17) % 97) / 97.0 - 0.5 FOR step IN range(40)]::FLOAT[] END AS readings
        FROM range(5000) AS rows(row))
        """;

    public static IEnumerable<string> Run()
    {
        Window window = Numbers.Window();
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        Scores.Register(connection, window);
        int same = 0, nulls = 0;
        var score = new float[Window.OutputLength];
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT readings, score(readings) FROM {Rows}";
        using (DbDataReader reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                if (reader.IsDBNull(0))
                {
                    nulls += reader.IsDBNull(1) ? 1 : 0;
                    continue;
                }

                window.Forward(reader.GetFieldValue<List<float>>(0).ToArray(), score);
                same += reader.GetFloat(1).Equals(score[0]) ? 1 : 0;
            }
        }

        return
        [
            $"{same} scores: the bits of the network alone",
            $"{nulls} NULL",
            $"39 numbers: {Shorter(connection, "score(readings[1:39])")}",
            $"TRY of 39 numbers: {Shorter(connection, "TRY(score(readings[1:39]))")}",
        ];
    }

    private static string Shorter(DuckDBConnection connection, string score)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT {score} FROM {Rows} LIMIT 1";
        try
        {
            return command.ExecuteScalar() is DBNull ? "NULL" : "a number";
        }
        catch (DuckDBException exception)
        {
            return exception.Message[exception.Message.IndexOf("a sequence", StringComparison.Ordinal)..].Split('\n')[0];
        }
    }
}

using System;
using DuckDB.NET.Data;

namespace Backtest;

/// <summary>The sequences as a Parquet file: <c>sequence INTEGER, machine INTEGER, readings FLOAT[], outcome FLOAT</c>.</summary>
internal static class ParquetFile
{
    /// <summary>
    /// Rows of a group. Threads divide a file by its groups, and the default of 122,880 gives only nine for a million rows.
    /// </summary>
    private const int GroupSize = 32_768;

    /// <exception cref="DuckDBException">The file can't be written.</exception>
    internal static void Write(DuckDBConnection connection, History history, string path)
    {
        connection.Execute("CREATE TABLE written (sequence INTEGER, machine INTEGER, readings FLOAT[], outcome FLOAT)");
        using (DuckDBAppender appender = connection.CreateAppender("written"))
        {
            for (int sequence = 0; sequence < history.Count; sequence++)
            {
                appender.CreateRow()
                    .AppendValue((int?)sequence)
                    .AppendValue((int?)(sequence % History.Machines))
                    .AppendValue(history.ReadingsOf(sequence))
                    .AppendValue((float?)history.Outcomes[sequence])
                    .EndRow();
            }
        }

        // Snappy, the default, makes noisy floats 3 % smaller, and takes more than a third longer to read.
        connection.Execute($"COPY written TO {Text(path)} (FORMAT parquet, ROW_GROUP_SIZE {GroupSize}, COMPRESSION uncompressed)");
        connection.Execute("DROP TABLE written");
    }

    /// <summary>The expression with which a query reads the file.</summary>
    internal static string Source(string path) => $"read_parquet({Text(path)})";

    private static string Text(string path) => $"'{path.Replace("'", "''", StringComparison.Ordinal)}'";
}

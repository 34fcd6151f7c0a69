using DuckDB.NET.Data;

namespace Backtest;

internal static class ConnectionExtensions
{
    internal static void Execute(this DuckDBConnection connection, string sql)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

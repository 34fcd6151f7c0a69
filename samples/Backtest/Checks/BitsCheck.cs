using System;
using System.Data.Common;
using System.Linq;
using DuckDB.NET.Data;

namespace Backtest;

/// <summary>Checks that every forecast computed by SQL has the bits of the loop's.</summary>
internal sealed class BitsCheck(DuckDBConnection connection, float[] expected)
{
    private readonly float[] _found = new float[expected.Length];
    private readonly bool[] _isFound = new bool[expected.Length];

    /// <param name="name">What is compared, for the reader.</param>
    /// <param name="source">A table or a file; with a filter, some of its rows.</param>
    /// <param name="rows">How many rows there must be.</param>
    /// <returns>Whether there are that many, each once, and all of them have the loop's bits.</returns>
    internal bool Show(string name, string source, int threads, int rows)
    {
        connection.Execute($"SET threads = {threads}");
        Array.Clear(_isFound);
        int repeated = Read($"SELECT sequence, {ForecastFunction.Name}(readings) FROM {source}");
        int found = _isFound.Count(isFound => isFound);
        int differing = Enumerable.Range(0, expected.Length).Count(Differs);
        bool holds = found == rows && repeated == 0 && differing == 0;
        Console.WriteLine(holds
            ? $"  {name,-44} {found,9:#,0} forecasts: the same bits"
            : $"  {name,-44} FAILED: {found:#,0} of {rows:#,0} rows, {repeated:#,0} of them repeated, {differing:#,0} with other bits");
        return holds;
    }

    /// <returns>How many rows occurred twice.</returns>
    private int Read(string query)
    {
        int repeated = 0;
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = query;
        using DbDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            int sequence = reader.GetInt32(0);
            repeated += _isFound[sequence] ? 1 : 0;
            _isFound[sequence] = true;
            _found[sequence] = reader.GetFloat(1);
        }

        return repeated;
    }

    private bool Differs(int sequence) =>
        _isFound[sequence] && BitConverter.SingleToInt32Bits(_found[sequence]) != BitConverter.SingleToInt32Bits(expected[sequence]);
}

using System;
using System.Collections.Generic;
using System.Data.Common;
using DuckDB.NET.Data;

namespace Backtest;

/// <summary>The same without SQL, on one thread: forecasts, and each machine's excess and error.</summary>
internal sealed class PlainLoop(Forecaster forecaster, int count)
{
    /// <summary>As many rows as there are in a chunk of DuckDB.</summary>
    private const int Chunk = 2048;

    private readonly float[] _forecasts = new float[count];
    private readonly int[] _sequences = new int[History.Machines];
    private readonly double[] _excess = new double[History.Machines];
    private readonly double[] _error = new double[History.Machines];

    internal ReadOnlySpan<float> Forecasts => _forecasts;

    /// <summary>How much more than forecast a machine vibrated, on average.</summary>
    internal double ExcessOf(int machine) => _excess[machine] / _sequences[machine];

    /// <summary>How far off the forecasts of a machine were, on average.</summary>
    internal double ErrorOf(int machine) => _error[machine] / _sequences[machine];

    /// <summary>Over the sequences in memory.</summary>
    internal void Run(History history)
    {
        Start();
        for (int first = 0; first < count; first += Chunk)
        {
            int rows = Math.Min(Chunk, count - first);
            Score(history.Readings.Slice(first * Forecaster.InputLength, rows * Forecaster.InputLength), first, rows);
            Group(history.Outcomes.Slice(first, rows), first);
        }
    }

    /// <summary>Over the file, as ADO.NET reads it: row by row, in the order in which they were written.</summary>
    internal void Run(DuckDBConnection connection, string source)
    {
        Start();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT readings, outcome FROM {source}";
        using DbDataReader reader = command.ExecuteReader();
        float[] readings = new float[Chunk * Forecaster.InputLength], outcomes = new float[Chunk];
        for (int first = 0, rows; first < count; first += rows)
        {
            for (rows = 0; rows < Chunk && reader.Read(); rows++)
            {
                reader.GetFieldValue<List<float>>(0).CopyTo(readings, rows * Forecaster.InputLength);
                outcomes[rows] = reader.GetFloat(1);
            }

            Score(readings.AsSpan(0, rows * Forecaster.InputLength), first, rows);
            Group(outcomes.AsSpan(0, rows), first);
        }
    }

    private void Start()
    {
        Array.Clear(_sequences);
        Array.Clear(_excess);
        Array.Clear(_error);
    }

    private void Score(ReadOnlySpan<float> readings, int first, int rows) =>
        forecaster.ForwardBatch(rows, readings, _forecasts.AsSpan(first, rows));

    private void Group(ReadOnlySpan<float> outcomes, int first)
    {
        for (int row = 0; row < outcomes.Length; row++)
        {
            int machine = (first + row) % History.Machines;
            float excess = outcomes[row] - _forecasts[first + row];
            _sequences[machine]++;
            _excess[machine] += excess;
            _error[machine] += Math.Abs(excess);
        }
    }
}

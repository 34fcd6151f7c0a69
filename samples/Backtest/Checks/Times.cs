using System;
using System.Collections.Generic;
using System.Diagnostics;
using DuckDB.NET.Data;

namespace Backtest;

/// <summary>
/// The times of the query and of the loop, measured in turns in one process. A time is only a measurement: it fails no check.
/// </summary>
internal sealed class Times(DuckDBConnection connection, int repeats)
{
    private readonly List<Row> _rows = [];

    /// <summary>All others are compared with the first one.</summary>
    internal void Add(string name, int threads, Action run) =>
        _rows.Add(new Row(name, threads, run, new double[repeats], new double[repeats]));

    internal void Show()
    {
        Measure();
        (double least, double median) = Of(_rows[0].Seconds);
        Console.WriteLine($"  {"ms, of " + repeats + " rounds",-40} threads     least   median   ratio: least   median   processor");
        foreach (Row row in _rows)
        {
            (double ownLeast, double ownMedian) = Of(row.Seconds);
            string times = $"{ownLeast * 1e3,9:0.0} {ownMedian * 1e3,8:0.0} {ownLeast / least,14:0.00} {ownMedian / median,8:0.00}";
            Console.WriteLine($"  {row.Name,-40} {row.Threads,7} {times} {Of(row.ProcessorSeconds).Least * 1e3,11:0.0}");
        }
    }

    private void Measure()
    {
        // One extra round: the runtime first compiles a method quickly, and later optimised.
        for (int round = -1; round < repeats; round++)
        {
            foreach (Row row in _rows)
            {
                connection.Execute($"SET threads = {row.Threads}");
                TimeSpan processor = Environment.CpuUsage.TotalTime;
                long start = Stopwatch.GetTimestamp();
                row.Run();
                row.Seconds[Math.Max(round, 0)] = Stopwatch.GetElapsedTime(start).TotalSeconds;
                row.ProcessorSeconds[Math.Max(round, 0)] = (Environment.CpuUsage.TotalTime - processor).TotalSeconds;
            }
        }
    }

    private static (double Least, double Median) Of(double[] seconds)
    {
        double[] sorted = [.. seconds];
        Array.Sort(sorted);
        return (sorted[0], sorted[sorted.Length / 2]);
    }

    /// <param name="Seconds">Wall-clock time of each round.</param>
    /// <param name="ProcessorSeconds">Processor time of the process on all cores: other programs affect it less.</param>
    private sealed record Row(string Name, int Threads, Action Run, double[] Seconds, double[] ProcessorSeconds);
}

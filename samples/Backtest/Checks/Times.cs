using System;
using System.Collections.Generic;
using System.Diagnostics;
using DuckDB.NET.Data;

namespace Backtest;

/// <summary>What the query takes, and what the loop does, in turns in one process. A time is a measurement: it fails nothing.</summary>
internal sealed class Times(DuckDBConnection connection, int repeats)
{
    private readonly List<Row> _rows = [];

    /// <summary>The first one is what all others are compared with.</summary>
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
        // One round more: the runtime compiles a method quickly first and well later.
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

    /// <param name="Seconds">By the clock, of each round.</param>
    /// <param name="ProcessorSeconds">What the process was given, on all cores: what other programs do beside it changes that less.</param>
    private sealed record Row(string Name, int Threads, Action Run, double[] Seconds, double[] ProcessorSeconds);
}

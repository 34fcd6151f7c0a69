using System;
using System.Diagnostics;

namespace LstmGen.Benchmarks;

/// <summary>Times a loop with a given number of iterations.</summary>
internal static class Timing
{
    private static readonly double NanosecondsOfTick = 1e9 / Stopwatch.Frequency;

    public static double Nanoseconds(Action<int> run, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        run(calls);
        return (Stopwatch.GetTimestamp() - start) * NanosecondsOfTick;
    }

    /// <summary>How many calls take about that long; at least one.</summary>
    public static int CallsFor(double nanoseconds, Action<int> run)
    {
        run(1);
        int calls = 1;
        double taken = Least(calls);
        while (taken < nanoseconds / 4)
        {
            calls *= 2;
            taken = Least(calls);
        }

        return (int)Math.Max(1, Math.Round(calls * nanoseconds / taken));

        // Time in which another program had the processor must not count as that of the calls.
        double Least(int count) => Math.Min(Nanoseconds(run, count), Math.Min(Nanoseconds(run, count), Nanoseconds(run, count)));
    }
}

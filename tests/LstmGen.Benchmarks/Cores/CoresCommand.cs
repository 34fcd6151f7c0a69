using System;
using System.Diagnostics;
using System.IO;
using System.Text;
using LstmGen.Benchmarks.Machines;

namespace LstmGen.Benchmarks.Cores;

/// <summary>
/// <c>--cores [--out FILE.md]</c>: a step of many agents on one core and on all, in one process and in turn. All must give the same bits.
/// </summary>
internal static class CoresCommand
{
    private const int Repeats = 401;

    /// <summary>Shorter than the time for which another program takes the processor.</summary>
    private const double NanosecondsOfRepeat = 1e6;

    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(400);

    public static void Run(string? outFile)
    {
        var text = new StringBuilder();
        text.Append(MachineDescription.Line(FormattableString.Invariant($"{Environment.ProcessorCount} threads"))).Append("\n\n");
        text.Append(FormattableString.Invariant($"Microseconds for a step of {Crowd.Agents:N0} agents: the smallest of {Repeats} interleaved repeats, and their "));
        text.Append("median in parentheses. *In parts* is one thread with a call for each part of `Parallel.For`. The ratios are how many times as ");
        text.Append("fast all cores are as one: of the smallest, and of the medians in parentheses. All ways gave the same bits.\n\n");
        var table = new MarkdownTable("input→units", "one call", "in parts", "Parallel.For", "own threads", "Parallel.For, ratio", "own threads, ratio");
        foreach (Func<Crowd> create in Crowds.All)
        {
            using Crowd crowd = create();
            Console.Error.WriteLine(crowd.Name);
            Agree(crowd);
            Samples[] times = Measure([crowd.Whole, crowd.InParts, crowd.InParallel, crowd.OnThreads]);
            table.Row(crowd.Name, $"{times[0]}", $"{times[1]}", $"{times[2]}", $"{times[3]}", Ratio(times[0], times[2]), Ratio(times[0], times[3]));
        }

        text.Append(table);
        Console.WriteLine(text);
        if (outFile is not null)
        {
            File.WriteAllText(outFile, text.ToString());
        }
    }

    private static void Agree(Crowd crowd)
    {
        int expected = crowd.Hash(crowd.Whole);
        foreach (Action way in new Action[] { crowd.InParts, crowd.InParallel, crowd.OnThreads })
        {
            if (crowd.Hash(way) != expected)
            {
                throw new InvalidOperationException($"{crowd.Name}: {way.Method.Name} gives other bits than {nameof(Crowd.Whole)}.");
            }
        }
    }

    private static Samples[] Measure(Action[] ways)
    {
        var calls = new int[ways.Length];
        var samples = new Samples[ways.Length];
        for (int i = 0; i < ways.Length; i++)
        {
            // The runtime optimises a method only in the background, after it has been called for a while.
            long start = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(start) < WarmUp)
            {
                ways[i]();
            }

            calls[i] = Timing.CallsFor(NanosecondsOfRepeat, Calls(ways[i]));
            samples[i] = new Samples();
        }

        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            for (int i = 0; i < ways.Length; i++)
            {
                ways[i]();
                samples[i].Add(Timing.Nanoseconds(Calls(ways[i]), calls[i]) / calls[i] / 1e3);
            }
        }

        return samples;
    }

    private static Action<int> Calls(Action way) => count =>
    {
        for (int i = 0; i < count; i++)
        {
            way();
        }
    };

    private static string Ratio(Samples one, Samples all) => $"{Number.Of(one.Min / all.Min)} ({Number.Of(one.Median / all.Median)})";
}

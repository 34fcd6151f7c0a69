using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using LstmGen.Benchmarks.Competitors;

namespace LstmGen.Benchmarks.Comparing;

/// <summary>
/// Times competitors in turn, again and again: a slow phase of the machine affects all of them, and the smallest time of each is from a
/// fast phase. A repeat is short, because on a shared machine other programs interrupt for milliseconds at a time: only something shorter
/// has a chance to run undisturbed.
/// </summary>
internal sealed class Interleaved(int repeats, double millisecondsOfRepeat = 5)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(120);

    /// <summary>Nanoseconds for a step of a sequence, for each competitor.</summary>
    public IReadOnlyList<Samples> Run(IReadOnlyList<Competitor> competitors)
    {
        foreach (Competitor competitor in competitors)
        {
            Warm(competitor);
        }

        int[] calls = [.. competitors.Select(competitor => Timing.CallsFor(millisecondsOfRepeat * 1e6, competitor.Run))];
        Samples[] samples = [.. competitors.Select(_ => new Samples())];
        for (int repeat = 0; repeat < repeats; repeat++)
        {
            for (int i = 0; i < competitors.Count; i++)
            {
                // Untimed: the caches still hold the previous competitor's data.
                competitors[i].Run(1);
                samples[i].Add(NanosecondsOfStep(competitors[i], calls[i]));
            }
        }

        return samples;
    }

    /// <summary>
    /// The runtime recompiles a method with optimisations after 30 calls, in the background, once things have been quiet for a while; with
    /// the profile collected then, it does so once more.
    /// </summary>
    private static void Warm(Competitor competitor)
    {
        const int Calls = 40;
        for (int round = 0; round < 2; round++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int calls = 0; calls < Calls || Stopwatch.GetElapsedTime(start) < WarmUp; calls++)
            {
                competitor.Run(1);
                if (Stopwatch.GetElapsedTime(start) > 4 * WarmUp)
                {
                    break;
                }
            }

            Thread.Sleep(WarmUp);
        }
    }

    private static double NanosecondsOfStep(Competitor competitor, int calls)
    {
        Action<int> run = competitor.Run;
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        double nanoseconds = Timing.Nanoseconds(run, calls) / ((double)calls * competitor.StepsPerCall);
        if (GC.GetAllocatedBytesForCurrentThread() != allocated)
        {
            throw new InvalidOperationException($"{competitor.Name} allocates: it would be measured together with the garbage collector.");
        }

        return nanoseconds;
    }
}

using System;
using System.Diagnostics;

namespace GuitarAmp;

/// <summary>Plays a sound through the amp in blocks, as an audio driver asks for them, and measures each.</summary>
/// <param name="Rounds">How often the sound was played.</param>
/// <param name="Audio">Seconds of sound in all rounds.</param>
/// <param name="Processing">Seconds that the amp took for them.</param>
/// <param name="Deadline">Seconds of sound in a block: what a block may take.</param>
/// <param name="Median">Seconds of the median block.</param>
/// <param name="Worst">Seconds of the slowest block of all rounds.</param>
/// <param name="WorstOfBest">Seconds of the slowest block where each counts with its fastest round.</param>
/// <param name="Blocks">Blocks in all rounds.</param>
/// <param name="Late">Blocks that took longer than allowed.</param>
/// <param name="AllocatedBytes">What the thread allocated meanwhile.</param>
internal sealed record RealTime(
    int Rounds, double Audio, double Processing, double Deadline, double Median, double Worst, double WorstOfBest, int Blocks, int Late,
    long AllocatedBytes)
{
    private const int Block = 64;
    private const double LeastAudio = 10;
    private const int LeastRounds = 5;
    private const double WarmUp = 0.5;

    /// <summary>Fills <paramref name="output"/> with the amp's output.</summary>
    internal static RealTime Measure(IAmp amp, Sound input, float[] output)
    {
        // Several rounds, from the same state and with the same result: an interruption of a block in one round doesn't recur in another.
        int rounds = Math.Max(LeastRounds, (int)Math.Ceiling(LeastAudio / input.Seconds));
        int blocks = (input.Samples.Length + Block - 1) / Block;
        long[] ticks = new long[rounds * blocks];

        // The runtime first compiles a method quickly, and optimises it later in the background; a plugin is past that when it plays.
        long warm = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(warm).TotalSeconds < WarmUp)
        {
            Play(amp, input.Samples, output, ticks);
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < rounds; round++)
        {
            Play(amp, input.Samples, output, ticks.AsSpan(round * blocks));
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return Evaluate(ticks, rounds, input, allocated);
    }

    internal void Show()
    {
        Console.WriteLine($"""
            Played: {Audio:0.0} s in blocks of {Block} samples took {Processing * 1e3:0.0} ms: {Audio / Processing:#,0} times as fast as real time
            Blocks: {Median * 1e6:0.0} µs in the median, {Worst * 1e6:#,0.0} µs at worst; {WorstOfBest * 1e6:0.0} µs at worst in the best of {Rounds} rounds
                    a block may take {Deadline * 1e6:#,0} µs, its own length; {Late:#,0} of {Blocks:#,0} took longer
            Memory: {AllocatedBytes} bytes allocated while playing
            """);
    }

    private static void Play(IAmp amp, ReadOnlySpan<float> input, Span<float> output, Span<long> ticks)
    {
        amp.Rest();
        input.CopyTo(output);
        for (int start = 0, number = 0; start < output.Length; start += Block, number++)
        {
            // In place, as an audio driver provides its buffers.
            Span<float> block = output.Slice(start, Math.Min(Block, output.Length - start));
            long before = Stopwatch.GetTimestamp();
            amp.Play(block, block);
            ticks[number] = Stopwatch.GetTimestamp() - before;
        }
    }

    private static RealTime Evaluate(long[] ticks, int rounds, Sound input, long allocated)
    {
        int blocks = ticks.Length / rounds;
        double deadline = (double)Block / input.Rate;
        long total = 0;
        long worstOfBest = 0;
        int late = 0;
        for (int block = 0; block < blocks; block++)
        {
            long best = long.MaxValue;
            for (int index = block; index < ticks.Length; index += blocks)
            {
                total += ticks[index];
                best = Math.Min(best, ticks[index]);
                late += Seconds(ticks[index]) > deadline ? 1 : 0;
            }

            worstOfBest = Math.Max(worstOfBest, best);
        }

        Array.Sort(ticks);
        return new RealTime(
            rounds, rounds * input.Seconds, Seconds(total), deadline, Seconds(ticks[ticks.Length / 2]), Seconds(ticks[^1]), Seconds(worstOfBest),
            ticks.Length, late, allocated);
    }

    private static double Seconds(long ticks) => (double)ticks / Stopwatch.Frequency;
}

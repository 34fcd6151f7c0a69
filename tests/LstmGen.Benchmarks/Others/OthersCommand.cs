using System;
using System.Diagnostics;
using LstmGen.Benchmarks.Networks;

namespace LstmGen.Benchmarks.Others;

/// <summary>
/// <c>--others</c>: the generated half of others.py, which runs this program and those of other libraries in turn. A line has the library,
/// the network, nanoseconds, and the last output, so that the script can check that all computed the same.
/// </summary>
internal static class OthersCommand
{
    private const int Samples = 2048;
    private const int Repeats = 15;

    private delegate void Process(ReadOnlySpan<float> input, Span<float> output);

    public static void Run()
    {
        var state1x8 = Amp1x8.State.Initial;
        var amp1x8 = new Amp1x8(Values(1, Amp1x8.ParameterCount, 0.4f));
        Amp("1x8", (x, y) => amp1x8.Process(x, y, ref state1x8));
        var state1x12 = Amp1x12.State.Initial;
        var amp1x12 = new Amp1x12(Values(1, Amp1x12.ParameterCount, 0.4f));
        Amp("1x12", (x, y) => amp1x12.Process(x, y, ref state1x12));
        var state1x16 = Amp1x16.State.Initial;
        var amp1x16 = new Amp1x16(Values(1, Amp1x16.ParameterCount, 0.4f));
        Amp("1x16", (x, y) => amp1x16.Process(x, y, ref state1x16));
        var state1x20 = Amp1x20.State.Initial;
        var amp1x20 = new Amp1x20(Values(1, Amp1x20.ParameterCount, 0.4f));
        Amp("1x20", (x, y) => amp1x20.Process(x, y, ref state1x20));
        var state1x24 = Amp1x24.State.Initial;
        var amp1x24 = new Amp1x24(Values(1, Amp1x24.ParameterCount, 0.4f));
        Amp("1x24", (x, y) => amp1x24.Process(x, y, ref state1x24));
        var state2x8 = Amp2x8.State.Initial;
        var amp2x8 = new Amp2x8(Values(1, Amp2x8.ParameterCount, 0.4f));
        Amp("2x8", (x, y) => amp2x8.Process(x, y, ref state2x8));
        var state2x16 = Amp2x16.State.Initial;
        var amp2x16 = new Amp2x16(Values(1, Amp2x16.ParameterCount, 0.4f));
        Amp("2x16", (x, y) => amp2x16.Process(x, y, ref state2x16));
        Batch("batch, last output", new Batch64On32(Values(1, Batch64On32.ParameterCount, 0.4f)), outputs: 64);
        Batch("batch, all outputs", new BatchSequences64On32(Values(1, BatchSequences64On32.ParameterCount, 0.4f)), outputs: 32 * 64);
    }

    /// <summary>Nanoseconds a sample.</summary>
    private static void Amp(string name, Process process)
    {
        float[] input = Values(2, Samples, 0.5f);
        var output = new float[Samples];
        process(input, output);
        float last = output[^1];
        Print(name, last, 4 * Samples, () =>
        {
            for (int i = 0; i < 4; i++)
            {
                process(input, output);
            }
        });
    }

    /// <summary>Nanoseconds a call, of 128 sequences of 32 steps.</summary>
    private static void Batch(string name, IBatch net, int outputs)
    {
        const int Count = 128;
        float[] input = Values(2, Count * 32 * 32, 0.5f);
        var output = new float[Count * outputs];
        net.ForwardBatch(Count, input, output);
        Print(name, output[^1], 1, () => net.ForwardBatch(Count, input, output));
    }

    private static void Print(string name, float last, int operations, Action run)
    {
        // The runtime recompiles frequently called methods in the background, once things have been quiet for a while.
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < 400)
        {
            run();
        }

        double best = double.PositiveInfinity;
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            best = Math.Min(best, Timing.Nanoseconds(calls => run(), 1));
        }

        Console.WriteLine(FormattableString.Invariant($"LstmGen\t{name}\t{best / operations:0.000}\t{last:0.0000000}"));
    }

    /// <summary>Uniform values from a linear congruential generator (Knuth's MMIX), as in Numbers.h.</summary>
    private static float[] Values(ulong seed, int count, float scale)
    {
        ulong state = seed;
        var values = new float[count];
        for (int i = 0; i < count; i++)
        {
            state = unchecked((state * 6364136223846793005) + 1442695040888963407);
            values[i] = ((long)(state >> 40) - 8388608) / 8388608f * scale;
        }

        return values;
    }
}

using System;
using System.Diagnostics;

namespace Swarm;

/// <summary>Plays the game, and measures each of its ticks.</summary>
/// <param name="Least">Seconds of the fastest tick.</param>
/// <param name="Median">Seconds of the median tick.</param>
/// <param name="Worst">Seconds of the slowest tick.</param>
/// <param name="LeastThinking">Seconds that the brain took in the tick in which it was fastest.</param>
/// <param name="MedianThinking">Seconds that it took in the median tick.</param>
/// <param name="AllocatedBytes">What the thread allocated in all these ticks, in bytes.</param>
/// <param name="Fingerprint">A hash of where everyone was after every tick.</param>
internal sealed record TickTimes(
    double Least, double Median, double Worst, double LeastThinking, double MedianThinking, long AllocatedBytes, ulong Fingerprint)
{
    /// <summary>Seconds at 60 ticks a second.</summary>
    internal const double Frame = 1 / 60.0;

    private const double WarmUp = 0.5;

    internal static TickTimes Measure(Brain brain, Game game, int parts = 1)
    {
        // The runtime first compiles a method quickly, and optimises it later in the background; a game is past that when it is played.
        Simulation warm = game.Start(brain, parts);
        long warmUp = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(warmUp).TotalSeconds < WarmUp)
        {
            game.Players.Act(warm.World);
            warm.Tick();
            _ = Hash.Of(warm.World.Agents, 0);
        }

        Simulation simulation = game.Start(brain, parts);
        long[] ticks = new long[game.Ticks];
        long[] thinking = new long[game.Ticks];
        ulong hash = 0;
        long start = Garbage.Start();
        for (int tick = 0; tick < game.Ticks; tick++)
        {
            long thought = simulation.Thinking;
            long before = Stopwatch.GetTimestamp();
            game.Players.Act(simulation.World);
            simulation.Tick();
            ticks[tick] = Stopwatch.GetTimestamp() - before;
            thinking[tick] = simulation.Thinking - thought;
            hash = Hash.Of(simulation.World.Agents, hash);
        }

        long allocated = Garbage.Since(start);
        Array.Sort(ticks);
        Array.Sort(thinking);
        int middle = game.Ticks / 2;
        return new TickTimes(
            Seconds(ticks[0]), Seconds(ticks[middle]), Seconds(ticks[^1]), Seconds(thinking[0]), Seconds(thinking[middle]), allocated, hash);
    }

    /// <returns>Whether nothing was allocated.</returns>
    internal bool Show()
    {
        Console.WriteLine($"""
              a tick      {Least * 1e3:0.000} ms at least, {Median * 1e3:0.000} ms in the median, {Worst * 1e3:0.000} ms at worst
              the brain   {LeastThinking * 1e3:0.000} ms at least, {MedianThinking * 1e3:0.000} ms in the median
              budget      {Median / Frame:0.0%} of the {Frame * 1e3:0.00} ms that 60 ticks a second leave one core
              allocated   {AllocatedBytes} bytes{(AllocatedBytes == 0 ? "" : ": FAILED, 0 asked")}
              fingerprint {Hash.Text(Fingerprint)}
            """);
        return AllocatedBytes == 0;
    }

    private static double Seconds(long ticks) => (double)ticks / Stopwatch.Frequency;
}

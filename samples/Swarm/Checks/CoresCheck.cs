using System;

namespace Swarm;

/// <summary>Checks that a game whose brain is computed by several threads is the same game, and measures how much faster it is.</summary>
internal static class CoresCheck
{
    /// <summary>More parts than cores: a thread on a slow or busy core takes fewer of them.</summary>
    private const int PartsOfCore = 2;

    /// <returns>Whether it is the game of one thread.</returns>
    internal static bool Show(Brain brain, Game game, TickTimes one)
    {
        int cores = Environment.ProcessorCount;
        TickTimes all = TickTimes.Measure(brain, game, PartsOfCore * cores);
        Console.WriteLine($"""
              the brain   {all.LeastThinking * 1e3:0.000} ms at least, {all.MedianThinking * 1e3:0.000} ms in the median
              {cores} cores     {one.LeastThinking / all.LeastThinking:0.00} times as fast as one at best, {one.MedianThinking / all.MedianThinking:0.00} times in the median
            """);
        bool same = all.Fingerprint == one.Fingerprint;
        Console.WriteLine(same ? "  the same game, bit for bit" : $"  FAILED: the game was {Hash.Text(one.Fingerprint)}");
        return same;
    }
}

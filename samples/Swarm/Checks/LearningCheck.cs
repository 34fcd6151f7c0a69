using System;

namespace Swarm;

/// <summary>Whether evolution achieved something, and whether it is the memory that achieves it.</summary>
internal static class LearningCheck
{
    private const int Agents = 1000;
    private const int Rounds = 4;
    private const double LeastGain = 3;

    /// <param name="judges">Whether evolution was long enough to ask for a success.</param>
    /// <returns>False where evolution was long enough, and has failed.</returns>
    internal static bool Show(float[] untrained, float[] evolved, ulong seed, bool judges)
    {
        // A world in which nothing was evolved.
        ulong world = SplitMix64.Derive(seed, 3);
        Brain brain = new(evolved);
        Score with = Score.Of(brain, Agents, Rounds, world);
        Score without = Score.Of(brain, Agents, Rounds, world, forgets: true);
        Score before = Score.Of(new Brain(untrained), Agents, Rounds, world);
        Console.WriteLine("  in a new world                    distance   at the beacon");
        Row("before evolution", before);
        Row("evolved, but forgets every tick", without);
        Row("evolved", with);

        double best = Math.Max(before.Found, without.Found);
        bool succeeds = with.Found > 0 && with.Found >= LeastGain * best;
        Console.WriteLine((judges, succeeds) switch
        {
            (false, _) => $"  nothing is asked of fewer than {Training.DefaultGenerations} generations",
            (true, true) => $"  it takes evolution and memory: {with.Found / best:0.0} times as many find their beacon ({LeastGain} asked)",
            (true, false) => $"  FAILED: {with.Found / best:0.0} times as many find their beacon, {LeastGain} asked",
        });
        return !judges || succeeds;
    }

    private static void Row(string name, Score score) => Console.WriteLine($"  {name,-32} {score.Distance,9:0.000} {score.Found,15:0.0%}");
}

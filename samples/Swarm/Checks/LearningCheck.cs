using System;

namespace Swarm;

/// <summary>Checks that evolution, or learning, achieved something, and that it is due to the memory.</summary>
internal static class LearningCheck
{
    private const int Agents = 1000;
    private const int Rounds = 4;
    private const double LeastGain = 3;

    /// <returns>False if training was long enough to expect success, but failed.</returns>
    internal static bool Show(float[] untrained, float[] trained, Arguments arguments)
    {
        (string training, string past, string unit, int number, int asked) = arguments.Learns
            ? ("learning", "learned", "lessons", arguments.Lessons, Imitation.DefaultLessons)
            : ("evolution", "evolved", "generations", arguments.Generations, Training.DefaultGenerations);

        // A world in which nothing was evolved or learned.
        ulong world = SplitMix64.Derive(arguments.Seed, 3);
        Brain brain = new(trained);
        Score with = Score.Of(brain, Agents, Rounds, world);
        Score without = Score.Of(brain, Agents, Rounds, world, forgets: true);
        Score before = Score.Of(new Brain(untrained), Agents, Rounds, world);
        Console.WriteLine("  in a new world                    distance   at the beacon");
        Row($"before {training}", before);
        Row($"{past}, but forgets every tick", without);
        Row(past, with);
        if (arguments.Learns)
        {
            Row("the teacher, who sees the beacon", Score.Of(brain, Agents, Rounds, world, obeys: true));
        }


        double best = Math.Max(before.Found, without.Found);
        bool succeeds = with.Found > 0 && with.Found >= LeastGain * best;
        Console.WriteLine((number >= asked, succeeds) switch
        {
            (false, _) => $"  nothing is asked of fewer than {asked} {unit}",
            (true, true) => $"  it takes {training} and memory: {with.Found / best:0.0} times as many find their beacon ({LeastGain} asked)",
            (true, false) => $"  FAILED: {with.Found / best:0.0} times as many find their beacon, {LeastGain} asked",
        });
        return number < asked || succeeds;
    }

    private static void Row(string name, Score score) => Console.WriteLine($"  {name,-32} {score.Distance,9:0.000} {score.Found,15:0.0%}");
}

using System;
using System.IO;
using System.Linq;
using LstmGen.Pictures;

namespace Swarm;

/// <summary>
/// A page of what the brain of one agent does in a short scene: the first player lights the beacon, which shines for <see cref="World.Flash"/>
/// ticks, and then the agent swims in the dark.
/// </summary>
internal static class BrainPage
{
    private const int Ticks = 4 * World.Flash;

    // An agent of the tribe whose player is the first to act.
    private const int Agent = 0;

    private static readonly string[] Senses = ["light", "ahead", "aside", "distance", "turned"];
    private static readonly string[] Wishes = ["turn", "speed"];

    internal static void Write(string path, Brain brain, Game game)
    {
        float[] senses = Watch(brain, game);
        float[] wishes = new float[Ticks * World.Wishes];
        float[] trace = new float[Ticks * Brain.TraceSize];
        Brain.State memory = Brain.State.Initial;
        brain.Trace(senses, wishes, trace, ref memory);

        float[] parameters = new float[Brain.ParameterCount];
        brain.CopyParametersTo(parameters);
        NetworkRun run = new(NetworkArchitecture.Parse(Brain.Architecture), parameters, senses, trace)
        {
            Title = "The brain of an agent",
            FeatureNames = Senses,
            StepNames = [.. Enumerable.Range(0, Ticks).Select(tick => $"{(tick < World.Flash ? "lit" : "dark")} tick {tick}")],
            OutputNames = Wishes,
        };
        File.WriteAllText(path, Picture.Page(run));
    }

    /// <summary>What the agent senses, tick by tick.</summary>
    private static float[] Watch(Brain brain, Game game)
    {
        Simulation simulation = game.Start(brain);
        World world = simulation.World;
        float[] all = new float[game.Agents * World.Senses];
        float[] senses = new float[Ticks * World.Senses];
        for (int tick = 0; tick < Ticks; tick++)
        {
            game.Players.Act(world);
            world.Sense(all);
            all.AsSpan(Agent * World.Senses, World.Senses).CopyTo(senses.AsSpan(tick * World.Senses));
            simulation.Tick();
        }

        return senses;
    }
}

using System;
using System.Diagnostics;

namespace Swarm;

/// <summary>A world, and the brain and the memory of all who live in it.</summary>
internal sealed class Simulation
{
    private readonly Brain _brain;
    private readonly float[] _senses;
    private readonly float[] _wishes;

    internal Simulation(Brain brain, World world)
    {
        int agents = world.Agents.Length;
        _brain = brain;
        World = world;
        Memory = new Brain.BatchState(agents);
        _senses = new float[agents * World.Senses];
        _wishes = new float[agents * World.Wishes];
    }

    internal World World { get; }

    internal Brain.BatchState Memory { get; }

    /// <summary>For comparison: everyone forgets everything before each tick.</summary>
    internal bool Forgets { get; init; }

    /// <summary>What the brain has taken in all ticks so far, in units of <see cref="Stopwatch.Frequency"/>.</summary>
    internal long Thinking { get; private set; }

    /// <summary>A tick, after the players' commands for it.</summary>
    internal void Tick()
    {
        if (Forgets)
        {
            Memory.Reset();
        }

        World.Sense(_senses);
        long before = Stopwatch.GetTimestamp();
        _brain.StepBatch(World.Agents.Length, _senses, _wishes, Memory);
        Thinking += Stopwatch.GetTimestamp() - before;
        World.Move(_wishes);
    }
}

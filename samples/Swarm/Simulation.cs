using System;
using System.Diagnostics;
using System.Threading.Tasks;

namespace Swarm;

/// <summary>A world, and the brain and the memory of all who live in it.</summary>
internal sealed class Simulation
{
    private readonly Brain _brain;
    private readonly float[] _senses;
    private readonly float[] _wishes;
    private readonly int _parts;
    private readonly Action<int> _thinkPart;

    /// <param name="brain">The brain of all agents.</param>
    /// <param name="world">Where they are.</param>
    /// <param name="parts">The number of parts into which they are split for parallel computation; 1 for one thread.</param>
    internal Simulation(Brain brain, World world, int parts = 1)
    {
        int agents = world.Agents.Length;
        _brain = brain;
        World = world;
        Memory = new Brain.BatchState(agents);
        _senses = new float[agents * World.Senses];
        _wishes = new float[agents * World.Wishes];
        _parts = parts;
        _thinkPart = ThinkPart;
    }

    internal World World { get; }

    internal Brain.BatchState Memory { get; }

    /// <summary>For comparison: everyone forgets everything before each tick.</summary>
    internal bool Forgets { get; init; }

    /// <summary>For comparison: everyone does what the teacher says.</summary>
    internal bool Obeys { get; init; }

    /// <summary>The time of the brain in all ticks so far, in units of <see cref="Stopwatch.Frequency"/>.</summary>
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
        if (Obeys)
        {
            Teacher.Say(World, _wishes);
        }
        else
        {
            Think();
        }

        Thinking += Stopwatch.GetTimestamp() - before;
        World.Move(_wishes);
    }

    private void Think()
    {
        if (_parts == 1)
        {
            _brain.StepBatch(World.Agents.Length, _senses, _wishes, Memory);
        }
        else
        {
            // This allocates what the runtime needs to distribute the parts.
            Parallel.For(0, _parts, _thinkPart);
        }
    }

    private void ThinkPart(int part)
    {
        Brain.BatchState.Part(World.Agents.Length, part, _parts, out int first, out int count);
        ReadOnlySpan<float> senses = _senses.AsSpan(first * World.Senses, count * World.Senses);
        Span<float> wishes = _wishes.AsSpan(first * World.Wishes, count * World.Wishes);
        _brain.StepBatch(first, count, senses, wishes, Memory);
    }
}

using System;

namespace Swarm;

/// <summary>
/// The whole state of a simulation at one tick: the bodies, the beacons and the memories. Allocated once, and overwritten repeatedly.
/// </summary>
internal sealed class Snapshot(int agents)
{
    private readonly Agent[] _agents = new Agent[agents];
    private readonly Brain.BatchState _memories = new(agents);
    private readonly Beacon[] _beacons = new Beacon[World.Tribes];
    private int _tick;

    internal void Save(Simulation simulation)
    {
        World world = simulation.World;
        world.Agents.CopyTo(_agents);
        world.Beacons.CopyTo(_beacons);
        _tick = world.Tick;
        _memories.CopyFrom(simulation.Memory);
    }

    internal void Restore(Simulation simulation)
    {
        simulation.World.Restore(_agents, _beacons, _tick);
        simulation.Memory.CopyFrom(_memories);
    }

    /// <summary>A hash of every bit in it.</summary>
    internal ulong Hash()
    {
        ulong hash = Swarm.Hash.Of<Agent>(_agents, (ulong)_tick);
        hash = Swarm.Hash.Of<Beacon>(_beacons, hash);
        Span<Brain.State> memory = stackalloc Brain.State[1];
        for (int agent = 0; agent < _memories.Capacity; agent++)
        {
            memory[0] = _memories[agent];
            hash = Swarm.Hash.Of<Brain.State>(memory, hash);
        }

        return hash;
    }
}

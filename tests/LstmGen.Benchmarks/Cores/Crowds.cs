using System;
using System.Collections.Generic;
using LstmGen.Benchmarks.Networks;

namespace LstmGen.Benchmarks.Cores;

/// <summary>The networks that are computed on all cores.</summary>
internal static class Crowds
{
    public static IReadOnlyList<Func<Crowd>> All { get; } =
    [
        () =>
        {
            var state = new Agents3.BatchState(Crowd.Agents);
            return new Crowd<Agents3, Agents3.BatchState>(
                "2→3", new Agents3(Parameters(Agents3.ParameterCount)), state, state.Reset, () => Hash(slot => state[slot].GetHashCode()),
                Agents3.BatchState.Part, Agents3.InputSize, Agents3.OutputSize);
        },
        () =>
        {
            var state = new Agents16.BatchState(Crowd.Agents);
            return new Crowd<Agents16, Agents16.BatchState>(
                "8→16", new Agents16(Parameters(Agents16.ParameterCount)), state, state.Reset, () => Hash(slot => state[slot].GetHashCode()),
                Agents16.BatchState.Part, Agents16.InputSize, Agents16.OutputSize);
        },
        () =>
        {
            var state = new AgentsOfSwarm.BatchState(Crowd.Agents);
            return new Crowd<AgentsOfSwarm, AgentsOfSwarm.BatchState>(
                "5→16→2", new AgentsOfSwarm(Parameters(AgentsOfSwarm.ParameterCount)), state, state.Reset, () => Hash(slot => state[slot].GetHashCode()),
                AgentsOfSwarm.BatchState.Part, AgentsOfSwarm.InputSize, AgentsOfSwarm.OutputSize);
        },
        () =>
        {
            var state = new Agents40.BatchState(Crowd.Agents);
            return new Crowd<Agents40, Agents40.BatchState>(
                "8→40", new Agents40(Parameters(Agents40.ParameterCount)), state, state.Reset, () => Hash(slot => state[slot].GetHashCode()),
                Agents40.BatchState.Part, Agents40.InputSize, Agents40.OutputSize);
        },
    ];

    private static float[] Parameters(int count)
    {
        var random = new Random(2);
        var parameters = new float[count];
        for (int i = 0; i < count; i++)
        {
            parameters[i] = random.NextSingle() - 0.5f;
        }

        return parameters;
    }

    private static int Hash(Func<int, int> hashOfSlot)
    {
        var hash = default(HashCode);
        for (int slot = 0; slot < Crowd.Agents; slot++)
        {
            hash.Add(hashOfSlot(slot));
        }

        return hash.ToHashCode();
    }
}

using System;

namespace LstmGen.Benchmarks.Networks;

/// <summary>A generated network that advances many agents by a step, all or some of them.</summary>
internal interface IAgents<TState>
{
    void StepBatch(int count, ReadOnlySpan<float> inputs, Span<float> outputs, TState state);

    void StepBatch(int first, int count, ReadOnlySpan<float> inputs, Span<float> outputs, TState state);
}

[Lstm(Input = 2, Units = 3)]
public partial class Agents3 : IAgents<Agents3.BatchState>;

[Lstm(Input = 8, Units = 16)]
public partial class Agents16 : IAgents<Agents16.BatchState>;

[Lstm(Input = 5, Units = 16)]
[Dense(Units = 2, Activation = Activation.Tanh)]
public partial class AgentsOfSwarm : IAgents<AgentsOfSwarm.BatchState>;

[Lstm(Input = 8, Units = 40)]
public partial class Agents40 : IAgents<Agents40.BatchState>;

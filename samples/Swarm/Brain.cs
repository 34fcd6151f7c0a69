using System;
using LstmGen;

namespace Swarm;

/// <summary>
/// What every agent thinks with: its senses go in (<see cref="World.Sense"/>), its wishes come out (<see cref="World.Move"/>). All agents
/// share these parameters; the memory of each is its slot in a <see cref="BatchState"/>.
/// </summary>
[Lstm(Input = World.Senses, Units = Units)]
[Dense(Units = World.Wishes, Activation = Activation.Tanh)]
[Training(Steps = 2 * Players.Round)] // with --learn; one round alone wouldn't teach them to forget the last beacon
internal sealed partial class Brain : IBrain<Brain.BatchState>
{
    internal const int Units = 16;
}

/// <summary>What generated classes of the same sizes share.</summary>
internal interface IBrain<TMemory>
{
    void StepBatch(int count, ReadOnlySpan<float> inputs, Span<float> outputs, TMemory state);
}

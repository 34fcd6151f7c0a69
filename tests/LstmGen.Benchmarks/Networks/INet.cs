using System;

namespace LstmGen.Benchmarks.Networks;

/// <summary>
/// A generated network as the measuring loops see it. They are generic, and networks are passed as structs, so that the runtime compiles
/// each loop for each network, with direct calls as in a user's program.
/// </summary>
internal interface INet<TState>
    where TState : unmanaged
{
    void Forward(ReadOnlySpan<float> input, Span<float> output);

    void Step(ReadOnlySpan<float> input, Span<float> output, ref TState state);
}

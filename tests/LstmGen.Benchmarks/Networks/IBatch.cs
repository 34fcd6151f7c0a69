using System;

namespace LstmGen.Benchmarks.Networks;

/// <summary>
/// A generated network that computes many sequences at once. A call does enough work that it may go through an interface.
/// </summary>
internal interface IBatch
{
    void ForwardBatch(int count, ReadOnlySpan<float> inputs, Span<float> outputs);
}

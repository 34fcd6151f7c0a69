using System;

namespace LstmGen.Benchmarks.Competitors;

/// <summary>One way to compute a network. Everything it needs is allocated before it runs.</summary>
internal abstract class Competitor(string name, long stepsPerCall) : IDisposable
{
    public string Name { get; } = name;

    /// <summary>Steps of a sequence that one call computes, over all sequences.</summary>
    public long StepsPerCall { get; } = stepsPerCall;

    /// <summary>The output of the last call; of a batch, the first sequence's output.</summary>
    public abstract ReadOnlySpan<float> Output { get; }

    /// <summary>The loop over the calls is in here, so that there is no indirect call between two of them.</summary>
    public abstract void Run(int calls);

    public virtual void Dispose()
    {
    }
}

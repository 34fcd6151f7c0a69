using System.Runtime.CompilerServices;

namespace LstmGen.Benchmarks.Machines;

/// <summary>Loops of tanh and sigmoid for one vector width.</summary>
internal static unsafe class ActivationLoops<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
{
    /// <summary>Each tanh depends on the previous one: 2 per round. The values fall towards zero, but only as 1/√n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static TVector DependentTanh(int rounds, TVector x)
    {
        for (int i = 0; i < rounds; i++)
        {
            x = ActivationOperations<TLanes, TVector>.Tanh(x);
            x = ActivationOperations<TLanes, TVector>.Tanh(x);
        }

        return x;
    }

    /// <summary>Each sigmoid depends on the previous one: 2 per round.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static TVector DependentSigmoid(int rounds, TVector x)
    {
        for (int i = 0; i < rounds; i++)
        {
            x = ActivationOperations<TLanes, TVector>.Sigmoid(x);
            x = ActivationOperations<TLanes, TVector>.Sigmoid(x);
        }

        return x;
    }

    /// <summary>
    /// One per vector of the memory, each round. They are independent, so the processor overlaps as many as it can; the load and the store
    /// represent the sums and the state.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void IndependentTanh(int rounds, float* x, float* y, int count)
    {
        for (int i = 0; i < rounds; i++)
        {
            for (int k = 0; k < count; k += TLanes.Count)
            {
                TLanes.Store(ActivationOperations<TLanes, TVector>.Tanh(TLanes.Load(x + k)), y + k);
            }
        }
    }

    /// <summary>The same for sigmoid.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void IndependentSigmoid(int rounds, float* x, float* y, int count)
    {
        for (int i = 0; i < rounds; i++)
        {
            for (int k = 0; k < count; k += TLanes.Count)
            {
                TLanes.Store(ActivationOperations<TLanes, TVector>.Sigmoid(TLanes.Load(x + k)), y + k);
            }
        }
    }
}

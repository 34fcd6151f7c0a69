using System.Runtime.CompilerServices;

namespace LstmGen.Benchmarks.Machines;

/// <summary>Loops of tanh and sigmoid for one vector width.</summary>
internal static unsafe class ActivationLoops<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
{
    /// <summary>Each tanh waits for the one before: 2 a round. The values fall towards zero, but only as 1/√n.</summary>
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

    /// <summary>Each sigmoid waits for the one before: 2 a round.</summary>
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
    /// As many as the memory holds vectors, a round. None waits for another, so the processor overlaps as many as it can; the
    /// load and the store stand in for the sums and for the state.
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

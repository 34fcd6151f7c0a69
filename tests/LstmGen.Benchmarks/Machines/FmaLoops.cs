using System.Runtime.CompilerServices;

namespace LstmGen.Benchmarks.Machines;

/// <summary>
/// Loops of multiply-adds for one vector width. Each returns what it computed, so that the compiler can't eliminate anything. Twelve sums
/// are more than two units with a latency of four cycles keep in flight, and few enough for sixteen registers.
/// </summary>
internal static unsafe class FmaLoops<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
{
    public const int Sums = 12;

    /// <summary>Each multiply-add depends on the previous one: 8 per round.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static TVector DependentFma(int rounds, TVector a, TVector b)
    {
        TVector x = b;
        for (int i = 0; i < rounds; i++)
        {
            x = TLanes.FusedMultiplyAdd(x, a, b);
            x = TLanes.FusedMultiplyAdd(x, a, b);
            x = TLanes.FusedMultiplyAdd(x, a, b);
            x = TLanes.FusedMultiplyAdd(x, a, b);
            x = TLanes.FusedMultiplyAdd(x, a, b);
            x = TLanes.FusedMultiplyAdd(x, a, b);
            x = TLanes.FusedMultiplyAdd(x, a, b);
            x = TLanes.FusedMultiplyAdd(x, a, b);
        }

        return x;
    }

    /// <summary>Each multiplication depends on the previous one: 8 per round.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static TVector DependentMultiply(int rounds, TVector a)
    {
        TVector x = a;
        for (int i = 0; i < rounds; i++)
        {
            x = TLanes.Multiply(x, a);
            x = TLanes.Multiply(x, a);
            x = TLanes.Multiply(x, a);
            x = TLanes.Multiply(x, a);
            x = TLanes.Multiply(x, a);
            x = TLanes.Multiply(x, a);
            x = TLanes.Multiply(x, a);
            x = TLanes.Multiply(x, a);
        }

        return x;
    }

    /// <summary>Twelve sums side by side, everything in registers: <see cref="Sums"/> per round.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static TVector FromRegisters(int rounds, TVector a, TVector b)
    {
        TVector s0 = b, s1 = b, s2 = b, s3 = b, s4 = b, s5 = b, s6 = b, s7 = b, s8 = b, s9 = b, s10 = b, s11 = b;
        for (int i = 0; i < rounds; i++)
        {
            s0 = TLanes.FusedMultiplyAdd(s0, a, b);
            s1 = TLanes.FusedMultiplyAdd(s1, a, b);
            s2 = TLanes.FusedMultiplyAdd(s2, a, b);
            s3 = TLanes.FusedMultiplyAdd(s3, a, b);
            s4 = TLanes.FusedMultiplyAdd(s4, a, b);
            s5 = TLanes.FusedMultiplyAdd(s5, a, b);
            s6 = TLanes.FusedMultiplyAdd(s6, a, b);
            s7 = TLanes.FusedMultiplyAdd(s7, a, b);
            s8 = TLanes.FusedMultiplyAdd(s8, a, b);
            s9 = TLanes.FusedMultiplyAdd(s9, a, b);
            s10 = TLanes.FusedMultiplyAdd(s10, a, b);
            s11 = TLanes.FusedMultiplyAdd(s11, a, b);
        }

        return Sum(s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11);
    }

    /// <summary>Twelve sums side by side, each multiply-add with its own weight from memory: <see cref="Sums"/> per round.</summary>
    /// <param name="rounds">How often the memory is read from its first float to its last.</param>
    /// <param name="weights">The memory.</param>
    /// <param name="count">Floats in it: a multiple of <see cref="Sums"/> vectors.</param>
    /// <param name="x">What each weight is multiplied with.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static TVector FromMemory(int rounds, float* weights, int count, TVector x)
    {
        TVector s0 = x, s1 = x, s2 = x, s3 = x, s4 = x, s5 = x, s6 = x, s7 = x, s8 = x, s9 = x, s10 = x, s11 = x;
        for (int i = 0; i < rounds; i++)
        {
            float* end = weights + count;
            for (float* w = weights; w < end; w += Sums * TLanes.Count)
            {
                s0 = TLanes.FusedMultiplyAdd(x, TLanes.Load(w), s0);
                s1 = TLanes.FusedMultiplyAdd(x, TLanes.Load(w + TLanes.Count), s1);
                s2 = TLanes.FusedMultiplyAdd(x, TLanes.Load(w + (2 * TLanes.Count)), s2);
                s3 = TLanes.FusedMultiplyAdd(x, TLanes.Load(w + (3 * TLanes.Count)), s3);
                s4 = TLanes.FusedMultiplyAdd(x, TLanes.Load(w + (4 * TLanes.Count)), s4);
                s5 = TLanes.FusedMultiplyAdd(x, TLanes.Load(w + (5 * TLanes.Count)), s5);
                s6 = TLanes.FusedMultiplyAdd(x, TLanes.Load(w + (6 * TLanes.Count)), s6);
                s7 = TLanes.FusedMultiplyAdd(x, TLanes.Load(w + (7 * TLanes.Count)), s7);
                s8 = TLanes.FusedMultiplyAdd(x, TLanes.Load(w + (8 * TLanes.Count)), s8);
                s9 = TLanes.FusedMultiplyAdd(x, TLanes.Load(w + (9 * TLanes.Count)), s9);
                s10 = TLanes.FusedMultiplyAdd(x, TLanes.Load(w + (10 * TLanes.Count)), s10);
                s11 = TLanes.FusedMultiplyAdd(x, TLanes.Load(w + (11 * TLanes.Count)), s11);
            }
        }

        return Sum(s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Sum(
        TVector s0, TVector s1, TVector s2, TVector s3, TVector s4, TVector s5, TVector s6, TVector s7, TVector s8, TVector s9, TVector s10, TVector s11) =>
        TLanes.Add(
            TLanes.Add(TLanes.Add(TLanes.Add(s0, s1), TLanes.Add(s2, s3)), TLanes.Add(TLanes.Add(s4, s5), TLanes.Add(s6, s7))),
            TLanes.Add(TLanes.Add(s8, s9), TLanes.Add(s10, s11)));
}

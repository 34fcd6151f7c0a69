using System.Runtime.CompilerServices;

namespace LstmGen.Benchmarks.Machines;

/// <summary>Loops of divisions, and of additions, for one vector width.</summary>
internal static class OtherLoops<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
{
    public const int Quotients = 8;

    /// <summary>Quotients side by side, more than the divider keeps in flight: <see cref="Quotients"/> per round.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static TVector IndependentDivide(int rounds, TVector a, TVector b)
    {
        TVector x0 = a, x1 = a, x2 = a, x3 = a, x4 = a, x5 = a, x6 = a, x7 = a;
        for (int i = 0; i < rounds; i++)
        {
            x0 = TLanes.Divide(b, x0);
            x1 = TLanes.Divide(b, x1);
            x2 = TLanes.Divide(b, x2);
            x3 = TLanes.Divide(b, x3);
            x4 = TLanes.Divide(b, x4);
            x5 = TLanes.Divide(b, x5);
            x6 = TLanes.Divide(b, x6);
            x7 = TLanes.Divide(b, x7);
        }

        return TLanes.Add(
            TLanes.Add(TLanes.Add(x0, x1), TLanes.Add(x2, x3)),
            TLanes.Add(TLanes.Add(x4, x5), TLanes.Add(x6, x7)));
    }

    /// <summary>Each addition depends on the previous one: 8 per round.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static TVector DependentAdd(int rounds, TVector a)
    {
        TVector x = a;
        for (int i = 0; i < rounds; i++)
        {
            x = TLanes.Add(x, a);
            x = TLanes.Add(x, a);
            x = TLanes.Add(x, a);
            x = TLanes.Add(x, a);
            x = TLanes.Add(x, a);
            x = TLanes.Add(x, a);
            x = TLanes.Add(x, a);
            x = TLanes.Add(x, a);
        }

        return x;
    }
}

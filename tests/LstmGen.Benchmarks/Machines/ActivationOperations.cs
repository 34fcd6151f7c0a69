using System.Runtime.CompilerServices;

namespace LstmGen.Benchmarks.Machines;

/// <summary>
/// The operations of the generated tanh and sigmoid, for one vector width. They stand here once more because private functions
/// of a generated class can't be inlined into a microbenchmark; <see cref="ActivationCheck"/> holds them to the generated bits.
/// </summary>
internal static class ActivationOperations<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tanh(TVector x)
    {
        TVector u = TLanes.Multiply(x, x);
        TVector uu = TLanes.Multiply(u, u);
        TVector qHigh = TLanes.FusedMultiplyAdd(TLanes.Create(408.108368f), u, TLanes.Create(31591.6309f));
        qHigh = TLanes.Add(qHigh, uu);
        TVector qLow = TLanes.FusedMultiplyAdd(TLanes.Create(566692.188f), u, TLanes.Create(1212020.88f));
        TVector q = TLanes.FusedMultiplyAdd(qHigh, uu, qLow);
        TVector pHigh = TLanes.FusedMultiplyAdd(TLanes.Create(-50.5394936f), u, TLanes.Create(-1626.57019f));
        pHigh = TLanes.FusedMultiplyAdd(TLanes.Create(-0.169889659f), uu, pHigh);
        TVector pLow = TLanes.FusedMultiplyAdd(TLanes.Create(56430.5586f), u, TLanes.Create(984766.938f));
        TVector xuu = TLanes.Multiply(x, uu);
        TVector xpLow = TLanes.Multiply(x, pLow);
        TVector p = TLanes.FusedMultiplyAdd(pHigh, xuu, xpLow);
        TVector t = TLanes.Divide(p, q);
        t = TLanes.FusedMultiplyAdd(TLanes.Create(0.1875f), x, t);
        return TLanes.Saturate(x, 8.19999981f, t);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sigmoid(TVector x)
    {
        TVector u = TLanes.Multiply(x, x);
        TVector uu = TLanes.Multiply(u, u);
        TVector qHigh = TLanes.FusedMultiplyAdd(TLanes.Create(1632.43347f), u, TLanes.Create(505466.094f));
        qHigh = TLanes.Add(qHigh, uu);
        TVector qLow = TLanes.FusedMultiplyAdd(TLanes.Create(36268300f), u, TLanes.Create(310277344f));
        TVector q = TLanes.FusedMultiplyAdd(qHigh, uu, qLow);
        TVector pHigh = TLanes.FusedMultiplyAdd(TLanes.Create(-101.078987f), u, TLanes.Create(-13012.5615f));
        pHigh = TLanes.FusedMultiplyAdd(TLanes.Create(-0.0849448293f), uu, pHigh);
        TVector pLow = TLanes.FusedMultiplyAdd(TLanes.Create(1805777.88f), u, TLanes.Create(126050168f));
        TVector xuu = TLanes.Multiply(x, uu);
        TVector xpLow = TLanes.Multiply(x, pLow);
        TVector p = TLanes.FusedMultiplyAdd(pHigh, xuu, xpLow);
        TVector t = TLanes.Divide(p, q);
        t = TLanes.FusedMultiplyAdd(TLanes.Create(0.09375f), x, t);
        t = TLanes.Saturate(x, 16.3999996f, t);
        return TLanes.FusedMultiplyAdd(TLanes.Create(0.5f), t, TLanes.Create(0.5f));
    }
}

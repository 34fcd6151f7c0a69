using System.Runtime.CompilerServices;

namespace LstmGen.Benchmarks.Machines;

/// <summary>
/// The operations of the generated tanh and sigmoid, for one vector width. They are repeated here because private functions of a generated
/// class can't be inlined into a microbenchmark; <see cref="ActivationCheck"/> checks that their bits are the generated ones.
/// </summary>
internal static class ActivationOperations<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tanh(TVector x)
    {
        TVector u = TLanes.Multiply(x, x);
        TVector uu = TLanes.Multiply(u, u);
        TVector xu = TLanes.Multiply(x, u);
        TVector pHigh = TLanes.FusedMultiplyAdd(TLanes.Create(1.50388022e-08f), u, TLanes.Create(2.18136465e-05f));
        TVector pLow = TLanes.FusedMultiplyAdd(TLanes.Create(0.00356853241f), u, TLanes.Create(0.134424046f));
        TVector p = TLanes.FusedMultiplyAdd(pHigh, uu, pLow);
        p = TLanes.FusedMultiplyAdd(xu, p, x);
        TVector qHigh = TLanes.FusedMultiplyAdd(TLanes.Create(8.46221383e-07f), u, TLanes.Create(0.00034050722f));
        TVector qLow = TLanes.FusedMultiplyAdd(TLanes.Create(0.0261543486f), u, TLanes.Create(0.467757374f));
        TVector q = TLanes.FusedMultiplyAdd(qHigh, uu, qLow);
        q = TLanes.FusedMultiplyAdd(u, q, TLanes.Create(1f));
        TVector t = TLanes.Divide(p, q);
        return TLanes.Saturate(x, u, 66.5f, 1f, t);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sigmoid(TVector x)
    {
        TVector u = TLanes.Multiply(x, x);
        TVector uu = TLanes.Multiply(u, u);
        TVector xu = TLanes.Multiply(x, u);
        TVector pHigh = TLanes.FusedMultiplyAdd(TLanes.Create(5.87453211e-11f), u, TLanes.Create(3.40838227e-07f));
        TVector pLow = TLanes.FusedMultiplyAdd(TLanes.Create(0.000223033276f), u, TLanes.Create(0.0336060114f));
        TVector p = TLanes.FusedMultiplyAdd(pHigh, uu, pLow);
        p = TLanes.FusedMultiplyAdd(xu, p, x);
        TVector qHigh = TLanes.FusedMultiplyAdd(TLanes.Create(1.32222091e-08f), u, TLanes.Create(2.12817013e-05f));
        TVector qLow = TLanes.FusedMultiplyAdd(TLanes.Create(0.00653858716f), u, TLanes.Create(0.467757374f));
        TVector q = TLanes.FusedMultiplyAdd(qHigh, uu, qLow);
        q = TLanes.FusedMultiplyAdd(u, q, TLanes.Create(4f));
        TVector t = TLanes.Divide(p, q);
        return TLanes.Add(TLanes.Saturate(x, u, 266f, 0.5f, t), TLanes.Create(0.5f));
    }
}

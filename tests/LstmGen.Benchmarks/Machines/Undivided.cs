using System.Runtime.CompilerServices;

namespace LstmGen.Benchmarks.Machines;

/// <summary>
/// Vectors whose divisions are multiplications: the time of an activation with them is its load on all units except the divider.
/// </summary>
internal readonly struct Undivided<TLanes, TVector> : ILanes<TVector>
    where TLanes : struct, ILanes<TVector>
{
    public static int Count => TLanes.Count;

    public static bool IsAccelerated => TLanes.IsAccelerated;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Create(float value) => TLanes.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe TVector Load(float* source) => TLanes.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(TVector value, float* destination) => TLanes.Store(value, destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Add(TVector left, TVector right) => TLanes.Add(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Multiply(TVector left, TVector right) => TLanes.Multiply(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Divide(TVector left, TVector right) => TLanes.Multiply(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector FusedMultiplyAdd(TVector left, TVector right, TVector addend) => TLanes.FusedMultiplyAdd(left, right, addend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Saturate(TVector x, TVector u, float limit, float top, TVector value) => TLanes.Saturate(x, u, limit, top, value);
}

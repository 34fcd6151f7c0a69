namespace LstmGen.Benchmarks.Machines;

/// <summary>The operations of one vector width, so that each microbenchmark is written once for all widths.</summary>
internal interface ILanes<TVector>
{
    static abstract int Count { get; }

    static abstract bool IsAccelerated { get; }

    static abstract TVector Create(float value);

    static abstract unsafe TVector Load(float* source);

    static abstract unsafe void Store(TVector value, float* destination);

    static abstract TVector Add(TVector left, TVector right);

    static abstract TVector Multiply(TVector left, TVector right);

    static abstract TVector Divide(TVector left, TVector right);

    static abstract TVector FusedMultiplyAdd(TVector left, TVector right, TVector addend);

    /// <summary>The value, or another with the sign of x if u is above a limit.</summary>
    static abstract TVector Saturate(TVector x, TVector u, float limit, float top, TVector value);
}

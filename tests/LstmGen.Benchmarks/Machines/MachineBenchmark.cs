using System;
using System.Collections.Generic;
using System.Runtime.Intrinsics;

namespace LstmGen.Benchmarks.Machines;

/// <summary>Measures a <see cref="Machine"/> in about a second.</summary>
internal static unsafe class MachineBenchmark
{
    // Multiples of the twelve sums of the widest vectors; about 16 KB and 256 KB.
    private const int L1Floats = 12 * 16 * 21;
    private const int L2Floats = 12 * 16 * 341;
    private const int ActivationFloats = 256;
    private const double NanosecondsOfRepeat = 1e6;

    /// <param name="bits">The widest vectors that the networks use.</param>
    /// <param name="repeats">How often each cost is measured.</param>
    public static Machine Measure(int bits, int repeats)
    {
        using var l1 = new AlignedFloats(L1Floats, Weight);
        using var l2 = new AlignedFloats(L2Floats, Weight);
        using var x = new AlignedFloats(ActivationFloats, i => (i - 128) / 32f);
        using var y = new AlignedFloats(ActivationFloats, _ => 0);
        var widths = new List<WidthCosts>();
        Add<Lanes128, Vector128<float>>();
        Add<Lanes256, Vector256<float>>();
        Add<Lanes512, Vector512<float>>();
        return widths.Count > 0 ? new Machine(widths) : throw new PlatformNotSupportedException("The limit is computed for processors with vectors and fused multiply-adds.");

        void Add<TLanes, TVector>()
            where TLanes : struct, ILanes<TVector>
        {
            if (TLanes.IsAccelerated && 32 * TLanes.Count <= bits)
            {
                widths.Add(Width<TLanes, TVector>(repeats, l1, l2, x, y));
            }
        }
    }

    private static WidthCosts Width<TLanes, TVector>(int repeats, AlignedFloats l1, AlignedFloats l2, AlignedFloats x, AlignedFloats y)
        where TLanes : struct, ILanes<TVector>
    {
        TVector half = TLanes.Create(0.5f), one = TLanes.Create(1), small = TLanes.Create(0.01f);
        int sums = FmaLoops<TLanes, TVector>.Sums;
        int quotients = OtherLoops<TLanes, TVector>.Quotients;
        int activations = ActivationFloats / TLanes.Count;
        return new WidthCosts(TLanes.Count)
        {
            FmaLatency = Value(8, n => FmaLoops<TLanes, TVector>.DependentFma(n, half, one)),
            MultiplyLatency = Value(8, n => FmaLoops<TLanes, TVector>.DependentMultiply(n, one)),
            AddLatency = Value(8, n => OtherLoops<TLanes, TVector>.DependentAdd(n, small)),
            FmaFromRegisters = Value(sums, n => FmaLoops<TLanes, TVector>.FromRegisters(n, half, one)),
            FmaFromL1 = Value(l1.Count / TLanes.Count, n => FmaLoops<TLanes, TVector>.FromMemory(n, l1.Start, l1.Count, small)),
            FmaFromL2 = Value(l2.Count / TLanes.Count, n => FmaLoops<TLanes, TVector>.FromMemory(n, l2.Start, l2.Count, small)),
            Divide = Value(quotients, n => OtherLoops<TLanes, TVector>.IndependentDivide(n, TLanes.Create(0.7f), TLanes.Create(1.3f))),
            TanhLatency = Value(2, n => ActivationLoops<TLanes, TVector>.DependentTanh(n, one)),
            SigmoidLatency = Value(2, n => ActivationLoops<TLanes, TVector>.DependentSigmoid(n, one)),
            Tanh = Cost(activations, n => ActivationLoops<TLanes, TVector>.IndependentTanh(n, x.Start, y.Start, ActivationFloats)),
            Sigmoid = Cost(activations, n => ActivationLoops<TLanes, TVector>.IndependentSigmoid(n, x.Start, y.Start, ActivationFloats)),
            TanhUndivided = Cost(
                activations,
                n => ActivationLoops<Undivided<TLanes, TVector>, TVector>.IndependentTanh(n, x.Start, y.Start, ActivationFloats)),
            SigmoidUndivided = Cost(
                activations,
                n => ActivationLoops<Undivided<TLanes, TVector>, TVector>.IndependentSigmoid(n, x.Start, y.Start, ActivationFloats)),
        };

        double Value(int operationsOfRound, Func<int, TVector> run) => Cost(operationsOfRound, rounds => Sink<TVector>.Value = run(rounds));

        double Cost(int operationsOfRound, Action<int> run)
        {
            int rounds = Timing.CallsFor(NanosecondsOfRepeat, run);
            double smallest = double.PositiveInfinity;
            for (int i = 0; i < repeats; i++)
            {
                smallest = Math.Min(smallest, Timing.Nanoseconds(run, rounds));
            }

            return smallest / rounds / operationsOfRound;
        }
    }

    private static float Weight(int index) => ((index % 17) - 8) / 16f;

    /// <summary>Where unused results go.</summary>
    private static class Sink<TVector>
    {
        public static TVector Value { get; set; } = default!;
    }
}

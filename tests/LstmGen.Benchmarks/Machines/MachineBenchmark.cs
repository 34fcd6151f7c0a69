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

    public static Machine Measure(int repeats)
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
            if (TLanes.IsAccelerated)
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
        int activations = ActivationFloats / TLanes.Count;
        return new WidthCosts(
            TLanes.Count,
            FmaLatency: Cost(8, rounds => Sink<TVector>.Value = FmaLoops<TLanes, TVector>.DependentFma(rounds, half, one)),
            MultiplyLatency: Cost(8, rounds => Sink<TVector>.Value = FmaLoops<TLanes, TVector>.DependentMultiply(rounds, one)),
            FmaFromRegisters: Cost(sums, rounds => Sink<TVector>.Value = FmaLoops<TLanes, TVector>.FromRegisters(rounds, half, one)),
            FmaFromL1: Cost(l1.Count / TLanes.Count, rounds => Sink<TVector>.Value = FmaLoops<TLanes, TVector>.FromMemory(rounds, l1.Start, l1.Count, small)),
            FmaFromL2: Cost(l2.Count / TLanes.Count, rounds => Sink<TVector>.Value = FmaLoops<TLanes, TVector>.FromMemory(rounds, l2.Start, l2.Count, small)),
            TanhLatency: Cost(2, rounds => Sink<TVector>.Value = ActivationLoops<TLanes, TVector>.DependentTanh(rounds, one)),
            SigmoidLatency: Cost(2, rounds => Sink<TVector>.Value = ActivationLoops<TLanes, TVector>.DependentSigmoid(rounds, one)),
            Tanh: Cost(activations, rounds => ActivationLoops<TLanes, TVector>.IndependentTanh(rounds, x.Start, y.Start, ActivationFloats)),
            Sigmoid: Cost(activations, rounds => ActivationLoops<TLanes, TVector>.IndependentSigmoid(rounds, x.Start, y.Start, ActivationFloats)));

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

    /// <summary>Where results go that nobody reads.</summary>
    private static class Sink<TVector>
    {
        public static TVector Value { get; set; } = default!;
    }
}

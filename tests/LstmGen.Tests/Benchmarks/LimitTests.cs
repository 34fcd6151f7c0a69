using System.Collections.Generic;
using LstmGen.Benchmarks.Machines;
using LstmGen.Benchmarks.Networks;
using Xunit;

namespace LstmGen.Tests.Benchmarks;

/// <summary>The benchmarks' limit and phases on machines with round numbers, compared with results computed by hand.</summary>
public class LimitTests
{
    private static readonly WidthCosts Wide = new(16)
    {
        FmaLatency = 4,
        MultiplyLatency = 4,
        AddLatency = 3,
        FmaFromRegisters = 0.5,
        FmaFromL1 = 1,
        FmaFromL2 = 2,
        Divide = 8,
        TanhLatency = 30,
        SigmoidLatency = 33,
        Tanh = 8,
        Sigmoid = 8,
        TanhUndivided = 5,
        SigmoidUndivided = 6,
    };

    private static readonly WidthCosts Narrow = Wide with
    {
        Lanes = 4,
        Divide = 3,
        TanhLatency = 28,
        SigmoidLatency = 31,
        Tanh = 3,
        TanhUndivided = 2,
    };

    private static readonly WidthCosts FreeSums = Wide with { FmaFromRegisters = 0, FmaFromL1 = 0, FmaFromL2 = 0 };

    private static readonly Machine WideOnly = new([Wide]);

    private static readonly Machine Both = new([Narrow, Wide]);

    private static readonly Machine WithFreeSums = new([FreeSums]);

    [Fact]
    public void Units_of_one_vector_wait_for_each_phase()
    {
        // 3·16 multiply-adds; a sigmoid followed by two activations; c, tanh, h. o's sum and sigmoid and the input's half find gaps.
        Assert.Equal(48 + (33 + 16) + (4 + 30 + 4), Phases.OfStep(WideOnly, new NetShape(1, 16, 64)));
    }

    [Fact]
    public void Units_of_two_vectors_wait_for_both()
    {
        // The four gates of the last four units share a vector: 3 + 1 vectors of 20 multiply-adds, a sigmoid followed by three, two tanhs.
        Assert.Equal(80 + (33 + 24) + (4 + 30 + 3 + 4), Phases.OfStep(Both, new NetShape(1, 20, 64)));
    }

    [Fact]
    public void What_finds_no_gap_takes_its_time_besides()
    {
        // 4·(100 + 1) multiply-adds with the input are more than the gaps hold: the step is as long as its arithmetic.
        const double Arithmetic = (4 * 101) + (4 * 16) + (3 * 6) + 5 + 5;
        Assert.Equal(Arithmetic, Phases.OfStep(WideOnly, new NetShape(100, 16, 64)));
        Assert.Equal(Arithmetic, Limit.Work(WideOnly, new NetShape(100, 16, 64)));
    }

    [Fact]
    public void What_waits_for_the_sums_fills_no_gap_in_front_of_them()
    {
        // A long chain leaves the first phase empty, where o's sum can't go; nor can it go to the later phases if they are full.
        WidthCosts quick = Wide with { FmaLatency = 120, TanhLatency = 8, SigmoidLatency = 8, MultiplyLatency = 0, FmaFromL1 = 5 };
        const double Chain = (4 * 120) + (2 * 3);
        const double Later = (8 + 16) + (120 + 8);
        const double WorkOfLater = (2 * 6) + 5 + 5;
        const double OutputGate = (16 * 5) + 6;
        Assert.True(OutputGate < Later - WorkOfLater);
        Assert.Equal(Chain + Later, Phases.OfStep(new Machine([quick]), new NetShape(1, 16, 64)));

        WidthCosts full = quick with { FmaFromL1 = 8 };
        Assert.Equal(
            Chain + Later + ((16 * 8) + 6 - (Later - WorkOfLater)),
            Phases.OfStep(new Machine([full]), new NetShape(1, 16, 64)));
    }

    [Fact]
    public void A_sum_takes_as_long_as_its_longest_chain()
    {
        // 16 terms in four chains of four; and 64 terms as 4 and five blocks of 12, the last added to the others.
        const double Later = (33 + 16) + (4 + 30 + 4);
        Assert.Equal((4 * 4) + (2 * 3) + Later, Phases.OfStep(WithFreeSums, new NetShape(1, 16, 64)));

        const double LaterOfFour = (33 + (4 * 24) - 8) + (4 + 30 + (3 * 8) + 4);
        Assert.Equal((12 * 4) + (5 * 3) + LaterOfFour, Phases.OfStep(WithFreeSums, new NetShape(1, 64, 64)));
    }

    [Fact]
    public void The_limit_of_a_long_sequence_is_its_path()
    {
        Assert.Equal(48 + 4 + 33 + 4 + 30 + 4, Limit.OfStep(WideOnly, new NetShape(1, 16, 64)));
        Assert.Equal(3 + 4 + 31 + 4 + 28 + 4, Limit.OfStep(Both, new NetShape(2, 3, 64)));
    }

    [Fact]
    public void The_limit_of_calls_that_overlap_is_their_work()
    {
        Assert.True(Limit.CallsOverlap(Both, new NetShape(2, 3, 4)));
        Assert.Equal(3 + 3 + 6 + 2, Limit.OfStep(Both, new NetShape(2, 3, 4)));
    }

    [Fact]
    public void Divisions_and_sums_are_done_side_by_side()
    {
        Assert.Equal((4 * 16) + (4 * 2) + (3 * 6) + 5 + 5, Limit.Work(WideOnly, new NetShape(1, 16, 64)));
        Assert.Equal(5 * 8, Limit.Work(WithFreeSums, new NetShape(1, 16, 64)));
        Assert.Equal(((4 * 16 * 18) + (16 * ((3 * 6) + (2 * 5)))) / 16.0, Limit.OfBatchStep(WideOnly, new NetShape(1, 16, 64)));
    }

    /// <summary>Successive phases never take less than the limit, except for rounding.</summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public void Phases_take_at_least_the_limit(int input, int units)
    {
        var shape = new NetShape(input, units, 64);
        Assert.True(Phases.OfStep(Both, shape) >= Limit.OfStep(Both, shape) - 1e-9);
    }

    public static IEnumerable<object[]> Shapes =>
        [[2, 3], [1, 8], [1, 16], [1, 20], [1, 24], [1, 40], [8, 32], [16, 64], [64, 128], [200, 8], [3, 1]];
}

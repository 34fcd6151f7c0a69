using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Benchmarks.Networks;

namespace LstmGen.Benchmarks.Machines;

/// <summary>
/// A lower bound for the time of a step, from what the operations that it can't do without cost on a machine. Two things bound it:
/// the amount of work, and the longest chain of operations that wait for each other. Everything else (broadcasts of h, loop
/// control, calls, the store of the state, what can't overlap in practice) is taken as free.
/// </summary>
internal static class Limit
{
    /// <summary>
    /// So many bytes of the parameters can be in the nearest cache, which is the smallest one of today's processors. Of the recurrent
    /// weights, which every step reads again, the rest comes from the second cache. (A larger first cache could keep more of them, so for
    /// the nets that this concerns it is the limit of a design that serves all processors, not of this one alone.)
    /// </summary>
    private const double L1Bytes = 32 * 1024;

    /// <summary>The limit of a step of one sequence: the larger one of <see cref="Work"/> and <see cref="Path"/>.</summary>
    public static double OfStep(Machine machine, NetShape shape) => Math.Max(Work(machine, shape), Path(machine, shape));

    /// <summary>
    /// The limit of a step of one sequence among very many: lanes run over sequences, nothing waits, and every vector is full.
    /// 4·(I+U+1)·U multiply-adds with a weight from L1 and 5·U activations, shared by the lanes of the widest vector.
    /// </summary>
    public static double OfBatchStep(Machine machine, NetShape shape)
    {
        WidthCosts width = machine.Widest;
        return ((shape.ParameterCount * width.FmaFromL1) + (shape.Units * Activations(width))) / width.Lanes;
    }

    /// <summary>
    /// All operations of a step, as fast as the machine does them when none waits for another. For each of 1+I+U values and each
    /// group of units: a multiply-add for each vector that 4 gates of the group fill (4 of the widest vectors; fewer for a narrow
    /// group, whose gates can share one), and 3 gates and 2 tanhs as activations, which share vectors in the same way.
    /// </summary>
    public static double Work(Machine machine, NetShape shape) => Groups(machine, shape).Sum(group =>
    {
        double gates = GateVectors(machine, group);
        WidthCosts widest = machine.Widest;
        return (gates * (shape.Input + 1) * InputFma(widest, shape)) + (gates * shape.Units * RecurrentFma(widest, shape))
            + (gates / 4 * ((3 * widest.Sigmoid) + widest.Tanh)) + group.Tanh;
    });

    /// <summary>
    /// The shortest way from h of one step to h of the next:
    /// the sums of i, f and g of the group that is done last, over the last vector of h to arrive: multiply-adds for each of its
    /// min(W, U) values, at throughput, as many as vectors hold three gates of the group, because o's sum can wait until c is done;
    /// the last of them, at latency; sigmoid (longer than g's tanh by an operation); the multiply-add of c = f·c + i·g; tanh; and
    /// the multiplication of h = o·tanh(c).
    /// </summary>
    public static double Path(Machine machine, NetShape shape)
    {
        WidthCosts last = Groups(machine, shape)[^1];
        int lastToArrive = Math.Min(machine.Holding(shape.Units).Lanes, shape.Units);
        return (Math.Max(1, 0.75 * GateVectors(machine, last)) * lastToArrive * machine.Widest.FmaFromL1)
            + last.FmaLatency + last.SigmoidLatency + last.FmaLatency + last.TanhLatency + last.MultiplyLatency;
    }

    /// <summary>How many of the widest vectors four gates of a group fill.</summary>
    private static double GateVectors(Machine machine, WidthCosts group) => Math.Max(1, 4.0 * group.Lanes / machine.Widest.Lanes);

    /// <summary>
    /// The fewest vectors that hold the units: the widest ones, and for the remainder the narrowest one that holds it. 20 units on
    /// 16 lanes are 16 + 4.
    /// </summary>
    private static IReadOnlyList<WidthCosts> Groups(Machine machine, NetShape shape)
    {
        var groups = new List<WidthCosts>();
        for (int rest = shape.Units; rest > 0; rest -= groups[^1].Lanes)
        {
            groups.Add(machine.Holding(rest));
        }

        return groups;
    }

    /// <summary>i, f and o are sigmoids; g and the tanh of c are tanhs.</summary>
    private static double Activations(WidthCosts width) => (3 * width.Sigmoid) + (2 * width.Tanh);

    /// <summary>The recurrent weights are read again at every step, from where they fit.</summary>
    private static double RecurrentFma(WidthCosts width, NetShape shape)
    {
        double inL1 = FitsL1(shape) ? 1 : Math.Min(1, L1Bytes / (4.0 * shape.Units * shape.Units * sizeof(float)));
        return (inL1 * width.FmaFromL1) + ((1 - inL1) * width.FmaFromL2);
    }

    /// <summary>
    /// The share of the input and the bias doesn't depend on h. Where the weights don't fit L1, several steps of a sequence can share
    /// one load of each, which then costs nothing beside the multiply-adds.
    /// </summary>
    private static double InputFma(WidthCosts width, NetShape shape) => FitsL1(shape) ? width.FmaFromL1 : width.FmaFromRegisters;

    private static bool FitsL1(NetShape shape) => shape.ParameterCount * sizeof(float) <= L1Bytes;
}

using System;
using LstmGen.Benchmarks.Networks;

namespace LstmGen.Benchmarks.Machines;

/// <summary>
/// A lower bound for the time of a step, from the cost on a machine of the operations that it can't do without. Two things bound it: the
/// amount of work, and the longest chain of dependent operations. Everything else (broadcasts of h, loop control, calls, the store of the
/// state, what can't overlap in practice) counts as free, and the two as fully overlapping, unlike in <see cref="Phases"/>.
/// </summary>
internal static class Limit
{
    /// <summary>
    /// Operations that a processor has in flight at once: the reorder buffer of Golden Cove has this many entries (Intel's optimization
    /// manual), that of Zen 5 448 (AMD's). Calls are independent, so if a whole sequence has fewer, no chain bounds it.
    /// </summary>
    private const int Window = 512;

    /// <summary>Operations of a tanh (Machines/ActivationOperations.cs), without what a processor can fuse or drop.</summary>
    private const int OperationsOfActivation = 14;

    /// <summary>The limit of a step of one sequence.</summary>
    public static double OfStep(Machine machine, NetShape shape) =>
        CallsOverlap(machine, shape) ? Work(machine, shape) : Math.Max(Work(machine, shape), Path(machine, shape));

    /// <summary>
    /// The limit of a step of one sequence among very many: lanes are sequences, nothing waits, and every vector is full. 4·(I+U+1)·U
    /// multiply-adds with a weight from L1 and 5·U activations, shared by the lanes of the widest vector.
    /// </summary>
    public static double OfBatchStep(Machine machine, NetShape shape)
    {
        WidthCosts width = machine.Widest;
        Load activations = (3 * width.SigmoidLoad) + (2 * width.TanhLoad);
        return (new Load(shape.ParameterCount * width.FmaFromL1, 0) + (shape.Units * activations)).Time / width.Lanes;
    }

    /// <summary>All operations of a step, as fast as the machine does them if they are independent.</summary>
    public static double Work(Machine machine, NetShape shape) => new StepParts(machine, shape).All.Time;

    /// <summary>
    /// The shortest way from h of one step to h of the next:
    /// the sums of i, f and g of the group that is done last, over the last vector of h to arrive: multiply-adds for each of its
    /// values, at throughput, as many as vectors hold three gates of the group, because o's sum can wait until c is done;
    /// the last of them, at latency; sigmoid (longer than g's tanh by an operation); the multiply-add of c = f·c + i·g; tanh; and
    /// the multiplication of h = o·tanh(c).
    /// </summary>
    public static double Path(Machine machine, NetShape shape)
    {
        var parts = new StepParts(machine, shape);
        WidthCosts last = parts.Groups[^1];
        int lastToArrive = Math.Min(last.Lanes, shape.Units);
        return (Math.Max(1, 0.75 * parts.GateVectors(last)) * lastToArrive * machine.Widest.FmaFromL1)
            + last.FmaLatency + last.SigmoidLatency + last.FmaLatency + last.TanhLatency + last.MultiplyLatency;
    }

    /// <summary>Whether the next call starts before the previous one has ended.</summary>
    public static bool CallsOverlap(Machine machine, NetShape shape)
    {
        var parts = new StepParts(machine, shape);
        double multiplyAdds = parts.AllGates * (1 + shape.Input + shape.Units);
        return shape.Steps * (multiplyAdds + (OperationsOfActivation * (parts.AllGates + parts.Groups.Count))) <= Window;
    }
}

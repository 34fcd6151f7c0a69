using System;
using LstmGen.Benchmarks.Networks;
using LstmGen.Generator.Model;

namespace LstmGen.Benchmarks.Machines;

/// <summary>
/// How long a step takes if everything that needs the hidden state is done in successive phases, as in generated code: nothing of a phase
/// begins before the previous one is done. Work that doesn't need the previous phase fills the gaps, in which units wait.
/// <list type="number">
/// <item>The sums of i, f and g over h: the time for which they keep the machine busy, or the chain of one of them, whichever is
/// longer.</item>
/// <item>Their activations: the latency of one, followed by the others.</item>
/// <item>c = f·c + i·g, tanh(c), h = o·tanh(c): the latencies of one vector, followed by the tanhs of the others.</item>
/// </list>
/// The input's half of the sums can fill the gaps of all phases; o's sum and activation, if it has vectors of its own, those of the second
/// and the third. What doesn't fit a gap takes additional time. Broadcasts of h, loops, calls and stores count as free.
/// </summary>
/// <remarks>
/// It isn't a bound: a processor executes operations as they become ready, and can begin to activate a gate while the next one is summed.
/// </remarks>
internal sealed class Phases
{
    private readonly StepParts _parts;
    private readonly SumOrder _order;

    private Phases(Machine machine, NetShape shape)
    {
        _parts = new StepParts(machine, shape);
        var layer = new LstmLayer(
            "lstm",
            shape.Input,
            shape.Units,
            Generator.Model.Activation.Tanh,
            Generator.Model.Activation.Sigmoid,
            UseBias: true,
            ReturnSequences: false);
        _order = Summation.Order(layer, shape.Units);
    }

    private WidthCosts Widest => _parts.Widest;

    /// <summary>How long a step takes, in nanoseconds.</summary>
    public static double OfStep(Machine machine, NetShape shape) => new Phases(machine, shape).Time;

    /// <summary>
    /// The chain of a sum over h: the terms of one of its interleaved chains, and the additions that join chains, and blocks of terms.
    /// Blocks are independent.
    /// </summary>
    private double PathOfSum
    {
        get
        {
            int terms = Math.Max(_order.First, _order.HasBlocks ? _order.Block : 0);
            int blocks = _order.HasBlocks ? (_order.Terms - _order.First) / _order.Block : 0;
            int multiplyAdds = (terms + _order.Chains - 1) / _order.Chains;
            return (multiplyAdds * Widest.FmaLatency) + ((Math.Log2(_order.Chains) + blocks) * Widest.AddLatency);
        }
    }

    private double Time
    {
        get
        {
            Load sums = _parts.RecurrentSums(_parts.AllGates - _parts.OutputGates);
            Load lateActivations = _parts.OutputGates * Widest.SigmoidLoad;
            Load gates = _parts.Activations - lateActivations;
            Load cells = _parts.CellTanhs;
            WidthCosts cell = _parts.Groups[0];

            double one = Math.Max(sums.Time, PathOfSum);
            double two = Widest.SigmoidLatency + (gates - Widest.SigmoidLoad).Time;
            double three = cell.FmaLatency + cell.TanhLatency + (cells - cell.TanhLoad).Time + cell.MultiplyLatency;

            Load late = _parts.RecurrentSums(_parts.OutputGates) + lateActivations;
            double lateOver = Over(late, Gap(two, gates) + Gap(three, cells));
            double allOver = Over(late + _parts.InputSums, Gap(one, sums) + Gap(two, gates) + Gap(three, cells));
            return one + two + three + Math.Max(lateOver, allOver);
        }
    }

    /// <summary>How long a phase leaves the units idle.</summary>
    private static Load Gap(double time, Load work) => new Load(time, time) - work;

    /// <summary>What doesn't fit into a gap.</summary>
    private static double Over(Load work, Load gap) => Math.Max(0, (work - gap).Time);
}

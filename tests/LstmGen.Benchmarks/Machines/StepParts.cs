using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Benchmarks.Networks;

namespace LstmGen.Benchmarks.Machines;

/// <summary>
/// The operations that a step can't do without, and how long they keep a machine's units busy. Units of the layer are side by side in the
/// lanes of vectors, in groups: as few as hold all units, in the widest vectors, except the last in the narrowest ones that hold the rest.
/// 20 units on 16 lanes are 16 and 4. Where the four gates of a narrow group fit together into the widest vectors, they share them.
/// </summary>
internal sealed class StepParts
{
    /// <summary>
    /// How many bytes of the parameters can be in the L1 cache, of the smallest size in today's processors. The rest of the recurrent
    /// weights, which every step reads again, comes from the L2 cache. (A larger L1 cache could keep more of them, so for the nets
    /// concerned it is the limit of a design that serves all processors, not just this one.)
    /// </summary>
    private const double L1Bytes = 32 * 1024;

    private const int Gates = 4;

    private readonly NetShape _shape;

    public StepParts(Machine machine, NetShape shape)
    {
        _shape = shape;
        Widest = machine.Widest;
        var groups = new List<WidthCosts>();
        for (int rest = shape.Units; rest > 0; rest -= groups[^1].Lanes)
        {
            groups.Add(machine.Holding(rest));
        }

        Groups = groups;
    }

    public WidthCosts Widest { get; }

    /// <summary>The vectors that hold a value of each unit.</summary>
    public IReadOnlyList<WidthCosts> Groups { get; }

    /// <summary>How many vectors the sums of all four gates take.</summary>
    public double AllGates => Groups.Sum(GateVectors);

    /// <summary>How many of them only the output gate has: it can wait until the cell state is known.</summary>
    public double OutputGates => Groups.Count(group => GateVectors(group) >= Gates);

    /// <summary>How many vectors four gates of a group take.</summary>
    public double GateVectors(WidthCosts group) => Math.Max(1, (double)Gates * group.Lanes / Widest.Lanes);

    /// <summary>The multiply-adds of a number of vectors of sums with the hidden state.</summary>
    public Load RecurrentSums(double vectors) => new(vectors * _shape.Units * RecurrentFma, 0);

    /// <summary>
    /// Those with the input, and the bias, for all gates. If the weights don't fit the L1 cache, several steps of a sequence can share one
    /// load of each, which then costs nothing beside the multiply-adds.
    /// </summary>
    public Load InputSums => new(AllGates * (_shape.Input + 1) * (FitsL1 ? Widest.FmaFromL1 : Widest.FmaFromRegisters), 0);

    /// <summary>Three of four gates are sigmoids, one a tanh; vectors that gates share cost as much as sigmoids.</summary>
    public Load Activations => Groups.Aggregate(default(Load), (sum, group) => sum + ActivationsOf(group));

    /// <summary>tanh(c) of all groups.</summary>
    public Load CellTanhs => Groups.Aggregate(default(Load), (sum, group) => sum + group.TanhLoad);

    /// <summary>All operations of a step.</summary>
    public Load All => RecurrentSums(AllGates) + InputSums + Activations + CellTanhs;

    private bool FitsL1 => _shape.ParameterCount * sizeof(float) <= L1Bytes;

    private double RecurrentFma
    {
        get
        {
            double inL1 = FitsL1 ? 1 : Math.Min(1, L1Bytes / (4.0 * _shape.Units * _shape.Units * sizeof(float)));
            return (inL1 * Widest.FmaFromL1) + ((1 - inL1) * Widest.FmaFromL2);
        }
    }

    private Load ActivationsOf(WidthCosts group)
    {
        double vectors = GateVectors(group);
        return vectors >= Gates ? (3 * Widest.SigmoidLoad) + Widest.TanhLoad : vectors * Widest.SigmoidLoad;
    }
}

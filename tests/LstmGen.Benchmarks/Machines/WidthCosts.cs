using System;

namespace LstmGen.Benchmarks.Machines;

/// <summary>What operations on vectors of one width cost, in nanoseconds.</summary>
/// <param name="Lanes">Floats in a vector.</param>
internal sealed record WidthCosts(int Lanes)
{
    /// <summary>From the input of a multiply-add to its result.</summary>
    public required double FmaLatency { get; init; }

    /// <summary>From the input of a multiplication to its result.</summary>
    public required double MultiplyLatency { get; init; }

    /// <summary>From the input of an addition to its result.</summary>
    public required double AddLatency { get; init; }

    /// <summary>A multiply-add among many independent ones, with nothing to load.</summary>
    public required double FmaFromRegisters { get; init; }

    /// <summary>The same with a weight from the L1 cache.</summary>
    public required double FmaFromL1 { get; init; }

    /// <summary>The same with a weight from the L2 cache.</summary>
    public required double FmaFromL2 { get; init; }

    /// <summary>A division among several independent ones.</summary>
    public required double Divide { get; init; }

    /// <summary>From the input of a tanh to its result.</summary>
    public required double TanhLatency { get; init; }

    /// <summary>From the input of a sigmoid to its result.</summary>
    public required double SigmoidLatency { get; init; }

    /// <summary>A tanh among many independent ones.</summary>
    public required double Tanh { get; init; }

    /// <summary>A sigmoid among many independent ones.</summary>
    public required double Sigmoid { get; init; }

    /// <summary>The same tanh with a multiplication in place of its division.</summary>
    public required double TanhUndivided { get; init; }

    /// <summary>The same sigmoid with a multiplication in place of its division.</summary>
    public required double SigmoidUndivided { get; init; }

    /// <summary>The load of a tanh.</summary>
    public Load TanhLoad => Activation(TanhUndivided, Tanh);

    /// <summary>The load of a sigmoid.</summary>
    public Load SigmoidLoad => Activation(SigmoidUndivided, Sigmoid);

    public WidthCosts Best(WidthCosts other) => new(Lanes)
    {
        FmaLatency = Math.Min(FmaLatency, other.FmaLatency),
        MultiplyLatency = Math.Min(MultiplyLatency, other.MultiplyLatency),
        AddLatency = Math.Min(AddLatency, other.AddLatency),
        FmaFromRegisters = Math.Min(FmaFromRegisters, other.FmaFromRegisters),
        FmaFromL1 = Math.Min(FmaFromL1, other.FmaFromL1),
        FmaFromL2 = Math.Min(FmaFromL2, other.FmaFromL2),
        Divide = Math.Min(Divide, other.Divide),
        TanhLatency = Math.Min(TanhLatency, other.TanhLatency),
        SigmoidLatency = Math.Min(SigmoidLatency, other.SigmoidLatency),
        Tanh = Math.Min(Tanh, other.Tanh),
        Sigmoid = Math.Min(Sigmoid, other.Sigmoid),
        TanhUndivided = Math.Min(TanhUndivided, other.TanhUndivided),
        SigmoidUndivided = Math.Min(SigmoidUndivided, other.SigmoidUndivided),
    };

    /// <summary>Noise must not make a part take longer than the whole.</summary>
    private Load Activation(double undivided, double whole) => new(Math.Min(undivided, whole), Math.Min(Divide, whole));
}

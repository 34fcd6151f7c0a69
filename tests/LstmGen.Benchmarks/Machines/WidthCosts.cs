using System;

namespace LstmGen.Benchmarks.Machines;

/// <summary>What operations on vectors of one width cost, in nanoseconds.</summary>
/// <param name="Lanes">Floats in a vector.</param>
/// <param name="FmaLatency">From the input of a multiply-add to its result.</param>
/// <param name="MultiplyLatency">From the input of a multiplication to its result.</param>
/// <param name="FmaFromRegisters">A multiply-add among many that don't wait for each other, with nothing to load.</param>
/// <param name="FmaFromL1">The same with a weight from the nearest cache.</param>
/// <param name="FmaFromL2">The same with a weight from the second cache.</param>
/// <param name="TanhLatency">From the input of a tanh to its result.</param>
/// <param name="SigmoidLatency">From the input of a sigmoid to its result.</param>
/// <param name="Tanh">A tanh among many that don't wait for each other.</param>
/// <param name="Sigmoid">A sigmoid among many that don't wait for each other.</param>
internal sealed record WidthCosts(
    int Lanes,
    double FmaLatency,
    double MultiplyLatency,
    double FmaFromRegisters,
    double FmaFromL1,
    double FmaFromL2,
    double TanhLatency,
    double SigmoidLatency,
    double Tanh,
    double Sigmoid)
{
    public WidthCosts Best(WidthCosts other) => new(
        Lanes,
        Math.Min(FmaLatency, other.FmaLatency),
        Math.Min(MultiplyLatency, other.MultiplyLatency),
        Math.Min(FmaFromRegisters, other.FmaFromRegisters),
        Math.Min(FmaFromL1, other.FmaFromL1),
        Math.Min(FmaFromL2, other.FmaFromL2),
        Math.Min(TanhLatency, other.TanhLatency),
        Math.Min(SigmoidLatency, other.SigmoidLatency),
        Math.Min(Tanh, other.Tanh),
        Math.Min(Sigmoid, other.Sigmoid));
}

using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>
/// The intermediate results of a layer normalization that is written as separate operators, each computed from the previous one.
/// </summary>
internal enum StatisticKind
{
    /// <summary>The mean of each row.</summary>
    Mean,

    /// <summary>The row without its mean.</summary>
    Centred,

    /// <summary>The squares of that.</summary>
    Squared,

    /// <summary>Their mean.</summary>
    Variance,

    /// <summary>The variance plus ε.</summary>
    Raised,

    /// <summary>The root of that.</summary>
    Deviation,

    /// <summary>1 over that.</summary>
    Inverse,
}

/// <summary>A step of the normalization of a signal's rows.</summary>
internal sealed class Statistic(StatisticKind kind, Signal of, double epsilon = 0) : Value
{
    public StatisticKind Kind { get; } = kind;

    /// <summary>What is normalized.</summary>
    public Signal Of { get; } = of;

    public double Epsilon { get; } = epsilon;

    /// <summary>Whether it has one value for each row.</summary>
    public bool IsOfRow => Kind is not (StatisticKind.Centred or StatisticKind.Squared);

    public IReadOnlyList<Axis> Axes => IsOfRow ? [.. Of.Axes.SkipLast(1), new Axis(1, AxisKind.One)] : Of.Axes;
}

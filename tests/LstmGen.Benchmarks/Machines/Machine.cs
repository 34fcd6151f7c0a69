using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Benchmarks.Machines;

/// <summary>What operations cost on a machine, measured, in nanoseconds.</summary>
/// <param name="Widths">The vector widths that it has, from narrow to wide.</param>
internal sealed record Machine(IReadOnlyList<WidthCosts> Widths)
{
    public WidthCosts Widest => Widths[^1];

    /// <summary>The narrowest vectors that hold that many lanes, or the widest available.</summary>
    public WidthCosts Holding(int lanes) => Widths.FirstOrDefault(width => width.Lanes >= lanes) ?? Widest;

    /// <summary>Cost by cost, the smaller of two measurements of the same machine.</summary>
    public Machine Best(Machine other) => new([.. Widths.Zip(other.Widths, (left, right) => left.Best(right))]);
}

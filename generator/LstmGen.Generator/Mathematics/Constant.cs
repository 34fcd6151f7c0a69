using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Generator.Mathematics;

/// <summary>A number: one for all lanes, or one for each of several equal parts of them, in order.</summary>
internal sealed class Constant : Expression
{
    public Constant(double value) => Values = [value];

    /// <summary>Parts that are equal to the last bit are merged.</summary>
    public Constant(IEnumerable<double> parts)
    {
        List<double> values = parts.ToList();
        Values = values.All(value => Bits(value) == Bits(values[0])) ? [values[0]] : values;
    }

    public IReadOnlyList<double> Values { get; }

    /// <summary>The number in one of several lanes.</summary>
    public double ValueOf(int lane, int lanes) => Values[lane * Values.Count / lanes];

    public Constant Negated => new(Values.Select(value => -value));

    /// <summary>Whether it is 0 or −0 in every lane.</summary>
    public bool IsZero => Values.All(value => value == 0);

    /// <summary>Whether it is 0, and not −0, in every lane.</summary>
    public bool IsPositiveZero => Values.All(value => Bits(value) == 0);

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}

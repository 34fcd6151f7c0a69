using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Mathematics;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// The constants of a function one behind the other, where they are read through a reference: one value for a constant that is the same in
/// every lane, and otherwise a value for each lane. Those that a back end needs besides, such as the bit of a sign, stay in its code.
/// </summary>
internal sealed class ConstantTable
{
    private readonly List<(double[] Values, int Start)> _constants = [];

    /// <param name="lanes">Values in a vector.</param>
    public ConstantTable(Definition definition, int lanes)
    {
        foreach (Constant constant in definition.Expressions.SelectMany(expression => expression.Parts).OfType<Constant>())
        {
            if (!constant.IsZero && Find(constant) is null)
            {
                int start = Values.Count;
                _constants.Add(([.. constant.Values], start));
                int count = constant.Values.Count == 1 ? 1 : lanes;
                Values.AddRange(Enumerable.Range(0, count).Select(lane => constant.ValueOf(lane, count)));
            }
        }
    }

    /// <summary>All of them.</summary>
    public List<double> Values { get; } = [];

    /// <summary>Where a constant starts, or null where it is not there.</summary>
    public int? Find(Constant constant)
    {
        foreach ((double[] values, int start) in _constants)
        {
            if (values.Select(BitConverter.DoubleToInt64Bits).SequenceEqual(constant.Values.Select(BitConverter.DoubleToInt64Bits)))
            {
                return start;
            }
        }

        return null;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Mathematics;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// The consecutive constants of a function that reads them through a reference: one value for a constant that is the same in every lane,
/// otherwise a value for each lane. Other constants that a back end needs, such as the sign bit, stay in its code.
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

    /// <summary>Where a constant starts, or null if the table doesn't have it.</summary>
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

using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>Computes constants value by value: PyTorch's exporter computes the shape of an Expand that way.</summary>
internal static class ElementwiseFolder
{
    /// <summary>Mul, Div, Add and Sub of whole numbers. If one operand isn't known, the result usually isn't either.</summary>
    public static Constant Compute(OnnxNode node, Constant first, Constant second, FoldingBudget budget)
    {
        if (first.Numbers is null || second.Numbers is null)
        {
            throw node.Error("computes with constants that aren't whole numbers, which isn't supported");
        }

        (IReadOnlyList<long> shape, int count) = Spread(node, budget, first, second);
        var results = new long[count];
        var dynamic = new Axis?[count];
        for (int i = 0; i < count; i++)
        {
            (results[i], dynamic[i]) = Compute(node, (At(first, i), AxisAt(first, i)), (At(second, i), AxisAt(second, i)));
        }

        return new Constant(shape, null, results) { Dynamic = dynamic, From = [first, second] };
    }

    /// <summary>1 where two whole numbers are equal, 0 elsewhere. An unknown size is at least not negative.</summary>
    public static Constant Equal(OnnxNode node, Constant first, Constant second, FoldingBudget budget)
    {
        if (first.Numbers is null || second.Numbers is null)
        {
            throw node.Error("compares constants that aren't whole numbers, which isn't supported");
        }

        (IReadOnlyList<long> shape, int count) = Spread(node, budget, first, second);
        var equal = new long[count];
        for (int i = 0; i < count; i++)
        {
            Axis? one = AxisAt(first, i);
            Axis? other = AxisAt(second, i);
            bool isComputed = one?.Kind == AxisKind.Computed || other?.Kind == AxisKind.Computed;
            if (isComputed || (one is not null && other is null && At(second, i) >= 0) || (other is not null && one is null && At(first, i) >= 0) || (one is not null && other is not null && one != other))
            {
                throw node.Error("compares a size that isn't known with another, which isn't supported");
            }

            equal[i] = one == other && At(first, i) == At(second, i) ? 1 : 0;
        }

        return new Constant(shape, null, equal) { From = [first, second] };
    }

    public static Constant Where(OnnxNode node, Constant condition, Constant first, Constant second, FoldingBudget budget)
    {
        if (condition.Numbers is null || condition.Dynamic is not null || first.Numbers is null || second.Numbers is null)
        {
            throw node.Error("chooses between constants that aren't whole numbers, which isn't supported");
        }

        (IReadOnlyList<long> shape, int count) = Spread(node, budget, condition, first, second);
        var chosen = new long[count];
        var dynamic = new Axis?[count];
        for (int i = 0; i < count; i++)
        {
            Constant from = At(condition, i) != 0 ? first : second;
            chosen[i] = At(from, i);
            dynamic[i] = AxisAt(from, i);
        }

        return new Constant(shape, null, chosen) { Dynamic = dynamic, From = [condition, first, second] };
    }

    private static (long Number, Axis? Axis) Compute(OnnxNode node, (long Number, Axis? Axis) first, (long Number, Axis? Axis) second)
    {
        if (first.Axis is null && second.Axis is null)
        {
            return (Compute(node, first.Number, second.Number), null);
        }

        // A size stays a size when it is multiplied or divided by 1, or when 0 is added or subtracted.
        long neutral = node.Type is "Mul" or "Div" ? 1 : 0;
        bool isEither = node.Type is "Mul" or "Add";
        return second == (neutral, null) ? first
            : isEither && first == (neutral, null) ? second
            : (1, new Axis(null, AxisKind.Computed));
    }

    private static long Compute(OnnxNode node, long first, long second) => unchecked(node.Type switch
    {
        "Mul" => first * second,
        "Add" => first + second,
        "Sub" => first - second,

        // The quotient is truncated towards zero; division by -1 could overflow, for which .NET would throw.
        _ => second == 0 ? throw node.Error("divides by 0") : second == -1 ? -first : first / second,
    });

    /// <summary>The common shape of constants, each of which has that shape or one value.</summary>
    private static (IReadOnlyList<long> Shape, int Count) Spread(OnnxNode node, FoldingBudget budget, params Constant[] constants)
    {
        if (Array.Exists(constants, constant => constant.IsSpread))
        {
            throw node.Error("computes with a list whose length isn't known, which isn't supported");
        }

        Constant widest = constants[0];
        foreach (Constant constant in constants)
        {
            widest = constant.Count > widest.Count || (constant.Count == widest.Count && constant.Shape.Count > widest.Shape.Count) ? constant : widest;
        }

        foreach (Constant constant in constants)
        {
            bool fits = (constant.Count == 1 && constant.Shape.Count <= widest.Shape.Count) || constant.Shape.SequenceEqual(widest.Shape);
            if (!fits)
            {
                throw node.Error($"spreads the shape {Shown.Shape(constant.Shape)} over {Shown.Shape(widest.Shape)}, which isn't supported");
            }
        }

        budget.Charge(node, widest.Count);
        return (widest.Shape, widest.Count);
    }

    private static long At(Constant constant, int index) => constant.Numbers![constant.Count == 1 ? 0 : index];

    private static Axis? AxisAt(Constant constant, int index) => constant.Dynamic?[constant.Count == 1 ? 0 : index];
}

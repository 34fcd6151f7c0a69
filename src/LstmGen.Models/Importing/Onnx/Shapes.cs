using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>The rules of operators that only rearrange values, for sizes as well as axes.</summary>
internal static class Shapes
{
    /// <summary>An axis, possibly counted from the end, as counted from the start.</summary>
    public static int Axis(OnnxNode node, long axis, int rank) =>
        axis >= -rank && axis < rank ? (int)(axis < 0 ? axis + rank : axis) : throw node.Error(FormattableString.Invariant($"names axis {axis} of a value of {rank} dimensions"));

    /// <summary>For each axis of a Transpose's output the axis of its input.</summary>
    public static int[] Permutation(OnnxNode node, int rank)
    {
        IReadOnlyList<long>? stated = node.Ints("perm");
        if (stated is null)
        {
            return Enumerable.Range(0, rank).Reverse().ToArray();
        }

        return stated.Count == rank && stated.All(axis => axis >= 0 && axis < rank) && stated.Distinct().Count() == rank
            ? stated.Select(axis => (int)axis).ToArray()
            : throw node.Error($"has the perm {Shown.Shape(stated)} for a value of {rank} dimensions");
    }

    /// <summary>Inserts axes of size 1.</summary>
    public static List<T> Unsqueeze<T>(OnnxNode node, IReadOnlyList<T> axes, IReadOnlyList<long> places, T one) =>
        Unsqueeze(node, axes, places, () => one);

    /// <inheritdoc cref="Unsqueeze{T}(OnnxNode, IReadOnlyList{T}, IReadOnlyList{long}, T)"/>
    public static List<T> Unsqueeze<T>(OnnxNode node, IReadOnlyList<T> axes, IReadOnlyList<long> places, Func<T> one)
    {
        int rank = axes.Count + Math.Min(places.Count, ConstantFolder.MostAxes + 1);
        if (rank > ConstantFolder.MostAxes)
        {
            throw node.Error($"makes a value of more than {ConstantFolder.MostAxes} dimensions");
        }

        HashSet<int> added = places.Select(place => Axis(node, place, rank)).ToHashSet();
        if (added.Count != places.Count)
        {
            throw node.Error("names an axis twice");
        }

        using IEnumerator<T> next = axes.GetEnumerator();
        return Enumerable.Range(0, rank).Select(at => added.Contains(at) || !next.MoveNext() ? one() : next.Current).ToList();
    }

    /// <summary>Removes axes of size 1.</summary>
    /// <param name="places">Null for all of size 1.</param>
    public static List<T> Squeeze<T>(OnnxNode node, IReadOnlyList<T> axes, IReadOnlyList<long>? places, Func<T, long?> sizeOf)
    {
        HashSet<int>? removed = places?.Select(place => Axis(node, place, axes.Count)).ToHashSet();
        if (removed is not null && removed.Count != places!.Count)
        {
            throw node.Error("names an axis twice");
        }

        var left = new List<T>();
        for (int i = 0; i < axes.Count; i++)
        {
            long? size = sizeOf(axes[i]);
            if (removed is null && size is null)
            {
                throw node.Error("takes out every axis of size 1, and the size of one isn't known");
            }

            if (removed?.Contains(i) ?? size == 1)
            {
                if (size != 1)
                {
                    throw node.Error($"takes out axis {i}, whose size is {(size is null ? "not known" : $"{size}")} and has to be 1");
                }
            }
            else
            {
                left.Add(axes[i]);
            }
        }

        return left;
    }
}

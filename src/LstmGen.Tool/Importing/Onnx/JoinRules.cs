using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Tool.Importing.Onnx;

/// <summary>Signals that a Concat puts side by side, of which one is taken: PyTorch joins the last steps of all layers so.</summary>
internal static class JoinRules
{
    public static Value Concat(OnnxNode node, IReadOnlyList<Value?> inputs)
    {
        if (inputs.Any(input => input is not Signal))
        {
            throw node.Error("joins something else than outputs of layers, which isn't supported");
        }

        List<Signal> parts = inputs.Cast<Signal>().ToList();
        if (!node.Has("axis"))
        {
            throw node.Error("has no axis");
        }

        IReadOnlyList<Axis> first = parts[0].Axes;
        int at = Shapes.Axis(node, node.Int("axis", 0), first.Count);
        foreach (Signal part in parts)
        {
            bool fits = part.Axes.Count == first.Count
                && !part.Axes.Where((axis, i) => i != at && axis.Size is not null && first[i].Size is not null && axis.Size != first[i].Size).Any();
            if (!fits || part.Axes[at].Size is null)
            {
                throw node.Error($"joins {parts[0]} and {part} along axis {at}, {(fits ? "of a size that isn't known" : "which don't fit each other")}");
            }
        }

        return parts.Count == 1 ? parts[0] : new Joined(parts, at);
    }

    /// <summary>What a node does with joined signals, which has to be to take one of them.</summary>
    public static Value Apply(OnnxNode node, IReadOnlyList<Value?> inputs)
    {
        if (inputs[0] is not Joined joined || inputs.Skip(1).Any(input => input is not (null or Constant)))
        {
            throw node.Error("reads several outputs of layers that a Concat joined, which isn't supported there");
        }

        switch (node.Type)
        {
            case "Gather":
                return LayoutRules.Gather(node, joined, inputs);
            case "Slice":
                return LayoutRules.Slice(node, joined, inputs);
            case "Identity":
                node.RequireInputs(1, 1);
                return joined;
            default:
                throw node.Error("reads several outputs of layers that a Concat joined; only a Gather or Slice that takes one of them can");
        }
    }

    /// <summary>The signal that one place along an axis is of.</summary>
    /// <param name="place">Counted within that signal then.</param>
    public static Signal PartAt(OnnxNode node, Joined joined, int axis, ref long place)
    {
        RequireAxis(node, joined, axis);
        long size = joined.Axes[axis].Size!.Value;
        if (place < -size || place >= size)
        {
            throw node.Error(FormattableString.Invariant($"takes place {place} of an axis of {size}"));
        }

        place = place < 0 ? place + size : place;
        return Find(node, joined, ref place, 1);
    }

    /// <summary>The signal that the ranges of a Slice are of.</summary>
    /// <param name="ranges">Counted within that signal then.</param>
    public static Signal PartAt(OnnxNode node, Joined joined, ref IReadOnlyList<Range> ranges)
    {
        Range? cut = ranges.FirstOrDefault(range => range.Axis == joined.Axis);
        RequireAxis(node, joined, cut?.Axis ?? -1);
        if (cut!.Step != 1)
        {
            throw node.Error(FormattableString.Invariant($"goes along an axis in steps of {cut.Step}, which isn't supported"));
        }

        (long start, long end) = cut.Within(joined.Axes[joined.Axis].Size!.Value);
        long length = end - start;
        Signal part = Find(node, joined, ref start, length);
        ranges = ranges.Select(range => range == cut ? new Range(cut.Axis, start, start + length, 1) : range).ToList();
        return part;
    }

    private static void RequireAxis(OnnxNode node, Joined joined, int axis)
    {
        if (axis != joined.Axis)
        {
            throw node.Error("takes a part of each of several outputs of layers that a Concat joined, which isn't supported; one of them can be taken");
        }
    }

    private static Signal Find(OnnxNode node, Joined joined, ref long start, long length)
    {
        foreach (Signal part in joined.Parts)
        {
            long size = part.Axes[joined.Axis].Size!.Value;
            if (start < size)
            {
                return length >= 1 && start + length <= size
                    ? part
                    : throw node.Error(FormattableString.Invariant($"takes {length} places of several outputs of layers that a Concat joined, which isn't supported; one of them can be taken"));
            }

            start -= size;
        }

        throw node.Error("takes nothing of an axis");
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>
/// Signals that a Concat puts side by side: the two directions of a layer, which become one signal again, or several from which one is
/// taken, as PyTorch joins the last steps of all layers.
/// </summary>
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

        return parts.Count == 1 ? parts[0] : InputRow.Join(parts, at) ?? Directions(parts, at) ?? (Value)new Joined(parts, at);
    }

    /// <summary>
    /// What a node computes value by value from the two directions of the last layer, or null if it reads something else.
    /// </summary>
    public static Signal? Merged(OnnxNode node, Signal first, Signal second, Merge merge, LayerChain chain)
    {
        if (!first.IsHalf || !second.IsHalf || first.Sides == second.Sides || first.Stage != second.Stage || first.LastStep != second.LastStep || !chain.IsCurrent(first))
        {
            return null;
        }

        if (first.Axes.Count != second.Axes.Count || first.Axes.Zip(second.Axes).Any(axes => axes.First != axes.Second && !(axes.First.Size == 1 && axes.Second.Size == 1)))
        {
            throw node.Error($"reads the two directions of an LSTM, {first} and {second}, which differ in their axes");
        }

        return new Signal(first.Axes, chain.MergeDirections(merge)) { LastStep = first.LastStep, Sides = Sides.Both };
    }

    /// <summary>
    /// Both directions of the last layer as two outputs, all rows of one before all rows of the other, or null if they aren't ordered so.
    /// </summary>
    public static Signal? Apart(Signal output, LayerChain chain)
    {
        List<AxisKind> kinds = output.Axes.Select(axis => axis.Kind).ToList();
        int direction = kinds.IndexOf(AxisKind.Direction);
        return direction >= 0 && kinds.IndexOf(AxisKind.Time) > direction && chain.IsCurrent(output)
            ? output.Next(output.Axes.Where(axis => axis.Kind != AxisKind.Direction).ToList(), chain.MergeDirections(Merge.None))
            : null;
    }

    /// <summary>Both directions side by side, or null if the parts are something else.</summary>
    private static Signal? Directions(List<Signal> parts, int at)
    {
        bool areHalves = parts.Count == 2 && parts.TrueForAll(part => part.IsHalf) && parts[0].Stage == parts[1].Stage && parts[0].LastStep == parts[1].LastStep
            && parts[0].Sides == Sides.Forward && parts[1].Sides == Sides.Backward;
        Axis axis = parts[0].Axes[at];
        Axis? joined = !areHalves ? null
            : axis.Kind == AxisKind.Feature ? Axis.Both(new Axis(2, AxisKind.Direction), axis)
            : axis.Kind == AxisKind.One ? new Axis(2, AxisKind.Direction)
            : null;
        return joined is null ? null : new Signal([.. parts[0].Axes.Select((own, i) => i == at ? joined : own)], parts[0].Stage)
        {
            LastStep = parts[0].LastStep,
            Sides = Sides.Both,
        };
    }

    /// <summary>What a node does with joined signals: it must take one of them.</summary>
    public static Value Apply(OnnxNode node, IReadOnlyList<Value?> inputs, LayerChain chain)
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
                return LayoutRules.Slice(node, joined, inputs, chain);
            case "Identity":
                node.RequireInputs(1, 1);
                return joined;
            default:
                throw node.Error("reads several outputs of layers that a Concat joined; only a Gather or Slice that takes one of them can");
        }
    }

    /// <summary>The signal to which a position along an axis belongs.</summary>
    /// <param name="place">Relative to that signal afterwards.</param>
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

    /// <summary>The signal to which the ranges of a Slice belong.</summary>
    /// <param name="ranges">Relative to that signal afterwards.</param>
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
                if (length < 1 || start + length > size)
                {
                    throw node.Error(FormattableString.Invariant($"takes {length} places of several outputs of layers that a Concat joined, which isn't supported; one of them can be taken"));
                }

                joined.Taken.Add(part);
                return part;
            }

            start -= size;
        }

        throw node.Error("takes nothing of an axis");
    }
}

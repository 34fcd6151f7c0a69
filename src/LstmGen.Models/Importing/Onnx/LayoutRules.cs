using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>The operators that only rearrange the values of a signal, or take its last step or one of its directions.</summary>
internal static class LayoutRules
{
    public static Signal Transpose(OnnxNode node, Signal signal)
    {
        node.RequireInputs(1, 1);
        return signal.With(Shapes.Permutation(node, signal.Axes.Count).Select(axis => signal.Axes[axis]).ToList());
    }

    public static Signal Squeeze(OnnxNode node, Signal signal, IReadOnlyList<Value?> inputs) =>
        signal.With(Shapes.Squeeze(node, signal.Axes, Arguments.Axes(node, inputs), axis => axis.Size));

    public static Signal Unsqueeze(OnnxNode node, Signal signal, IReadOnlyList<Value?> inputs) =>
        signal.With(Shapes.Unsqueeze(node, signal.Axes, Arguments.Axes(node, inputs)!, () => new Axis(1, AxisKind.One)));

    /// <summary>Takes the only position of an axis, the last step, one direction, or one of several signals that were joined.</summary>
    public static Signal Gather(OnnxNode node, Value value, IReadOnlyList<Value?> inputs)
    {
        node.RequireInputs(2, 2);
        IReadOnlyList<Axis> shape = (value as Joined)?.Axes ?? ((Signal)value).Axes;
        int at = Shapes.Axis(node, node.Int("axis", 0), shape.Count);
        long[] places = Arguments.Numbers(node, inputs[1] ?? throw node.Error("has no indices"), "indices", 0);
        if (places.Length != 1)
        {
            throw node.Error($"takes {places.Length} places of an axis, and one that is known is needed");
        }

        long place = places[0];
        Signal signal = value is Joined joined ? JoinRules.PartAt(node, joined, at, ref place) : (Signal)value;
        Axis axis = signal.Axes[at];
        List<Axis> axes = signal.Axes.ToList();
        axes.RemoveAt(at);
        if (((Constant)inputs[1]!).Shape.Count == 1)
        {
            axes.Insert(at, new Axis(1, AxisKind.One));
        }

        string what = FormattableString.Invariant($"place {place}");
        bool isFirst = place == 0 || place == -axis.Size;
        bool isLast = place == -1 || place == axis.Size - 1;
        return axis.Kind == AxisKind.Direction && (isFirst || isLast)
            ? Half(node, signal, axes, isFirst)
            : signal.With(axes, axis.Kind == AxisKind.Time, Row(node, signal, axis, isFirst, isLast, what));
    }

    /// <summary>Takes the whole of an axis, the last step or steps, one direction, the first features of the graph's input, or one of several signals that were joined.</summary>
    public static Signal Slice(OnnxNode node, Value value, IReadOnlyList<Value?> inputs, LayerChain chain)
    {
        IReadOnlyList<Axis> shape = (value as Joined)?.Axes ?? ((Signal)value).Axes;
        IReadOnlyList<Range> ranges = Arguments.Ranges(node, inputs, shape.Count);
        Signal signal = value is Joined joined ? JoinRules.PartAt(node, joined, ref ranges) : (Signal)value;
        foreach (Range range in ranges)
        {
            List<Axis> axes = signal.Axes.ToList();
            Axis axis = axes[range.Axis];
            if (range.Step != 1)
            {
                throw node.Error(FormattableString.Invariant($"goes along an axis in steps of {range.Step}, which isn't supported"));
            }

            // int.MaxValue and more is how exporters write "to the end".
            (long start, long end) = axis.Size is long size ? range.Within(size) : (range.Start, range.End >= int.MaxValue ? long.MaxValue : range.End);
            long last = axis.Size ?? long.MaxValue;
            if (start == 0 && end == last)
            {
                continue;
            }

            if (axis.Kind == AxisKind.Feature && signal.Stage == 0 && start == 0 && end > 0 && axis.Size is not null)
            {
                axes[range.Axis] = new Axis(end, AxisKind.Feature) { IsPart = true };
                signal = signal.With(axes);
                continue;
            }

            // The directions as an axis of their own, or side by side as features.
            Axis half = axis.Kind == AxisKind.Feature && axis.Parts.Count > 0 ? axis.Parts[1] : new Axis(1, AxisKind.One);
            if ((axis.Kind == AxisKind.Direction || axis.Parts.Count > 0) && end - start == half.Size && start % half.Size == 0)
            {
                axes[range.Axis] = half;
                signal = Half(node, signal, axes, start == 0);
                continue;
            }

            if (RowsRules.LastSteps(axis, start, end, last) is > 1 and long steps)
            {
                signal = RowsRules.Last(node, signal, range.Axis, steps, chain);
                continue;
            }

            bool isFirst = start == 0 && end == 1;
            bool isLast = end == last && (axis.Size is null ? start == -1 : start == last - 1);
            RowPlace? row = Row(node, signal, axis, isFirst, isLast, FormattableString.Invariant($"the places {range.Start} to {range.End}"));
            axes[range.Axis] = new Axis(1, AxisKind.One);
            signal = signal.With(axes, lastStep: row is null, row);
        }

        return signal;
    }

    /// <summary>Inserts and removes axes of size 1, and merges axes or splits them again.</summary>
    public static Signal Reshape(OnnxNode node, Signal signal, IReadOnlyList<Value?> inputs)
    {
        node.RequireInputs(2, 2);
        bool allowsZero = node.Opset >= 14 && node.Bool("allowzero");
        long[] sizes = Arguments.Sizes(node, inputs[1] ?? throw node.Error("has no shape"), "a shape");
        Axis?[]? dynamic = ((Constant)inputs[1]!).Dynamic;
        if (!sizes.Contains(0))
        {
            node.PassOverAttribute("allowzero", OnnxHarmless.NoZeros);
        }

        var places = new List<Place>();
        for (int i = 0; i < sizes.Length; i++)
        {
            places.Add(
                dynamic?[i] is { } axis ? new Place(null, axis)
                : sizes[i] == 0 && !allowsZero && i < signal.Axes.Count ? new Place(null, signal.Axes[i])
                : sizes[i] == -1 ? new Place(null, null)
                : sizes[i] > 0 ? new Place(sizes[i], null)
                : throw node.Error(FormattableString.Invariant($"has the size {sizes[i]} in its shape, which isn't supported there")));
        }

        Signal known = signal.Unshaped ?? signal;
        return Reshaping.Fit(known.Axes, places) is { } axes ? known.With(axes) : Shaped(known, signal.Axes, places)
            ?? throw node.Error($"brings the axes {signal} into the shape {Shown.Shape(sizes)}; only axes of size 1 can be put in and taken out, and axes side by side be merged");
    }

    /// <summary>
    /// Another shape of the same numbers in the same order, which the graph's output may have; null if the order differs.
    /// </summary>
    /// <param name="axes">The axes to which a size of 0 or of an axis refers.</param>
    private static Signal? Shaped(Signal signal, IReadOnlyList<Axis> axes, List<Place> places)
    {
        if (Axis.InOrder(signal.Axes) is not { } order || !order.Exists(axis => axis.Kind == AxisKind.Feature))
        {
            return null;
        }

        // Each unknown size must appear once, in order.
        Axis[] open = [.. order.Where(axis => axis.Size is null)];
        Axis[] named = [.. places.Select(place => place.Axis).OfType<Axis>().Where(axis => axis.Size is null)];
        if (!named.SequenceEqual(open.Where(named.Contains)))
        {
            return null;
        }

        // A batch of any size is part of the shape; other known sizes must give the same number of values.
        Int128? values = Product(axes.Select(axis => axis.Size));
        long?[] sizes = [.. places.Select(place => place.Size ?? place.Axis?.Size)];
        Int128? known = Product(sizes.Where(size => size is not null));
        bool hasRest = places.Any(place => place.IsRest);
        bool fits = known > 0 && (values is null || (hasRest ? values % known == 0 : sizes.Contains(null) || known == values));
        long? rest = hasRest && fits && values is { } all && known is { } part ? (long)(all / part) : null;
        return fits && places.Count(place => place.IsRest) <= 1 && places.Count <= ConstantFolder.MostAxes
            ? signal.Shaped([.. places.Select((place, i) => new Axis(place.IsRest ? rest : sizes[i], AxisKind.Shape))])
            : null;
    }

    /// <summary>How many values axes have, or null if one isn't known or there are too many.</summary>
    private static Int128? Product(IEnumerable<long?> sizes)
    {
        Int128 product = 1;
        foreach (long? size in sizes)
        {
            if (size is null or < 0 || product > long.MaxValue)
            {
                return null;
            }

            product *= size.Value;
        }

        return product > long.MaxValue ? null : product;
    }

    /// <summary>Merges the axes before one, and those from it on; in each group all but one must be of size 1.</summary>
    public static Signal Flatten(OnnxNode node, Signal signal)
    {
        node.RequireInputs(1, 1);
        long stated = node.Int("axis", 1);
        int at = stated == signal.Axes.Count ? signal.Axes.Count : Shapes.Axis(node, stated, signal.Axes.Count);
        return signal.Unshaped is not null
            ? signal.Shaped([Shape(signal.Axes.Take(at)), Shape(signal.Axes.Skip(at))])
            : signal.With([Join(signal.Axes.Take(at).ToList()), Join(signal.Axes.Skip(at).ToList())]);

        static Axis Shape(IEnumerable<Axis> axes) =>
            new((long?)Product(axes.Select(axis => axis.Size)), AxisKind.Shape);

        Axis Join(List<Axis> apart)
        {
            List<Axis> axes = Axis.JoinDirections(apart) ?? apart;
            List<Axis> wide = axes.Where(axis => axis.Size != 1).ToList();
            return wide is [{ Kind: AxisKind.Time }, { Kind: AxisKind.Feature }] ? Axis.Merge(wide)
                : wide.Count > 1 ? throw node.Error($"joins axes of {signal} that aren't of size 1, which isn't supported")
                : wide.Count == 1 ? wide[0]
                : axes.Find(axis => axis.Kind != AxisKind.One) ?? new Axis(1, AxisKind.One);
        }
    }

    /// <summary>The step that was taken from both directions; null if it is the last one of a single direction, or the only step.</summary>
    private static RowPlace? Row(OnnxNode node, Signal signal, Axis axis, bool isFirst, bool isLast, string what)
    {
        if (axis.Size == 1 && isLast)
        {
            return null;
        }

        bool isRead = signal.Sides switch { Sides.Forward => isLast, Sides.Backward => isFirst, _ => isFirst || isLast };
        if (axis.Kind != AxisKind.Time || !isRead)
        {
            throw node.Error($"takes {what} of the axis '{axis}' of {signal}; only the last step of a sequence that an LSTM has read can be taken{(signal.Sides == Sides.Backward ? ", which is the first one where it reads backwards" : "")}");
        }

        return signal.Sides != Sides.Both ? null : isLast ? RowPlace.Last : RowPlace.First;
    }

    private static Signal Half(OnnxNode node, Signal signal, IReadOnlyList<Axis> axes, bool isForward) =>
        signal.Half(axes, isForward ? Sides.Forward : Sides.Backward)
        ?? throw node.Error($"takes the {(isForward ? "forward" : "backward")} direction of the {(signal.Row == RowPlace.Last ? "last" : "first")} step, which that direction has read first; only the last step that each of them has read can be taken");
}

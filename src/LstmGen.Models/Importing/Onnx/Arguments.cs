using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>Reads arguments that a node has as attributes or as constant inputs, depending on the version of the operators.</summary>
internal static class Arguments
{
    /// <summary>The axes of Squeeze or Unsqueeze, as stated in the file; null if it states none.</summary>
    public static IReadOnlyList<long>? Axes(OnnxNode node, IReadOnlyList<Value?> inputs)
    {
        bool isInput = node.Opset >= 13;
        node.RequireInputs(1, isInput ? 2 : 1);
        IReadOnlyList<long>? axes = !isInput ? node.Ints("axes")
            : inputs.Count > 1 && inputs[1] is { } given ? Numbers(node, given, "axes")
            : null;
        return (axes is null && node.Type == "Unsqueeze") || axes?.Count == 0 ? throw node.Error("has no axes") : axes;
    }

    /// <summary>The range that a Slice takes from each axis that it names.</summary>
    public static IReadOnlyList<Range> Ranges(OnnxNode node, IReadOnlyList<Value?> inputs, int rank)
    {
        bool isInput = node.Opset >= 10;
        node.RequireInputs(isInput ? 3 : 1, isInput ? 5 : 1);
        IReadOnlyList<long> starts = (isInput ? Input(1, "starts") : node.Ints("starts")) ?? throw node.Error("has no starts");
        IReadOnlyList<long> ends = (isInput ? Input(2, "ends") : node.Ints("ends")) ?? throw node.Error("has no ends");
        IReadOnlyList<long> axes = (isInput ? Input(3, "axes") : node.Ints("axes")) ?? Enumerable.Range(0, Math.Min(starts.Count, rank)).Select(axis => (long)axis).ToArray();
        IReadOnlyList<long> steps = (isInput ? Input(4, "steps") : null) ?? Enumerable.Repeat(1L, axes.Count).ToArray();
        if (starts.Count != axes.Count || ends.Count != axes.Count || steps.Count != axes.Count || axes.Count > rank)
        {
            throw node.Error($"has {starts.Count} starts, {ends.Count} ends, {axes.Count} axes and {steps.Count} steps for a value of {rank} dimensions");
        }

        List<Range> ranges = axes.Select((axis, i) => new Range(Shapes.Axis(node, axis, rank), starts[i], ends[i], steps[i])).ToList();
        return ranges.Select(range => range.Axis).Distinct().Count() == ranges.Count ? ranges : throw node.Error("names an axis twice");

        long[]? Input(int index, string what) => index < inputs.Count && inputs[index] is { } value ? Numbers(node, value, what) : null;
    }

    /// <summary>The sizes of the parts of a Split, along an axis of a given size.</summary>
    public static IReadOnlyList<int> SplitSizes(OnnxNode node, IReadOnlyList<Value?> inputs, int size)
    {
        bool isInput = node.Opset >= 13;
        node.RequireInputs(1, isInput ? 2 : 1);
        int count = node.Outputs.Count;
        IReadOnlyList<long>? stated = !isInput ? node.Ints("split") : inputs.Count > 1 && inputs[1] is { } given ? Numbers(node, given, "sizes") : null;
        if (node.Opset >= 18 && node.Has("num_outputs") && node.Int("num_outputs", 0) != count)
        {
            throw node.Error(FormattableString.Invariant($"has num_outputs {node.Int("num_outputs", 0)} and {count} outputs"));
        }

        // Equal parts, of which the last may be smaller from version 18 on.
        int part = (size + count - 1) / count;
        int last = size - (part * (count - 1));
        bool fits = last > 0 && (last == part || node.Opset >= 18);
        int[] equal = [.. Enumerable.Repeat(part, count - 1), last];
        if (stated is null && !fits)
        {
            throw node.Error($"cuts an axis of {size} into {count} parts, which doesn't fit");
        }

        int[] sizes = stated is null ? equal
            : stated.Count == count && stated.All(length => length >= 0 && length <= size) && stated.Sum() == size ? [.. stated.Select(length => (int)length)]
            : throw node.Error($"cuts an axis of {size} into parts of {Shown.Shape(stated)} for {count} outputs, which doesn't fit");
        if (fits && sizes.SequenceEqual(equal))
        {
            node.PassOverInput(1, OnnxHarmless.EqualParts, "");
            node.PassOverAttribute("split", OnnxHarmless.EqualParts);
        }

        return sizes;
    }

    /// <summary>An input's list of whole numbers, all known.</summary>
    /// <param name="leastAxes">Where it is 0, a single number is accepted as a list of one.</param>
    public static long[] Numbers(OnnxNode node, Value value, string what, int leastAxes = 1, int mostAxes = 1)
    {
        long[] numbers = Sizes(node, value, what, leastAxes, mostAxes);
        return ((Constant)value).Dynamic is null ? numbers : throw node.Error($"has {what} that depend on a size that isn't known, which isn't supported");
    }

    /// <summary>An input's list of sizes. Those known only at run time are 1 in it; the constant's Dynamic says which.</summary>
    public static long[] Sizes(OnnxNode node, Value value, string what, int leastAxes = 1, int mostAxes = 1)
    {
        if (value is not Constant { Numbers: { } numbers } constant)
        {
            throw node.Error($"has {what} that {(value is Constant ? "are floats, and whole numbers are needed" : "depend on the input's values, which isn't supported")}");
        }

        if (constant.IsSpread)
        {
            throw node.Error($"has {what} whose number isn't known, which isn't supported");
        }

        return constant.Shape.Count >= leastAxes && constant.Shape.Count <= mostAxes
            ? numbers
            : throw node.Error($"has {what} of the shape {Shown.Shape(constant.Shape)}, and a list is needed");
    }
}

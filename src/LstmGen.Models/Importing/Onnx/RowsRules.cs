using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>
/// The operators that compute rows from those of a sequence: its mean or largest values over time, its last steps, all steps side by side,
/// and a repeated row.
/// </summary>
internal static class RowsRules
{
    /// <summary>The operators that do nothing else here, except a ReduceMean of a layer normalization.</summary>
    public static readonly string[] Operators =
        ["ReduceMean", "ReduceMax", "GlobalAveragePool", "GlobalMaxPool", "AveragePool", "MaxPool", "Tile"];

    /// <summary>The mean or the largest value along the axis of the steps.</summary>
    public static Signal Reduce(OnnxNode node, Signal signal, IReadOnlyList<Value?> inputs, LayerChain chain)
    {
        bool isInput = node.Opset >= 18;
        node.RequireInputs(1, isInput ? 2 : 1);
        IReadOnlyList<long>? stated = !isInput ? node.Ints("axes")
            : inputs.Count > 1 && inputs[1] is { } given ? Arguments.Numbers(node, given, "axes")
            : null;
        bool keeps = node.Int("keepdims", 1) switch
        {
            0 => false,
            1 => true,
            long other => throw node.Error(FormattableString.Invariant($"has keepdims {other}; 0 and 1 are known")),
        };
        if (isInput && stated is not { Count: 0 })
        {
            node.Ignore("noop_with_empty_axes", OnnxHarmless.StatedAxes);
        }

        int at = stated?.Count == 1 ? Shapes.Axis(node, stated[0], signal.Axes.Count) : -1;
        return at >= 0 && signal.Axes[at].Kind == AxisKind.Time
            ? Pool(node, signal, at, keeps, node.Type == "ReduceMax" ? RowsKind.Max : RowsKind.Mean, chain)
            : throw node.Error($"is computed over {(stated is null ? "all axes" : $"the axes {Shown.Shape(stated)}")} of {signal}; "
                + "over the steps that an LSTM has read, and over them alone, it is supported");
    }

    /// <summary>
    /// The same along all axes after that of the features, of which only the steps' may have a size other than 1; a pool that isn't global
    /// counts if it covers all steps.
    /// </summary>
    public static Signal PoolOfFeatures(OnnxNode node, Signal signal, LayerChain chain)
    {
        node.RequireInputs(1, 1);
        int at = signal.Axes.ToList().FindIndex(axis => axis.Kind == AxisKind.Time);
        bool fits = at >= 2 && signal.Axes[1].Kind == AxisKind.Feature;
        if (!fits || signal.Axes.Where((axis, i) => i > 1 && i != at && axis.Size != 1).Any())
        {
            throw node.Error($"pools {signal}; sequences, features and the steps that an LSTM has read are needed, in this order");
        }

        if (node.Type is "MaxPool" or "AveragePool")
        {
            RequireAllSteps(node, signal, at);
        }

        bool isMax = node.Type is "GlobalMaxPool" or "MaxPool";
        return Pool(node, signal, at, keeps: true, isMax ? RowsKind.Max : RowsKind.Mean, chain);
    }

    /// <summary>Requires that a pool reads all steps at once.</summary>
    private static void RequireAllSteps(OnnxNode node, Signal signal, int at)
    {
        IReadOnlyList<long> kernel = node.Ints("kernel_shape") ?? throw node.Error("has no kernel_shape");
        bool isWhole = kernel.SequenceEqual(signal.Axes.Skip(2).Select((axis, i) => i + 2 == at ? axis.Size ?? -1 : 1))
            && (node.Ints("pads") is not { } pads || (pads.Count == 2 * kernel.Count && pads.All(pad => pad == 0)))
            && (node.Ints("dilations") is not { } dilations || (dilations.Count == kernel.Count && dilations.All(dilation => dilation == 1)))
            && node.Text("auto_pad", "NOTSET") is "NOTSET" or "VALID";
        if (!isWhole)
        {
            throw node.Error(
                $"pools {Shown.Shape(kernel)} steps of {signal} at a time; over all steps at once, without pads and dilations, it is supported");
        }

        foreach (string name in new[] { "strides", "ceil_mode", "count_include_pad", "storage_order" })
        {
            node.Ignore(name, OnnxHarmless.OnePool);
        }
    }

    /// <summary>One row repeated along an axis of size 1, which becomes that of the steps.</summary>
    public static Signal Repeat(OnnxNode node, Signal signal, IReadOnlyList<Value?> inputs, LayerChain chain)
    {
        node.RequireInputs(2, 2);
        string what = node.Type == "Tile" ? "repeats" : "a shape";
        long[] times = Arguments.Sizes(node, inputs[1] ?? throw node.Error($"has no {what}"), what);
        Axis?[]? dynamic = ((Constant)inputs[1]!).Dynamic;
        int more = node.Type == "Tile" ? 0 : Math.Max(times.Length - signal.Axes.Count, 0);
        List<Axis> axes = [.. Enumerable.Range(0, more).Select(_ => new Axis(1, AxisKind.One)), .. signal.Axes];
        int first = axes.Count - times.Length;
        if (first < 0 || (node.Type == "Tile" && first != 0))
        {
            string given = node.Type == "Tile" ? "repeats" : "sizes";
            throw node.Error($"has {times.Length} {given} for a value of {signal.Axes.Count} dimensions");
        }

        int at = -1;
        for (int i = 0; i < times.Length; i++)
        {
            Axis axis = axes[first + i];
            bool isSame = dynamic?[i] is { } size ? node.Type == "Expand" && size == axis
                : times[i] == 1 || (node.Type == "Expand" && times[i] == axis.Size);
            if (isSame)
            {
                continue;
            }

            bool isFree = axis is { Size: 1, Kind: AxisKind.One or AxisKind.Time };
            bool canBe = at < 0 && dynamic?[i] is null && times[i] > 1 && isFree;
            at = canBe ? first + i : throw node.Error(
                $"repeats {signal} into {Shown.Shape(times)}; one row can be repeated, along an axis of size 1 that was put in for the steps");
        }

        if (at < 0)
        {
            return signal.With(axes);
        }

        if (!signal.IsOneRow && axes[at].Kind != AxisKind.Time)
        {
            throw node.Error($"repeats {signal} for every step; one row can be repeated, such as the last step of a sequence");
        }

        int count = Count(node, times[first < 0 ? 0 : at - first]);
        axes[at] = new Axis(count, AxisKind.Time);
        return Next(node, signal, axes, RowsKind.Repeat, count, chain, isOne: false);
    }

    /// <summary>How many of the last positions of an axis of steps a Slice takes, or null if it takes others.</summary>
    /// <param name="last">The axis' end.</param>
    public static long? LastSteps(Axis axis, long start, long end, long last) =>
        axis.Kind != AxisKind.Time || end != last ? null
        : axis.Size is long size ? size - start
        : start < 0 ? -start
        : null;

    /// <summary>The last steps.</summary>
    public static Signal Last(OnnxNode node, Signal signal, int at, long steps, LayerChain chain)
    {
        List<Axis> axes = [.. signal.Axes];
        int count = Count(node, steps);
        axes[at] = new Axis(count, AxisKind.Time);
        return Next(node, signal, axes, RowsKind.Last, count, chain, isOne: false);
    }

    /// <summary>The features of all steps as one row, if a node reads them so; otherwise the signal as it is.</summary>
    public static Signal Joined(OnnxNode node, Signal signal, LayerChain chain)
    {
        if (signal.Axes.Count == 0 || !IsOfSteps(signal.Axes))
        {
            return signal;
        }

        Axis joined = signal.Axes[^1];
        long steps = (joined.Parts.Count > 0 ? joined.Parts[0] : joined).Size ?? throw node.Error("joins the features of all steps, whose number isn't known");
        Axis[] axes = [.. signal.Axes.Take(signal.Axes.Count - 1), new Axis(joined.Size, AxisKind.Feature)];
        return Next(node, signal, axes, RowsKind.Flatten, Count(node, steps), chain, isOne: true);
    }

    /// <summary>One row as a sequence of one step, if a node reads it so; otherwise the signal as it is.</summary>
    /// <param name="at">The axis that the node reads as that of the steps.</param>
    public static Signal AsSequence(OnnxNode node, Signal signal, int at, LayerChain chain)
    {
        bool isOne = signal.Axes.Count == 3 && signal.Axes[at] is { Kind: AxisKind.One, Size: 1 };
        if (!signal.IsOneRow || chain.Time?.Size == 1 || !isOne)
        {
            return signal;
        }

        List<Axis> axes = [.. signal.Axes];
        axes[at] = new Axis(1, AxisKind.Time);
        return Next(node, signal, axes, RowsKind.Repeat, 1, chain, isOne: false);
    }

    /// <summary>
    /// Whether the last axis is that of the steps, followed by that of the features, which may be omitted if there is one feature.
    /// </summary>
    private static bool IsOfSteps(IReadOnlyList<Axis> axes) =>
        axes[^1] is { Kind: AxisKind.Merged, Parts: [{ Kind: AxisKind.Time }, { Kind: AxisKind.Feature }] }
        || (axes[^1].Kind == AxisKind.Time && axes.All(axis => axis.Kind is not (AxisKind.Feature or AxisKind.Direction)));

    private static Signal Pool(OnnxNode node, Signal signal, int at, bool keeps, RowsKind kind, LayerChain chain)
    {
        List<Axis> axes = [.. signal.Axes];
        axes.RemoveAt(at);
        if (keeps)
        {
            axes.Insert(at, new Axis(1, AxisKind.One));
        }

        return Next(node, signal, axes, kind, 0, chain, isOne: true);
    }

    /// <param name="isOne">Whether it is one row, without an axis of steps.</param>
    private static Signal Next(
        OnnxNode node, Signal signal, IReadOnlyList<Axis> axes, RowsKind kind, int count, LayerChain chain, bool isOne)
    {
        chain.RequireReadable(node, signal);
        if (axes.Any(axis => axis.Kind == AxisKind.Direction && axis.Size != 1))
        {
            throw node.Error($"reads {signal}, and the features of both directions are needed side by side, along one axis");
        }

        // The directions can no longer be told apart.
        bool IsOfBoth(Axis axis) => axis.Kind == AxisKind.Feature && axis.Parts.Count > 0;
        Axis[] whole = [.. axes.Select(axis => IsOfBoth(axis) ? new Axis(axis.Size, AxisKind.Feature) : axis)];
        return new Signal(whole, chain.Rows(node.Name, kind, count)) { LastStep = isOne };
    }

    private static int Count(OnnxNode node, long rows) => rows is > 0 and <= int.MaxValue
        ? (int)rows
        : throw node.Error(FormattableString.Invariant($"takes or makes {rows} rows; there may be from 1 to {int.MaxValue}"));
}

using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>
/// Computes the nodes that don't depend on the values of inputs: exporters use them for initial states and shapes. A size known only at run
/// time is taken as 1: it is the number of sequences, which are independent.
/// </summary>
internal sealed class ConstantFolder(FoldingBudget budget)
{
    /// <summary>The operators that are computed here.</summary>
    public static readonly string[] Operators =
    [
        "Constant", "Shape", "Identity", "Cast", "ConstantOfShape", "Concat", "Unsqueeze", "Squeeze", "Transpose", "Gather", "Slice", "Expand", "Reshape",
        "Mul", "Div", "Add", "Sub", "Equal", "Where",
    ];

    /// <summary>The most axes that a value may have.</summary>
    public const int MostAxes = 8;

    public FoldingBudget Budget => budget;

    /// <summary>Whether a node results in constants whatever its inputs are.</summary>
    public static bool IsAlwaysConstant(OnnxNode node) => IsAlwaysConstant(node.Type);

    /// <inheritdoc cref="IsAlwaysConstant(OnnxNode)"/>
    public static bool IsAlwaysConstant(string type) => type is "Constant" or "Shape";

    /// <param name="inputs">Constants, or null for omitted ones; that of Shape may be a signal.</param>
    /// <exception cref="ModelException">The node isn't known here, or its inputs don't fit it.</exception>
    public Constant Fold(OnnxNode node, IReadOnlyList<Value?> inputs)
    {
        Constant result = Compute(node, inputs);

        // A node's arguments have a place in the network if its result does.
        List<Constant> others = inputs.Skip(1).OfType<Constant>().ToList();
        return others.Count > 0 ? result.With(others) : result;
    }

    private Constant Compute(OnnxNode node, IReadOnlyList<Value?> inputs)
    {
        if (!Operators.Contains(node.Type))
        {
            throw node.Error("computes a constant in a way that isn't supported");
        }

        switch (node.Type)
        {
            case "Constant":
                node.RequireInputs(0, 0);
                return Literal(node);
            case "Shape":
                node.RequireInputs(1, 1);
                return ShapeOf(node, inputs[0] ?? throw node.Error("has no input"));
        }

        List<Constant> constants = inputs.OfType<Constant>().ToList();
        if (constants.Count == 0 || inputs[0] is null)
        {
            throw node.Error("has no input, which isn't supported");
        }

        Constant data = constants[0];
        switch (node.Type)
        {
            case "Identity":
                node.RequireInputs(1, 1);
                return data;
            case "Cast":
                node.RequireInputs(1, 1);
                return Cast(node, data);
            case "ConstantOfShape":
                node.RequireInputs(1, 1);
                return Filled(node, data);
            case "Concat":
                return constants.Count == inputs.Count ? Concat(node, constants) : throw node.Error("leaves an input out");
            case "Unsqueeze":
                return data.Reshape(Shapes.Unsqueeze(node, data.Shape, Arguments.Axes(node, inputs)!, 1L));
            case "Squeeze":
                return data.Reshape(Shapes.Squeeze(node, data.Shape, Arguments.Axes(node, inputs), size => size));
            case "Transpose":
                node.RequireInputs(1, 1);
                return Transpose(node, data);
            case "Gather":
                return Gather(node, inputs);
            case "Slice":
                return Slice(node, data, inputs);
            case "Expand":
                return Expand(node, inputs);
            case "Reshape":
                return Reshape(node, inputs);
            case "Mul" or "Div" or "Add" or "Sub":
                node.RequireInputs(2, 2);
                return ElementwiseFolder.Compute(node, data, Second(node, constants), budget);
            case "Equal":
                node.RequireInputs(2, 2);
                return ElementwiseFolder.Equal(node, data, Second(node, constants), budget);
            case "Where":
                node.RequireInputs(3, 3);
                return ElementwiseFolder.Where(
                    node, data, Second(node, constants), constants.Count > 2 ? constants[2] : throw node.Error("leaves an input out"), budget);
            default:
                throw node.Error("has no rule for constants");
        }
    }

    private static Constant Literal(OnnxNode node)
    {
        Constant? found = node.Tensor("value");
        if (found is null && node.Has("value_float"))
        {
            found = new Constant([], [node.Float("value_float", 0)], null);
        }
        else if (found is null && node.Has("value_int"))
        {
            found = new Constant([], null, [node.Int("value_int", 0)]);
        }
        else if (found is null && node.Floats("value_floats") is { } floats)
        {
            found = new Constant([floats.Count], floats.ToArray(), null);
        }
        else if (found is null && node.Ints("value_ints") is { } numbers)
        {
            found = new Constant([numbers.Count], null, numbers.ToArray());
        }

        return found ?? throw node.Error("has no value that is supported: value, value_float, value_floats, value_int and value_ints are");
    }

    private static Constant ShapeOf(OnnxNode node, Value value)
    {
        List<Axis> axes = value switch
        {
            Signal signal => signal.Axes.ToList(),
            Joined joined => joined.Axes.ToList(),
            Constant { IsSpread: true, Spread: null } => throw node.Error("reads the shape of a constant whose size isn't known, which isn't supported"),
            Constant known => known.Shape.Select((size, i) => known.Spread?[i] ?? new Axis(size)).ToList(),
            _ => throw node.Error("reads the shape of something that has none"),
        };
        int start = 0;
        int end = axes.Count;
        if (node.Opset >= 15)
        {
            start = Bound(node.Int("start", 0));
            end = Bound(node.Int("end", axes.Count));
        }

        axes = end > start ? axes.GetRange(start, end - start) : [];
        return new Constant([axes.Count], null, axes.Select(axis => axis.Size ?? 1).ToArray())
        {
            Dynamic = axes.Select(axis => axis.Size is null ? axis : null).ToArray(),
            From = value is Constant constant ? [constant] : [],
            HasKnownSizes = true,
        };

        int Bound(long at) => (int)Math.Clamp(at < 0 ? at + axes.Count : at, 0, axes.Count);
    }

    private static Constant Cast(OnnxNode node, Constant data)
    {
        long to = node.Int("to", 0);
        node.Ignore("saturate", OnnxHarmless.SmallFloats);
        node.Ignore("round_mode", OnnxHarmless.SmallFloats);
        if (TensorData.IsFloat(to))
        {
            return data.Dynamic is not null ? throw node.Error("makes a float of a size that isn't known")
                : new Constant(data.Shape, data.Floats ?? Array.ConvertAll(data.Numbers!, number => (float)number), null) { From = [data] };
        }

        return TensorData.IsWhole(to) && data.Numbers is not null && TensorData.TypeName(to) != "BOOL"
            ? data
            : throw node.Error($"casts a constant to {TensorData.TypeName(to)}, which isn't supported");
    }

    private Constant Filled(OnnxNode node, Constant shape)
    {
        Constant value = node.Tensor("value") ?? new Constant([1], [0f], null);
        if (value.Count != 1)
        {
            throw node.Error($"fills with a value of the shape {Shown.Shape(value.Shape)}, and [1] is needed");
        }

        long[] sizes = Sizes(node, shape);
        return value.Pick(sizes, new int[Count(node, sizes)]).With(shape, shape.Dynamic);
    }

    private Constant Concat(OnnxNode node, List<Constant> parts)
    {
        if (!node.Has("axis"))
        {
            throw node.Error("has no axis");
        }

        IReadOnlyList<long> first = parts[0].Shape;
        int axis = Shapes.Axis(node, node.Int("axis", 0), first.Count);
        long[] sizes = first.ToArray();
        foreach (Constant part in parts.Skip(1))
        {
            if (part.Shape.Count != first.Count || part.Floats is null != parts[0].Floats is null || part.Shape.Where((size, i) => i != axis && size != first[i]).Any())
            {
                throw node.Error($"joins the shapes {Shown.Shape(first)} and {Shown.Shape(part.Shape)}, or floats and whole numbers, along axis {axis}");
            }

            sizes[axis] += part.Shape[axis];
        }

        int count = Count(node, sizes);
        int outer = count == 0 ? 0 : (int)first.Take(axis).Aggregate(1L, (product, size) => product * size);
        float[]? floats = parts[0].Floats is null ? null : new float[count];
        long[]? numbers = floats is null ? new long[count] : null;
        Axis?[]? dynamic = parts.Exists(part => part.Dynamic is not null) ? new Axis?[count] : null;
        int at = 0;
        for (int row = 0; row < outer; row++)
        {
            foreach (Constant part in parts)
            {
                int length = part.Count / outer;
                if (floats is not null)
                {
                    Array.Copy(part.Floats!, row * length, floats, at, length);
                }
                else
                {
                    Array.Copy(part.Numbers!, row * length, numbers!, at, length);
                }

                if (part.Dynamic is not null)
                {
                    Array.Copy(part.Dynamic, row * length, dynamic!, at, length);
                }

                at += length;
            }
        }

        return new Constant(sizes, floats, numbers) { Dynamic = dynamic, From = parts };
    }

    private Constant Transpose(OnnxNode node, Constant data)
    {
        int[] order = Shapes.Permutation(node, data.Shape.Count);
        long[] strides = Strides(data.Shape);
        return Gathered(node, data, order.Select(axis => data.Shape[axis]).ToArray(), order.Select(axis => strides[axis]).ToArray(), 0);
    }

    private Constant Gather(OnnxNode node, IReadOnlyList<Value?> inputs)
    {
        node.RequireInputs(2, 2);
        var data = (Constant)inputs[0]!;
        Constant places = inputs[1] as Constant ?? throw node.Error("has no indices");
        int axis = Shapes.Axis(node, node.Int("axis", 0), data.Shape.Count);
        long size = data.Shape[axis];
        long[] indices = Arguments.Numbers(node, places, "indices", 0, places.Shape.Count)
            .Select(index => index >= -size && index < size ? (index + size) % size : throw node.Error(FormattableString.Invariant($"takes index {index} of an axis of {size}")))
            .ToArray();
        long[] shape = [.. data.Shape.Take(axis), .. places.Shape, .. data.Shape.Skip(axis + 1)];
        int count = Count(node, shape);
        int inner = (int)data.Shape.Skip(axis + 1).Aggregate(1L, (product, next) => product * next);
        var from = new int[count];
        for (int i = 0; i < count; i++)
        {
            long outer = i / inner / indices.Length;
            from[i] = (int)((((outer * size) + indices[i / inner % indices.Length]) * inner) + (i % inner));
        }

        return data.Pick(shape, from).With(places);
    }

    private Constant Slice(OnnxNode node, Constant data, IReadOnlyList<Value?> inputs)
    {
        IReadOnlyList<Range> ranges = Arguments.Ranges(node, inputs, data.Shape.Count);
        long[] shape = data.Shape.ToArray();
        long[] strides = Strides(data.Shape);
        long[] steps = strides.ToArray();
        long start = 0;
        foreach (Range range in ranges)
        {
            long size = data.Shape[range.Axis];
            if (range.Step < 1)
            {
                throw node.Error(FormattableString.Invariant($"takes a constant's values in steps of {range.Step}, which isn't supported"));
            }

            (long from, long to) = range.Within(size);
            shape[range.Axis] = to > from ? ((to - from - 1) / range.Step) + 1 : 0;
            start += to > from ? from * strides[range.Axis] : 0;
            steps[range.Axis] = strides[range.Axis] * Math.Min(range.Step, size + 1);
        }

        return Gathered(node, data, shape, steps, start);
    }

    private Constant Expand(OnnxNode node, IReadOnlyList<Value?> inputs)
    {
        node.RequireInputs(2, 2);
        var data = (Constant)inputs[0]!;
        Constant target = inputs[1] as Constant ?? throw node.Error("has no shape");
        long[] wanted = Sizes(node, target);
        int rank = Math.Max(wanted.Length, data.Shape.Count);
        var shape = new long[rank];
        var spread = new Axis?[rank];
        var steps = new long[rank];
        long[] strides = Strides(data.Shape);
        for (int i = 0; i < rank; i++)
        {
            int own = i - rank + data.Shape.Count;
            int other = i - rank + wanted.Length;
            long size = own >= 0 ? data.Shape[own] : 1;
            long want = other >= 0 ? wanted[other] : 1;
            if (size != want && size != 1 && want != 1)
            {
                throw node.Error($"expands the shape {Shown.Shape(data.Shape)} to {Shown.Shape(wanted)}, which don't fit each other");
            }

            // If either is larger than 1, the other must be 1 or the same at run time.
            spread[i] = size != 1 || want != 1 ? null : (other >= 0 ? target.Dynamic?[other] : null) ?? (own >= 0 ? data.Spread?[own] : null);
            shape[i] = size == 1 ? want : size;
            steps[i] = size == 1 ? 0 : strides[own];
        }

        // A tensor that was broadcast and then rearranged no longer says over which axes.
        bool isKnown = data.Spread is not null || !data.IsSpread;
        return Gathered(node, data, shape, steps, 0).With(target, isKnown ? spread : null);
    }

    private static Constant Reshape(OnnxNode node, IReadOnlyList<Value?> inputs)
    {
        node.RequireInputs(2, 2);
        var data = (Constant)inputs[0]!;
        Constant target = inputs[1] as Constant ?? throw node.Error("has no shape");
        bool allowsZero = node.Opset >= 14 && node.Bool("allowzero");
        long[] shape = Sizes(node, target).ToArray();
        long known = 1;
        for (int i = 0; i < shape.Length; i++)
        {
            shape[i] = shape[i] == 0 && !allowsZero && i < data.Shape.Count ? data.Shape[i] : shape[i];
            known = shape[i] == -1 || known > int.MaxValue || shape[i] > int.MaxValue ? known : known * shape[i];
        }

        int rest = Array.IndexOf(shape, -1);
        if (rest >= 0 && known > 0 && data.Count % known == 0)
        {
            shape[rest] = data.Count / known;
            known = data.Count;
        }

        return known == data.Count && shape.All(size => size is >= 0 and <= int.MaxValue) && shape.Length <= MostAxes
            ? data.Reshape(shape).With(target, target.Dynamic is null ? null : Array.ConvertAll(shape, _ => new Axis(null, AxisKind.Computed)))
            : throw node.Error($"brings a constant of the shape {Shown.Shape(data.Shape)} into {Shown.Shape(shape)}, which doesn't fit");
    }

    /// <summary>
    /// The shape of a constant. An axis of unknown size has at least one position; a number computed from one may be anything.
    /// </summary>
    private static long[] Sizes(OnnxNode node, Constant shape)
    {
        long[] sizes = Arguments.Sizes(node, shape, "a shape");
        return shape.Dynamic?.Any(axis => axis?.Kind == AxisKind.Computed) == true
            ? throw node.Error("makes a constant of a size that is computed of one that isn't known, which isn't supported")
            : sizes;
    }

    private static Constant Second(OnnxNode node, List<Constant> constants) => constants.Count > 1 ? constants[1] : throw node.Error("leaves an input out");

    /// <summary>The values at start + Σ index·step.</summary>
    private Constant Gathered(OnnxNode node, Constant data, long[] shape, long[] steps, long start)
    {
        var from = new int[Count(node, shape)];
        var index = new long[shape.Length];
        long at = start;
        for (int i = 0; i < from.Length; i++)
        {
            from[i] = (int)at;
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                at += steps[axis];
                if (++index[axis] < shape[axis])
                {
                    break;
                }

                at -= shape[axis] * steps[axis];
                index[axis] = 0;
            }
        }

        return data.Pick(shape, from);
    }

    private int Count(OnnxNode node, IReadOnlyList<long> shape)
    {
        if (shape.Count > MostAxes || shape.Any(size => size < 0))
        {
            throw node.Error($"computes a constant of the shape {Shown.Shape(shape)}, and sizes that aren't negative in at most {MostAxes} dimensions are needed");
        }

        long count = 1;
        foreach (long size in shape)
        {
            count = size == 0 || count <= int.MaxValue / size ? count * size : long.MaxValue / 2;
            count = Math.Min(count, int.MaxValue);
        }

        budget.Charge(node, count);
        return (int)count;
    }

    private static long[] Strides(IReadOnlyList<long> shape)
    {
        var strides = new long[shape.Count];
        long stride = 1;
        for (int i = shape.Count - 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride *= shape[i];
        }

        return strides;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Models.Importing.Onnx.Proto;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>Compares the types and shapes that a file states of its values with those that its nodes compute.</summary>
/// <param name="values">The values that were computed, by their names.</param>
internal sealed class StatedTypes(IReadOnlyDictionary<string, Value> values, ElementTypes types, PassedOver passedOver)
{
    /// <exception cref="ModelException">What is stated isn't what is computed.</exception>
    public void Check(GraphProto graph)
    {
        // The axes come from the inputs that aren't tensors of the file.
        Check(graph.Input, "/graph/input", "input", info => values[info.Name] is Constant);
        Check(graph.Output, "/graph/output", "output", _ => true);
        Check(graph.ValueInfo, "/graph/value_info", "value_info", _ => true);
        for (int i = 0; i < graph.Output.Count && graph.Output.Count > 1; i++)
        {
            passedOver.Note(PassedOver.Below("/graph/output", i), OnnxHarmless.CheckedOutput);
        }

        for (int i = 0; i < graph.ValueInfo.Count; i++)
        {
            string place = PassedOver.Below("/graph/value_info", i);
            passedOver.Note(place, OnnxHarmless.CheckedValue);
            passedOver.Note(place + "/name", OnnxHarmless.DescribedValue);
        }
    }

    private void Check(IReadOnlyList<ValueInfoProto> stated, string list, string what, Func<ValueInfoProto, bool> isComputed)
    {
        for (int i = 0; i < stated.Count; i++)
        {
            string place = PassedOver.Below(list, i);
            if (!values.TryGetValue(stated[i].Name, out Value? value))
            {
                passedOver.Note(place, OnnxHarmless.UnknownValue);
            }
            else if (isComputed(stated[i]))
            {
                Check(stated[i], value, place, $"the graph's {what} {Shown.Text(stated[i].Name)}");
            }
        }
    }

    private void Check(ValueInfoProto stated, Value value, string place, string what)
    {
        if (stated.Type?.TensorType is not { } type)
        {
            passedOver.Note(place + (stated.Type is null ? "/type" : "/type/tensor_type"), OnnxHarmless.OpenType);
            return;
        }

        if (type.ElemType == 0)
        {
            passedOver.Note(place + "/type/tensor_type/elem_type", OnnxHarmless.OpenType);
        }
        else if (types.Of(stated.Name) is int computed && computed != type.ElemType)
        {
            throw new ModelException($"{what} is stated to be of {TensorData.TypeName(type.ElemType)}, and what is computed for it is of {TensorData.TypeName(computed)}");
        }

        place += "/type/tensor_type/shape";
        if (type.Shape is null)
        {
            passedOver.Note(place, OnnxHarmless.OpenType);
        }
        else if (ShapeOf(value) is { } shape)
        {
            Check(type.Shape, shape, place + "/dim", what);
        }
    }

    private void Check(TensorShapeProto stated, IReadOnlyList<long?> shape, string place, string what)
    {
        bool fits = stated.Dim.Count == shape.Count;
        for (int i = 0; fits && i < shape.Count; i++)
        {
            TensorShapeProto.Types.Dimension dimension = stated.Dim[i];
            string at = PassedOver.Below(place, i);
            if (dimension.DimValue < 1)
            {
                // Some exporters write 0 or -1 for an unknown size.
                passedOver.Note(at, OnnxHarmless.OpenSize);
            }
            else if (shape[i] is null)
            {
                passedOver.Note(at, OnnxHarmless.SizeAtRunTime);
            }
            else
            {
                fits = dimension.DimValue == shape[i];
            }
        }

        if (!fits)
        {
            string sizes = string.Join(", ", stated.Dim.Take(ConstantFolder.MostAxes + 1).Select(size => size.DimValue < 1 ? "?" : Invariant(size.DimValue)));
            throw new ModelException($"{what} is stated to have the shape [{sizes}], and what is computed for it has [{string.Join(", ", shape.Select(size => size is long known ? Invariant(known) : "?"))}]");
        }
    }

    /// <summary>The sizes of a value's axes, null for those known only at run time; null if nothing is known about them.</summary>
    private static IReadOnlyList<long?>? ShapeOf(Value value) => value switch
    {
        Signal signal => Sizes(signal.Axes),
        Joined joined => Sizes(joined.Axes),
        Unavailable unavailable => Sizes(unavailable.Axes),
        States states => ShapeOf(states.Numbers),
        Statistic statistic => Sizes(statistic.Axes),
        CellPart { Carries: { } states } => ShapeOf(states.Numbers),
        Constant { IsSpread: false } constant => constant.Shape.Select(size => (long?)size).ToList(),
        Constant { Spread: { } spread } constant => constant.Shape.Select((size, i) => spread[i] is null ? (long?)size : null).ToList(),
        Constant constant => constant.Shape.Select(_ => (long?)null).ToList(),
        _ => null,
    };

    private static List<long?> Sizes(IReadOnlyList<Axis> axes) => axes.Select(axis => axis.Size).ToList();

    private static string Invariant(long size) => size.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

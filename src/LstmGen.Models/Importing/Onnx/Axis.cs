using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>What the positions along an axis mean.</summary>
internal enum AxisKind
{
    /// <summary>An axis of the graph's input that no layer has read yet.</summary>
    Unknown,

    /// <summary>An inserted axis of size 1, such as that of the directions.</summary>
    One,

    Time,

    /// <summary>Independent sequences.</summary>
    Batch,

    Feature,

    /// <summary>The two directions of a bidirectional LSTM.</summary>
    Direction,

    /// <summary>Several axes that a Reshape merged.</summary>
    Merged,

    /// <summary>An axis of a shape that a Reshape made from others at the end of the graph.</summary>
    Shape,

    /// <summary>Not an axis, but a number computed from the sizes of some.</summary>
    Computed,
}

/// <summary>
/// One axis of a value. It is the same object in every value that has it, so that it becomes known everywhere when one layer reads it.
/// </summary>
/// <param name="size">Null if it is known only at run time.</param>
internal sealed class Axis(long? size, AxisKind kind = AxisKind.Unknown)
{
    public long? Size { get; } = size;

    public AxisKind Kind { get; private set; } = kind;

    /// <summary>
    /// The axes from which it was merged, from the outermost; empty if it wasn't merged. Features have some if they are those of both
    /// directions.
    /// </summary>
    public IReadOnlyList<Axis> Parts { get; private init; } = [];

    /// <summary>Whether it has only the first of several features.</summary>
    public bool IsPart { get; init; }

    /// <summary>The unmerged axes, in order: those of a signal, or those from which they were merged.</summary>
    public static List<Axis> Apart(IEnumerable<Axis> axes) => axes.SelectMany(axis => axis.Parts.Count > 0 ? axis.Parts : [axis]).ToList();

    /// <summary>One axis merged from several adjacent ones.</summary>
    public static Axis Merge(IReadOnlyList<Axis> parts) =>
        new(parts.All(part => part.Size is not null) ? parts.Aggregate(1L, (product, part) => unchecked(product * part.Size!.Value)) : null, AxisKind.Merged) { Parts = parts };

    /// <summary>The features of both directions side by side, as one axis.</summary>
    public static Axis Both(Axis direction, Axis features) => new(2 * features.Size, AxisKind.Feature) { Parts = [direction, features] };

    /// <summary>The axes with the directions and the following features as one, or null if there are no such neighbours.</summary>
    public static List<Axis>? JoinDirections(IReadOnlyList<Axis> axes)
    {
        List<Axis> joined = axes.ToList();
        int direction = joined.FindIndex(axis => axis.Kind == AxisKind.Direction);
        int features = direction < 0 ? -1 : joined.FindIndex(direction + 1, axis => axis.Kind == AxisKind.Feature || axis.Size != 1);
        if (features < 0 || joined[features].Kind != AxisKind.Feature)
        {
            return null;
        }

        joined[features] = Both(joined[direction], joined[features]);
        joined.RemoveAt(direction);
        return joined;
    }

    /// <summary>
    /// The unmerged axes, with the features of both directions as one, if their numbers are ordered sequence by sequence, row by row;
    /// otherwise null.
    /// </summary>
    public static List<Axis>? InOrder(IReadOnlyList<Axis> axes)
    {
        List<Axis> apart = Apart(axes);
        apart = JoinDirections(apart) ?? apart;
        AxisKind[] kinds = [.. apart.Where(axis => axis.Size != 1).Select(axis => axis.Kind)];
        AxisKind[] order = [AxisKind.Batch, AxisKind.Time, AxisKind.Feature];
        return !apart.Exists(axis => axis.IsPart) && kinds.SequenceEqual(order.Where(kinds.Contains)) ? apart : null;
    }

    /// <summary>Reads the axis as one of some kind, and returns whether it can be one.</summary>
    public bool TryBe(AxisKind kind)
    {
        if (Kind is AxisKind.Unknown or AxisKind.One)
        {
            Kind = kind;
        }

        return Kind == kind;
    }

    public override string ToString()
    {
        string size = Size is long known ? known.ToString(System.Globalization.CultureInfo.InvariantCulture) : "?";
        return Kind switch
        {
            AxisKind.Time => size + " steps",
            AxisKind.Batch => size + " sequences",
            AxisKind.Feature => size + " features",
            AxisKind.Direction => size + " directions",
            AxisKind.Merged => "(" + string.Join(" x ", Parts) + ")",
            _ => size,
        };
    }
}

using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>What a name of the graph refers to while its nodes are walked.</summary>
internal abstract class Value
{
    /// <summary>The states that its values are, if an LSTM returned them.</summary>
    public States? Carries { get; set; }
}

/// <summary>An output of a node that can't be used.</summary>
/// <param name="why">What it is, and why it can't be used, for a message.</param>
/// <param name="axes">From the outermost.</param>
internal sealed class Unavailable(string why, IReadOnlyList<Axis> axes) : Value
{
    public string Why { get; } = why;

    public IReadOnlyList<Axis> Axes { get; } = axes;
}

/// <summary>
/// How long each sequence is, which is an input of the graph. Generated code has a parameter for it, so it is ignored here.
/// </summary>
internal sealed class Lengths : Value
{
}

/// <summary>The directions of the last LSTM to which a value belongs.</summary>
internal enum Sides
{
    Forward,
    Backward,
    Both,
}

/// <summary>A value that depends on the graph's input: the output of the layers so far, and its layout.</summary>
/// <param name="axes">From the outermost.</param>
/// <param name="stage">How many layers, biases and activations come before it.</param>
internal sealed class Signal(IReadOnlyList<Axis> axes, int stage) : Value
{
    public IReadOnlyList<Axis> Axes { get; } = axes;

    public int Stage { get; } = stage;

    /// <summary>Whether it is only the last step that each direction has read.</summary>
    public bool LastStep { get; init; }

    public Sides Sides { get; init; }

    /// <summary>The graph's inputs that it has side by side, if it is their row of features and no layer comes before it.</summary>
    public InputRow? Inputs { get; init; }

    /// <summary>Whether it consists of ids, whole numbers given to the graph, that look up the rows of a table.</summary>
    public bool IsIds { get; init; }

    /// <summary>Whether it is one of the two directions of a bidirectional layer.</summary>
    public bool IsHalf { get; init; }

    /// <summary>
    /// The place of a row that was taken from both directions: each has read it last at the opposite end of the sequence.
    /// </summary>
    public RowPlace? Row { get; init; }

    /// <summary>The signal before a Reshape gave the same numbers, in the same order, another shape; or null.</summary>
    public Signal? Unshaped { get; init; }

    /// <summary>Whether it is a layer's whole output, for every step or only for the last.</summary>
    public bool IsWhole => !IsHalf && Row is null;

    /// <summary>Whether it is one row, for the step that each direction has read last or for another.</summary>
    public bool IsOneRow => LastStep || Row is not null;

    /// <summary>The same numbers in other axes. Where an axis of one step is dropped, that step is the last.</summary>
    /// <param name="lastStep">Whether they are only the last step's.</param>
    /// <param name="row">The row of both directions that they are, or null if none is taken now.</param>
    public Signal With(IReadOnlyList<Axis> axes, bool lastStep = false, RowPlace? row = null) => new(axes, Stage)
    {
        LastStep = LastStep || lastStep || (row is null && Row is null && Has(Axes, AxisKind.Time) && !Has(axes, AxisKind.Time)),
        Sides = Sides,
        IsHalf = IsHalf,
        Row = row ?? Row,
        Inputs = Inputs,
        IsIds = IsIds,
        Unshaped = Unshaped,
    };

    /// <summary>The same numbers in the same order, in axes without meaning.</summary>
    public Signal Shaped(IReadOnlyList<Axis> axes) => new(axes, Stage)
    {
        LastStep = LastStep,
        Sides = Sides,
        IsHalf = IsHalf,
        Row = Row,
        Inputs = Inputs,
        IsIds = IsIds,
        Unshaped = Unshaped ?? this,
    };

    /// <summary>What a layer, or a part of one, computes from it at each step.</summary>
    public Signal Next(IReadOnlyList<Axis> axes, int stage) => new(axes, stage) { LastStep = IsOneRow, Sides = Sides };

    /// <summary>The numbers of one of the two directions, or null if the step taken isn't the last of this one.</summary>
    public Signal? Half(IReadOnlyList<Axis> axes, Sides side) => Row is null || Row == (side == Sides.Forward ? RowPlace.Last : RowPlace.First)
        ? new Signal(axes, Stage) { LastStep = LastStep || Row is not null, Sides = side, IsHalf = true }
        : null;

    /// <summary>The axes for a message, such as <c>[? steps, 1, 3 features]</c>.</summary>
    public override string ToString() => "[" + string.Join(", ", Axes) + "]";

    private static bool Has(IEnumerable<Axis> axes, AxisKind kind) => Axis.Apart(axes).Exists(axis => axis.Kind == kind);
}

/// <summary>An end of a sequence.</summary>
internal enum RowPlace
{
    First,
    Last,
}

/// <summary>Signals side by side along an axis, such as the last steps of every layer: one of them can be taken.</summary>
/// <param name="parts">Two or more, with equally many axes, each of known size along the axis.</param>
internal sealed class Joined(IReadOnlyList<Signal> parts, int axis) : Value
{
    public IReadOnlyList<Signal> Parts { get; } = parts;

    public int Axis { get; } = axis;

    /// <summary>Those that nodes have taken.</summary>
    public List<Signal> Taken { get; } = [];

    /// <summary>Its axes. Those other than the joined one are those of the first signal.</summary>
    public IReadOnlyList<Axis> Axes { get; } =
        parts[0].Axes.Select((own, at) => at == axis ? new Axis(parts.Sum(part => part.Axes[axis].Size!.Value)) : own).ToList();
}

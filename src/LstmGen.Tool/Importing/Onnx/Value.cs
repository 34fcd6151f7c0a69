using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Tool.Importing.Onnx;

/// <summary>What a name of the graph stands for while its nodes are walked.</summary>
internal abstract class Value
{
}

/// <summary>An output of a node that can't be used.</summary>
/// <param name="why">What it is, and why not, for a message.</param>
internal sealed class Unavailable(string why) : Value
{
    public string Why { get; } = why;
}

/// <summary>A value that depends on the graph's input: the output of the layers so far, and how it is laid out.</summary>
/// <param name="axes">From the outermost.</param>
/// <param name="stage">How many layers, biases and activations stand in front of it.</param>
/// <param name="lastStep">Whether it is the last step alone.</param>
/// <param name="skipped">Whether the graph's input was added to it.</param>
internal sealed class Signal(IReadOnlyList<Axis> axes, int stage, bool lastStep = false, bool skipped = false) : Value
{
    public IReadOnlyList<Axis> Axes { get; } = axes;

    public int Stage { get; } = stage;

    public bool LastStep { get; } = lastStep;

    public bool Skipped { get; } = skipped;

    /// <summary>The same numbers in other axes. Where an axis of one step is dropped, that step is the last.</summary>
    public Signal With(IReadOnlyList<Axis> axes, bool lastStep = false) =>
        new(axes, Stage, LastStep || lastStep || (Has(Axes, AxisKind.Time) && !Has(axes, AxisKind.Time)), Skipped);

    /// <summary>The axes for a message, such as <c>[? steps, 1, 3 features]</c>.</summary>
    public override string ToString() => "[" + string.Join(", ", Axes) + "]";

    private static bool Has(IEnumerable<Axis> axes, AxisKind kind) => Axis.Apart(axes).Exists(axis => axis.Kind == kind);
}

/// <summary>Signals side by side along an axis, such as the last steps of every layer: one of them can be taken.</summary>
/// <param name="parts">Two or more, of one number of axes, each of a size along the axis that is known.</param>
internal sealed class Joined(IReadOnlyList<Signal> parts, int axis) : Value
{
    public IReadOnlyList<Signal> Parts { get; } = parts;

    public int Axis { get; } = axis;

    /// <summary>Its axes. Those beside the one that is joined are those of the first signal.</summary>
    public IReadOnlyList<Axis> Axes { get; } =
        parts[0].Axes.Select((own, at) => at == axis ? new Axis(parts.Sum(part => part.Axes[axis].Size!.Value)) : own).ToList();
}

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

    private static bool Has(IEnumerable<Axis> axes, AxisKind kind) => axes.Any(axis => axis.Kind == kind);
}

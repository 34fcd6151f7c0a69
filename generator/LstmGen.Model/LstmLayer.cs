using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Generator.Model;

/// <summary>The sums of an LSTM unit: its three gates, and the candidate that the input gate scales.</summary>
internal enum Gate
{
    Input,
    Forget,
    Candidate,
    Output,
}

/// <summary>An LSTM layer in one direction, as Keras defines it, with what ONNX and PyTorch add to it.</summary>
internal sealed record LstmLayer(
    string Name, int Input, int Units, Activation Activation, Activation RecurrentActivation, bool UseBias, bool ReturnSequences)
    : RecurrentLayer(Name, Input, Units, Activation, UseBias, ReturnSequences)
{
    private static readonly Gate[] AllGates = [Gate.Input, Gate.Forget, Gate.Candidate, Gate.Output];
    private static readonly Gate[] CoupledGates = [Gate.Input, Gate.Candidate, Gate.Output];

    /// <summary>The activation of the cell state on its way out (ONNX' h), where it differs from the candidate's.</summary>
    public Activation? HiddenActivation { get; init; }

    /// <summary>Whether the gates also see the cell state of their own unit: the output gate the new one, the others the old one.</summary>
    public bool Peepholes { get; init; }

    /// <summary>Whether the forget gate is one minus the input gate, without parameters of its own.</summary>
    public bool IsCoupled { get; init; }

    /// <summary>The limit to which sums are clipped before their activations, or null.</summary>
    public float? Clip { get; init; }

    /// <summary>The limit to which the cell state is clipped, or null.</summary>
    public float? CellClip { get; init; }

    /// <summary>How many values the hidden state is projected to, or null where it has one for each unit.</summary>
    public int? Projection { get; init; }

    /// <summary>All options above, in the order in which they are written.</summary>
    public static IReadOnlyList<CellOption> CellOptions { get; } =
    [
        CellOption.Activation(
            "HiddenActivation",
            "hidden_activation",
            "hidden activation",
            layer => layer.HiddenActivation,
            (layer, value) => layer with { HiddenActivation = value == layer.Activation ? null : value },
            layer => layer.Activation),
        CellOption.Flag(
            "Peepholes", "peepholes", "peepholes", layer => layer.Peepholes, (layer, value) => layer with { Peepholes = value }),
        CellOption.Flag(
            "CoupledGates", "coupled", "coupled gates", layer => layer.IsCoupled, (layer, value) => layer with { IsCoupled = value }),
        CellOption.Number(
            "Clip",
            "clip",
            "clip",
            layer => layer.Clip,
            (layer, value) => layer with { Clip = value },
            layer => Rules.OfLimit(layer.Clip)),
        CellOption.Number(
            "CellClip",
            "cell_clip",
            "cell clip",
            layer => layer.CellClip,
            (layer, value) => layer with { CellClip = value },
            layer => Rules.OfLimit(layer.CellClip)),
        CellOption.Size(
            "Projection",
            "projection_size",
            "projection to",
            layer => layer.Projection,
            (layer, value) => layer with { Projection = value }),
    ];

    /// <summary>
    /// Whether the layer is an LSTM that every framework has: its parameters are a kernel, a recurrent kernel and a bias.
    /// </summary>
    public bool IsPlain => !Peepholes && !IsCoupled && Projection is null;

    public override DenseLayer? Projector => Projection is int size
        ? new DenseLayer(Name + ProjectionSuffix, Units, size, Activation.Linear, UseBias: false) { IsProjection = true }
        : null;

    public override string TypeName => "LSTM";

    public override string Architecture => ArchitectureText.OfCell(this);

    public override IReadOnlyList<StateSlot> State => [new(StateSlot.Hidden, "hidden", Output), new("c", "cell", Units)];

    /// <summary>The sums, in the order in which their parameters are packed.</summary>
    public IReadOnlyList<Gate> Sums => IsCoupled ? CoupledGates : AllGates;

    public override IReadOnlyList<string> Columns => [.. Sums.Select(Letter)];

    public override string? OpenGate => IsCoupled ? null : Letter(Gate.Forget);

    // With peepholes the output gate needs the new cell state, and the other three sums don't fill a vector.
    public override int MostJoined => Peepholes || IsCoupled ? 1 : Gates;

    /// <summary>The activation of the cell state on its way to the hidden state.</summary>
    public Activation CellActivation => HiddenActivation ?? Activation;

    protected override IReadOnlyList<TensorShape> Own => Peepholes
        ? [new TensorShape(TensorShape.Peephole, 1, [.. Sums.Where(HasPeephole).Select(Letter)], Units)]
        : [];

    public Activation ActivationOf(Gate gate) => gate == Gate.Candidate ? Activation : RecurrentActivation;

    /// <summary>Whether a gate has peepholes in a layer with peepholes: all but the candidate.</summary>
    public static bool HasPeephole(Gate gate) => gate != Gate.Candidate;

    /// <summary>Keras' letter of a gate.</summary>
    public static string Letter(Gate gate) => gate switch
    {
        Gate.Input => "i",
        Gate.Forget => "f",
        Gate.Candidate => "c",
        _ => "o",
    };
}

using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Generator.Model;

/// <summary>What a unit of an LSTM sums up: its three gates, and the candidate that its input gate lets in.</summary>
internal enum Gate
{
    Input,
    Forget,
    Candidate,
    Output,
}

/// <summary>The order in which a layer reads the steps of a sequence, and that in which it hands its rows on.</summary>
internal enum Direction
{
    /// <summary>From the first step to the last.</summary>
    Forward,

    /// <summary>From the last step to the first, with the rows in the input's order: ONNX' reverse, PyTorch's and Keras' backward half of a bidirectional layer.</summary>
    Backward,

    /// <summary>From the last step to the first, with the rows in the order in which they are computed: Keras' go_backwards.</summary>
    GoBackwards,

    /// <summary>From the first step to the last, with the rows from the last to the first: Keras' second half of a bidirectional layer around one that goes backwards.</summary>
    Turned,
}

/// <summary>An LSTM layer in one direction, as Keras defines it, with what ONNX and PyTorch add to it.</summary>
internal sealed record LstmLayer(
    string Name, int Input, int Units, Activation Activation, Activation RecurrentActivation, bool UseBias, bool ReturnSequences)
    : WeightedLayer(Name, Input, Units, Activation, UseBias)
{
    private static readonly Gate[] AllGates = [Gate.Input, Gate.Forget, Gate.Candidate, Gate.Output];
    private static readonly Gate[] CoupledGates = [Gate.Input, Gate.Candidate, Gate.Output];

    public Direction Direction { get; init; }

    /// <summary>The activation of the cell state on its way out (ONNX' h), where it is another than that of the candidate.</summary>
    public Activation? HiddenActivation { get; init; }

    /// <summary>Whether the gates also see the cell state of their own unit: the output gate the new one, the others the old one.</summary>
    public bool Peepholes { get; init; }

    /// <summary>Whether the forget gate is one minus the input gate, without parameters of its own.</summary>
    public bool IsCoupled { get; init; }

    /// <summary>The limit of the sums in front of their activations, or null.</summary>
    public float? Clip { get; init; }

    /// <summary>The limit of the cell state, or null.</summary>
    public float? CellClip { get; init; }

    /// <summary>How many values the hidden state is projected to, or null where it has one for each unit.</summary>
    public int? Projection { get; init; }

    /// <summary>Whether the layer is an LSTM that every framework has: its parameters are a kernel, a recurrent kernel and a bias.</summary>
    public bool IsPlain => !Peepholes && !IsCoupled && Projection is null;

    /// <summary>What is behind a layer's name in that of its projection.</summary>
    public const string ProjectionSuffix = "_projection";

    /// <summary>The projection as a layer that is computed behind each step.</summary>
    public DenseLayer? Projector => Projection is int size
        ? new DenseLayer(Name + ProjectionSuffix, Units, size, Activation.Linear, UseBias: false) { IsProjection = true }
        : null;

    public override string TypeName => "LSTM";

    public override int Output => Projection ?? Units;

    public override bool HandsOnEveryStep => ReturnSequences;

    public override IEnumerable<WeightedLayer> Parts => Projector is { } projector ? [this, projector] : [this];

    /// <summary>What is summed up, in the order in which it is packed.</summary>
    public IReadOnlyList<Gate> Sums => IsCoupled ? CoupledGates : AllGates;

    public override int Gates => Sums.Count;

    public override int Recurrent => Output;

    // With peepholes the output gate waits for the cell state, and three gates don't fill a vector.
    public override int MostJoined => Peepholes || IsCoupled ? 1 : Gates;

    public override int Rows => 1 + Input + Recurrent + (Peepholes ? 1 : 0);

    /// <summary>The activation of the cell state on its way to the hidden state.</summary>
    public Activation CellActivation => HiddenActivation ?? Activation;

    public override IEnumerable<TensorShape> Tensors
    {
        get
        {
            string[] letters = Sums.Select(Letter).ToArray();
            yield return new TensorShape(TensorShape.Kernel, Input, letters, Units);
            yield return new TensorShape(TensorShape.RecurrentKernel, Recurrent, letters, Units);
            if (UseBias)
            {
                yield return new TensorShape(TensorShape.Bias, 1, letters, Units);
            }

            if (Peepholes)
            {
                yield return new TensorShape(TensorShape.Peephole, 1, Sums.Where(HasPeephole).Select(Letter).ToArray(), Units);
            }
        }
    }

    public Activation ActivationOf(Gate gate) => gate == Gate.Candidate ? Activation : RecurrentActivation;

    /// <summary>Whether a gate has peepholes where the layer has some: the candidate never.</summary>
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

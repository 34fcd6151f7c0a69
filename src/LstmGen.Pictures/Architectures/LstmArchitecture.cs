using System.Collections.Generic;
using System.Text;
using LstmGen.Pictures.Numbers;

namespace LstmGen.Pictures;

/// <summary>An LSTM that reads a sequence in one direction.</summary>
public sealed class LstmArchitecture : LayerArchitecture
{
    internal LstmArchitecture(int inputSize, int units, int? projection, ActivationFunction activation, ActivationFunction recurrentActivation, ActivationFunction? hiddenActivation)
        : base(inputSize)
    {
        Units = units;
        Projection = projection;
        Activation = activation;
        RecurrentActivation = recurrentActivation;
        HiddenActivation = hiddenActivation ?? activation;
        Lstms = [this];
    }

    /// <summary>The units, each of which has a cell state of its own.</summary>
    public int Units { get; }

    /// <summary>The values of the projection; null where there is none.</summary>
    public int? Projection { get; }

    /// <summary>The function of the candidate: tanh, unless another one is chosen.</summary>
    public ActivationFunction Activation { get; }

    /// <summary>The function of the gates: sigmoid, unless another one is chosen.</summary>
    public ActivationFunction RecurrentActivation { get; }

    /// <summary>The function of the cell state before the output gate: the candidate's, unless another one is chosen.</summary>
    public ActivationFunction HiddenActivation { get; }

    /// <summary>Whether each sum has a bias.</summary>
    public bool HasBias { get; internal init; } = true;

    /// <summary>Whether the gates see the cell state of their own unit.</summary>
    public bool HasPeepholes { get; internal init; }

    /// <summary>Whether the forget gate is 1 − i, and has no parameters.</summary>
    public bool IsCoupled { get; internal init; }

    /// <summary>The limit of the sums; null where there is none.</summary>
    public float? Clip { get; internal init; }

    /// <summary>The limit of the cell state; null where there is none.</summary>
    public float? CellClip { get; internal init; }

    /// <summary>In which order the steps are read.</summary>
    public ReadingDirection Direction { get; internal init; }

    internal bool IsLast { get; init; }

    /// <summary>Whether the last step is read first.</summary>
    public bool ReadsBackwards => Direction is ReadingDirection.Backward or ReadingDirection.GoBackwards;

    /// <summary>The values of the hidden state h: the units, or those of the projection.</summary>
    public int HiddenSize => Projection ?? Units;

    /// <summary>The sums of each unit: 4, or 3 where the gates are coupled.</summary>
    public int SumCount => IsCoupled ? 3 : 4;

    /// <inheritdoc/>
    public override int OutputSize => HiddenSize;

    /// <summary>The weights of the inputs, a column for each sum of each unit.</summary>
    public long KernelCount => (long)SumCount * Units * InputSize;

    /// <summary>The weights of the hidden state, a column for each sum of each unit.</summary>
    public long RecurrentKernelCount => (long)SumCount * Units * HiddenSize;

    /// <summary>The biases, one for each sum of each unit; 0 where there are none.</summary>
    public long BiasCount => HasBias ? (long)SumCount * Units : 0;

    /// <summary>The weights of the cell state in the gates of its own unit; 0 where there are none.</summary>
    public long PeepholeCount => HasPeepholes ? (SumCount - 1L) * Units : 0;

    /// <summary>The weights of the projection; 0 where there is none.</summary>
    public long ProjectionCount => (long)Units * (Projection ?? 0);

    /// <inheritdoc/>
    public override long ParameterCount => KernelCount + RecurrentKernelCount + BiasCount + PeepholeCount + ProjectionCount;

    /// <inheritdoc/>
    public override long TraceSize => (5L * Units) + (Projection is null ? 0 : Units) + HiddenSize;

    /// <inheritdoc/>
    public override bool PassesOnLastStepAlone => IsLast;

    /// <inheritdoc/>
    public override IReadOnlyList<LstmArchitecture> Lstms { get; }

    /// <summary>Whether the layer's equations are the textbook's: no option changes them.</summary>
    internal bool IsPlain => HasBias && !HasPeepholes && !IsCoupled && Clip is null && CellClip is null && Projection is null;

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder("lstm ").Append(InputSize).Append('>').Append(Units);
        if (Projection is { } projection)
        {
            text.Append('>').Append(projection);
        }

        text.Append(' ').Append(Activation).Append('/').Append(RecurrentActivation);
        if (HiddenActivation.ToString() != Activation.ToString())
        {
            text.Append('/').Append(HiddenActivation);
        }

        text.Append(HasBias ? "" : " no_bias").Append(HasPeepholes ? " peepholes" : "").Append(IsCoupled ? " coupled" : "");
        text.Append(Clip is { } clip ? $" clip({NumberText.Exact(clip)})" : "").Append(CellClip is { } cell ? $" cell_clip({NumberText.Exact(cell)})" : "");
        text.Append(Direction switch
        {
            ReadingDirection.Backward => " backward",
            ReadingDirection.GoBackwards => " go_backwards",
            ReadingDirection.Turned => " turned",
            _ => "",
        });
        return text.Append(IsLast ? " last" : "").ToString();
    }
}

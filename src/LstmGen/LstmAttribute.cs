using System;
using System.Diagnostics;

namespace LstmGen;

/// <summary>
/// Adds an LSTM layer to the network that is generated into the annotated partial class or struct.
/// Layers run in the order in which the attributes are written.
/// </summary>
/// <remarks>
/// The layer has 4·<see cref="Units"/>·(<see cref="Input"/> + <see cref="Units"/> + 1) parameters, or 4·Units less without a bias.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
[Conditional("LSTMGEN_KEEP_ATTRIBUTES")]
public sealed class LstmAttribute : Attribute
{
    /// <summary>
    /// The number of features that the layer reads at each step. Needed on the first layer; on a later one it may be
    /// left out, and must equal the units of the layer before it where it is given.
    /// </summary>
    public int Input { get; set; }

    /// <summary>The number of units: the width of the hidden state and of the cell state. Needed.</summary>
    public int Units { get; set; }

    /// <summary>
    /// The number of steps in the sequence that <c>Forward</c> reads. It belongs to the whole network, so it is written once
    /// (or more often with the same value). If omitted, the class has only <c>Step</c> and <c>Process</c>, which take any length.
    /// </summary>
    public int Steps { get; set; }

    /// <summary>
    /// Whether the layer outputs its hidden state of every step (<see langword="true"/>) or only that of the last step
    /// (<see langword="false"/>, the default). A layer before another LSTM layer must output every step.
    /// </summary>
    public bool ReturnSequences { get; set; }

    /// <summary>Whether each gate has a bias. <see langword="true"/> is the default.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>The activation of the candidate and of the cell state on its way to the output. The default is <see cref="LstmGen.Activation.Tanh"/>.</summary>
    public Activation Activation { get; set; } = Activation.Tanh;

    /// <summary>The activation of the input, forget and output gates. The default is <see cref="LstmGen.Activation.Sigmoid"/>.</summary>
    public Activation RecurrentActivation { get; set; } = Activation.Sigmoid;

    /// <summary>The activation of the cell state on its way to the output, where it differs from <see cref="Activation"/> (ONNX' <c>h</c>).</summary>
    public Activation HiddenActivation { get; set; }

    /// <summary>The alpha of <see cref="Activation"/>, where it has one.</summary>
    public float ActivationAlpha { get; set; }

    /// <summary>The beta of <see cref="Activation"/>, where it has one.</summary>
    public float ActivationBeta { get; set; }

    /// <summary>The alpha of <see cref="RecurrentActivation"/>, where it has one.</summary>
    public float RecurrentActivationAlpha { get; set; }

    /// <summary>The beta of <see cref="RecurrentActivation"/>, where it has one.</summary>
    public float RecurrentActivationBeta { get; set; }

    /// <summary>The alpha of <see cref="HiddenActivation"/>, where it has one.</summary>
    public float HiddenActivationAlpha { get; set; }

    /// <summary>The beta of <see cref="HiddenActivation"/>, where it has one.</summary>
    public float HiddenActivationBeta { get; set; }

    /// <summary>
    /// The order in which the layer reads the steps. A layer that reads them from the last needs the whole sequence, so the class then has
    /// <c>Forward</c> alone, and no <c>Step</c>.
    /// </summary>
    public LstmDirection Direction { get; set; }

    /// <summary>How the two outputs of a bidirectional layer become one. The default is <see cref="MergeMode.Concat"/>.</summary>
    public MergeMode Merge { get; set; }

    /// <summary>
    /// Whether the gates also see the cell state of their own unit, by 3·<see cref="Units"/> weights more, in the order i, f, o: the
    /// output gate sees the new cell state, the others the old one (Gers and Schmidhuber 2000; ONNX' <c>P</c>).
    /// </summary>
    public bool Peepholes { get; set; }

    /// <summary>
    /// Whether the forget gate is one minus the input gate, without parameters of its own (ONNX' <c>input_forget</c>).
    /// </summary>
    public bool CoupledGates { get; set; }

    /// <summary>The limit of the gates' sums before their activations, above zero; no limit by default (ONNX' <c>clip</c>).</summary>
    public float Clip { get; set; }

    /// <summary>The limit of the cell state, above zero; no limit by default.</summary>
    public float CellClip { get; set; }

    /// <summary>
    /// The number of values that the hidden state is projected to, less than <see cref="Units"/>; if omitted, it has one for each unit
    /// (Sak et al. 2014; PyTorch's <c>proj_size</c>). The projection has Units·Projection weights more.
    /// </summary>
    public int Projection { get; set; }
}

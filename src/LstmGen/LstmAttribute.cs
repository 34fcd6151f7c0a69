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
    /// (or more often with the same value). Left out, the class has only <c>Step</c> and <c>Process</c>, which take any length.
    /// </summary>
    public int Steps { get; set; }

    /// <summary>
    /// Whether the layer hands on its hidden state of every step (<see langword="true"/>) or of the last step alone
    /// (<see langword="false"/>, the default). A layer in front of another LSTM layer must hand on every step.
    /// </summary>
    public bool ReturnSequences { get; set; }

    /// <summary>Whether each gate has a bias. <see langword="true"/> is the default.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>The activation of the candidate and of the cell state on its way to the output. The default is <see cref="LstmGen.Activation.Tanh"/>.</summary>
    public Activation Activation { get; set; } = Activation.Tanh;

    /// <summary>The activation of the input, forget and output gates. The default is <see cref="LstmGen.Activation.Sigmoid"/>.</summary>
    public Activation RecurrentActivation { get; set; } = Activation.Sigmoid;
}

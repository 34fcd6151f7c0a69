using System;
using System.Diagnostics;

namespace LstmGen;

/// <summary>
/// Adds a fully connected layer, <c>activation(x·kernel + bias)</c>, to the network that is generated into the annotated
/// partial class or struct. Layers run in the order in which the attributes are written.
/// </summary>
/// <remarks>
/// Before or between LSTM layers, and after one that returns sequences, the layer works on every step (Keras'
/// <c>TimeDistributed</c>). It has <see cref="Units"/>·(<see cref="Input"/> + 1) parameters, or Units less without a bias.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
[Conditional("LSTMGEN_KEEP_ATTRIBUTES")]
public sealed class DenseAttribute : Attribute
{
    /// <summary>
    /// The number of features that the layer reads. Needed on the first layer; on a later one it may be left out, and must
    /// equal the units of the layer before it where it is given.
    /// </summary>
    public int Input { get; set; }

    /// <summary>Required: the number of units, which is the number of features that the layer outputs.</summary>
    public int Units { get; set; }

    /// <summary>The number of steps in the sequence that <c>Forward</c> reads. See <see cref="LstmAttribute.Steps"/>.</summary>
    public int Steps { get; set; }

    /// <summary>Whether each unit has a bias. <see langword="true"/> is the default.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>The activation of the units. The default is <see cref="LstmGen.Activation.Linear"/>.</summary>
    public Activation Activation { get; set; } = Activation.Linear;

    /// <summary>The alpha of <see cref="Activation"/>, where it has one.</summary>
    public float ActivationAlpha { get; set; }

    /// <summary>The beta of <see cref="Activation"/>, where it has one.</summary>
    public float ActivationBeta { get; set; }
}

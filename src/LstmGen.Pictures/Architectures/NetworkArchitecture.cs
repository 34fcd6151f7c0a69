using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using LstmGen.Pictures.Numbers;

namespace LstmGen.Pictures;

/// <summary>
/// What a network computes, read from the constant <c>Architecture</c> of a generated class:
/// <c>lstm 1>40 tanh/sigmoid; dense 40>1 linear</c>.
/// </summary>
public sealed class NetworkArchitecture
{
    private readonly string? _masking;

    internal NetworkArchitecture(string? masking, float? maskValue, IReadOnlyList<LayerArchitecture> layers, bool hasSkip)
    {
        _masking = masking;
        MaskValue = maskValue;
        Layers = layers;
        HasSkip = hasSkip;
    }

    /// <summary>The layers, from the input to the output.</summary>
    public IReadOnlyList<LayerArchitecture> Layers { get; }

    /// <summary>Whether steps can be masked: the states pass by them unchanged.</summary>
    public bool HasMasking => _masking is not null;

    /// <summary>The value that marks a masked step, where all of a step's features have it; null where there is none.</summary>
    public float? MaskValue { get; }

    /// <summary>Whether the first features of a step's input are added to the outputs.</summary>
    public bool HasSkip { get; }

    /// <summary>The values of a step's input.</summary>
    public int InputSize => Layers[0].InputSize;

    /// <summary>The values of an output.</summary>
    public int OutputSize => Layers[Layers.Count - 1].OutputSize;

    /// <summary>The parameters of all layers.</summary>
    public int ParameterCount => (int)Layers.Sum(layer => layer.ParameterCount);

    /// <summary>The values of a step in a trace: those of each layer, and the network's outputs where there is a skip connection.</summary>
    public int TraceSize => (int)(Layers.Sum(layer => layer.TraceSize) + (HasSkip ? OutputSize : 0));

    /// <summary>The values of a state: h, then c, of each LSTM.</summary>
    public int StateSize => Layers.SelectMany(layer => layer.Lstms).Sum(lstm => lstm.HiddenSize + lstm.Units);

    /// <summary>Reads an architecture.</summary>
    /// <param name="architecture">The line that a generated class has as its constant <c>Architecture</c>.</param>
    /// <exception cref="FormatException">It isn't one; the message says where, and what is needed there.</exception>
    public static NetworkArchitecture Parse(string architecture) =>
        new ArchitectureReader(architecture ?? throw new ArgumentNullException(nameof(architecture))).Read();

    /// <summary>The line that it was read from.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (_masking is not null)
        {
            text.Append(_masking).Append("; ");
        }

        return text.Append(string.Join("; ", Layers)).Append(HasSkip ? "; skip" : "").ToString();
    }

    /// <summary>The first parameter of an LSTM of a layer, or of a Dense layer.</summary>
    internal int ParametersStart(int layer, int half)
    {
        long start = Layers.Take(layer).Sum(before => before.ParameterCount);
        return (int)(start + (half == 0 ? 0 : Layers[layer].Lstms[0].ParameterCount));
    }

    /// <summary>The first value of an LSTM of a layer in a step of a trace; for half 2, that of a bidirectional layer's own output.</summary>
    internal int TraceStart(int layer, int half)
    {
        long start = Layers.Take(layer).Sum(before => before.TraceSize);
        return (int)(start + Layers[layer].Lstms.Take(half).Sum(lstm => lstm.TraceSize));
    }
}

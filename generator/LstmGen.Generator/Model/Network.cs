using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Generator.Model;

/// <summary>What is computed: layers that chain, at least one of them recurrent, and the length of a sequence where it is fixed.</summary>
internal sealed record Network(EquatableArray<Layer> Layers, int? Steps)
{
    /// <summary>Whether the first features of a step's input are added to the outputs, one to each.</summary>
    public bool Skip { get; init; }

    /// <summary>Whether and how steps are masked, as by Keras' Masking layer; null where none is.</summary>
    public Masking? Masking { get; init; }

    /// <summary>
    /// The parameters of a trained model in the order of Keras' <c>get_weights()</c>, or null where they are given at run time.
    /// </summary>
    public Floats? Parameters { get; init; }

    /// <summary>Where a sequence starts: h, then c of each layer in the order of the parameters; null where all are zero.</summary>
    public Floats? InitialState { get; init; }

    /// <summary>The inputs of a trained model's file that are side by side in a step's row, in this order; empty where there is one.</summary>
    public EquatableArray<InputPart> Inputs { get; init; }

    public int InputSize => Layers[0].Input;

    public int OutputSize => Layers[Layers.Count - 1].Output;

    /// <summary>What the layers are made of, in the order of the parameters.</summary>
    public IEnumerable<WeightedLayer> Parts => Layers.SelectMany(layer => layer.Parts);

    /// <summary>What has a state, in the order of the parameters: a bidirectional layer's two halves among them.</summary>
    public IEnumerable<RecurrentLayer> Recurrent => Parts.OfType<RecurrentLayer>();

    /// <summary>The index of the last recurrent layer: what stands behind it is the head.</summary>
    public int LastOverTime
    {
        get
        {
            int last = Layers.Count - 1;
            while (!Layers[last].IsRecurrent)
            {
                last--;
            }

            return last;
        }
    }

    /// <summary>Whether a whole-sequence call writes an output row for every step, or for the last alone.</summary>
    public bool ReturnsSequences => Layers[LastOverTime].HandsOnEveryStep;

    /// <summary>Whether steps can be computed as they arrive.</summary>
    public bool IsStreaming => Layers.All(layer => layer.IsStreaming);

    public long ParameterCount => Layers.Sum(layer => layer.ParameterCount);

    /// <summary>How many values the states of all layers are.</summary>
    public int StateCount => Recurrent.Sum(layer => layer.StateCount);

    /// <summary>Whether <c>Step</c> and <c>Forward</c> find out for themselves which steps are masked.</summary>
    public bool MasksByValue => Masking is { Value: not null };
}

/// <summary>That steps may be masked: they leave the state as it is.</summary>
/// <param name="Value">A step with this value in every feature is masked; null where only a mask says so.</param>
internal sealed record Masking(float? Value);

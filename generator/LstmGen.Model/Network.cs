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

    /// <summary>Where a sequence starts: each layer's h, then its c, in the order of the parameters; null where all are zero.</summary>
    public Floats? InitialState { get; init; }

    /// <summary>
    /// The inputs of a trained model's file that are side by side in a step's row, in this order; empty where there is only one.
    /// </summary>
    public EquatableArray<InputPart> Inputs { get; init; }

    public int InputSize => Layers[0].Input;

    public int OutputSize => Layers[Layers.Count - 1].Output;

    /// <summary>What the layers are made of, in the order of the parameters.</summary>
    public IEnumerable<WeightedLayer> Parts => Layers.SelectMany(layer => layer.Parts);

    /// <summary>The layers with a state, in the order of the parameters: a bidirectional layer counts as its two halves.</summary>
    public IEnumerable<RecurrentLayer> Recurrent => Parts.OfType<RecurrentLayer>();

    /// <summary>The index of the last layer that is recurrent or a <see cref="RowsLayer"/>: the layers after it are the head.</summary>
    public int LastOverTime
    {
        get
        {
            int last = Layers.Count - 1;
            while (!Layers[last].IsOverTime)
            {
                last--;
            }

            return last;
        }
    }

    /// <summary>Whether a whole-sequence call writes several output rows, such as one for every step, or a single one.</summary>
    public bool ReturnsSequences => Layers[LastOverTime].HandsOnEveryStep;

    /// <summary>Output rows of a whole sequence; null where a sequence may have any length.</summary>
    public int? OutputRows => RowsOf(Layers.Count - 1, Steps);

    /// <summary>Whether there is one output row for each step, however many steps there are.</summary>
    public bool OutputFollowsSteps => RowsOf(Layers.Count - 1, null) is null;

    /// <summary>The layers that add a row of a layer other than the one before them.</summary>
    public IEnumerable<AddLayer> Sums => Layers.OfType<AddLayer>();

    /// <summary>Whether the layers of the head, or what is added to their output, read the step's input.</summary>
    public bool HeadReadsInput => Skip || Layers.Skip(LastOverTime + 1).Any(layer => layer is AddLayer { Source: AddLayer.OfInput });

    /// <summary>Whether steps can be computed as they arrive.</summary>
    public bool IsStreaming => Layers.All(layer => layer.IsStreaming);

    /// <summary>The fewest steps that all layers can read.</summary>
    public int LeastSteps => Enumerable.Range(0, Layers.Count)
        .Where(i => RowsRead(i, null) is null)
        .Select(i => Layers[i] is RowsLayer { Count: > 0 and var count } ? count : 1)
        .DefaultIfEmpty(1)
        .Max();

    /// <summary>Whether a sequence may be shorter than <see cref="Steps"/>: no layer takes or joins a fixed number of steps.</summary>
    public bool MayBeShorter => !Layers
        .Where((layer, i) => layer is RowsLayer { ReadsSequence: true, Count: > 0 } && RowsRead(i, null) is null)
        .Any();

    /// <summary>How many rows a layer reads; null where that is any number.</summary>
    /// <param name="steps">The length of the sequence, or null for any.</param>
    public int? RowsRead(int layer, int? steps) => layer == 0 ? steps : RowsOf(layer - 1, steps);

    /// <summary>How many rows a layer outputs; null where that is any number.</summary>
    /// <param name="steps">The length of the sequence, or null for any.</param>
    public int? RowsOf(int layer, int? steps) => Layers.Take(layer + 1).Aggregate(steps, (rows, each) => each.RowsOf(rows));

    /// <summary>
    /// Whether a layer other than the next one reads a layer's output, directly or through layers that leave its rows in place.
    /// </summary>
    public bool IsKept(int layer) => Sums.Any(sum => sum.Source == layer)
        || (layer + 1 < Layers.Count && Layers[layer + 1] is RowsLayer { LeavesRowsInPlace: true } && IsKept(layer + 1));

    public long ParameterCount => Layers.Sum(layer => layer.ParameterCount);

    /// <summary>
    /// Whether its sequences may start at any state. For masked steps of a layer that reads backwards, outputs with an initial state aren't
    /// defined.
    /// </summary>
    public bool TakesInitialState => IsStreaming || Masking is null;

    /// <summary>The number of values in the states of all layers.</summary>
    public int StateCount => Recurrent.Sum(layer => layer.StateCount);

    /// <summary>Whether <c>Step</c> and <c>Forward</c> find out for themselves which steps are masked.</summary>
    public bool MasksByValue => Masking is { Value: not null };
}

/// <summary>Steps may be masked: a masked step leaves the state as it is.</summary>
/// <param name="Value">A step with this value in every feature is masked; null where only a mask says so.</param>
internal sealed record Masking(float? Value);

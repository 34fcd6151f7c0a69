using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning.Training;

/// <summary>How a network is trained: its layers, and where the tape holds what.</summary>
/// <param name="Sequences">Sequences that are computed side by side, at most.</param>
/// <param name="Input">The inputs of the sequences.</param>
/// <param name="Targets">What the outputs should be.</param>
/// <param name="Weights">How much each output row counts.</param>
/// <param name="Outputs">The outputs where a skip connection makes them of the last layer's; else null.</param>
/// <param name="LastInput">The input of the last step, where the head reads it though the step may be masked; else null.</param>
/// <param name="One">The number 1, by which rows are added up.</param>
internal sealed record TrainingPlan(
    Model.Training Training,
    int Sequences,
    IReadOnlyList<TrainedLayer> Layers,
    IReadOnlyList<TapeRegion> Regions,
    TapeRegion Input,
    TapeRegion Targets,
    TapeRegion Weights,
    TapeRegion? Outputs,
    TapeRegion? LastInput,
    TapeRegion One,
    int TapeCount)
{
    /// <summary>
    /// Whether the values of all sequences lie side by side, so that lanes are sequences; else those of a sequence, so that they are units.
    /// </summary>
    public bool IsBySequence => Turned is not null;

    /// <summary>Where the columns of a gradient are copied that lie apart; null where none do.</summary>
    public TapeRegion? Turned { get; init; }

    /// <summary>The outputs, those of a sequence side by side, where a loss reads a copy of them.</summary>
    public TapeRegion? LossOutputs { get; init; }

    /// <summary>The derivatives by those.</summary>
    public TapeRegion? LossSlopes { get; init; }

    /// <summary>Values of the transposed matrices, of which the way back sums over the rows.</summary>
    public int TransposedCount => Transposed.Select(one => (int)one.Tensor.Count).DefaultIfEmpty(1).Sum();

    /// <summary>Those matrices.</summary>
    public IEnumerable<(WeightedLayer Layer, TensorShape Tensor)> Transposed =>
        from layer in Layers.Skip(FirstTrained)
        from part in layer.Layer.Parts
        from tensor in part.Tensors
        where tensor.Name is TensorShape.RecurrentKernel or TensorShape.Projection
            || (tensor.Name == TensorShape.Kernel && layer.InputSlope is not null)
        select (part, tensor);

    /// <summary>Steps of a sequence, at most.</summary>
    public int Steps => Training.Steps;

    /// <summary>How many output rows a sequence has, as the trainer's code says it.</summary>
    public string OutputRows => Targets.Rows == TapeRows.One ? "1" : Targets.Steps;

    public TrainedLayer Last => Layers[Layers.Count - 1];

    /// <summary>The first layer that is trained, from which the way back need not go on.</summary>
    public int FirstTrained => Layers.TakeWhile(layer => !layer.IsTrained).Count();

    /// <summary>Everything that has parameters, in their order.</summary>
    public IEnumerable<TrainedLayer> Parts => Layers.SelectMany(layer =>
        layer is TrainedBidirectional both ? new TrainedLayer[] { both.Forward, both.Backward } : [layer]);
}

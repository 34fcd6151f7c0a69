using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning.Training;

/// <summary>How a network is trained: its layers, and the layout of the tape.</summary>
/// <param name="Sequences">The most sequences that are computed side by side.</param>
/// <param name="Input">The inputs of the sequences.</param>
/// <param name="Targets">What the outputs should be.</param>
/// <param name="Weights">How much each output row counts.</param>
/// <param name="Outputs">The outputs, where a skip connection computes them from the last layer's; otherwise null.</param>
/// <param name="LastInput">The input of the last step, where the head reads it even though the step may be masked; otherwise null.</param>
/// <param name="One">The number 1, by which sums over rows are written as products.</param>
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
    /// Whether the values of all sequences are contiguous, so that lanes are sequences; otherwise those of one sequence are, so that lanes
    /// are units.
    /// </summary>
    public bool IsBySequence => Turned is not null;

    /// <summary>Where columns of a gradient that aren't contiguous are copied; null where there are none.</summary>
    public TapeRegion? Turned { get; init; }

    /// <summary>A copy of the outputs for the loss, with those of a sequence contiguous.</summary>
    public TapeRegion? LossOutputs { get; init; }

    /// <summary>The derivatives by those.</summary>
    public TapeRegion? LossSlopes { get; init; }

    /// <summary>Values of the transposed matrices, over whose rows the backward pass sums.</summary>
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

    /// <summary>How many output rows a sequence has, as an expression of the trainer's code.</summary>
    public string OutputRows => Targets.Rows == TapeRows.One ? "1" : Targets.Steps;

    public TrainedLayer Last => Layers[Layers.Count - 1];

    /// <summary>The first layer that is trained, where the backward pass can stop.</summary>
    public int FirstTrained => Layers.TakeWhile(layer => !layer.IsTrained).Count();

    /// <summary>All parts with parameters, in their order.</summary>
    public IEnumerable<TrainedLayer> Parts => Layers.SelectMany(layer =>
        layer is TrainedBidirectional both ? new TrainedLayer[] { both.Forward, both.Backward } : [layer]);
}

using LstmGen.Generator.Cells;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning.Training;

/// <summary>Rows that a layer outputs, in a part of the tape.</summary>
/// <param name="First">The first of its rows.</param>
/// <param name="IsLast">Whether there is only one row, the last computed of that part.</param>
internal sealed record TapePlace(TapeRegion Region, int First, bool IsLast)
{
    /// <summary>The last of its rows, or the only one.</summary>
    public TapePlace Last => IsEveryStep ? this with { IsLast = true } : this;

    /// <summary>Whether there is one row for each step.</summary>
    public bool IsEveryStep => !IsLast && Region.Rows != TapeRows.One;
}

/// <summary>A layer as a trainer computes it.</summary>
/// <param name="Input">The rows that it reads.</param>
/// <param name="InputSlope">The derivatives by those, where the backward pass continues from here; otherwise null.</param>
/// <param name="Output">The rows that it outputs.</param>
/// <param name="OutputSlope">The derivatives by those.</param>
/// <param name="IsTrained">Whether its own parameters are trained.</param>
internal abstract record TrainedLayer(Layer Layer, TapePlace Input, TapeRegion? InputSlope, TapePlace Output, TapeRegion OutputSlope, bool IsTrained);

/// <summary>A layer that computes row by row.</summary>
/// <param name="Sums">Its weighted sums, where they are kept in addition to the outputs; otherwise null.</param>
/// <param name="AppliesActivation">Whether its activation is computed here, rather than as part of the loss.</param>
internal sealed record TrainedDense(
    DenseLayer Dense, TapePlace Input, TapeRegion? InputSlope, TapePlace Output, TapeRegion OutputSlope, bool IsTrained, TapeRegion? Sums,
    bool AppliesActivation)
    : TrainedLayer(Dense, Input, InputSlope, Output, OutputSlope, IsTrained);

/// <summary>A layer that normalizes each row.</summary>
/// <param name="Moments">The mean of each row, and the factor by which differences from it are multiplied.</param>
internal sealed record TrainedNormalization(
    NormalizationLayer Normalization, TapePlace Input, TapeRegion? InputSlope, TapePlace Output, TapeRegion OutputSlope, bool IsTrained,
    TapeRegion Moments)
    : TrainedLayer(Normalization, Input, InputSlope, Output, OutputSlope, IsTrained);

/// <summary>A layer that looks up rows of a table, always the first layer.</summary>
internal sealed record TrainedEmbedding(EmbeddingLayer Embedding, TapePlace Input, TapePlace Output, TapeRegion OutputSlope, bool IsTrained)
    : TrainedLayer(Embedding, Input, InputSlope: null, Output, OutputSlope, IsTrained);

/// <summary>A <see cref="RowsLayer"/>.</summary>
internal sealed record TrainedRows(RowsLayer Rows, TapePlace Input, TapeRegion? InputSlope, TapePlace Output, TapeRegion OutputSlope)
    : TrainedLayer(Rows, Input, InputSlope, Output, OutputSlope, IsTrained: false);

/// <summary>A residual sum.</summary>
/// <param name="Added">The rows that are added to those that it reads.</param>
/// <param name="AddedSlope">The derivatives by those, where the backward pass also continues from there; otherwise null.</param>
internal sealed record TrainedSum(
    AddLayer Sum, TapePlace Input, TapeRegion? InputSlope, TapePlace Output, TapeRegion OutputSlope, TapePlace Added,
    TapeRegion? AddedSlope)
    : TrainedLayer(Sum, Input, InputSlope, Output, OutputSlope, IsTrained: false);

/// <summary>A recurrent layer in one direction.</summary>
/// <param name="Tape">What its cell computes in the forward and backward pass.</param>
/// <param name="Gates">The slots of its cell, step by step.</param>
/// <param name="Hidden">The hidden state, starting with that before the first step.</param>
/// <param name="Cells">The rest of the state, slot by slot, likewise.</param>
/// <param name="Before">The derivative by the previous step's hidden state.</param>
/// <param name="CellSlopes">The same for the rest of the state.</param>
/// <param name="Shown">What is projected; null where nothing is.</param>
/// <param name="ShownSlope">The derivative by that.</param>
/// <param name="Slope">The derivatives by its hidden states, step by step.</param>
/// <param name="IsTurned">Whether its rows are output in order from the last step to the first, as a copy.</param>
internal sealed record TrainedRecurrent(
    RecurrentLayer Recurrent, TapePlace Input, TapeRegion? InputSlope, TapePlace Output, TapeRegion OutputSlope, bool IsTrained, CellTape Tape,
    TapeRegion Gates, TapeRegion Hidden, EquatableArray<TapeRegion> Cells, TapeRegion Before, EquatableArray<TapeRegion> CellSlopes,
    TapeRegion? Shown, TapeRegion? ShownSlope, TapeRegion Slope, bool IsTurned)
    : TrainedLayer(Recurrent, Input, InputSlope, Output, OutputSlope, IsTrained);

/// <summary>Two directions, and how their rows are merged.</summary>
internal sealed record TrainedBidirectional(
    BidirectionalLayer Both, TapePlace Input, TapeRegion? InputSlope, TapePlace Output, TapeRegion OutputSlope, bool IsTrained,
    TrainedRecurrent Forward, TrainedRecurrent Backward)
    : TrainedLayer(Both, Input, InputSlope, Output, OutputSlope, IsTrained);

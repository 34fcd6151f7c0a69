using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>A run of units that are computed side by side, one in each lane of a vector.</summary>
/// <param name="First">The unit in lane 0.</param>
/// <param name="Lanes">1, or a vector's: 4, 8 or 16 floats, 2, 4 or 8 doubles.</param>
/// <param name="Count">How many lanes hold a unit; the rest compute nothing of use.</param>
/// <param name="Joined">How many gates stand side by side in one vector while they are summed up: a group of few units fills it that way.</param>
internal sealed record Group(int First, int Lanes, int Count, int Joined)
{
    public bool IsFull => Count == Lanes;

    /// <summary>Lanes of the vectors in which the gates are summed up.</summary>
    public int SumLanes => Lanes * Joined;
}

/// <summary>Where a layer's values stand in the packed parameters, in the state and in the scratch memory. It is the same for every back end.</summary>
/// <param name="ParametersStart">The layer's first value in the flat parameters.</param>
/// <param name="PackedStart">The layer's first value in the packed parameters.</param>
/// <param name="StateStart">The first value of the layer's state, which is the hidden state's. -1 without a state.</param>
/// <param name="BatchStart">The row of that in a block of a batch's state, which has a row for each value.</param>
/// <param name="Row">The layer's output of a step in the scratch memory, which the layer behind it reads.</param>
/// <param name="Element">What stands there.</param>
internal sealed record LayerLayout(WeightedLayer Layer, int ParametersStart, int PackedStart, int StateStart, int BatchStart, RowPlace Row, Element Element)
{
    /// <summary>Room for vectors of any width: every vector of a layer lies within its own values.</summary>
    public int PaddedUnits => Packing.Pad(Layer.Units, Element);

    /// <summary>From one row of the layer's output to the next.</summary>
    public int PaddedOutput => Packing.Pad(Layer.Output, Element);

    /// <summary>What is computed of the layer's sums and its state; null for a layer without a state.</summary>
    public Cell? Cell { get; } = Layer is RecurrentLayer recurrent ? Cell.Of(recurrent, Element) : null;

    /// <summary>The parts of the layer's state, the hidden state first.</summary>
    public IReadOnlyList<SlotLayout> State { get; } = [.. SlotLayout.Of(Layer, StateStart, BatchStart, Element)];

    public int PackedCount => Layer.Gates * Layer.Rows * PaddedUnits;

    /// <summary>Where the layer's parameters stand in the packed rows, in the order of the flat parameters.</summary>
    public IEnumerable<ParameterRun> Runs => ParameterRun.Of(Layer);
}

/// <summary>How one layer is written for one back end.</summary>
/// <param name="Tiled">Loops over groups and summed values, or every multiply-add written out.</param>
/// <param name="OutgrowsFirstCache">
/// Whether its parameters come from the second cache, step for step: then the recurrent half of the sums is read back and forth.
/// </param>
/// <param name="HoistsInput">
/// Whether the input's half of the sums is computed for several steps in front of the recurrence, which reads each parameter once for all
/// of them.
/// </param>
/// <param name="Projection">How the layer's projection is written, or null.</param>
internal sealed record LayerSchedule(
    LayerLayout Layout, EquatableArray<Group> Groups, bool Tiled, bool OutgrowsFirstCache, bool HoistsInput, LayerSchedule? Projection = null)
{
    public WeightedLayer Layer => Layout.Layer;

    /// <summary>
    /// Whether a step is so short that what it waits for counts: then the sums that the new state needs come first, and the one
    /// that only the hidden state waits for is added up while the activations of those are under way: 4 to 6 % at 16 units.
    /// </summary>
    public bool AddsLastSumLate => Layout.Cell is { ShowsByLastSum: true } && Tiled && !OutgrowsFirstCache
        && Groups.Count == 1 && Groups[0] is { Lanes: > 1, Joined: 1 };

    /// <summary>Whether straight-line code has the layer's values in local variables: one vector, or a variable for each value.</summary>
    public bool KeepsInLocals => Groups[0].Lanes == 1 || Crossovers.StaysInRegisters(Groups);

    /// <summary>What the phases of its cell leave for later ones in memory, a value for each unit.</summary>
    public IEnumerable<string> CarriedInMemory => Tiled || !KeepsInLocals ? Layout.Cell?.Carried ?? [] : [];

    public bool ReadsBackwards => Layer is RecurrentLayer { Direction: Direction.Backward or Direction.GoBackwards };

    /// <summary>The schedule and that of its projection: each has a method of its own.</summary>
    public IEnumerable<LayerSchedule> All => Projection is null ? [this] : [this, Projection];
}

/// <summary>How a layer of the network is written for one back end.</summary>
/// <param name="InputStride">From one row of what the layer reads to the next.</param>
/// <param name="First">The layer, or the forward half of a bidirectional one.</param>
/// <param name="Second">The backward half, or null.</param>
internal sealed record Stage(Layer Layer, int InputStride, LayerSchedule First, LayerSchedule? Second)
{
    /// <summary>Everything in it that has a method of its own.</summary>
    public IEnumerable<LayerSchedule> All => Second is null ? First.All : First.All.Concat(Second.All);
}

/// <summary>The code for one vector width.</summary>
/// <param name="Width">Lanes of the widest vector: see <see cref="Group"/>.</param>
/// <param name="InOneMethod">Whether a step of all layers stands in one method, with the state in local variables, or each layer has its own.</param>
/// <param name="StepsAtOnce">How many steps a layer's own method takes before the next layer's turn comes.</param>
/// <param name="StepsPerMethod">How many steps of a whole sequence stand in one method; 0 where the steps are not written out.</param>
internal sealed record BackEnd(int Width, EquatableArray<Stage> Stages, bool InOneMethod, int StepsAtOnce, int StepsPerMethod)
{
    /// <summary>The layers of a network that can be computed step by step: they have one half each.</summary>
    public IReadOnlyList<LayerSchedule> Layers { get; } = Stages.Select(stage => stage.First).ToList();

    /// <summary>Everything that has a method of its own.</summary>
    public IEnumerable<LayerSchedule> All => Stages.SelectMany(stage => stage.All);
}

/// <summary>How many sequences are computed side by side, one in each lane.</summary>
/// <param name="StateRows">Vectors of state for a block of sequences: h and c of every unit.</param>
/// <param name="ScratchRows">
/// Vectors of scratch memory: the input of a step, the next h of a layer, the outputs of two Dense layers, what phases of a cell leave for
/// later ones.
/// </param>
/// <param name="IsVectorised">Whether lanes run over sequences; where a block wouldn't fit a small stack, the sequences take turns.</param>
/// <param name="VectorsOfRow">
/// Vectors in a row. With two, one half of the sequences computes while the other waits for its activations (2 -> 3 with vectors of 512
/// bits: 5.6 ns a step of a sequence with one, 4.5 with two); networks with so many values that two wouldn't fit a small stack compute for
/// so long that they hardly wait.
/// </param>
internal sealed record BatchPlan(int StateRows, int ScratchRows, bool IsVectorised, int VectorsOfRow);

/// <summary>How a network is computed on one target: plain values from which the text follows.</summary>
internal sealed record Plan(
    LstmClass Class,
    Target Target,
    Arithmetic Arithmetic,
    EquatableArray<LayerLayout> Layouts,
    EquatableArray<BackEnd> BackEnds,
    int PackedCount,
    int StateCount,
    MemoryPlan Memory,
    BatchPlan Batch,
    ParameterStorage Storage)
{
    public Network Network => Class.Network;

    /// <summary>What is computed with.</summary>
    public Element Element => Element.Of(Class.Options.Precision);
}

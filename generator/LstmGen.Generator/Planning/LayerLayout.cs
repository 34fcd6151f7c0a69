using System.Collections.Generic;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>
/// Where a layer's values stand in the packed parameters, in the state and in the scratch memory. It is the same for every back end.
/// </summary>
/// <param name="ParametersStart">The layer's first value in the flat parameters.</param>
/// <param name="PackedStart">The layer's first value in the packed parameters.</param>
/// <param name="StateStart">The first value of the layer's state, which is the hidden state's. -1 without a state.</param>
/// <param name="BatchStart">The row of that in a block of a batch's state, which has a row for each value.</param>
/// <param name="Row">The layer's output of a step in the scratch memory, which the layer behind it reads.</param>
/// <param name="Element">What stands there.</param>
internal sealed record LayerLayout(
    WeightedLayer Layer, int ParametersStart, int PackedStart, int StateStart, int BatchStart, RowPlace Row, Element Element)
{
    /// <summary>Room for vectors of any width: every vector of a layer lies within its own values.</summary>
    public int PaddedUnits => Packing.Pad(Layer.Units, Element);

    /// <summary>From one row of the layer's output to the next.</summary>
    public int PaddedOutput => Packing.Pad(Layer.Output, Element);

    /// <summary>What is computed of the layer's sums and its state; null for a layer without a state.</summary>
    public Cell? Cell { get; } = Layer is RecurrentLayer recurrent ? Cell.Of(recurrent, Element) : null;

    /// <summary>The parts of the layer's state, the hidden state first.</summary>
    public IReadOnlyList<SlotLayout> State { get; } = [.. SlotLayout.Of(Layer, StateStart, BatchStart, Element)];

    public int PackedCount => Layer.Gates * Layer.Rows * (Layer.IsPacked ? PaddedUnits : Layer.Units);

    /// <summary>Where the layer's parameters stand in the packed rows, in the order of the flat parameters.</summary>
    public IEnumerable<ParameterRun> Runs => ParameterRun.Of(Layer);

    /// <summary>By what it is made of: the cell and the parts of the state follow from that.</summary>
    public bool Equals(LayerLayout? other) => other is not null
        && Layer.Equals(other.Layer)
        && (ParametersStart, PackedStart, StateStart, BatchStart, Row, Element)
            == (other.ParametersStart, other.PackedStart, other.StateStart, other.BatchStart, other.Row, other.Element);

    public override int GetHashCode() => (Layer, ParametersStart, PackedStart, StateStart, BatchStart, Row, Element).GetHashCode();
}

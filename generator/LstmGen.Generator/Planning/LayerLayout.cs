using System.Collections.Generic;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>
/// Where a layer's values are in the packed parameters, in the state and in the scratch memory. It is the same for every back end.
/// </summary>
/// <param name="ParametersStart">The layer's first value in the flat parameters.</param>
/// <param name="PackedStart">The layer's first value in the packed parameters.</param>
/// <param name="StateStart">The first value of the layer's state, which is the hidden state's. -1 without a state.</param>
/// <param name="BatchStart">The row of that value in the state of a block of a batch, which has a row for each value.</param>
/// <param name="Row">The layer's output of a step in the scratch memory, which the next layer reads.</param>
/// <param name="Element">The type of these values.</param>
internal sealed record LayerLayout(
    WeightedLayer Layer, int ParametersStart, int PackedStart, int StateStart, int BatchStart, RowPlace Row, Element Element)
{
    /// <summary>The units padded for vectors of any width: every vector of a layer lies within the layer's own values.</summary>
    public int PaddedUnits => Packing.Pad(Layer.Units, Element);

    /// <summary>The distance from one row of the layer's output to the next.</summary>
    public int PaddedOutput => Packing.Pad(Layer.Output, Element);

    /// <summary>What is computed from the layer's sums and state; null for a layer without a state.</summary>
    public Cell? Cell { get; } = Layer is RecurrentLayer recurrent ? Cell.Of(recurrent, Element) : null;

    /// <summary>The parts of the layer's state, the hidden state first.</summary>
    public IReadOnlyList<SlotLayout> State { get; } = [.. SlotLayout.Of(Layer, StateStart, BatchStart, Element)];

    public int PackedCount => Layer.Gates * Layer.Rows * (Layer.IsPacked ? PaddedUnits : Layer.Units);

    /// <summary>Where the layer's parameters are in the packed rows, in the order of the flat parameters.</summary>
    public IEnumerable<ParameterRun> Runs => ParameterRun.Of(Layer);

    /// <summary>Compares what it is made from: the cell and the parts of the state follow from that.</summary>
    public bool Equals(LayerLayout? other) => other is not null
        && Layer.Equals(other.Layer)
        && (ParametersStart, PackedStart, StateStart, BatchStart, Row, Element)
            == (other.ParametersStart, other.PackedStart, other.StateStart, other.BatchStart, other.Row, other.Element);

    public override int GetHashCode() => (Layer, ParametersStart, PackedStart, StateStart, BatchStart, Row, Element).GetHashCode();
}

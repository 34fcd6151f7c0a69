using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>How a layer computes a step of a block of sequences, and where its values are.</summary>
/// <param name="Input">What it reads.</param>
/// <param name="Computed">Where it writes what it computes: not over the hidden state, which every unit still reads.</param>
/// <param name="Output">Where the next layer reads that.</param>
/// <param name="Carried">What the phases of its cell keep for later phases, in the cell's order.</param>
/// <param name="Runs">Its units.</param>
internal sealed record BatchLayer(
    LayerLayout Layout,
    BatchPlace Input,
    BatchPlace Computed,
    BatchPlace Output,
    EquatableArray<BatchPlace> Carried,
    EquatableArray<BatchRun> Runs)
{
    public WeightedLayer Layer => Layout.Layer;

    /// <summary>The layer's projection, which turns what the layer computes into its output; null where it has none.</summary>
    public BatchLayer? Projection { get; init; }

    /// <summary>What a residual sum adds to its input; null for other layers.</summary>
    public BatchPlace? Added { get; init; }

    /// <summary>Whether what is computed is copied to where the output is.</summary>
    public bool IsCopied => Projection is null && Computed != Output;

    /// <summary>What is computed in order, each phase for all units; one null for a layer without a cell.</summary>
    public IEnumerable<Phase?> Phases => Layout.Cell?.Phases ?? (IEnumerable<Phase?>)[null];

    /// <summary>The layer and its projection.</summary>
    public IEnumerable<BatchLayer> All => Projection is null ? [this] : Projection.All.Prepend(this);
}

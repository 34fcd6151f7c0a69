using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>Loops over runs of tiles, and within a tile over the values that are summed.</summary>
/// <param name="Runs">The tiles that a step computes.</param>
internal sealed record TiledSchedule(LayerLayout Layout, EquatableArray<Group> Groups, EquatableArray<TileRun> Runs)
    : LayerSchedule(Layout, Groups)
{
    /// <summary>
    /// Whether every other step begins with the tile whose parameters the previous step read last: these are still in the L1 cache, where
    /// it can't hold all of them.
    /// </summary>
    public bool GoesBackAndForth { get; init; }

    /// <summary>
    /// Whether a step is so short that its latency matters: then the sums that the new cell state needs come first, and the one that only
    /// the hidden state needs is computed during their activations: 4 to 6 % at 16 units.
    /// </summary>
    public bool AddsLastSumLate { get; init; }

    /// <summary>How the input's half of the sums is computed before the recurrence; null where it isn't.</summary>
    public Hoisting? Hoisting { get; init; }

    /// <summary>How the layer's projection is written, or null.</summary>
    public LayerSchedule? Projection { get; init; }

    public override IEnumerable<string> CarriedInMemory => Carried;

    public override IEnumerable<LayerSchedule> All => Projection is null ? [this] : Projection.All.Prepend(this);
}

/// <summary>
/// The input's half of a layer's sums, which doesn't depend on the previous step: computed for several steps before the recurrence, it
/// reads each parameter once for all of them.
/// </summary>
/// <param name="Steps">How many steps share each parameter.</param>
/// <param name="OfSteps">The tiles for these steps.</param>
/// <param name="OfStep">The tiles for one of the steps left over.</param>
internal sealed record Hoisting(int Steps, EquatableArray<TileRun> OfSteps, EquatableArray<TileRun> OfStep);

using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>Loops over runs of tiles, and in a tile over the values that are summed up.</summary>
/// <param name="Runs">What is added up together at a step.</param>
internal sealed record TiledSchedule(LayerLayout Layout, EquatableArray<Group> Groups, EquatableArray<TileRun> Runs)
    : LayerSchedule(Layout, Groups)
{
    /// <summary>
    /// Whether every other step begins with the tile whose parameters the step before read last: they are in the first cache still, where
    /// that can't hold all of them.
    /// </summary>
    public bool GoesBackAndForth { get; init; }

    /// <summary>
    /// Whether a step is so short that what it waits for counts: then the sums that the new state needs come first, and the one
    /// that only the hidden state waits for is added up while the activations of those are under way: 4 to 6 % at 16 units.
    /// </summary>
    public bool AddsLastSumLate { get; init; }

    /// <summary>How the input's half of the sums is computed in front of the recurrence; null where it isn't.</summary>
    public Hoisting? Hoisting { get; init; }

    /// <summary>How the layer's projection is written, or null.</summary>
    public LayerSchedule? Projection { get; init; }

    public override IEnumerable<string> CarriedInMemory => Carried;

    public override IEnumerable<LayerSchedule> All => Projection is null ? [this] : Projection.All.Prepend(this);
}

/// <summary>
/// The input's half of a layer's sums, which doesn't wait for the step before: computed for several steps in front of the recurrence, it
/// reads each parameter once for all of them.
/// </summary>
/// <param name="Steps">How many steps share each parameter.</param>
/// <param name="OfSteps">What is added up together for these.</param>
/// <param name="OfStep">What is added up together for one of those that are left over.</param>
internal sealed record Hoisting(int Steps, EquatableArray<TileRun> OfSteps, EquatableArray<TileRun> OfStep);

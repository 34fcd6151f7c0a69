using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>How a layer of the network is written for one back end.</summary>
/// <param name="InputStride">The distance from one row that the layer reads to the next; 0 where it reads the same row again.</param>
/// <param name="Halves">The layer, or the two directions of a bidirectional one; none for a layer without parameters.</param>
internal sealed record Stage(Layer Layer, int InputStride, EquatableArray<LayerSchedule> Halves)
{
    /// <summary>The layer, or the forward half of a bidirectional one.</summary>
    public LayerSchedule First => Halves[0];

    /// <summary>The backward half, or null.</summary>
    public LayerSchedule? Second => Halves.Count > 1 ? Halves[1] : null;

    /// <summary>
    /// Whether the halves of a bidirectional layer take turns at each step: with few units, halves wait for their activations most of the
    /// time.
    /// </summary>
    public bool TakesTurns => Second is not null && All.All(half => half is not TiledSchedule { Hoisting: not null })
        && All.Max(half => half.Layer.Units) <= Crossovers.MostUnitsInTurns;

    /// <summary>Everything in it that has a method of its own.</summary>
    public IEnumerable<LayerSchedule> All => Halves.SelectMany(half => half.All);
}

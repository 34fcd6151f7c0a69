using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>How a layer of the network is written for one back end.</summary>
/// <param name="InputStride">From one row of what the layer reads to the next.</param>
/// <param name="First">The layer, or the forward half of a bidirectional one.</param>
/// <param name="Second">The backward half, or null.</param>
internal sealed record Stage(Layer Layer, int InputStride, LayerSchedule First, LayerSchedule? Second)
{
    /// <summary>
    /// Whether the halves of a bidirectional layer take turns at each step: those of few units wait for their activations most of the time.
    /// </summary>
    public bool TakesTurns => Second is not null && All.All(half => half is not TiledSchedule { Hoisting: not null })
        && All.Max(half => half.Layer.Units) <= Crossovers.MostUnitsInTurns;

    /// <summary>Everything in it that has a method of its own.</summary>
    public IEnumerable<LayerSchedule> All => Second is null ? First.All : First.All.Concat(Second.All);
}

using System.Collections.Generic;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>How one layer is written for one back end: as straight-line code, or as loops.</summary>
/// <param name="Groups">Its units, in vectors.</param>
internal abstract record LayerSchedule(LayerLayout Layout, EquatableArray<Group> Groups)
{
    public WeightedLayer Layer => Layout.Layer;

    /// <summary>What the phases of its cell keep in memory for later phases, a value for each unit.</summary>
    public abstract IEnumerable<string> CarriedInMemory { get; }

    /// <summary>The schedule and that of its projection: each has a method of its own.</summary>
    public virtual IEnumerable<LayerSchedule> All => [this];

    public bool ReadsBackwards => Layer is RecurrentLayer { ReadsBackwards: true };

    /// <summary>What the phases of its cell keep for later phases.</summary>
    protected IEnumerable<string> Carried => Layout.Cell?.Carried ?? [];
}

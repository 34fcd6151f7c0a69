using System.Collections.Generic;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>Every multiply-add of a step is written out.</summary>
/// <param name="Tiles">The groups that are summed together.</param>
/// <param name="KeepsInLocals">
/// Whether the layer's values are in local variables from step to step: one vector, or a variable for each value. Values in several vectors
/// are read back from memory one by one.
/// </param>
/// <param name="NamesValues">
/// Whether all values that are summed get names first, so that each gate's sum can be written from start to end.
/// </param>
internal sealed record StraightSchedule(
    LayerLayout Layout, EquatableArray<Group> Groups, EquatableArray<Tile> Tiles, bool KeepsInLocals, bool NamesValues)
    : LayerSchedule(Layout, Groups)
{
    /// <summary>
    /// Whether a Dense layer's outputs are in memory too: an activation over all outputs reads them there, and so does the next layer where
    /// they are in several vectors.
    /// </summary>
    /// <param name="isLast">Whether no layer reads them.</param>
    public bool HasRowInMemory(bool isLast) => Layer is DenseLayer && (Layer.Activation.IsOfLayer || (!isLast && !KeepsInLocals));

    public override IEnumerable<string> CarriedInMemory => KeepsInLocals ? [] : Carried;
}

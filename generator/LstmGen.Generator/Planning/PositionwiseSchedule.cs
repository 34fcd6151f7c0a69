using System.Collections.Generic;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>
/// A layer without weighted sums. It has no method of its own: the code for a row is inline, or called, wherever the layers around it are
/// called.
/// </summary>
internal sealed record PositionwiseSchedule(LayerLayout Layout) : LayerSchedule(Layout, default)
{
    public override IEnumerable<string> CarriedInMemory => [];
}

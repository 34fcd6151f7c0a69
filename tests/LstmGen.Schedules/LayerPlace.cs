using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Schedules.Guarding;
using LstmGen.Schedules.Networks;

namespace LstmGen.Schedules;

/// <summary>Where the hidden or the cell state of a layer stands in a network's state.</summary>
internal readonly record struct LayerPlace(int Start, int Count)
{
    public static IEnumerable<LayerPlace> Of(ScheduledNetwork network) => network.Plan(GuardedAssembly.Target).Layouts
        .Where(layout => layout.Layer is LstmLayer)
        .SelectMany(layout => new[] { new LayerPlace(layout.StateStart, layout.Layer.Output), new LayerPlace(layout.CellStart, layout.Layer.Units) });
}

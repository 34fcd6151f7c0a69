using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Planning;
using LstmGen.Schedules.Guarding;
using LstmGen.Schedules.Networks;

namespace LstmGen.Schedules;

/// <summary>Where the hidden or the cell state of a layer is in a network's state.</summary>
internal readonly record struct LayerPlace(int Start, int Count)
{
    public static IEnumerable<LayerPlace> Of(ScheduledNetwork network) => network.Plan(GuardedAssembly.Target).Layouts
        .SelectMany(layout => layout.State)
        .Select(slot => new LayerPlace(slot.Start, slot.Count));
}

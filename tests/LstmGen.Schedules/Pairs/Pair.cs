using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Planning;
using LstmGen.Schedules.Guarding;
using LstmGen.Schedules.Networks;

namespace LstmGen.Schedules.Pairs;

/// <summary>An option and a schedule that come together in one layer, or in one network where either belongs to the whole.</summary>
/// <param name="Bits">Of the widest vectors, each of which has schedules of its own; 0 for scalar code.</param>
internal readonly record struct Pair(string Option, string Schedule, int Bits)
{
    public static IReadOnlyList<int> Widths { get; } = [0, 128, 256, 512];

    public static IEnumerable<Pair> All =>
        from option in OptionsOf.All
        from schedule in SchedulesOf.All
        from bits in Widths
        select new Pair(option, schedule, bits);

    /// <summary>All that a network has.</summary>
    public static IReadOnlySet<Pair> Of(ScheduledNetwork network)
    {
        Plan plan = network.Plan(GuardedAssembly.Target);
        string[] ofClass = [.. OptionsOf.Of(network.Class)];
        return plan.BackEnds.SelectMany(Of).ToHashSet();

        IEnumerable<Pair> Of(BackEnd backEnd)
        {
            string[] ofNetwork = [.. SchedulesOf.Of(plan, backEnd)];
            return from layer in backEnd.All
                   from option in OptionsOf.Of(layer.Layer).Concat(ofClass)
                   from schedule in SchedulesOf.Of(backEnd, layer).Concat(ofNetwork)
                   select new Pair(option, schedule, backEnd.Width == 1 ? 0 : plan.Element.VectorBits(backEnd.Width));
        }
    }
}

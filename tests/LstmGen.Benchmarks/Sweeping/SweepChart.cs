using System.Collections.Generic;
using System.Linq;
using LstmGen.Pictures;

namespace LstmGen.Benchmarks.Sweeping;

/// <summary>What a parameter costs, over the size of the layer: both on logarithmic axes.</summary>
internal static class SweepChart
{
    /// <param name="costs">The cost of a parameter in nanoseconds, by the number of units.</param>
    public static string Draw(IEnumerable<(int Units, double Step, double Forward)> costs)
    {
        (int Units, double Step, double Forward)[] rows = [.. costs];
        return new Chart(
            "What a parameter costs at each step",
            new ChartPanel(
                new ChartAxis("units") { Scale = ChartScale.PowersOfTwo },
                new ChartAxis("time for a parameter and step", "ns") { Scale = ChartScale.Logarithmic },
                new ChartSeries("Step", [.. rows.Select(row => ((double)row.Units, row.Step))]),
                new ChartSeries("Forward", [.. rows.Select(row => ((double)row.Units, row.Forward))])))
        {
            Subtitle = "1 feature, 16 steps",
        }.ToSvg();
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using Xunit;

namespace LstmGen.Generator.Tests.Planning;

// Named here, so that they take precedence over public types with the same names.
using Arithmetic = LstmGen.Generator.Model.Arithmetic;
using Unroll = LstmGen.Generator.Model.Unroll;
using VectorWidth = LstmGen.Generator.Model.VectorWidth;

/// <summary>Which methods code has for the units of a layer that is written once for all widths of vectors.</summary>
public class BatchUnitsTests
{
    /// <summary>
    /// For everything that a width needs there is a method, which computes the units from where that width has their parameters.
    /// </summary>
    [Fact]
    public void Each_run_of_each_width_has_a_method()
    {
        var kinds = new HashSet<(bool, bool, int)>();
        foreach ((Plan plan, (int Width, BatchLayer Layer)[] layers) in Layers())
        {
            IReadOnlyList<BatchUnits> units = BatchUnits.OfEveryWidth(layers);
            kinds.Add((units[0].IsGiven, units[0].IsGroupVector, units.Count));
            foreach ((int width, BatchLayer layer) in layers)
            {
                Assert.All(layer.Runs, run => Assert.Single(units, some => Computes(some, run, width, layer.Layer)));
            }

            // One method computes all units, or all say which they compute.
            Assert.True(units.Count == 1 || units.All(some => some.IsGiven), plan.Network.ToString());
            Assert.Equal(units.Count, units.Select(some => some.Run.UnitsOfTile).Distinct().Count());
        }

        Assert.Contains((false, false, 1), kinds);
        Assert.Contains((false, true, 1), kinds);
        Assert.Contains((true, false, 1), kinds);
        Assert.Contains((true, false, 2), kinds);
    }

    [Theory]
    [InlineData(nameof(VectorWidth.Auto), true)]
    [InlineData(nameof(VectorWidth.Vector256), true)]
    [InlineData(nameof(VectorWidth.Vector128), false)]
    public void Code_for_one_width_is_written_for_it(string widest, bool isWrittenOnce)
    {
        Network network = Planned.Network(3, Planned.Lstm("lstm", 2, 3));
        var options = new Options(Unroll.Auto, Arithmetic.Auto, Enum.Parse<VectorWidth>(widest));

        Assert.Equal(isWrittenOnce, Planned.Of(network, options).Batch.IsWrittenOnce);
        Assert.False(Planned.Of(network, options, Planned.Newest with { StaticAbstracts = false }).Batch.IsWrittenOnce);
    }

    private static bool Computes(BatchUnits units, BatchRun run, int width, WeightedLayer layer) =>
        units.Run.UnitsOfTile == run.UnitsOfTile
        && units.Run.HasLoopsOfTerms == run.HasLoopsOfTerms
        && (units.IsGiven
            || (run.First == 0 && run.Count == layer.Units && units.Run.First == 0 && units.Run.Count == layer.Units
                && run.GroupLanes == (units.IsGroupVector ? width : units.Run.GroupLanes)));

    private static IEnumerable<(Plan Plan, (int Width, BatchLayer Layer)[] Layers)> Layers() =>
        from plan in Planned.All
        where plan.Batch is { IsVectorised: true, IsWrittenOnce: true }
        let ofEachWidth = plan.Batch.BackEnds.Select(backEnd => (backEnd.Width, Layers: backEnd.All.ToArray())).ToArray()
        from layer in Enumerable.Range(0, ofEachWidth[0].Layers.Length)
        select (plan, ofEachWidth.Select(one => (one.Width, one.Layers[layer])).ToArray());
}

using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.TestKit;
using Xunit;

namespace LstmGen.Generator.Tests.Planning;

/// <summary>Tiles, whose sums are computed together: over all sizes of layers, all widths of vectors and both precisions.</summary>
public class TileTests
{
    [Fact]
    public void Groups_have_each_unit_once_and_in_order() => ForEachSchedule((plan, _, schedule) =>
    {
        int next = 0;
        foreach (Group group in schedule.Groups)
        {
            Assert.Equal(next, group.First);
            Assert.InRange(group.Count, 1, group.Lanes);
            next += group.Count;
        }

        Assert.Equal(schedule.Layer.Units, next);

        // Only the remainder doesn't fill its vector, and no vector extends beyond the layer's padded units.
        Assert.All(schedule.Groups.Take(schedule.Groups.Count - 1), group => Assert.True(group.IsFull));
        Group last = schedule.Groups[schedule.Groups.Count - 1];
        Assert.InRange(last.First + last.Lanes, 1, schedule.Layout.PaddedUnits);
    });

    [Fact]
    public void Tiles_have_each_group_once_and_in_order() => ForEachSchedule((_, _, schedule) =>
    {
        foreach (IEnumerable<Tile> tiles in Tilings(schedule).Select(tiling => tiling.Tiles))
        {
            Assert.Equal(schedule.Groups, tiles.SelectMany(tile => tile.Groups));
        }
    });

    [Fact]
    public void The_sums_of_a_tile_leave_half_of_the_registers() => ForEachSchedule((plan, backEnd, schedule) =>
    {
        int registers = plan.Element.VectorBits(backEnd.Width) == 512 ? 32 : 16;
        foreach ((IEnumerable<Tile> tiles, int steps) in Tilings(schedule))
        {
            foreach (Tile tile in tiles.Where(tile => tile.Groups.Count > 1))
            {
                Assert.InRange(steps * tile.Groups.Sum(group => Vectors(schedule, group)), 1, registers / 2);

                // One vector has the sums of one number of units.
                Assert.Single(tile.Groups.Select(group => group.SumLanes).Distinct());
            }
        }
    });

    /// <summary>With fewer sums at a time the multiply-add units would wait.</summary>
    [Fact]
    public void Tiles_are_as_large_as_they_can_be() => ForEachSchedule((plan, backEnd, schedule) =>
    {
        if (schedule.Layer is DenseLayer || backEnd.Width == 1)
        {
            return;
        }

        int most = schedule is TiledSchedule { GoesBackAndForth: true } || plan.Element.VectorBits(backEnd.Width) < 512 ? 8 : 16;
        Tile[] tiles = [.. Tilings(schedule).First().Tiles];
        for (int i = 1; i < tiles.Length; i++)
        {
            Group next = tiles[i].Groups[0];
            int together = tiles[i - 1].Groups.Append(next).Sum(group => Vectors(schedule, group));
            Expect.True(together > most || next.SumLanes != tiles[i - 1].Groups[0].SumLanes, $"{schedule}: {next} fits");
        }
    });

    [Fact]
    public void Runs_are_as_long_as_they_can_be() => ForEachSchedule((_, _, schedule) =>
    {
        foreach (EquatableArray<TileRun> runs in Runs(schedule))
        {
            for (int i = 1; i < runs.Count; i++)
            {
                Assert.False(runs[i].Tile.IsLike(runs[i - 1].Tile));
            }

            Assert.All(runs, run => Assert.Equal(run.Count > 1, run.IsLoop));
            Assert.All(runs, run => Assert.Equal(run.Last, run.Tiles().Last().First));
        }
    });

    private static void ForEachSchedule(Action<Plan, BackEnd, LayerSchedule> check)
    {
        foreach ((Plan plan, BackEnd backEnd, LayerSchedule schedule) in Planned.Schedules)
        {
            check(plan, backEnd, schedule);
        }
    }

    /// <summary>
    /// The ways in which a schedule splits the layer into tiles, those of a step first, with how many steps they take at once.
    /// </summary>
    private static IEnumerable<(IEnumerable<Tile> Tiles, int Steps)> Tilings(LayerSchedule schedule)
    {
        if (schedule is StraightSchedule straight)
        {
            return [(straight.Tiles, 1)];
        }

        var tiled = (TiledSchedule)schedule;
        return tiled.Hoisting is not { } hoisting
            ? [(Tiles(tiled.Runs), 1)]
            : [(Tiles(tiled.Runs), 1), (Tiles(hoisting.OfSteps), hoisting.Steps), (Tiles(hoisting.OfStep), 1)];
    }

    private static IEnumerable<EquatableArray<TileRun>> Runs(LayerSchedule schedule) => schedule switch
    {
        TiledSchedule { Hoisting: { } hoisting } tiled => [tiled.Runs, hoisting.OfSteps, hoisting.OfStep],
        TiledSchedule tiled => [tiled.Runs],
        _ => [],
    };

    private static IEnumerable<Tile> Tiles(EquatableArray<TileRun> runs) => runs.SelectMany(run => run.Tiles());

    private static int Vectors(LayerSchedule schedule, Group group) =>
        schedule.Layer.Gates / group.Joined * Summation.Chains(schedule.Layer);
}

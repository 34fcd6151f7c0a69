using System;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using Xunit;

namespace LstmGen.Generator.Tests.Planning;

// Named here, so that they take precedence over public types with the same names.
using Unroll = LstmGen.Generator.Model.Unroll;

/// <summary>How layers are written, over all sizes, all widths of vectors and both precisions.</summary>
public class ScheduleTests
{
    [Fact]
    public void A_step_is_written_out_only_where_a_method_has_room_for_it()
    {
        foreach ((Plan plan, BackEnd backEnd, LayerSchedule schedule) in Planned.Schedules)
        {
            Assert.True(schedule is TiledSchedule || Method(plan, backEnd).Covers(Cost(plan, schedule)));
        }
    }

    [Fact]
    public void All_layers_stand_in_one_method_only_where_it_has_room_for_them()
    {
        foreach (Plan plan in Planned.All)
        {
            foreach (BackEnd backEnd in plan.BackEnds.Where(backEnd => backEnd.InOneMethod))
            {
                Assert.Equal(backEnd.All, backEnd.Straight);
                Budget step = backEnd.All.Aggregate(default(Budget), (sum, schedule) => sum + Cost(plan, schedule));
                Assert.True(Method(plan, backEnd).Covers(step * Math.Max(1, backEnd.StepsPerMethod)));
            }
        }
    }

    /// <summary>The first example's network is unrolled from its first step to its last, at every width.</summary>
    [Fact]
    public void A_short_sequence_is_unrolled_at_every_width()
    {
        Plan plan = Auto(2, 3, 4, Planned.Newest);
        Assert.Equal([16, 8, 4, 1], plan.BackEnds.Select(backEnd => backEnd.Width));
        Assert.All(plan.BackEnds.Take(3), backEnd => Assert.True(backEnd is { StepIsMethod: true, StepsPerMethod: >= 2 }));
    }

    /// <summary>Code for the rare processor without vectors is short; where no processor has vectors, it is unrolled.</summary>
    [Fact]
    public void Scalar_code_is_unrolled_where_it_is_the_only_one()
    {
        BackEnd beside = Auto(2, 3, 4, Planned.Newest).BackEnds[3];
        Assert.All(beside.All, schedule => Assert.IsType<TiledSchedule>(schedule));
        Plan alone = Planned.Of(
            Planned.Network(4, Planned.Lstm("lstm", 2, 3)),
            new Options(Unroll.Auto, Model.Arithmetic.Auto, Model.VectorWidth.Scalar),
            Planned.Newest);
        Assert.True(Assert.Single(alone.BackEnds) is { StepIsMethod: true, StepsPerMethod: >= 2 });
    }

    /// <summary>Without constants that references can refer to, it would take more time.</summary>
    [Fact]
    public void Elsewhere_it_is_a_loop()
    {
        Plan plan = Auto(2, 3, 4, Planned.Newest with { ConstantSpans = false });
        Assert.All(plan.BackEnds, backEnd => Assert.True(backEnd is { StepIsMethod: false, StepsPerMethod: 0 }));
    }

    [Theory]
    [InlineData(3, 9)]
    [InlineData(40, 4)]
    public void So_is_a_long_sequence_or_a_wide_layer(int units, int steps)
    {
        Plan plan = Auto(2, units, steps, Planned.Newest);
        Assert.All(plan.BackEnds, backEnd => Assert.Equal(0, backEnd.StepsPerMethod));
    }

    private static Plan Auto(int input, int units, int steps, Target target) => Planned.Of(
        Planned.Network(steps, Planned.Lstm("lstm", input, units)), new Options(Unroll.Auto, Model.Arithmetic.Auto, Model.VectorWidth.Auto), target);

    [Fact]
    public void Where_a_step_is_asked_for_it_is_written_out_wherever_a_method_has_room()
    {
        foreach ((Plan plan, BackEnd backEnd, LayerSchedule schedule) in Planned.Schedules)
        {
            if (plan.Class.Options.Unroll is Unroll.Step or Unroll.Full && schedule is TiledSchedule { Projection: null })
            {
                Assert.False(Method(plan, backEnd).Covers(Cost(plan, schedule)));
            }
        }
    }

    [Fact]
    public void Where_loops_are_asked_for_nothing_is_written_out() => Assert.DoesNotContain(
        Planned.Schedules,
        one => one.Plan.Class.Options.Unroll == Unroll.Tiled && one.Schedule is StraightSchedule);

    [Fact]
    public void Values_stay_in_one_vector_or_in_a_variable_each()
    {
        foreach ((_, BackEnd backEnd, LayerSchedule schedule) in Planned.Schedules)
        {
            if (schedule is StraightSchedule straight)
            {
                bool isOneVector = schedule.Layer.Units <= Math.Min(backEnd.Width, 8);
                bool areFew = schedule.Layer.Input + schedule.Layer.Recurrent <= 24;
                Assert.Equal(backEnd.Width == 1 || isOneVector, straight.KeepsInLocals);
                Assert.Equal(backEnd.Width == 1 || (isOneVector && areFew), straight.NamesValues);
            }
        }
    }

    /// <summary>Parameters that don't fit the L1 cache are read back and forth, and the input's half is computed ahead.</summary>
    [Fact]
    public void Only_large_layers_are_read_back_and_forth_and_ahead()
    {
        foreach ((Plan plan, BackEnd backEnd, LayerSchedule schedule) in Planned.Schedules)
        {
            if (schedule is TiledSchedule tiled)
            {
                long bytes = schedule.Layer.Tensors.Sum(tensor => tensor.Count) * plan.Element.Bytes;
                bool isLarge = bytes > 32768 && backEnd.Width > 1 && schedule.Layer is RecurrentLayer;
                Assert.Equal(isLarge, tiled.GoesBackAndForth);
                Assert.Equal(isLarge && schedule.Layer.Input >= 4 && backEnd.StepsAtOnce > 1, tiled.Hoisting is not null);
                Assert.True(tiled.Hoisting is null or { Steps: > 0 });
            }
        }
    }

    [Fact]
    public void Only_a_short_step_adds_its_last_sum_late()
    {
        foreach ((_, BackEnd backEnd, LayerSchedule schedule) in Planned.Schedules)
        {
            if (schedule is TiledSchedule { AddsLastSumLate: true } tiled)
            {
                Assert.False(tiled.GoesBackAndForth);
                Assert.True(backEnd.Width > 1 && schedule.Layout.Cell!.ShowsByLastSum);
                Assert.Equal(1, Assert.Single(tiled.Groups).Joined);
            }
        }

        Assert.Contains(Planned.Schedules, one => one.Schedule is TiledSchedule { AddsLastSumLate: true });
    }

    [Fact]
    public void A_projection_is_written_with_its_layer()
    {
        foreach ((_, _, LayerSchedule schedule) in Planned.Schedules)
        {
            bool isProjected = schedule.Layer is RecurrentLayer { Projector: not null };
            Assert.Equal(isProjected, schedule is TiledSchedule { Projection: not null });
        }
    }

    /// <summary>The budget of one method.</summary>
    private static Budget Method(Plan plan, BackEnd backEnd) =>
        backEnd.Width == 1 ? Budget.ScalarMethod
        : plan.Target == Planned.WithCalls && plan.Element.VectorBits(backEnd.Width) == 128 ? Budget.MethodOfCalls
        : Budget.Method;

    private static Budget Cost(Plan plan, LayerSchedule schedule) => Budget.Of(schedule.Layer, schedule.Groups, plan.Element);
}

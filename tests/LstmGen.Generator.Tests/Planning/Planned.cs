using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Tests.Planning;

// Named here, so that they take precedence over public types with the same names.
using Activation = LstmGen.Generator.Model.Activation;
using Arithmetic = LstmGen.Generator.Model.Arithmetic;
using Precision = LstmGen.Generator.Model.Precision;
using Unroll = LstmGen.Generator.Model.Unroll;
using VectorWidth = LstmGen.Generator.Model.VectorWidth;

/// <summary>Plans of networks, without a compilation around them.</summary>
internal static class Planned
{
    /// <summary>A target with vectors of all widths.</summary>
    public static readonly Target Newest = new(1300)
    {
        Spans = true,
        SpansOfFields = true,
        Vectors = true,
        Vector512 = true,
        VectorFusedMultiplyAdd = true,
        FusedMultiplyAdd = true,
        StaticAbstracts = true,
        InlineArray = true,
        ConstantSpans = true,
    };

    /// <summary>One whose vectors of 128 bits have no fused multiply-add of their own.</summary>
    public static readonly Target WithCalls = Newest with { VectorFusedMultiplyAdd = false };

    public const int MostUnits = 300;

    /// <summary>More units than this are full vectors of every width, plus a remainder.</summary>
    private const int MostSmall = 33;

    private static readonly Lazy<Plan[]> EveryPlan = new(() =>
        [.. Enumerable.Range(1, MostUnits).SelectMany(units => Of(units, Newest).Concat(Of(units, WithCalls)))]);

    /// <summary>
    /// The plans of layers of all sizes, for all widths, both precisions and each way to unroll. They are made once: that takes longer
    /// than any test of them.
    /// </summary>
    public static IReadOnlyList<Plan> All => EveryPlan.Value;

    /// <summary>The schedules of all these plans.</summary>
    public static IEnumerable<(Plan Plan, BackEnd BackEnd, LayerSchedule Schedule)> Schedules =>
        from plan in All
        from backEnd in plan.BackEnds
        from schedule in backEnd.All
        select (plan, backEnd, schedule);

    /// <summary>
    /// Networks of one layer with a number of units; after a Dense layer comes the recurrent layer that every network needs: all numbers of
    /// gates, and ways to join them. The many large layers cover each kind only in part.
    /// </summary>
    public static IEnumerable<Network> Networks(int units)
    {
        // Each number of units has a different input size, from small to large.
        int input = 1 + (units * 37 % 90);
        LstmLayer plain = Lstm("lstm", input, units);
        Layer[] layers =
        [
            plain,
            plain with { Input = 2 },
            plain with { Input = 300 },
            plain with { IsCoupled = true },
            plain with { Peepholes = true },
            plain with { Projection = (units + 1) / 2 },
            Dense("dense", input, units),
        ];
        return layers
            .Where((_, kind) => units <= MostSmall || kind == 0 || kind == units % layers.Length)
            .Select(layer => Network(3, layer is DenseLayer ? [layer, Lstm("lstm", layer.Output, 1)] : [layer]));
    }

    /// <summary>The plans of these with all options that make a difference on a target.</summary>
    public static IEnumerable<Plan> Of(int units, Target target) =>
        from network in Networks(units)
        from precision in new[] { Precision.Single, Precision.Double }
        from unroll in new[] { Unroll.Auto, Unroll.Tiled, Unroll.Step, Unroll.Full }
        where target == Newest ? units <= MostSmall || unroll != Unroll.Full : unroll == Unroll.Step
        select Of(network, new Options(unroll, Arithmetic.Auto, VectorWidth.Auto) { Precision = precision }, target);

    public static Network Network(int? steps, params Layer[] layers) => new(new EquatableArray<Layer>(layers), steps);

    public static LstmLayer Lstm(string name, int input, int units) =>
        new(name, input, units, Activation.Tanh, Activation.Sigmoid, true, true);

    public static DenseLayer Dense(string name, int input, int units) => new(name, input, units, Activation.Tanh, true);

    public static Plan Of(Network network, Options options, Target? target = null)
    {
        var type = new TypeIdentity("", new EquatableArray<TypePart>([]), new TypePart("class", "N"), "N");
        return Planner.Plan(new LstmClass(type, network, options, QualifyNames: false), target ?? Newest);
    }

    /// <summary>The tiles of a run, one by one.</summary>
    public static IEnumerable<Tile> Tiles(this TileRun run) => Enumerable.Range(0, run.Count).Select(number => new Tile(
        new EquatableArray<Group>(run.Tile.Groups.Select(group => group with { First = group.First + (number * run.Step) }))));
}

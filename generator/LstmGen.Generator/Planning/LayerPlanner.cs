using System;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>Decides how layers are written for one vector width.</summary>
/// <param name="method">How much code one method may have.</param>
/// <param name="stepsAtOnce">How many steps a layer computes before the next layer runs.</param>
internal sealed class LayerPlanner(Element element, int width, Budget method, Unroll unroll, int stepsAtOnce)
{
    /// <summary>Half of the registers.</summary>
    private readonly int _forSums = Registers.ForSums(width, element);

    /// <param name="projection">
    /// The schedule of the layer's projection, or null. A projection comes between the cells and the hidden state at each step, which makes
    /// the layer a loop.
    /// </param>
    public LayerSchedule Plan(LayerLayout layout, LayerSchedule? projection)
    {
        if (layout.Layer is PositionwiseLayer)
        {
            return new PositionwiseSchedule(layout);
        }

        EquatableArray<Group> groups = Packing.Groups(layout.Layer, width, element);
        return projection is null && IsWrittenOut(layout.Layer, groups) ? Straight(layout, groups)
            : layout.Layer is RecurrentLayer ? Recurrent(layout, groups, projection)
            : Dense(layout, groups);
    }

    private bool IsWrittenOut(WeightedLayer layer, EquatableArray<Group> groups) =>
        unroll != Unroll.Tiled
        && method.Covers(Budget.Of(layer, groups, element))
        && (unroll != Unroll.Auto || Crossovers.IsWrittenOut(layer, groups, width));

    private StraightSchedule Straight(LayerLayout layout, EquatableArray<Group> groups)
    {
        bool isScalar = width == 1;
        bool staysInRegisters = Crossovers.StaysInRegisters(groups);
        return new StraightSchedule(
            layout,
            groups,
            layout.Layer is RecurrentLayer ? Tiling.Of(layout.Layer, groups, _forSums) : Tiling.OfGroups(groups),
            KeepsInLocals: isScalar || staysInRegisters,
            NamesValues: isScalar || (staysInRegisters && Crossovers.NamesValues(layout.Layer)));
    }

    private TiledSchedule Recurrent(LayerLayout layout, EquatableArray<Group> groups, LayerSchedule? projection)
    {
        WeightedLayer layer = layout.Layer;
        bool outgrowsFirstCache = width > 1
            && layer.Tensors.Sum(tensor => tensor.Count) * element.Bytes > Crossovers.FirstCache;
        bool hoists = outgrowsFirstCache && stepsAtOnce > 1 && layer.Input >= Crossovers.LeastInputToHoist;
        bool isOneVector = groups.Count == 1 && groups[0] is { Lanes: > 1, Joined: 1 };
        return new TiledSchedule(layout, groups, Tiling.Runs(layer, groups, outgrowsFirstCache ? Registers.InFlight : _forSums))
        {
            GoesBackAndForth = outgrowsFirstCache,
            AddsLastSumLate = layout.Cell is { ShowsByLastSum: true } && !outgrowsFirstCache && isOneVector,
            Hoisting = hoists ? Hoist(layer, groups) : null,
            Projection = projection,
        };
    }

    /// <summary>
    /// As many steps at once as the layer computes, limited by the registers for the sums of a group; a single step uses these registers
    /// for as many groups.
    /// </summary>
    private Hoisting Hoist(WeightedLayer layer, EquatableArray<Group> groups)
    {
        int steps = Math.Max(1, Math.Min(stepsAtOnce, _forSums / layer.Gates));
        return new Hoisting(steps, Tiling.Runs(layer, groups, layer.Gates), Tiling.Runs(layer, groups, steps * layer.Gates));
    }

    /// <summary>Two vectors, each with one sum for each unit; the sums of a narrow layer also run in several chains.</summary>
    private static TiledSchedule Dense(LayerLayout layout, EquatableArray<Group> groups) =>
        new(layout, groups, Tiling.Runs(layout.Layer, groups, Registers.InFlight / 4));
}

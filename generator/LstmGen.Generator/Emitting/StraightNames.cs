using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>The local variables of straight-line code for the values of its layers, and where other values are.</summary>
/// <param name="layers">The layers that are in one method.</param>
internal sealed class StraightNames(LaneSet lanes, IReadOnlyList<StraightSchedule> layers)
{
    /// <summary>Whether several layers have a state: then the names of its parts begin with the layer's.</summary>
    private readonly bool _hasPrefix = layers.Count(layer => layer.Layer is RecurrentLayer) > 1;

    /// <summary>Which units a local variable holds, where a layer has several.</summary>
    public string Suffix(StraightSchedule layer, Group group) =>
        lanes.IsScalar ? Literal.Of(group.First)
        : layer.Groups.Count == 1 ? ""
        : group.Count == 1 ? Literal.Of(group.First)
        : $"{group.First}to{group.First + group.Count - 1}";

    public string Hidden(StraightSchedule layer, Group group) => State(layer, StateSlot.Hidden, group);

    public string State(StraightSchedule layer, string slot, Group group) => State(layer, slot) + Suffix(layer, group);

    private string State(StraightSchedule layer, string slot) =>
        _hasPrefix ? layer.Layer.CamelName + slot.ToUpperInvariant() : slot;

    public string DenseOutput(StraightSchedule layer, Group group) => Suffix(layer, group) is { Length: > 0 } suffix
        ? DenseOutputs(layer) + suffix
        : layer.Layer.CamelName;

    /// <summary>Followed by a letter, so that unit 10 of <c>dense</c> is not unit 0 of <c>dense_1</c>.</summary>
    private static string DenseOutputs(StraightSchedule layer) => layer.Layer.CamelName + "Y";

    /// <summary>Where the previous step's hidden state is.</summary>
    public Source HiddenSource(StraightSchedule layer) =>
        ValuesOf(layer, State(layer, StateSlot.Hidden), layer.Layout.StateStart, "s");

    /// <summary>Where what a phase kept is.</summary>
    public Source CarriedSource(StraightSchedule layer, string carried) =>
        ValuesOf(layer, carried, 0, MemoryPlan.CarriedName(carried));

    /// <summary>Where the output of one of the layers is.</summary>
    public Source Output(int index)
    {
        StraightSchedule layer = layers[index];
        string dense = lanes.IsScalar ? DenseOutputs(layer) : layer.Layer.CamelName;
        return layer.Layer is RecurrentLayer
            ? HiddenSource(layer)
            : ValuesOf(layer, dense, layer.Layout.Row.First(1), MemoryPlan.Rows);
    }

    private Source ValuesOf(StraightSchedule layer, string name, int start, string memory) =>
        !layer.KeepsInLocals ? new MemorySource(lanes.Memory, memory, start)
        : lanes.IsScalar ? new LocalsSource(name)
        : new VectorSource(lanes[layer.Groups[0]], name);

    /// <summary>What a local variable of the state holds, for a reader.</summary>
    public string Meaning(string what, StraightSchedule layer, Group group)
    {
        string units = group.Count == 1 && layer.Layer.Units > 1 ? $" of unit {group.First}"
            : layer.Groups.Count == 1 ? ", a lane for each unit"
            : $" of units {group.First} to {group.First + group.Count - 1}";
        return (_hasPrefix ? layer.Layer.Name + ": " : "") + what + units;
    }

    /// <summary>Which units a tile has, for a reader.</summary>
    public static string Units(Tile tile) => tile.First == tile.Last ? $"Unit {tile.Last}" : $"Units {tile.First} to {tile.Last}";
}

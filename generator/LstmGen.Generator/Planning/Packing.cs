using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>
/// The layout of the parameters in memory: group by group, in a group row by row (the bias, the kernel's rows, the recurrent kernel's
/// rows), in a row gate by gate, a lane for each unit. A step reads them from the first to the last.
/// </summary>
internal static class Packing
{
    /// <summary>
    /// A layer's units padded for vectors of any width: the units left over from the widest vectors take the narrowest vector that holds
    /// them.
    /// </summary>
    public static int Pad(int units, Element element)
    {
        int rest = units % element.Widest;
        return units - rest + (rest == 0 ? 0 : Holding(rest, element.Widest, element));
    }

    /// <summary>Each layer starts a multiple of a cache line after the first, so that an aligned array has aligned layers.</summary>
    public static int Align(int count, Element element) => (count + element.Alignment - 1) / element.Alignment * element.Alignment;

    /// <summary>
    /// Splits the units into groups: as many of the widest vectors as they fill, and the narrowest one that holds the rest. The units of a
    /// layer whose parameters aren't packed are one group.
    /// </summary>
    public static EquatableArray<Group> Groups(WeightedLayer layer, int width, Element element)
    {
        if (!layer.IsPacked)
        {
            return new EquatableArray<Group>([new Group(0, layer.Units, layer.Units, Joined: 1)]);
        }

        var groups = new List<Group>();
        for (int first = 0; first < layer.Units;)
        {
            int lanes = width == 1 ? 1 : Holding(layer.Units - first, width, element);
            int joined = Math.Min(layer.MostJoined, width / lanes);
            groups.Add(new Group(first, lanes, Math.Min(lanes, layer.Units - first), joined));
            first += lanes;
        }

        return new EquatableArray<Group>(groups);
    }

    /// <summary>The offset of a group's first value from the layer's first.</summary>
    public static int GroupStart(LayerLayout layout, Group group) => layout.Layer.Gates * layout.Layer.Rows * group.First;

    /// <summary>The packed parameters for one vector width, as the generated code would pack them.</summary>
    /// <param name="parameters">In the order of Keras' <c>get_weights()</c>.</param>
    public static float[] Pack(IReadOnlyList<LayerLayout> layouts, int packedCount, IReadOnlyList<float> parameters, int width)
    {
        var packed = new float[packedCount];
        foreach (LayerLayout layout in layouts)
        {
            int at = layout.ParametersStart;
            WeightedLayer layer = layout.Layer;
            EquatableArray<Group> groups = Groups(layer, width, layout.Element);
            foreach ((int row, int gate) in layout.Runs.SelectMany(run => run.Places))
            {
                foreach (Group group in groups)
                {
                    int start = layout.PackedStart + GroupStart(layout, group) + (((row * layer.Gates) + gate) * group.Lanes);
                    for (int lane = 0; lane < group.Count; lane++)
                    {
                        packed[start + lane] = parameters[at++];
                    }
                }
            }
        }

        return packed;
    }

    private static int Holding(int units, int widest, Element element)
    {
        int lanes = Math.Min(element.Narrowest, widest);
        while (lanes < units && lanes < widest)
        {
            lanes *= 2;
        }

        return lanes;
    }
}

using System.Collections.Generic;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>
/// Where the parameters stand in memory: group by group, in a group row by row (the bias, the kernel's rows, the recurrent kernel's
/// rows), in a row gate by gate, a lane for each unit. A step reads them from the first to the last.
/// </summary>
internal static class Packing
{
    /// <summary>The narrowest vector; layers are padded to a multiple of it.</summary>
    public const int Padding = 4;

    /// <summary>Floats in a cache line. Each layer starts at a multiple of it, so that an aligned array has aligned layers.</summary>
    public const int Alignment = 16;

    public static int Pad(int units) => (units + Padding - 1) / Padding * Padding;

    public static int Align(int count) => (count + Alignment - 1) / Alignment * Alignment;

    /// <summary>Cuts the units into groups: as many of the widest vectors as the padded units fill, then narrower ones.</summary>
    public static EquatableArray<Group> Groups(int units, int width)
    {
        var groups = new List<Group>();
        int padded = width == 1 ? units : Pad(units);
        for (int first = 0; first < padded;)
        {
            int lanes = width;
            while (first + lanes > padded)
            {
                lanes /= 2;
            }

            groups.Add(new Group(first, lanes, System.Math.Min(lanes, units - first)));
            first += lanes;
        }

        return new EquatableArray<Group>(groups);
    }

    /// <summary>
    /// Groups whose sums are added up together. Two of them with four gates are eight sums under way, which is what keeps two
    /// multiply-add units of four cycles busy, and they leave half of sixteen vector registers free.
    /// </summary>
    public const int GroupsOfTile = 2;

    /// <summary>Cuts the groups into runs of the same width, each of at most as many groups as given.</summary>
    public static IEnumerable<IReadOnlyList<Group>> Tiles(IReadOnlyList<Group> groups, int most)
    {
        for (int first = 0; first < groups.Count;)
        {
            int end = first + 1;
            while (end < groups.Count && end - first < most && groups[end].Lanes == groups[first].Lanes)
            {
                end++;
            }

            var tile = new List<Group>();
            for (; first < end; first++)
            {
                tile.Add(groups[first]);
            }

            yield return tile;
        }
    }

    /// <summary>The first value of a group, from the layer's first.</summary>
    public static int GroupStart(LayerLayout layout, Group group) => layout.Layer.Gates * layout.Rows * group.First;
}

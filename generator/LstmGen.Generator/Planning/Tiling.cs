using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>Splits a layer's groups into tiles.</summary>
internal static class Tiling
{
    /// <summary>A tile for each group.</summary>
    public static EquatableArray<Tile> OfGroups(EquatableArray<Group> groups) =>
        new(groups.Select(group => new Tile(new EquatableArray<Group>([group]))));

    /// <summary>Tiles whose sums, with their chains, take at most the given number of vectors, or are those of one group.</summary>
    /// <param name="vectors">Without vectors each unit is a tile.</param>
    public static EquatableArray<Tile> Of(WeightedLayer layer, EquatableArray<Group> groups, int vectors) =>
        groups[0].Lanes == 1 ? OfGroups(groups) : new EquatableArray<Tile>(Cut(layer, groups, vectors));

    /// <summary>The same, with consecutive equal tiles joined into runs.</summary>
    public static EquatableArray<TileRun> Runs(WeightedLayer layer, EquatableArray<Group> groups, int vectors)
    {
        EquatableArray<Tile> tiles = Of(layer, groups, vectors);
        var runs = new List<TileRun>();
        for (int first = 0; first < tiles.Count;)
        {
            Tile tile = tiles[first];
            int count = tiles.Skip(first).TakeWhile(tile.IsLike).Count();
            runs.Add(new TileRun(tile, count));
            first += count;
        }

        return new EquatableArray<TileRun>(runs);
    }

    /// <summary>How many vectors the sums of a group take, each in its maximum number of chains.</summary>
    public static int Vectors(WeightedLayer layer, Group group) => layer.Gates / group.Joined * Summation.Chains(layer);

    private static IEnumerable<Tile> Cut(WeightedLayer layer, EquatableArray<Group> groups, int most)
    {
        for (int first = 0; first < groups.Count;)
        {
            var tile = new List<Group>();
            int used = 0;
            do
            {
                used += Vectors(layer, groups[first]);
                tile.Add(groups[first++]);
            }
            while (first < groups.Count
                && groups[first].SumLanes == tile[0].SumLanes
                && used + Vectors(layer, groups[first]) <= most);

            yield return new Tile(new EquatableArray<Group>(tile));
        }
    }
}

namespace LstmGen.Generator.Planning;

/// <summary>Consecutive tiles that are alike, so that a loop can compute them.</summary>
/// <param name="Tile">The first of them.</param>
/// <param name="Count">How many tiles there are.</param>
internal sealed record TileRun(Tile Tile, int Count)
{
    /// <summary>The first unit of the first tile.</summary>
    public int First => Tile.First;

    /// <summary>The distance from the first unit of a tile to that of the next one.</summary>
    public int Step => Tile.Lanes;

    /// <summary>The first unit of the last tile.</summary>
    public int Last => First + ((Count - 1) * Step);

    /// <summary>A single tile is not a loop.</summary>
    public bool IsLoop => Count > 1;
}

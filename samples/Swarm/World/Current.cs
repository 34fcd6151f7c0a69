using System;

namespace Swarm;

/// <summary>
/// A current that turns whoever swims in it, left here and right there, interpolated smoothly between the nodes of a lattice. It is
/// invisible; an agent only senses that it has been turned, and must allow for it.
/// </summary>
internal sealed class Current
{
    private const float NodeDistance = 1.5f;
    private const int Columns = (int)(World.Width / NodeDistance) + 2;
    private const int Rows = (int)(World.Height / NodeDistance) + 2;

    private readonly float[] _nodes = new float[Columns * Rows];

    internal Current(ulong seed)
    {
        SplitMix64 random = new(seed);
        foreach (ref float node in _nodes.AsSpan())
        {
            node = random.NextBetween(-1, 1);
        }
    }

    /// <summary>From -1 to 1.</summary>
    internal float At(float x, float y)
    {
        float column = x * (1 / NodeDistance);
        float row = y * (1 / NodeDistance);
        int left = (int)column;
        int above = (int)row;
        float across = Smooth(column - left);
        float down = Smooth(row - above);
        int node = above * Columns + left;
        float upper = _nodes[node] + (_nodes[node + 1] - _nodes[node]) * across;
        float lower = _nodes[node + Columns] + (_nodes[node + Columns + 1] - _nodes[node + Columns]) * across;
        return upper + (lower - upper) * down;
    }

    // From 0 to 1 with no slope at either end, so that the current has no edges at the nodes.
    private static float Smooth(float t) => t * t * (3 - 2 * t);
}

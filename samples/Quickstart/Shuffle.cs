namespace Quickstart;

/// <summary>Random numbers of its own, the same for a seed on every machine and in every version of .NET.</summary>
internal sealed class Shuffle(uint seed)
{
    private uint _state = seed;

    /// <summary>Shuffles indices (Fisher and Yates).</summary>
    internal void Mix(int[] order)
    {
        for (int last = order.Length - 1; last > 0; last--)
        {
            int other = (int)(Next() % (uint)(last + 1));
            (order[last], order[other]) = (order[other], order[last]);
        }
    }

    /// <summary>The upper half of a linear congruential generator's bits, which are more random.</summary>
    private uint Next()
    {
        _state = unchecked(_state * 1664525u + 1013904223u);
        return _state >> 16;
    }
}

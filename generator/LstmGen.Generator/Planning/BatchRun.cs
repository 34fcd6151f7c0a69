namespace LstmGen.Generator.Planning;

/// <summary>
/// A run of units whose parameters are packed in groups of one width, and so with one stride between rows. Each run has a method of its
/// own: with two loops in one method the compiler keeps the constants of tanh in memory.
/// </summary>
/// <param name="First">The first unit.</param>
/// <param name="Count">How many units there are.</param>
/// <param name="GroupLanes">Lanes of the groups in which their parameters are packed.</param>
/// <param name="HasManyGroups">Whether they span several of those groups.</param>
/// <param name="UnitsOfTile">How many units are computed at a time.</param>
/// <param name="HasLoopsOfTerms">Whether the sums are computed by loops, or every multiply-add is written out.</param>
internal sealed record BatchRun(int First, int Count, int GroupLanes, bool HasManyGroups, int UnitsOfTile, bool HasLoopsOfTerms)
{
    /// <summary>The last unit.</summary>
    public int Last => First + Count - 1;

    /// <summary>Whether there are several tiles.</summary>
    public bool IsLoop => Count > UnitsOfTile;
}

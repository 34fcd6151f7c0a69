namespace LstmGen.Generator.Planning;

/// <summary>
/// A run of units whose parameters are packed in groups of one width, and so at one distance from row to row. Each has a method of its
/// own: with two loops in one method the compiler keeps the constants of tanh in memory.
/// </summary>
/// <param name="First">The first unit.</param>
/// <param name="Count">How many they are.</param>
/// <param name="GroupLanes">Lanes of the groups in which their parameters are packed.</param>
/// <param name="HasManyGroups">Whether they are several of those groups.</param>
/// <param name="UnitsOfTile">How many units are computed at a time.</param>
/// <param name="HasLoopsOfTerms">Whether loops add the sums up, or every multiply-add is written out.</param>
internal sealed record BatchRun(int First, int Count, int GroupLanes, bool HasManyGroups, int UnitsOfTile, bool HasLoopsOfTerms)
{
    /// <summary>The last unit.</summary>
    public int Last => First + Count - 1;

    /// <summary>Whether there are several tiles.</summary>
    public bool IsLoop => Count > UnitsOfTile;
}

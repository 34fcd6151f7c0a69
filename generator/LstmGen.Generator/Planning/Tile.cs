using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>Groups whose sums are computed together: they share each value that is added, and keep the multiply-add units busy.</summary>
internal sealed record Tile(EquatableArray<Group> Groups)
{
    /// <summary>The first unit.</summary>
    public int First => Groups[0].First;

    /// <summary>The last unit.</summary>
    public int Last => Groups[Groups.Count - 1].First + Groups[Groups.Count - 1].Count - 1;

    /// <summary>How many units it has room for, and so the distance to the first unit of an equal tile that follows.</summary>
    public int Lanes => Groups.Sum(group => group.Lanes);

    /// <summary>Whether the two have the same code but for the first unit.</summary>
    public bool IsLike(Tile other) => Groups.Count == other.Groups.Count
        && Groups.Zip(other.Groups, (one, two) => one.Lanes == two.Lanes && one.Count == two.Count).All(alike => alike);
}

using System.Collections.Generic;

namespace LstmGen.Generator.Planning.Members;

/// <summary>
/// A file of a generated half. The first one is for readers who want to know what the network computes: parameters in other orders, states
/// as data, many sequences at once and training have a file each.
/// </summary>
/// <param name="Name">What its name has behind that of the class, after a hyphen, which no type has in its name; empty for the first one.</param>
/// <param name="Comment">What it is about.</param>
/// <param name="Members">In the order in which they are printed.</param>
internal sealed record SurfaceFile(string Name, string Comment, IReadOnlyList<Member> Members)
{
    public bool IsFirst => Name.Length == 0;
}

using System.Collections.Generic;

namespace LstmGen.Generator.Planning.Members;

/// <summary>What a member's documentation says beside what its parameters mean.</summary>
/// <param name="Summary">With a line feed where it stands on lines of its own.</param>
internal sealed record Documentation(string Summary)
{
    /// <summary>That of the base type's member.</summary>
    public static readonly Documentation Inherited = new("");

    public string? Remarks { get; init; }

    public string? Returns { get; init; }

    public IReadOnlyList<Thrown> Exceptions { get; init; } = [];
}

/// <summary>An exception and when it is thrown.</summary>
/// <param name="Type">A simple name of the base library.</param>
internal sealed record Thrown(string Type, string When);

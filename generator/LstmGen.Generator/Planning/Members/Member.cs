using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Generator.Planning.Members;

internal enum MemberKind
{
    Constant,
    Field,
    Constructor,
    Method,
    Operator,
    Property,
    Type,
}

/// <summary>
/// A member of the generated half, or of a type nested in it, before any of its text is written. What is printed, what of the user's half
/// is in the way, and what the documentation lists, all follow from it.
/// </summary>
/// <param name="Modifiers">As C# has them.</param>
/// <param name="Name">A constructor's is that of its type, an indexer's <c>this</c>, an operator's its sign.</param>
internal sealed record Member(MemberKind Kind, string Modifiers, string Name)
{
    /// <summary>The type of a value, or what is returned; null where nothing is.</summary>
    public TypeUse? Type { get; init; }

    public IReadOnlyList<Parameter> Parameters { get; init; } = [];

    public Documentation? Documentation { get; init; }

    /// <summary>What it is for, of a member that no user sees.</summary>
    public string? Comment { get; init; }

    public IReadOnlyList<AttributeUse> Attributes { get; init; } = [];

    /// <summary>What a constructor calls first.</summary>
    public string Initializer { get; init; } = "";

    /// <summary>What stands in front of the checks.</summary>
    public Statement? First { get; init; }

    public IReadOnlyList<Check> Checks { get; init; } = [];

    public Body? Body { get; init; }

    /// <summary>Why the network has no such member, for one that is there to say so.</summary>
    public string? Obstacle { get; init; }

    /// <summary>Of a property: whether it can be set.</summary>
    public bool IsWritable { get; init; }

    /// <summary>Whether no blank line parts it from others like it.</summary>
    public bool IsTight { get; init; }

    /// <summary><c>class</c> or <c>struct</c>, of a type.</summary>
    public string Keyword { get; init; } = "class";

    /// <summary>Of a type: whether it says that it can be compared with its own kind.</summary>
    public bool IsEquatable { get; init; }

    /// <summary>Of a type: whether an earlier part of it has its attributes.</summary>
    public bool IsLaterPart { get; init; }

    /// <summary>Of a type.</summary>
    public IReadOnlyList<Member> Members { get; init; } = [];

    /// <summary>Whether users have it: it is public, and no member of every object.</summary>
    public bool IsOffered => Modifiers.StartsWith("public", StringComparison.Ordinal) && !Modifiers.Contains("override");

    /// <summary>The parameters as C# has them.</summary>
    public IEnumerable<Parameter> Declared => Parameters.SelectMany(parameter => parameter.Declared);

    /// <summary>
    /// The types of the parameters in full, which tell it from others by its name. Which kind of a reference one is tells none apart.
    /// </summary>
    public IEnumerable<string> Signature =>
        Declared.Select(parameter => (parameter.Passing == Passing.Value ? "" : "ref ") + parameter.Type.FullName);

    /// <summary>The member for a reader: <c>Step(ReadOnlySpan&lt;float&gt;, Span&lt;float&gt;, ref State)</c>.</summary>
    public override string ToString()
    {
        string parameters = string.Join(", ", Declared.Select(parameter => parameter.Prefix + parameter.Type));
        return Kind switch
        {
            MemberKind.Constructor or MemberKind.Method => $"{Name}({parameters})",
            MemberKind.Property when Parameters.Count > 0 => $"{Name}[{parameters}] {{ get;{(IsWritable ? " set;" : "")} }}",
            _ => Name,
        };
    }
}

/// <summary>An attribute of the base library on a member.</summary>
/// <param name="Arguments">Those behind what is in <paramref name="Library"/>.</param>
/// <param name="Library">A type of the base library that the arguments start with.</param>
internal sealed record AttributeUse(string Name, string Arguments = "", string? Library = null);

using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning.Members;

/// <summary>What of the user's half C# would take for a duplicate of what is generated.</summary>
internal sealed class Clashes(IReadOnlyList<Member> surface, string className)
{
    /// <summary>The members that are in the way: the index of each, and what it is called.</summary>
    /// <param name="className">Without what escapes it.</param>
    public static IEnumerable<(int Index, string Shown)> Of(
        IReadOnlyList<Member> surface, string className, EquatableArray<DeclaredMember> declared)
    {
        var clashes = new Clashes(surface, className);
        for (int i = 0; i < declared.Count; i++)
        {
            DeclaredMember member = declared[i];
            if (surface.FirstOrDefault(other => clashes.IsInTheWay(member, other)) is { } generated)
            {
                yield return (i, clashes.Shown(member, generated));
            }
        }
    }

    private bool IsInTheWay(DeclaredMember member, Member other)
    {
        if (other.Kind == MemberKind.Constructor || member.Kind == DeclaredKind.Constructor)
        {
            return other.Kind == MemberKind.Constructor && member.Kind == DeclaredKind.Constructor && HasParametersOf(member, other);
        }

        return member.Name == other.Name && member.Kind switch
        {
            DeclaredKind.Method => other.Kind != MemberKind.Method || HasParametersOf(member, other),
            DeclaredKind.GenericMethod => other.Kind != MemberKind.Method,
            DeclaredKind.GenericType => other.Kind != MemberKind.Type,
            _ => true,
        };
    }

    private bool HasParametersOf(DeclaredMember member, Member other) => member.Parameters.Select(Plain).SequenceEqual(other.Signature);

    /// <summary>
    /// A type with a question mark is another one if it is a structure. In the user's half that can't be told of the nested types, which
    /// are yet to be generated.
    /// </summary>
    private string Plain(string type) =>
        type.EndsWith("?", System.StringComparison.Ordinal) && type.Substring(0, type.Length - 1) is var plain
        && surface.Any(member => member is { Kind: MemberKind.Type, Keyword: "class" } && member.Name == plain)
            ? plain
            : type;

    private string Shown(DeclaredMember member, Member other) => other.Kind switch
    {
        _ when member.Kind == DeclaredKind.Type => "a type by the name " + className,
        MemberKind.Constructor => $"the constructor {other with { Name = className }}",
        MemberKind.Method when member.Kind == DeclaredKind.Method => other.ToString(),
        _ => member.Name,
    };
}

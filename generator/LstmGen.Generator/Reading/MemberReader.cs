using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Reading;

/// <summary>Reads the members of the user's half of a type that may be in the way of generated ones.</summary>
internal static class MemberReader
{
    public static IReadOnlyList<(DeclaredMember Member, Location Location)> Read(INamedTypeSymbol type)
    {
        var members = new List<(DeclaredMember, Location)>();
        if (GeneratedMembers.AllNames.Contains(type.Name))
        {
            members.Add((new DeclaredMember(type.Name, DeclaredKind.Type, default), TypeReader.Location(type)));
        }

        foreach (string name in GeneratedMembers.AllNames)
        {
            foreach (ISymbol member in type.GetMembers(name))
            {
                if (!member.IsImplicitlyDeclared && !IsGenerated(member))
                {
                    members.Add((Declared(name, member), member.Locations.FirstOrDefault() ?? Location.None));
                }
            }
        }

        return members;
    }

    private static DeclaredMember Declared(string name, ISymbol member) => member is IMethodSymbol method
        ? new DeclaredMember(name, method.Arity == 0 ? DeclaredKind.Method : DeclaredKind.GenericMethod, new EquatableArray<string>(Parameters(method)))
        : new DeclaredMember(name, DeclaredKind.Other, default);

    private static IEnumerable<string> Parameters(IMethodSymbol method) => method.Parameters.Select(parameter =>
        (parameter.RefKind == RefKind.None ? "" : "ref ") + Shown(parameter.Type));

    /// <summary>The states are generated: in the user's half they may not be types yet, and with a question mark look like nullable structures.</summary>
    private static string Shown(ITypeSymbol type)
    {
        ITypeSymbol shown = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            && nullable.TypeArguments[0].Name == GeneratedMembers.BatchState
                ? nullable.TypeArguments[0]
                : type;
        return shown.Name is GeneratedMembers.State or GeneratedMembers.BatchState or GeneratedMembers.Workspace ? shown.Name : shown.ToDisplayString();
    }

    /// <summary>The analyzer sees the generated half too.</summary>
    public static bool IsGenerated(ISymbol member) => member.DeclaringSyntaxReferences.Any(reference =>
        reference.SyntaxTree.FilePath.Replace('\\', '/').Contains("LstmGen.Generator/" + typeof(LstmGenerator).FullName + "/"));
}

using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Reading;

/// <summary>Reads the members of the user's half of a type that may conflict with generated ones.</summary>
internal static class MemberReader
{
    /// <summary>The end of the folder that the compiler puts generated files into, which the analyzer sees too.</summary>
    private const string GeneratedFolder = "LstmGen.Generator/LstmGen.Generator.LstmGenerator/";

    /// <summary>The types that generated members take, which may not exist yet.</summary>
    private static readonly string[] GeneratedNames = [GeneratedTypes.State, GeneratedTypes.BatchState, GeneratedTypes.Workspace];

    /// <param name="names">The names that generated members may have.</param>
    public static IReadOnlyList<(DeclaredMember Member, Location Location)> Read(INamedTypeSymbol type, IReadOnlyCollection<string> names)
    {
        var members = new List<(DeclaredMember, Location)>();
        if (names.Contains(type.Name))
        {
            members.Add((new DeclaredMember(type.Name, DeclaredKind.Type, default), TypeReader.Location(type)));
        }

        foreach (ISymbol member in names.SelectMany(name => type.GetMembers(name)).Concat(type.InstanceConstructors))
        {
            if (!member.IsImplicitlyDeclared && !IsGenerated(member))
            {
                members.Add((Declared(type, member), member.Locations.FirstOrDefault() ?? Location.None));
            }
        }

        return members;
    }

    /// <summary>Whether a member belongs to the generated half.</summary>
    public static bool IsGenerated(ISymbol member) =>
        member.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree.FilePath.Replace('\\', '/').Contains(GeneratedFolder));

    private static DeclaredMember Declared(INamedTypeSymbol type, ISymbol member) => member switch
    {
        IMethodSymbol { Arity: > 0 } => new DeclaredMember(member.Name, DeclaredKind.GenericMethod, default),
        IMethodSymbol method => new DeclaredMember(
            member.Name,
            method.MethodKind == MethodKind.Constructor ? DeclaredKind.Constructor : DeclaredKind.Method,
            new EquatableArray<string>(method.Parameters.Select(parameter => Parameter(type, parameter)))),
        INamedTypeSymbol { Arity: > 0 } => new DeclaredMember(member.Name, DeclaredKind.GenericType, default),
        _ => new DeclaredMember(member.Name, DeclaredKind.Other, default),
    };

    /// <summary>Overloads can't differ only in the kind of reference.</summary>
    private static string Parameter(INamedTypeSymbol type, IParameterSymbol parameter) =>
        (parameter.RefKind == RefKind.None ? "" : "ref ") + Shown(type, parameter.Type);

    /// <summary>
    /// A type in full, or a generated one by its simple name: until that exists, its name may mean an error type or a type that it will
    /// hide, and with a question mark it looks like a nullable structure.
    /// </summary>
    private static string Shown(INamedTypeSymbol annotated, ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            && IsOwn(annotated, nullable.TypeArguments[0]))
        {
            return nullable.TypeArguments[0].Name + "?";
        }

        return IsOwn(annotated, type)
            ? type.Name + (type.NullableAnnotation == NullableAnnotation.Annotated ? "?" : "")
            : type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString();
    }

    private static bool IsOwn(INamedTypeSymbol annotated, ITypeSymbol type) =>
        GeneratedNames.Contains(type.Name)
        && (type.ContainingType is null || SymbolEqualityComparer.Default.Equals(type.ContainingType, annotated));
}

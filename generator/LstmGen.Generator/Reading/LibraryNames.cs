using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Reading;

/// <summary>
/// Finds out what the full names of the base library's types mean in a project. <c>global::System.MathF</c> is looked up in all assemblies
/// at once, and the project's own declarations take precedence over those it references: symbols are told apart by assembly, not by
/// namespace.
/// </summary>
internal static class LibraryNames
{
    /// <summary>The names in <see cref="BaseLibrary.Namespaces"/> by which generated code would not get the base library's types.</summary>
    public static EquatableArray<string> Hidden(Compilation compilation) =>
        new(BaseLibrary.Namespaces.Keys.Where(name => Hiding(compilation, name).Count > 0));

    /// <summary>
    /// What hides a type of the base library: a declaration of the project itself, or types that several of its references declare. Nothing
    /// if the name means exactly one type, or no referenced one.
    /// </summary>
    public static IReadOnlyList<ISymbol> Hiding(Compilation compilation, string name)
    {
        INamespaceSymbol space = compilation.GlobalNamespace;
        foreach (string part in BaseLibrary.Namespaces[name].Split('.'))
        {
            // A type takes precedence over a namespace of the same name.
            if (Types(compilation, space, part).Where(type => type.Arity == 0).ToArray<ISymbol>() is { Length: > 0 } types)
            {
                return types;
            }

            if (Inner(space, part) is not { } inner)
            {
                return [];
            }

            space = inner;
        }

        INamedTypeSymbol[] all = [.. Types(compilation, space, name), .. Types(compilation, space, name + "Attribute")];
        INamedTypeSymbol[] referenced = [.. all.Where(type => !IsOwn(compilation, type))];
        ISymbol[] own =
        [
            .. all.Where(type => IsOwn(compilation, type) && referenced.Any(other => IsTakenFor(type, other))),
            .. referenced.Any(type => type.MetadataName == name) && Inner(space, name) is { } sameName ? [sameName] : (ISymbol[])[],
        ];
        if (own.Length > 0)
        {
            return own;
        }

        IEnumerable<ISymbol>? several = referenced.GroupBy(type => type.MetadataName).FirstOrDefault(same => same.Count() > 1);
        return [.. several ?? []];
    }

    /// <summary>
    /// Whether one of the namespaces in <see cref="BaseLibrary.Namespaces"/> has a type with a name that generated code uses from another:
    /// then the simple name is ambiguous.
    /// </summary>
    public static bool AreAmbiguous(Compilation compilation) => BaseLibrary.Namespaces.Values.Distinct().Any(space =>
        Find(compilation, space) is { } symbol
        && (Has(compilation, symbol, BaseLibrary.ContextualName)
            || BaseLibrary.Namespaces.Any(name =>
                name.Value != space
                && (Has(compilation, symbol, name.Key) || Has(compilation, symbol, name.Key + "Attribute")))));

    /// <summary>
    /// Whether the compiler warns about a type wherever it is named, because a library has a type or a namespace with the same full name.
    /// </summary>
    public static bool IsShared(Compilation compilation, INamedTypeSymbol type) =>
        type.ContainingType is null
        && compilation.GetCompilationNamespace(type.ContainingNamespace) is { } space
        && (Inner(space, type.Name) is not null
            || Types(compilation, space, type.Name).Any(other => other.Arity == 0 && !IsOwn(compilation, other)));

    /// <summary>What hides the name, where it is, and what to do about it.</summary>
    /// <param name="hiding">The result of <see cref="Hiding"/>.</param>
    /// <param name="places">Where it is declared in the project; empty if it is in a library.</param>
    public static string Shown(IReadOnlyList<ISymbol> hiding, IReadOnlyList<Location> places)
    {
        string what = $"the {(hiding[0] is INamespaceSymbol ? "namespace" : "type")} {hiding[0].ToDisplayString()}";
        if (places.Count > 0)
        {
            FileLinePositionSpan place = places[0].GetLineSpan();
            string line = NumberText.Of(place.StartLinePosition.Line + 1);
            return $"{what} in {Path.GetFileName(place.Path)}, line {line}, hides; rename it or move it to another namespace";
        }

        string[] libraries = [.. hiding.Select(symbol => symbol.ContainingAssembly.Name).OrderBy(name => name, StringComparer.Ordinal)];
        return libraries.Length == 1
            ? $"{what} of the library {libraries[0]} hides; give that reference an alias"
            : $"{string.Join(" and ", libraries)} both declare; remove one of the references or give it an alias";
    }

    private static bool IsOwn(Compilation compilation, ISymbol symbol) =>
        SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly);

    /// <summary>The namespace by a full name, or null.</summary>
    private static INamespaceSymbol? Find(Compilation compilation, string space) => space
        .Split('.')
        .Aggregate<string, INamespaceSymbol?>(
            compilation.GlobalNamespace,
            (outer, part) => outer is null ? null : Inner(outer, part));

    private static INamespaceSymbol? Inner(INamespaceSymbol space, string name) =>
        space.GetNamespaceMembers().FirstOrDefault(inner => inner.Name == name);

    private static bool Has(Compilation compilation, INamespaceSymbol space, string name) => Types(compilation, space, name).Any();

    private static IEnumerable<INamedTypeSymbol> Types(Compilation compilation, INamespaceSymbol space, string name) =>
        space.GetTypeMembers(name).Where(type => compilation.IsSymbolAccessibleWithin(type, compilation.Assembly));

    /// <summary>Attributes are also found by their names without the suffix.</summary>
    private static bool IsTakenFor(INamedTypeSymbol own, INamedTypeSymbol referenced) =>
        own.MetadataName == referenced.MetadataName || (own.MetadataName + "Attribute" == referenced.MetadataName && IsAttribute(own));

    private static bool IsAttribute(INamedTypeSymbol type)
    {
        INamedTypeSymbol? part = type.BaseType;
        while (part is not null && part.ToDisplayString() != "System.Attribute")
        {
            part = part.BaseType;
        }

        return part is not null;
    }
}

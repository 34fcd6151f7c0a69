using System.Linq;
using LstmGen.Generator.Emitting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Reading;

/// <summary>Finds out whether a type sees something else by a name that generated code uses for a type of the base library.</summary>
internal static class NameReader
{
    public static bool MustQualify(INamedTypeSymbol type, TypeDeclarationSyntax declaration, SemanticModel model)
    {
        // A type may be declared without a body; what it sees is then what its namespace sees, and its members elsewhere.
        int position = declaration.OpenBraceToken.Span.Length > 0 ? declaration.OpenBraceToken.Span.End : declaration.SpanStart;
        return Names.Namespaces.Any(name => new[] { name.Key, name.Key + "Attribute" }.Any(simple =>
            type.GetMembers(simple).Length > 0 || model.LookupSymbols(position, name: simple).Any(symbol => !IsExpected(symbol, name.Value))));
    }

    private static bool IsExpected(ISymbol symbol, string space) =>
        symbol is INamedTypeSymbol { ContainingType: null } && symbol.ContainingNamespace?.ToDisplayString() == space;
}

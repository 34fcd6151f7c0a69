using System;
using System.Linq;
using LstmGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Reading;

/// <summary>
/// Finds out whether, inside a type, a name that generated code uses for a type of the base library means something else.
/// </summary>
internal static class NameReader
{
    public static bool MustQualify(INamedTypeSymbol type, TypeDeclarationSyntax declaration, SemanticModel model)
    {
        // A type may be declared without a body; then names are looked up in its namespace, and its members separately.
        int position = declaration.OpenBraceToken.Span.Length > 0 ? declaration.OpenBraceToken.Span.End : declaration.SpanStart;
        return Sees(BaseLibrary.ContextualName, _ => true)
            || BaseLibrary.Namespaces.Any(name => SeesOther(name.Key, name.Value) || SeesOther(name.Key + "Attribute", name.Value))
            || HelperTypes.Names.Any(name => Sees(name, _ => true))
            || LibraryNames.AreAmbiguous(model.Compilation);

        bool SeesOther(string name, string space) => Sees(name, symbol => !IsExpected(symbol, space));

        bool Sees(string name, Func<ISymbol, bool> isOther) =>
            type.GetMembers(name).Length > 0 || model.LookupSymbols(position, name: name).Any(isOther);
    }

    private static bool IsExpected(ISymbol symbol, string space) =>
        symbol is INamedTypeSymbol { ContainingType: null } && symbol.ContainingNamespace?.ToDisplayString() == space;
}

using System.Linq;
using LstmGen.Generator.Emitting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Reading;

/// <summary>Finds out whether a type sees something else by a name that generated code uses for a type of the base library.</summary>
internal static class NameReader
{
    public static bool MustQualify(TypeDeclarationSyntax declaration, SemanticModel model) => Names.Namespaces.Any(name =>
        model.LookupSymbols(declaration.OpenBraceToken.SpanStart + 1, name: name.Key)
            .Concat(model.LookupSymbols(declaration.OpenBraceToken.SpanStart + 1, name: name.Key + "Attribute"))
            .Any(symbol => symbol is not INamedTypeSymbol || symbol.ContainingNamespace?.ToDisplayString() != name.Value || symbol.ContainingType is not null));
}

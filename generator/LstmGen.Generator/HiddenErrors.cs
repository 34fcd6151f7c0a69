using System.Collections.Generic;
using System.Linq;
using System.Threading;
using LstmGen.Generator.Planning.Members;
using LstmGen.Generator.Reading;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator;

/// <summary>
/// What <see cref="LstmAnalyzer"/> would report of a type to which no code can be added, and isn't asked: the compiler runs no analyzer once a
/// declaration has an error, and a field of the type's <c>State</c> is one. The generator repeats it then.
/// </summary>
/// <remarks>
/// The analyzer reports the same wherever it is asked, as in an editor: fixes are offered there for what it says, and its places follow each edit.
/// The compiler prints equal diagnostics once.
/// </remarks>
internal static class HiddenErrors
{
    /// <param name="type">The type by its id in documentation.</param>
    public static IEnumerable<Diagnostic> Of(string type, Compilation compilation, CancellationToken cancellation) =>
        !compilation.GetDeclarationDiagnostics(cancellation).Any(static error => error.Severity == DiagnosticSeverity.Error)
            ? []
            : from symbol in DocumentationCommentId.GetSymbolsForDeclarationId(type, compilation).OfType<INamedTypeSymbol>()
              let declaration = ClassReader.DeclarationOf(symbol, cancellation)
              where declaration is not null
              let read = ClassReader.Read(
                  symbol, compilation.GetSemanticModel(declaration.SyntaxTree), declaration, Surface.AllNames, cancellation)
              where read.IsUnheard
              from problem in read.Problems
              select read.Places.Show(problem);
}

using System.Collections.Generic;
using System.Linq;
using System.Threading;
using LstmGen.Generator.Planning.Members;
using LstmGen.Generator.Reading;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator;

/// <summary>
/// What <see cref="LstmAnalyzer"/> would report about a type to which no code can be added, but can't: the compiler runs no analyzer once a
/// declaration has an error, such as a field of the type's missing <c>State</c>. The generator then repeats it.
/// </summary>
/// <remarks>
/// Where the analyzer does run, as in an editor, it reports the same: editors offer fixes for its diagnostics, whose places follow each
/// edit. The compiler prints equal diagnostics once.
/// </remarks>
internal static class HiddenErrors
{
    /// <param name="type">The type's documentation ID.</param>
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

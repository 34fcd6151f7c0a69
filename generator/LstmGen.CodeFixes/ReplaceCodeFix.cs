using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading.Tasks;
using LstmGen.Generator.Usage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.CodeFixes;

/// <summary>
/// Writes the initial state in place of zeros (LSTM026), and passes a span in place of a copy (LSTM029): the rule says what to write.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReplaceCodeFix))]
[Shared]
public sealed class ReplaceCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("LSTM026", "LSTM029");

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (root is null || Fixed(root, diagnostic) is not var (old, text, changed))
            {
                continue;
            }

            Document document = context.Document;
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Use {text}",
                    _ => Task.FromResult(document.WithSyntaxRoot(root.ReplaceNode(old, changed))),
                    equivalenceKey: diagnostic.Id),
                diagnostic);
        }
    }

    private static (SyntaxNode Old, string Text, SyntaxNode Changed)? Fixed(SyntaxNode root, Diagnostic diagnostic)
    {
        if (diagnostic.Properties.TryGetValue(FixProperties.Replacement, out string? replacement) && replacement is not null
            && root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is ExpressionSyntax expression)
        {
            return (expression, replacement, SyntaxFactory.ParseExpression(replacement).WithTriviaFrom(expression));
        }

        if (diagnostic.Properties.TryGetValue(FixProperties.Initializer, out string? initializer) && initializer is not null
            && root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<VariableDeclaratorSyntax>() is { Initializer: null } variable)
        {
            SyntaxTriviaList trailing = variable.Identifier.TrailingTrivia;
            EqualsValueClauseSyntax value = SyntaxFactory.EqualsValueClause(
                SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space),
                SyntaxFactory.ParseExpression(initializer).WithTrailingTrivia(trailing));
            return (variable, initializer, variable
                .WithIdentifier(variable.Identifier.WithTrailingTrivia(SyntaxFactory.Space))
                .WithInitializer(value));
        }

        return null;
    }
}

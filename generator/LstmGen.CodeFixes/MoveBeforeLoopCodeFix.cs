using System.Collections.Generic;
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
/// Moves what is created in every iteration to before the loop: a network (LSTM027), an array (LSTM029), or a network's memory (LSTM030).
/// The rule has checked that this changes nothing else.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MoveBeforeLoopCodeFix))]
[Shared]
public sealed class MoveBeforeLoopCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("LSTM027", "LSTM029", "LSTM030");

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (root is null || Moved(root, diagnostic) is not { } changed)
            {
                continue;
            }

            Document document = context.Document;
            context.RegisterCodeFix(
                CodeAction.Create("Move before the loop", _ => Task.FromResult(document.WithSyntaxRoot(changed)), equivalenceKey: diagnostic.Id),
                diagnostic);
        }
    }

    private static SyntaxNode? Moved(SyntaxNode root, Diagnostic diagnostic)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax made
            || LoopAround(made) is not { } loop)
        {
            return null;
        }

        if (diagnostic.Properties.TryGetValue(FixProperties.Variable, out string? name) && name is not null)
        {
            StatementSyntax declaration = SyntaxFactory.ParseStatement($"var {name} = {made.WithoutTrivia()};");
            return Insert(root, loop, declaration, made, SyntaxFactory.IdentifierName(name).WithTriviaFrom(made));
        }

        if (!diagnostic.Properties.ContainsKey(FixProperties.Move)
            || made.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is not { } statement)
        {
            return null;
        }

        StatementSyntax? instead = diagnostic.Properties.TryGetValue(FixProperties.Instead, out string? text) && text is not null
            ? SyntaxFactory.ParseStatement(text).WithLeadingTrivia(Indentation(statement)).WithTrailingTrivia(statement.GetTrailingTrivia())
            : null;
        return Insert(root, loop, statement, statement, instead);
    }

    private static StatementSyntax? LoopAround(SyntaxNode node) => node.Ancestors().OfType<StatementSyntax>().FirstOrDefault(statement =>
        statement is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax);

    /// <summary>Puts a declaration before a loop, and something else, or nothing, where it came from.</summary>
    private static SyntaxNode? Insert(SyntaxNode root, StatementSyntax loop, StatementSyntax declaration, SyntaxNode old, SyntaxNode? instead)
    {
        SyntaxNode tracked = root.TrackNodes(loop, old);
        SyntaxNode from = tracked.GetCurrentNode(old)!;
        SyntaxNode? without = instead is null
            ? tracked.RemoveNode(from, SyntaxRemoveOptions.KeepNoTrivia)
            : tracked.ReplaceNode(from, instead);
        if (without?.GetCurrentNode(loop) is not { } place)
        {
            return null;
        }

        // Blank lines above the loop stay above what comes before it now.
        SyntaxTriviaList above = loop.GetLeadingTrivia();
        int blank = above.TakeWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia) || trivia.IsKind(SyntaxKind.WhitespaceTrivia)).ToList()
            .FindLastIndex(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)) + 1;
        StatementSyntax moved = declaration
            .WithLeadingTrivia(above.Take(blank).Concat(Comments(declaration, Indentation(loop), EndOfLine(root))))
            .WithTrailingTrivia(declaration.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia)
                ? declaration.GetTrailingTrivia()
                : SyntaxFactory.TriviaList(EndOfLine(root)));
        SyntaxNode below = place.WithLeadingTrivia(above.Skip(blank));
        return place.Parent is GlobalStatementSyntax global
            ? without.ReplaceNode(global, new[] { SyntaxFactory.GlobalStatement(moved), SyntaxFactory.GlobalStatement((StatementSyntax)below) })
            : without.ReplaceNode(place, new[] { moved, below });
    }

    /// <summary>The indentation of a statement on its own line.</summary>
    private static SyntaxTriviaList Indentation(StatementSyntax statement)
    {
        SyntaxTrivia last = statement.GetLeadingTrivia().LastOrDefault();
        return last.IsKind(SyntaxKind.WhitespaceTrivia) ? SyntaxFactory.TriviaList(last) : SyntaxFactory.TriviaList();
    }

    /// <summary>The comments above a declaration, each on a line by the new indentation.</summary>
    private static SyntaxTriviaList Comments(StatementSyntax declaration, SyntaxTriviaList indentation, SyntaxTrivia endOfLine)
    {
        List<SyntaxTrivia> trivia = [];
        foreach (SyntaxTrivia old in declaration.GetLeadingTrivia())
        {
            if (old.IsKind(SyntaxKind.SingleLineCommentTrivia) || old.IsKind(SyntaxKind.MultiLineCommentTrivia))
            {
                trivia.AddRange(indentation);
                trivia.Add(old);
                trivia.Add(endOfLine);
            }
        }

        trivia.AddRange(indentation);
        return SyntaxFactory.TriviaList(trivia);
    }

    /// <summary>A line break as in the rest of the file.</summary>
    private static SyntaxTrivia EndOfLine(SyntaxNode root) =>
        root.DescendantTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)) is var found && found.IsKind(SyntaxKind.EndOfLineTrivia)
            ? found
            : SyntaxFactory.CarriageReturnLineFeed;
}

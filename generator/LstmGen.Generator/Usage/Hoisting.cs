using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Usage;

/// <summary>What may be moved before a loop: there must be a place for it, and no other variable with its name.</summary>
internal static class Hoisting
{
    /// <summary>Whether a statement can be put before the loop.</summary>
    public static bool IsPossible(Repetition repetition, IOperation made) =>
        repetition.Method is null
        && repetition.Body.Syntax is StatementSyntax { Parent: BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax } loop
        && loop.Span.Contains(made.Syntax.Span)
        && !made.Syntax.ContainsDirectives;

    /// <summary>
    /// Whether a local variable's declaration can be moved: it declares nothing else, and nothing else around has its name.
    /// </summary>
    public static bool MayMove(ILocalSymbol local, Repetition repetition) =>
        local.DeclaringSyntaxReferences[0].GetSyntax() is VariableDeclaratorSyntax
        {
            Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax { Parent: BlockSyntax } statement },
        }
        && statement.UsingKeyword.IsKind(SyntaxKind.None)
        && statement.AwaitKeyword.IsKind(SyntaxKind.None)
        && !statement.ContainsDirectives
        && Names(repetition.Body.Syntax).Count(name => name == local.Name) == 1
        && !Member(repetition.Body.Syntax).DescendantNodes().OfType<IdentifierNameSyntax>()
            .Any(name => name.Identifier.ValueText == local.Name && !repetition.Contains(name));

    /// <summary>A name for a new variable, after a type or a parameter.</summary>
    public static string NewName(string after, IOperation place)
    {
        string name = char.ToLowerInvariant(after[0]) + after.Substring(1);
        HashSet<string> taken = [.. Names(place.Syntax), .. Identifiers(place.Syntax)];
        string free = name;
        for (int number = 2; taken.Contains(free); number++)
        {
            free = name + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return Escaped(free);
    }

    public static string Escaped(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>The names of all variables that are declared in the member around a node.</summary>
    private static IEnumerable<string> Names(SyntaxNode node) => Member(node).DescendantNodes().Select(declared => declared switch
    {
        VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
        SingleVariableDesignationSyntax designation => designation.Identifier.ValueText,
        ParameterSyntax parameter => parameter.Identifier.ValueText,
        ForEachStatementSyntax each => each.Identifier.ValueText,
        CatchDeclarationSyntax caught => caught.Identifier.ValueText,
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        FromClauseSyntax from => from.Identifier.ValueText,
        LetClauseSyntax let => let.Identifier.ValueText,
        JoinClauseSyntax join => join.Identifier.ValueText,
        _ => "",
    });

    private static IEnumerable<string> Identifiers(SyntaxNode node) =>
        Member(node).DescendantNodes().OfType<IdentifierNameSyntax>().Select(name => name.Identifier.ValueText);

    /// <summary>The member around a node; for top-level statements, the whole file.</summary>
    private static SyntaxNode Member(SyntaxNode node) =>
        node.Ancestors().FirstOrDefault(ancestor => ancestor is MemberDeclarationSyntax and not GlobalStatementSyntax) ?? node.SyntaxTree.GetRoot();
}

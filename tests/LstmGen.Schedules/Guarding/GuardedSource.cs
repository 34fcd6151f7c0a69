using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Schedules.Guarding;

/// <summary>
/// Rewrites the text of generated classes, so that its memory is <see cref="GuardedMemory"/> and its vectors are at most as wide as a field
/// says. Computations aren't changed.
/// </summary>
internal sealed class GuardedSource : CSharpSyntaxRewriter
{
    /// <summary>The class with that field, which each assembly has for itself.</summary>
    public const string Class = "public static class Guarded { public static int MostBits = 512; }";

    private const string Memory = "global::LstmGen.Schedules.Guarding.GuardedMemory";

    private int _places;

    /// <summary>Rewrites one of the files that call each other; the places of their memory are numbered together.</summary>
    public CompilationUnitSyntax Rewrite(string text, CSharpParseOptions options)
    {
        var rewritten = (CompilationUnitSyntax)Visit(CSharpSyntaxTree.ParseText(text, options).GetRoot());
        SyntaxNode? left = rewritten.DescendantNodes().FirstOrDefault(node =>
            node is StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax
            || (node is GenericNameSyntax { Identifier.ValueText: "AllocateArray" or "AllocateUninitializedArray" }));
        return left is null ? rewritten : throw new NotSupportedException($"Memory that isn't guarded: {left}");
    }

    public override SyntaxNode? VisitStackAllocArrayCreationExpression(StackAllocArrayCreationExpressionSyntax node)
    {
        var type = (ArrayTypeSyntax)node.Type;
        return Expression($"{Memory}.Stack<{type.ElementType}>({_places++}, {type.RankSpecifiers[0].Sizes[0]})");
    }

    public override SyntaxNode? VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        SeparatedSyntaxList<ArgumentSyntax> arguments = node.ArgumentList.Arguments;
        return (NameOf(node.Expression), arguments) switch
        {
            (GenericNameSyntax { Identifier.ValueText: "AllocateArray" } name, _) => Expression($"new {ArrayOf(name.TypeArgumentList.Arguments[0])}({arguments[0]})"),
            (IdentifierNameSyntax { Identifier.ValueText: "Clear" }, [var array, var start, var count]) when IsGuarded(array.Expression) =>
                Expression($"{array}.Span({start}, {count}).Clear()"),
            (IdentifierNameSyntax { Identifier.ValueText: "Copy" }, [var from, var start, var to, var toStart, var count]) when IsGuarded(from.Expression) && IsGuarded(to.Expression) =>
                Expression($"{from}.Span({start}, {count}).CopyTo({to}.Span({toStart}, {count}))"),
            _ => base.VisitInvocationExpression(node),
        };
    }

    public override SyntaxNode? VisitFieldDeclaration(FieldDeclarationSyntax node)
    {
        if (node.Declaration is not { Type: ArrayTypeSyntax array, Variables: [{ Identifier.ValueText: "_values" } variable] })
        {
            return base.VisitFieldDeclaration(node);
        }

        // What isn't aligned needs no room for it.
        string type = ArrayOf(array.ElementType);
        VariableDeclaratorSyntax guarded = variable.Initializer?.Value is ArrayCreationExpressionSyntax { Type.RankSpecifiers: [{ Sizes: [var size] }] }
            ? variable.WithInitializer(SyntaxFactory.EqualsValueClause(Expression($"{type}.Exactly({size})")))
            : variable;
        return node.WithDeclaration(SyntaxFactory.VariableDeclaration(SyntaxFactory.ParseTypeName(type + " "), SyntaxFactory.SingletonSeparatedList(guarded)));
    }

    public override SyntaxNode? VisitObjectCreationExpression(ObjectCreationExpressionSyntax node) =>
        NameOf(node.Type) is GenericNameSyntax { Identifier.ValueText: "Span" or "ReadOnlySpan" }
        && node.ArgumentList is { Arguments: [{ Expression: var array }, ..] } arguments && IsGuarded(array)
            ? Expression($"{array}.Span({string.Join(", ", arguments.Arguments.Skip(1))})")
            : base.VisitObjectCreationExpression(node);

    public override SyntaxNode? VisitPropertyDeclaration(PropertyDeclarationSyntax node)
    {
        const string Vector = "HasVector";
        if (node.Identifier.ValueText.StartsWith(Vector, StringComparison.Ordinal))
        {
            return Body(node, $"global::Guarded.MostBits >= {node.Identifier.ValueText.Substring(Vector.Length, 3)} && ({node.ExpressionBody!.Expression})");
        }

        return node.ExpressionBody?.Expression is ArrayCreationExpressionSyntax { Type.ElementType: var element } values
            ? Body(node, $"{Memory}.Constants<{element}>({_places++}, static () => {values})")
            : base.VisitPropertyDeclaration(node);
    }

    private static bool IsGuarded(ExpressionSyntax array) => NameOf(array) is IdentifierNameSyntax { Identifier.ValueText: "_values" };

    private static PropertyDeclarationSyntax Body(PropertyDeclarationSyntax property, string expression) =>
        property.WithExpressionBody(SyntaxFactory.ArrowExpressionClause(Expression(expression)));

    private static ExpressionSyntax Expression(string text) => SyntaxFactory.ParseExpression(text);

    private static string ArrayOf(TypeSyntax element) => $"global::LstmGen.Schedules.Guarding.GuardedArray<{element}>";

    /// <summary>The last part of a name.</summary>
    private static SyntaxNode NameOf(SyntaxNode node) => node switch
    {
        QualifiedNameSyntax qualified => qualified.Right,
        AliasQualifiedNameSyntax alias => alias.Name,
        MemberAccessExpressionSyntax member => member.Name,
        _ => node,
    };
}

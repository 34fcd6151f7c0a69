using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LstmGen.Generator.Tests.Running;

/// <summary>Edits after which nothing may be generated again.</summary>
internal static class UnrelatedEdits
{
    /// <summary>A file that has nothing to do with any network.</summary>
    public const string File = "namespace Unrelated { internal static class Elsewhere { public static int Value() { return 1; } } }";

    private const string Member = " private static int UnrelatedMember() { return 1; } ";

    private static readonly HashSet<string> AttributeNames =
        [.. typeof(LstmAttribute).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Attribute))).Select(type => ShortName(type.Name))];

    /// <summary>Comments and empty lines at the top, which move everything below.</summary>
    public static string MoveLines(SyntaxTree tree) => "// moved\n\n/* down */\n\n" + tree;

    /// <summary>A member in the user's half of every annotated type that has a body.</summary>
    public static string AddMember(SyntaxTree tree) => tree.GetText().WithChanges(
        tree.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>()
            .Where(IsAnnotated)
            .Where(type => !type.OpenBraceToken.IsMissing && type.OpenBraceToken.Span.Length > 0)
            .Select(type => new TextChange(new TextSpan(type.OpenBraceToken.Span.End, 0), Member))).ToString();

    private static bool IsAnnotated(TypeDeclarationSyntax type) => type.AttributeLists
        .SelectMany(list => list.Attributes)
        .Any(attribute => AttributeNames.Contains(ShortName(attribute.Name.ToString().Split('.', ':')[^1])));

    private static string ShortName(string name) => name.EndsWith("Attribute", StringComparison.Ordinal) ? name[..^"Attribute".Length] : name;
}

using System;
using System.Globalization;
using System.Linq;
using System.Runtime.Intrinsics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Tests.Compiling;

/// <summary>
/// A class has the code of each width of vectors, and this machine runs one of them, the widest that it has. Compiling the others would
/// take half of the time or more, so here each of their methods only reports that it was called by mistake. What they compute is tested
/// with classes limited to their width, and the generator's tests check that they compile without a warning.
/// </summary>
internal static class OneWidth
{
    private static readonly BlockSyntax Mistake =
        (BlockSyntax)SyntaxFactory.ParseStatement("{ throw new global::System.InvalidOperationException(\"This code is for another width of vectors.\"); }");

    /// <summary>The compilation with only the methods of the width that runs here.</summary>
    public static CSharpCompilation OfRunning(CSharpCompilation compilation) => compilation
        .RemoveAllSyntaxTrees()
        .AddSyntaxTrees([.. compilation.SyntaxTrees.Select(Shorten)]);

    private static SyntaxTree Shorten(SyntaxTree tree)
    {
        var shortener = new Shortener();
        SyntaxNode root = shortener.Visit(tree.GetRoot());
        return shortener.Count > 0 ? tree.WithRootAndOptions(root, tree.Options) : tree;
    }

    private sealed class Shortener : CSharpSyntaxRewriter
    {
        private int _running;

        /// <summary>How many methods were removed.</summary>
        public int Count { get; private set; }

        public override SyntaxNode? VisitClassDeclaration(ClassDeclarationSyntax node)
        {
            if (node.Identifier.ValueText != "Kernel")
            {
                return base.VisitClassDeclaration(node);
            }

            bool Has(int bits) => node.Members.Any(member => member is MethodDeclarationSyntax { Identifier.ValueText: var name } && name == "Run" + bits);
            _running = Has(512) && Vector512.IsHardwareAccelerated ? 512 : Has(256) && Vector256.IsHardwareAccelerated ? 256 : Has(128) && Vector128.IsHardwareAccelerated ? 128 : 0;
            SyntaxNode? visited = _running > 0 ? base.VisitClassDeclaration(node) : node;
            _running = 0;
            return visited;
        }

        /// <summary>
        /// A method with a result is a function that other widths call, too, and DenseBatch512From128 is for vectors of 512 bits.
        /// </summary>
        public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
        {
            bool isOther = _running > 0
                && node is { Body: not null, ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } }
                && new[] { "512", "256", "128", "Scalar" }.Any(width => node.Identifier.ValueText.EndsWith(width, StringComparison.Ordinal))
                && !node.Identifier.ValueText.Contains(_running.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
            Count += isOther ? 1 : 0;
            return isOther ? node.WithBody(Mistake) : node;
        }

        public override SyntaxNode VisitPropertyDeclaration(PropertyDeclarationSyntax node) => node;

        public override SyntaxNode VisitConstructorDeclaration(ConstructorDeclarationSyntax node) => node;

        public override SyntaxNode VisitFieldDeclaration(FieldDeclarationSyntax node) => node;

        public override SyntaxNode VisitStructDeclaration(StructDeclarationSyntax node) => node;
    }
}

using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LstmGen.CodeFixes;
using LstmGen.Generator.Tests.Usage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LstmGen.Generator.Tests.CodeFixing;

/// <summary>Applies the fixes of the rules for users' code. What comes out must compile.</summary>
internal static class UsageFix
{
    private static readonly CodeFixProvider[] Providers = [new ReplaceCodeFix(), new MoveBeforeLoopCodeFix()];

    /// <summary>Asserts the text of a file after the only fix for its diagnostic, and that nothing is reported afterwards.</summary>
    public static async Task Assert(string before, string after, string version = "10")
    {
        (CSharpCompilation compilation, SyntaxTree tree) = UsageProject.Compile(before, version: version);
        Diagnostic diagnostic = Xunit.Assert.Single(await UsageProject.AnalyzeAsync(compilation, tree));
        using var workspace = new AdhocWorkspace();
        Document document = Add(workspace, tree);
        List<CodeAction> actions = [];
        foreach (CodeFixProvider provider in Providers.Where(provider => provider.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            await provider.RegisterCodeFixesAsync(new CodeFixContext(document, await MoveAsync(diagnostic, document), (action, _) => actions.Add(action), CancellationToken.None));
        }

        await AssertChanged(document, Xunit.Assert.Single(actions), tree, before, after, version);
    }

    /// <summary>Asserts that what is reported has no fix.</summary>
    public static async Task AssertNone(string code, string version = "10")
    {
        (CSharpCompilation compilation, SyntaxTree tree) = UsageProject.Compile(code, version: version);
        IReadOnlyList<Diagnostic> diagnostics = await UsageProject.AnalyzeAsync(compilation, tree);
        Xunit.Assert.NotEmpty(diagnostics);
        using var workspace = new AdhocWorkspace();
        Document document = Add(workspace, tree);
        foreach (Diagnostic diagnostic in diagnostics)
        {
            foreach (CodeFixProvider provider in Providers.Where(provider => provider.FixableDiagnosticIds.Contains(diagnostic.Id)))
            {
                await provider.RegisterCodeFixesAsync(new CodeFixContext(document, await MoveAsync(diagnostic, document), (action, _) => Xunit.Assert.Fail(action.Title), CancellationToken.None));
            }
        }
    }

    /// <summary>Asserts the text of a file after all fixes of a rule at once.</summary>
    public static async Task AssertAll(CodeFixProvider provider, string id, string before, string after, string version = "10")
    {
        (CSharpCompilation compilation, SyntaxTree tree) = UsageProject.Compile(before, version: version);
        using var workspace = new AdhocWorkspace();
        Document document = Add(workspace, tree);
        List<Diagnostic> diagnostics = [];
        foreach (Diagnostic diagnostic in await UsageProject.AnalyzeAsync(compilation, tree))
        {
            diagnostics.Add(await MoveAsync(diagnostic, document));
        }

        var context = new FixAllContext(document, provider, FixAllScope.Document, id, [id], new Found(diagnostics), CancellationToken.None);
        CodeAction? action = await provider.GetFixAllProvider()!.GetFixAsync(context);
        Xunit.Assert.NotNull(action);
        await AssertChanged(document, action, tree, before, after, version);
    }

    private static async Task AssertChanged(Document document, CodeAction action, SyntaxTree tree, string before, string after, string version)
    {
        ApplyChangesOperation changes = (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single();
        string changed = (await changes.ChangedSolution.GetDocument(document.Id)!.GetTextAsync()).ToString();
        string usings = tree.ToString()[..^before.Length];
        Xunit.Assert.Equal(usings + after, changed);

        (CSharpCompilation compilation, SyntaxTree fixedTree) = UsageProject.Compile(after, version: version);
        Xunit.Assert.Empty(await UsageProject.AnalyzeAsync(compilation, fixedTree));
    }

    private static Document Add(AdhocWorkspace workspace, SyntaxTree tree) => workspace
        .AddProject("Tests", LanguageNames.CSharp)
        .WithParseOptions(tree.Options)
        .AddDocument(tree.FilePath, tree.GetText(), filePath: tree.FilePath);

    private static async Task<Diagnostic> MoveAsync(Diagnostic diagnostic, Document document) => Diagnostic.Create(
        diagnostic.Descriptor,
        Location.Create((await document.GetSyntaxTreeAsync())!, diagnostic.Location.SourceSpan),
        additionalLocations: [],
        diagnostic.Properties);

    private sealed class Found(IReadOnlyList<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => GetProjectDiagnosticsAsync(project, cancellationToken);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}

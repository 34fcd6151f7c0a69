using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace LstmGen.Generator.Tests.CodeFixing;

/// <summary>Applies a code fix like an editor.</summary>
internal static class CodeFix
{
    /// <summary>Applies one of the fixes that a provider offers for a diagnostic, and returns the document's new text.</summary>
    /// <param name="provider">The provider that is tested.</param>
    /// <param name="run">The run whose sources the diagnostic is in.</param>
    /// <param name="diagnostic">What <see cref="GeneratorRun.AnalyzeAsync"/> reported.</param>
    /// <param name="title">The fix's title, where the provider offers more than one.</param>
    public static Task<string> ApplyAsync(CodeFixProvider provider, GeneratorRun run, Diagnostic diagnostic, string? title = null) =>
        ApplyAsync(provider, run, [diagnostic], title);

    /// <summary>The same for several diagnostics at one place, for all of which there is one fix.</summary>
    public static async Task<string> ApplyAsync(CodeFixProvider provider, GeneratorRun run, IReadOnlyList<Diagnostic> diagnostics, string? title = null)
    {
        Assert.All(diagnostics, diagnostic => Assert.Contains(diagnostic.Id, provider.FixableDiagnosticIds));
        using var workspace = new AdhocWorkspace();
        Document document = AddProject(workspace, run).Documents.Single(candidate => candidate.Name == diagnostics[0].Location.SourceTree!.FilePath);

        List<CodeAction> actions = [];
        Diagnostic[] moved = await Task.WhenAll(diagnostics.Select(diagnostic => MoveAsync(diagnostic, document)));
        var context = new CodeFixContext(document, moved[0].Location.SourceSpan, [.. moved], (action, _) => actions.Add(action), CancellationToken.None);
        await provider.RegisterCodeFixesAsync(context);
        CodeAction chosen = Assert.Single(actions, action => title is null || action.Title == title);

        var changes = (await chosen.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single();
        Document changed = changes.ChangedSolution.GetDocument(document.Id)!;
        SyntaxNode root = (await changed.GetSyntaxRootAsync())!;
        Assert.DoesNotContain(root.GetDiagnostics(), problem => problem.Severity == DiagnosticSeverity.Error);
        return root.ToFullString();
    }

    private static Project AddProject(AdhocWorkspace workspace, GeneratorRun run)
    {
        Project project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Tests", "Tests", LanguageNames.CSharp,
            compilationOptions: run.Options.CompilationOptions,
            parseOptions: run.Options.ParseOptions,
            metadataReferences: run.Options.References));
        return run.Sources.Aggregate(project, (current, source) =>
            current.AddDocument(source.Key, SourceText.From(source.Value), filePath: source.Key).Project);
    }

    /// <summary>The workspace has syntax trees of its own; a fix looks up its node in them.</summary>
    private static async Task<Diagnostic> MoveAsync(Diagnostic diagnostic, Document document)
    {
        SyntaxTree tree = (await document.GetSyntaxTreeAsync())!;
        return Diagnostic.Create(
            diagnostic.Descriptor,
            Location.Create(tree, diagnostic.Location.SourceSpan),
            diagnostic.AdditionalLocations.Where(location => location.SourceTree?.FilePath == document.Name).Select(location => Location.Create(tree, location.SourceSpan)),
            diagnostic.Properties);
    }
}

using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace LstmGen.Generator.Tests.Running;

/// <summary>What the analyzer reported. A snapshot of it shows the lines around each place and what the squiggle covers.</summary>
public sealed class AnalyzerReport
{
    private AnalyzerReport(ImmutableArray<Diagnostic> diagnostics) => Diagnostics = diagnostics;

    /// <summary>By file, place and id: analyzers run concurrently, in no order.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    /// <summary>Runs the analyzer over a project. <see cref="GeneratorRun.AnalyzeAsync"/> is the usual way here.</summary>
    internal static async Task<AnalyzerReport> OfAsync(CSharpCompilation compilation, RunOptions options)
    {
        var files = new AnalyzerOptions([.. options.AdditionalFiles.Select(file => new TestFile(file.Key, file.Value))], new ProjectProperties(options.Properties));
        CompilationWithAnalyzers analyzed = compilation.WithAnalyzers([new LstmAnalyzer()], files);
        var diagnostics = new HashSet<Diagnostic>();

        // File by file: of a whole project the compiler would look at the bodies of all generated methods once more, which the analyzer passes over.
        foreach (SyntaxTree tree in compilation.SyntaxTrees.Where(tree => !tree.FilePath.EndsWith(".g.cs", System.StringComparison.Ordinal)))
        {
            AnalysisResult found = await analyzed.GetAnalysisResultAsync(analyzed.Compilation.GetSemanticModel(tree), filterSpan: null, CancellationToken.None);
            diagnostics.UnionWith(found.GetAllDiagnostics());
        }

        // Roslyn reports an exception of an analyzer as a diagnostic.
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id == "AD0001");
        return new([.. diagnostics
            .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, System.StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan.End)
            .ThenBy(diagnostic => diagnostic.Id, System.StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), System.StringComparer.Ordinal)]);
    }
}

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
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
    /// <param name="analyzer">A different analyzer: the tests of the checks run bad ones.</param>
    internal static async Task<AnalyzerReport> OfAsync(CSharpCompilation compilation, RunOptions options, DiagnosticAnalyzer? analyzer = null)
    {
        var files = new AnalyzerOptions([.. options.AdditionalFiles.Select(file => new TestFile(file.Key, file.Value))], new ProjectProperties(options.Properties));
        var thrown = new ConcurrentQueue<Exception>();
        var analyzed = new CompilationWithAnalyzers(compilation, [analyzer ?? new LstmAnalyzer()], new CompilationWithAnalyzersOptions(
            files, onAnalyzerException: (exception, _, _) => thrown.Enqueue(exception), concurrentAnalysis: true, logAnalyzerExecutionTime: false));
        IReadOnlyCollection<Diagnostic> diagnostics = options.AdditionalFiles.IsEmpty
            ? await OfSourcesAsync(analyzed)
            : await analyzed.GetAnalyzerDiagnosticsAsync();
        Assert.True(thrown.IsEmpty, $"The analyzer threw {thrown.FirstOrDefault()}");
        return new([.. diagnostics
            .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan.End)
            .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparer.Ordinal)]);
    }

    /// <summary>
    /// File by file: for a whole project the compiler would examine the bodies of all generated methods again, which the analyzer skips.
    /// What is reported in an additional file isn't in any source's result.
    /// </summary>
    private static async Task<IReadOnlyCollection<Diagnostic>> OfSourcesAsync(CompilationWithAnalyzers analyzed)
    {
        var diagnostics = new HashSet<Diagnostic>();
        foreach (SyntaxTree tree in analyzed.Compilation.SyntaxTrees.Where(tree => !tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)))
        {
            AnalysisResult found = await analyzed.GetAnalysisResultAsync(analyzed.Compilation.GetSemanticModel(tree), filterSpan: null, CancellationToken.None);
            diagnostics.UnionWith(found.GetAllDiagnostics());
        }

        return diagnostics;
    }
}

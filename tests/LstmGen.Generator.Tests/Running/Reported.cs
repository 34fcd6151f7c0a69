using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Xunit;

namespace LstmGen.Generator.Tests.Running;

/// <summary>Compares what the analyzer reports with what a test expects, one line of text for each diagnostic.</summary>
internal static class Reported
{
    /// <summary>
    /// Asserts what is reported of a source: <c>4 LSTM003 [Units = 0] Units of layer lstm is 0; …</c>, which is line, id, squiggle,
    /// message.
    /// </summary>
    /// <remarks>If there is an error, no network may be generated, since a type's problem is then reported once.</remarks>
    public static Task AsAsync(string source, params string[] expected) => AsAsync([source], RunOptions.Default, expected);

    /// <summary>The same in another kind of project, or for a source that has errors of its own.</summary>
    public static Task AsAsync(string source, RunOptions options, params string[] expected) => AsAsync([source], options, expected);

    /// <summary>The same for several files.</summary>
    public static async Task AsAsync(string[] sources, RunOptions options, params string[] expected)
    {
        GeneratorRun run = GeneratorRun.Of(sources, Narrowed(options, sources));
        AnalyzerReport report = await run.AnalyzeAsync();

        Assert.Equal(expected, (IEnumerable<string>)report.Diagnostics.Select(Text));
        if (report.Diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
        {
            Assert.Empty(run.Generated);
        }
    }

    /// <summary>
    /// A problem is the same for every vector width, unless it concerns the vectors or the length of code: then the source has its own
    /// options, or states its vectors.
    /// </summary>
    private static RunOptions Narrowed(RunOptions options, string[] sources) => options with
    {
        Widest = options.Widest is null && sources.Any(source => source.Contains("LstmOptions(", StringComparison.Ordinal))
            ? VectorWidth.Auto
            : options.Widest ?? VectorWidth.Scalar,
    };

    private static string Text(Diagnostic diagnostic) => FormattableString.Invariant(
        $"{diagnostic.LineNumber()} {diagnostic.Id} [{diagnostic.Squiggle()}] {diagnostic.GetMessage(CultureInfo.InvariantCulture)}");
}

using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Xunit;

namespace LstmGen.Generator.Tests.Running;

/// <summary>Checks that the generator keeps quiet and that what it adds compiles.</summary>
internal static class CompileCheck
{
    // The test's own sources are examples without documentation.
    private const string MissingDocumentation = "CS1591";

    /// <summary>
    /// Asserts that the generator neither threw nor reported: diagnostics are reported by the analyzer, with real locations.
    /// </summary>
    public static void GeneratorIsSilent(GeneratorRunResult result, ImmutableArray<Diagnostic> reported)
    {
        Assert.True(result.Exception is null, $"The generator threw {result.Exception}");
        AssertNone("The generator reported", reported, []);
    }

    /// <summary>Asserts that the compiler has no error and no warning.</summary>
    /// <param name="output">The sources and what was generated.</param>
    /// <param name="sources">The test's own sources.</param>
    public static void IsClean(CSharpCompilation output, HashSet<SyntaxTree> sources)
    {
        using var assembly = new MemoryStream();
        using var documentation = new MemoryStream();
        // Some problems show only when code is emitted.
        EmitResult result = output.Emit(assembly, xmlDocumentationStream: documentation);
        AssertNone("The compiler reported", result.Diagnostics, sources);
        Assert.True(result.Success);
    }

    private static void AssertNone(string heading, IEnumerable<Diagnostic> diagnostics, HashSet<SyntaxTree> sources)
    {
        string[] unwanted = diagnostics
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .Where(diagnostic => diagnostic.Id != MissingDocumentation || diagnostic.Location.SourceTree is not { } tree || !sources.Contains(tree))
            .Select(diagnostic => $"{diagnostic}\n    {diagnostic.Line().Trim()}")
            .Distinct()
            .ToArray();
        Assert.True(unwanted.Length == 0, $"{heading} {unwanted.Length} problems:\n{string.Join("\n", unwanted.Take(20))}");
    }
}

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using LstmGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LstmGen.Scale.Tests;

/// <summary>The lines of generator/docs/scale.md, compiled from the page's own text like with the package, and loaded.</summary>
internal static class Page
{
    private static readonly CSharpParseOptions ParseOptions = CSharpParseOptions.Default;

    // CS1701, which the SDK turns off as well: a package was compiled against an older runtime.
    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        nullableContextOptions: NullableContextOptions.Enable,
        specificDiagnosticOptions: [KeyValuePair.Create("CS1701", ReportDiagnostic.Suppress)]);

    // Everything that this project refers to, so the engines' packages, too.
    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The blocks that are a program's first statements, in the order of the page.</summary>
    public static IReadOnlyList<string> Programs { get; } = [.. Blocks().Where(IsProgram)];

    /// <summary>The other blocks: files of one library.</summary>
    public static IReadOnlyList<string> Types { get; } = [.. Blocks().Where(block => !IsProgram(block))];

    /// <summary>The library of the page, with a file of Surroundings that calls it.</summary>
    /// <param name="surroundings">The file, and the class in it.</param>
    public static Type Library(string surroundings)
    {
        string text = File.ReadAllText(Path.Combine(Here(), "Surroundings", surroundings + ".cs"));
        string numbers = File.ReadAllText(Path.Combine(Here(), "Surroundings", "Numbers.cs"));
        return Compile(OutputKind.DynamicallyLinkedLibrary, [.. Types, numbers, text])
            .GetType(surroundings, throwOnError: true)!;
    }

    /// <summary>A program of the page, with the library's networks.</summary>
    public static void Run(string program, params string[] arguments) =>
        Compile(OutputKind.ConsoleApplication, [program, .. Types]).EntryPoint!
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [arguments], null);

    private static Assembly Compile(OutputKind kind, IReadOnlyList<string> files)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Page" + Guid.NewGuid().ToString("n"),
            files.Select(file => CSharpSyntaxTree.ParseText(file, ParseOptions)),
            References,
            Options.WithOutputKind(kind));
        CSharpGeneratorDriver.Create([new LstmGenerator().AsSourceGenerator()], parseOptions: ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> problems);
        Assert.Empty(problems);
        using var bytes = new MemoryStream();
        Assert.Empty(output.Emit(bytes).Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        return Assembly.Load(bytes.ToArray());
    }

    private static bool IsProgram(string block) => CSharpSyntaxTree.ParseText(block, ParseOptions).GetCompilationUnitRoot().Members
        .Any(member => member.IsKind(SyntaxKind.GlobalStatement));

    private static IEnumerable<string> Blocks()
    {
        string page = File.ReadAllText(Path.Combine(Here(), "..", "..", "generator", "docs", "scale.md")).ReplaceLineEndings("\n");
        return Regex.Matches(page, "^```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)
            .Select(match => match.Groups[1].Value);
    }

    private static string Here([CallerFilePath] string sourceFile = "") => Path.GetDirectoryName(sourceFile)!;
}

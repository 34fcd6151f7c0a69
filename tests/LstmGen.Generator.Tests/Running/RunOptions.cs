using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Tests.Running;

/// <summary>The project that a generator's run pretends to be in.</summary>
internal sealed record RunOptions
{
    /// <summary>A project for .NET 10 in C# 10, with nullable annotations.</summary>
    public static readonly RunOptions Default = new();

    /// <summary>C# 10 unless set: the newest version that both compilers of the tests know, so that both give the same snapshot.</summary>
    public LanguageVersion LanguageVersion { get; init; } = LanguageVersion.CSharp10;

    /// <summary>One of <see cref="TargetReferences"/>, or references of the test's own.</summary>
    public ImmutableArray<MetadataReference> References { get; init; } = TargetReferences.Net100;

    /// <summary>Whether the project turns nullable annotations on.</summary>
    public bool Nullable { get; init; } = true;

    /// <summary>Whether the compiler skips its slowest analysis, if that is irrelevant to a test.</summary>
    public bool SkipNullableAnalysis { get; init; }

    /// <summary>A library, or a program where the sources have statements of their own.</summary>
    public OutputKind OutputKind { get; init; } = OutputKind.DynamicallyLinkedLibrary;

    /// <summary>Whether the project allows unsafe code. Generated code has none.</summary>
    public bool AllowUnsafe { get; init; }

    /// <summary>Set if the sources, with or without the generated code, aren't expected to compile without errors and warnings.</summary>
    public bool AllowCompileErrors { get; init; }

    /// <summary>
    /// The widest vectors of the project's networks; all widths unless set. A test's result is often the same for every width, and most of
    /// a class is its vector code, so it compiles in half the time without the wider ones.
    /// </summary>
    public VectorWidth? Widest { get; init; }

    /// <summary>The properties of the project that the compiler sees: name and value.</summary>
    public ImmutableDictionary<string, string> Properties { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The project's additional files: path and content.</summary>
    public ImmutableArray<KeyValuePair<string, string>> AdditionalFiles { get; init; } = [];

    /// <summary>
    /// Documentation is diagnosed, so that a bad comment in generated code is a warning, unless that is irrelevant to a test.
    /// </summary>
    public DocumentationMode Documentation { get; init; } = DocumentationMode.Diagnose;

    /// <summary>How sources are parsed.</summary>
    public CSharpParseOptions ParseOptions => new CSharpParseOptions(LanguageVersion, Documentation)
        .WithFeatures(SkipNullableAnalysis ? [new("run-nullable-analysis", "never")] : []);

    /// <summary>How the project is compiled: checked arithmetic and every warning, since a user may have both on.</summary>
    public CSharpCompilationOptions CompilationOptions => new(
        OutputKind,
        checkOverflow: true,
        allowUnsafe: AllowUnsafe,
        warningLevel: 9999,
        specificDiagnosticOptions: UnifiedVersions,
        nullableContextOptions: Nullable ? NullableContextOptions.Enable : NullableContextOptions.Disable);

    /// <summary>A library for an older version of a framework isn't a problem: the SDK turns these warnings off too.</summary>
    private static readonly Dictionary<string, ReportDiagnostic> UnifiedVersions = new() { ["CS1701"] = ReportDiagnostic.Suppress, ["CS1702"] = ReportDiagnostic.Suppress };

    /// <summary>
    /// Projects without sources, by their references. Compilations derived from one share what it has read of its references, which is
    /// released with the last of them: so one is kept.
    /// </summary>
    private static readonly ConcurrentDictionary<ImmutableArray<MetadataReference>, CSharpCompilation> Empty = new();

    /// <summary>The project with its sources.</summary>
    /// <param name="sources">The name and the text of each file.</param>
    public CSharpCompilation Compile(IEnumerable<KeyValuePair<string, string>> sources) => Empty
        .GetOrAdd(References, references => CSharpCompilation.Create("Tests", references: references))
        .WithOptions(CompilationOptions)
        .AddSyntaxTrees([.. sources.Concat(OfAssembly).Select(source => Parse(source.Key, source.Value))]);

    private KeyValuePair<string, string>[] OfAssembly => Widest is null or VectorWidth.Auto ? [] : [new("Widest.cs", $"[assembly: LstmGen.LstmOptions(VectorWidth = LstmGen.VectorWidth.{Widest})]")];

    /// <summary>One file of the project.</summary>
    public SyntaxTree Parse(string name, string text) =>
        CSharpSyntaxTree.ParseText(text, ParseOptions, name, System.Text.Encoding.UTF8);
}

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using static CheckException;

/// <summary>
/// Compiles as Unity 6 does: Roslyn 4.3, C# 9, .NET Standard 2.1, the generator from the package. Warnings are errors. Arguments are those of
/// the compiler's command line, as they stand in a csc.rsp too.
/// </summary>
internal sealed class UnityCompiler
{
    private static readonly string NetStandard = typeof(UnityCompiler).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "NetStandard").Value!;

    private readonly string _output = Directory.CreateTempSubdirectory("LstmGen.Unity").FullName;

    /// <summary>All assemblies that are labelled: Unity hands each to the compiler, and what the generator needs is found among them.</summary>
    private readonly string[] _labelled;

    public UnityCompiler(string package)
    {
        Package = package;
        _labelled = Directory.GetFiles(Path.Combine(package, "Runtime", "Analyzers"), "*.dll");
        Version version = typeof(CSharpCompilation).Assembly.GetName().Version!;
        Unless((version.Major, version.Minor) == (4, 3), $"the compiler is {version}");
    }

    public string Package { get; }

    /// <summary>Compiles an assembly, and loads it.</summary>
    /// <param name="name">The assembly's name.</param>
    /// <param name="folder">What relative paths start from.</param>
    /// <param name="arguments">The compiler's arguments: sources, references, additional files, response files.</param>
    public Assembly Compile(string name, string folder, params IEnumerable<string> arguments)
    {
        CSharpCommandLineArguments parsed = CSharpCommandLineParser.Default.Parse(
            [
                "-noconfig", "-nostdlib", "-target:library", "-langversion:9.0", "-warn:9999", "-warnaserror", "-checked", $"-out:{name}.dll",
                // Unity, as every SDK, has no warning where a library for .NET Standard 2.0 is used in a project for 2.1.
                "-nowarn:1701,1702",
                .. Directory.EnumerateFiles(NetStandard, "*.dll").Select(path => "-r:" + path),
                "-r:" + Path.Combine(Package, "Runtime", "LstmGen.dll"),
                .. _labelled.Select(path => "-a:" + path),
                .. arguments,
            ],
            folder,
            sdkDirectory: null);
        Report(name, parsed.Errors);

        var compilation = CSharpCompilation.Create(
            name,
            parsed.SourceFiles.Select(file => CSharpSyntaxTree.ParseText(SourceText.From(File.ReadAllText(file.Path)), parsed.ParseOptions, file.Path)),
            parsed.MetadataReferences.Select(reference => MetadataReference.CreateFromFile(Path.Combine(folder, reference.Reference))),
            parsed.CompilationOptions);
        ImmutableArray<AdditionalText> additional = [.. parsed.AdditionalFiles.Select(file => new AdditionalFile(file.Path))];
        var loader = new Loader();
        AnalyzerFileReference[] analyzers = [.. parsed.AnalyzerReferences.Select(reference => new AnalyzerFileReference(reference.FilePath, loader))];
        foreach (AnalyzerFileReference reference in analyzers)
        {
            // Of an assembly without a generator the compiler may say so, too, which is a warning to its user.
            reference.AnalyzerLoadFailed += (_, failure) => throw new CheckException($"the compiler can't load {reference.FullPath}: {failure.ErrorCode} {failure.Message}");
        }

        CSharpGeneratorDriver
            .Create(analyzers.SelectMany(reference => reference.GetGenerators(LanguageNames.CSharp)), additional, parsed.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation complete, out ImmutableArray<Diagnostic> generating);
        Report(name, generating);
        Report(name, complete
            .WithAnalyzers([.. analyzers.SelectMany(reference => reference.GetAnalyzers(LanguageNames.CSharp))], new AnalyzerOptions(additional))
            .GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult());

        string path = Path.Combine(_output, name + ".dll");
        Report(name, complete.Emit(path).Diagnostics);
        Console.WriteLine($"{name}: {parsed.SourceFiles.Length} files of {parsed.ParseOptions.LanguageVersion.ToDisplayString()}, and {complete.SyntaxTrees.Count() - parsed.SourceFiles.Length} that were generated");
        return Assembly.LoadFrom(path);
    }

    private static void Report(string name, IEnumerable<Diagnostic> diagnostics)
    {
        Diagnostic[] serious = [.. diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
        Unless(serious.Length == 0, $"{name} doesn't compile without warnings:\n{string.Join("\n", serious.Take(20).AsEnumerable())}");
    }

    private sealed class AdditionalFile(string path) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(System.Threading.CancellationToken cancellationToken = default) => SourceText.From(File.ReadAllText(path));
    }

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath) { }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}

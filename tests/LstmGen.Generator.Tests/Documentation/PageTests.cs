using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace LstmGen.Generator.Tests.Documentation;

/// <summary>
/// The C# of the pages in generator/docs compiles. The blocks of a page are the files of one project, which also has the models in
/// Surroundings, and the file there with the page's name, which provides what the page takes for granted.
/// </summary>
public class PageTests
{
    /// <summary>The page whose lines LstmGen.Scale.Tests compiles and runs, with the packages of the engines that it names.</summary>
    private const string PageOfEngines = "scale";

    /// <summary>Every other page with C#, except those of the diagnostics, whose examples are wrong.</summary>
    public static TheoryData<string> Pages => [.. Names()];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task The_code_of_a_page_compiles_and_uses_the_generator(string page)
    {
        IReadOnlyList<string> blocks = Blocks(Path.Combine(Docs(), page + ".md"));
        string surroundings = Path.Combine(Surroundings(), page + ".cs");
        RunOptions options = Options(page) with
        {
            AdditionalFiles = [.. Directory.EnumerateFiles(Surroundings(), "*.lstm").Order(StringComparer.Ordinal).Select(file => KeyValuePair.Create(file, File.ReadAllText(file)))],
        };
        options = options with { OutputKind = blocks.Any(block => IsProgram(options.Parse("Block.cs", block))) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary };

        // A run asserts that there are no errors and no warnings.
        GeneratorRun run = GeneratorRun.Of([.. blocks, .. File.Exists(surroundings) ? [File.ReadAllText(surroundings)] : Array.Empty<string>()], options);

        Assert.NotEmpty(run.Generated);
        Assert.Empty((await run.AnalyzeAsync()).Diagnostics);
        Assert.Empty((await AnalyzerReport.OfAsync(run.Output, options, new LstmUsageAnalyzer())).Diagnostics);
    }

    /// <summary>Whoever pastes it has only a model of that name.</summary>
    [Fact]
    public async Task The_trained_model_of_the_README_compiles()
    {
        string block = Assert.Single(Blocks(Path.Combine(Docs(), "..", "..", "README.md")), block => block.Contains("[LstmModel(", StringComparison.Ordinal));
        RunOptions options = new()
        {
            LanguageVersion = LanguageVersion.Latest,
            OutputKind = OutputKind.ConsoleApplication,
            AdditionalFiles = [KeyValuePair.Create("obj/amp.keras.lstm", File.ReadAllText(Path.Combine(Surroundings(), "amp.lstm")))],
        };
        GeneratorRun run = GeneratorRun.Of(block, options);

        Assert.NotEmpty(run.Generated);
        Assert.Empty((await run.AnalyzeAsync()).Diagnostics);
    }

    [Fact]
    public void Surroundings_belong_to_pages() => Assert.Empty(
        Directory.EnumerateFiles(Surroundings(), "*.cs").Select(file => Path.GetFileNameWithoutExtension(file)).Except(Names()));

    /// <summary>The target of the page's project; .NET 10 and the newest C# unless the page says otherwise.</summary>
    private static RunOptions Options(string page) => page switch
    {
        // C# 9 is what it has; .ci/unity.sh compiles the same surroundings against .NET Standard 2.1.
        "unity" => new RunOptions { LanguageVersion = LanguageVersion.CSharp9, Nullable = false },
        "godot" or "monogame" => new RunOptions { LanguageVersion = LanguageVersion.CSharp12, References = TargetReferences.Net80 },
        "net-framework" => new RunOptions { LanguageVersion = LanguageVersion.CSharp7_3, References = TargetReferences.Of("net48"), Nullable = false },
        "lstm" => new RunOptions
        {
            LanguageVersion = LanguageVersion.Latest,
            References = TargetReferences.Net100.Add(MetadataReference.CreateFromFile(typeof(Pictures.Picture).Assembly.Location)),
        },
        "run-time" => new RunOptions
        {
            LanguageVersion = LanguageVersion.Latest,
            References = TargetReferences.Net100.Add(MetadataReference.CreateFromFile(typeof(global::LstmGen.Models.TrainedModel).Assembly.Location)),
        },
        "nanoframework" => new RunOptions { LanguageVersion = LanguageVersion.CSharp7_3, References = TargetReferences.Of("nanoframework"), Nullable = false },
        _ => new RunOptions { LanguageVersion = LanguageVersion.Latest },
    };

    private static IEnumerable<string> Names() => Directory.EnumerateFiles(Docs(), "*.md")
        .Where(page => !Path.GetFileName(page).StartsWith("LSTM", StringComparison.Ordinal) && Blocks(page).Count > 0)
        .Select(page => Path.GetFileNameWithoutExtension(page))
        .Where(name => name != PageOfEngines)
        .Order(StringComparer.Ordinal);

    private static List<string> Blocks(string page) =>
        [.. Regex.Matches(File.ReadAllText(page).ReplaceLineEndings("\n"), "^```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline).Select(match => match.Groups[1].Value)];

    private static bool IsProgram(SyntaxTree file) => ((CompilationUnitSyntax)file.GetRoot()).Members.OfType<GlobalStatementSyntax>().Any();

    private static string Docs() => Path.GetFullPath(Path.Combine(Here(), "..", "..", "..", "generator", "docs"));

    private static string Surroundings() => Path.Combine(Here(), "Surroundings");

    private static string Here([CallerFilePath] string sourceFile = "") => Path.GetDirectoryName(sourceFile)!;
}

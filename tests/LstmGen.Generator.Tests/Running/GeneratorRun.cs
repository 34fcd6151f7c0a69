using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LstmGen.Generator.Tests.Running;

/// <summary>
/// The generator's run on a test's sources. Every run is held to the same rules: what is generated compiles without errors and warnings,
/// repeats exactly, is not generated again after an edit that has nothing to do with it, and leaves nothing in the cache that keeps a
/// compilation alive.
/// </summary>
internal sealed class GeneratorRun
{
    private readonly IIncrementalGenerator _generator;
    private readonly RunOptions _options;
    private readonly CSharpCompilation _input;
    private readonly ImmutableArray<AdditionalText> _files;

    private GeneratorRun(IIncrementalGenerator generator, RunOptions options, ImmutableArray<KeyValuePair<string, string>> sources)
    {
        _generator = generator;
        _options = options;
        Sources = sources;
        _input = options.Compile(sources);
        _files = [.. options.AdditionalFiles.Select(file => new TestFile(file.Key, file.Value))];
        Driver = CreateDriver().RunGeneratorsAndUpdateCompilation(_input, out Compilation output, out ImmutableArray<Diagnostic> diagnostics);
        Output = (CSharpCompilation)output;
        Reported = diagnostics;
        CompileCheck.GeneratorIsSilent(Result, options.AllowCompileErrors ? [] : diagnostics);
    }

    /// <summary>The name and the text of each source file.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Sources { get; }

    /// <summary>The project that the run was in.</summary>
    public RunOptions Options => _options;

    /// <summary>The driver after the run, for snapshots.</summary>
    public GeneratorDriver Driver { get; }

    /// <summary>The sources and what was generated from them.</summary>
    public CSharpCompilation Output { get; }

    /// <summary>What the generator itself reported, which it may only do if the sources have errors.</summary>
    public ImmutableArray<Diagnostic> Reported { get; }

    /// <summary>The file of helpers that the generated classes share.</summary>
    public const string HelperFileName = "LstmGen-helpers.g.cs";

    /// <summary>Whether it is that file.</summary>
    public static bool IsHelper(GeneratedSourceResult source) => source.HintName == HelperFileName;

    /// <summary>The networks' generated halves: the name of the first file of each, and the text of all of them.</summary>
    public IReadOnlyDictionary<string, string> Generated => Texts(Result, isStandIn: false);

    /// <summary>The files of types whose network can't be generated.</summary>
    public IReadOnlyDictionary<string, string> StandIns => Texts(Result, isStandIn: true);

    /// <summary>Whether a generated file is of a type whose network can't be generated: it says so.</summary>
    public static bool IsStandIn(string text) => text.Contains("The network can't be generated", StringComparison.Ordinal);

    /// <summary>Their shared helpers; empty if nothing is generated.</summary>
    public string Helpers => HelpersOf(Result);

    private GeneratorRunResult Result => Driver.GetRunResult().Results.Single();

    /// <summary>Runs the generator on one file, <c>Input.cs</c>, and checks the run.</summary>
    public static GeneratorRun Of(string source, RunOptions? options = null) => Of([source], options);

    /// <summary>Runs the generator on several files, <c>Input.cs</c>, <c>Input2.cs</c>, …, and checks the run.</summary>
    public static GeneratorRun Of(IReadOnlyList<string> sources, RunOptions? options = null) => Of(new LstmGenerator(), sources, options);

    /// <summary>The same with a different generator: the tests of the checks run bad ones.</summary>
    public static GeneratorRun Of(IIncrementalGenerator generator, IReadOnlyList<string> sources, RunOptions? options = null)
    {
        var run = new GeneratorRun(
            generator,
            options ?? RunOptions.Default,
            [.. sources.Select((text, index) => KeyValuePair.Create(index == 0 ? "Input.cs" : FormattableString.Invariant($"Input{index + 1}.cs"), text))]);
        run.Check();
        return run;
    }

    /// <summary>Asserts that after an edit the named files are generated anew, and that nothing else is.</summary>
    /// <param name="before">A text that occurs once in the sources.</param>
    /// <param name="after">What is written in its place.</param>
    /// <param name="hintNames">The files that change, appear or disappear: <c>Gesture.g.cs</c>.</param>
    public void AssertEditReemitsOnly(string before, string after, params string[] hintNames)
    {
        SyntaxTree edited = Assert.Single(_input.SyntaxTrees, tree => tree.ToString().Contains(before, StringComparison.Ordinal));
        string text = edited.ToString();
        Assert.True(text.IndexOf(before, StringComparison.Ordinal) == text.LastIndexOf(before, StringComparison.Ordinal), $"\"{before}\" stands more than once in the sources.");

        SyntaxTree replacement = _options.Parse(edited.FilePath, text.Replace(before, after, StringComparison.Ordinal));
        GeneratorRunResult result = Driver.RunGenerators(_input.ReplaceSyntaxTree(edited, replacement)).GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        AssertReemittedOnly(result, hintNames);
    }

    /// <summary>Asserts that after a change of an additional file the named files are generated anew, and that nothing else is.</summary>
    /// <param name="file">The file's path.</param>
    /// <param name="text">Its new content.</param>
    public void AssertChangedFileReemitsOnly(string file, string text, params string[] hintNames)
    {
        AdditionalText old = Assert.Single(_files, own => own.Path == file);
        GeneratorRunResult result = Driver.ReplaceAdditionalText(old, new TestFile(file, text)).RunGenerators(_input).GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        AssertReemittedOnly(result, hintNames);
    }

    private void AssertReemittedOnly(GeneratorRunResult result, string[] hintNames)
    {
        IReadOnlyDictionary<string, string> old = Texts(Result);
        IReadOnlyDictionary<string, string> now = Texts(result);
        Assert.Equal(
            hintNames.Order(StringComparer.Ordinal),
            old.Keys.Union(now.Keys).Where(name => old.GetValueOrDefault(name) != now.GetValueOrDefault(name)).Order(StringComparer.Ordinal));
        // The shared helpers are printed again if, and only if, different ones are needed.
        string helpers = HelpersOf(result);
        int changed = helpers.Length > 0 && helpers != Helpers ? 1 : 0;
        Assert.Equal(hintNames.Count(now.ContainsKey) + changed, CacheCheck.ReemittedCount(result));
    }

    /// <summary>Runs the analyzer over the sources and what was generated from them.</summary>
    public Task<AnalyzerReport> AnalyzeAsync() => AnalyzerReport.OfAsync(Output, _options);

    private GeneratorDriver CreateDriver() => CSharpGeneratorDriver.Create(
        [_generator.AsSourceGenerator()],
        _files,
        _options.ParseOptions,
        optionsProvider: null,
        new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private static Dictionary<string, string> Texts(GeneratorRunResult result, bool? isStandIn = null) =>
        result.GeneratedSources.Where(source => !IsHelper(source))
            .Select(source => (Name: FirstFileOf(source.HintName), Text: source.SourceText.ToString()))
            .Where(file => isStandIn is null || IsStandIn(file.Text) == isStandIn)
            .GroupBy(file => file.Name, file => file.Text, StringComparer.Ordinal)
            .ToDictionary(files => files.Key, string.Concat, StringComparer.Ordinal);

    /// <summary>The first file of a file's class; a file without a class is its own.</summary>
    public static string FirstFileOf(string hintName)
    {
        string? ending = OtherFiles.FirstOrDefault(other => hintName.EndsWith(other, StringComparison.Ordinal));
        return ending is null ? hintName : hintName[..^ending.Length] + ".g.cs";
    }

    private static readonly string[] OtherFiles = ["-parameters.g.cs", "-state.g.cs", "-batch.g.cs", "-training.g.cs"];

    private static string HelpersOf(GeneratorRunResult result) => string.Concat(
        result.GeneratedSources.Where(IsHelper).Select(source => source.SourceText.ToString()));

    private void Check()
    {
        if (!_options.AllowCompileErrors)
        {
            CompileCheck.IsClean(Output, [.. _input.SyntaxTrees]);
        }

        CacheCheck.ModelsHoldNoSyntax(Result);
        CacheCheck.StepsAreTracked(Result);
        CheckUnrelatedEdits();

        // From other objects with the same content: what is cached must be equal by value, and what is generated the same text.
        var again = new GeneratorRun(_generator, _options, Sources);
        CacheCheck.ModelsAreEqual(Result, again.Result);
        Assert.Equal(Texts(Result), Texts(again.Result));
    }

    /// <summary>
    /// All edits at once, since a run takes time; only if something is new after them are they tried one at a time, to find which one
    /// caused it.
    /// </summary>
    private void CheckUnrelatedEdits()
    {
        SyntaxTree file = _options.Parse("Unrelated.cs", UnrelatedEdits.File);
        if (CacheCheck.WhatIsNew("all unrelated edits", Rerun(Edited(_input, UnrelatedEdits.AddMember, UnrelatedEdits.MoveLines).AddSyntaxTrees(file))) is { } problem)
        {
            Assert.Fail(CacheCheck.WhatIsNew("a second run", Rerun(_input.Clone()))
                ?? CacheCheck.WhatIsNew("an unrelated file", Rerun(_input.AddSyntaxTrees(file)))
                ?? CacheCheck.WhatIsNew("moved lines", Rerun(Edited(_input, UnrelatedEdits.MoveLines)))
                ?? CacheCheck.WhatIsNew("an unrelated member", Rerun(Edited(_input, UnrelatedEdits.AddMember)))
                ?? problem);
        }
    }

    private GeneratorRunResult Rerun(Compilation compilation) => Driver.RunGenerators(compilation).GetRunResult().Results.Single();

    private CSharpCompilation Edited(CSharpCompilation compilation, params Func<SyntaxTree, string>[] edits) => edits.Aggregate(
        compilation,
        (edited, edit) => edited.RemoveAllSyntaxTrees().AddSyntaxTrees([.. edited.SyntaxTrees.Select(tree => _options.Parse(tree.FilePath, edit(tree)))]));
}

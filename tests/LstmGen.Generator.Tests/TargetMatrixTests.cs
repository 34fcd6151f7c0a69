using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LstmGen.Generator.Tests;

/// <summary>
/// Every network of the snapshots compiles without a warning for every target, in its oldest language and the newest, with and without
/// nullable annotations, in checked arithmetic. The compiler is that of the test project: there is one for the newest and one for the oldest.
/// </summary>
public class TargetMatrixTests
{
    /// <summary>The targets of the documentation's table.</summary>
    internal static readonly string[] Targets =
        ["net10.0", "net8.0", "netstandard2.1", "netstandard2.0+memory", "net48+memory", "netstandard2.0", "net48", "nanoframework"];

    public static TheoryData<string, LanguageVersion, bool> Projects()
    {
        var projects = new TheoryData<string, LanguageVersion, bool>();
        foreach (string target in Targets)
        {
            projects.Add(target, LanguageVersion.CSharp7_3, false);
            projects.Add(target, LanguageVersion.CSharp9, target != "net10.0");
            projects.Add(target, LanguageVersion.Latest, true);
        }

        return projects;
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_network_compiles(string target, LanguageVersion language, bool nullable)
    {
        var options = new RunOptions
        {
            References = TargetReferences.Of(target),
            LanguageVersion = language,
            Nullable = nullable,
            AdditionalFiles = [new("amp.lstm", Networks.TrainedModel)],
        };
        // With spans, some of the networks also have the static form.
        bool hasSpans = target is not ("netstandard2.0" or "net48" or "nanoframework");
        CSharpCompilation input = options.Compile(Networks.All.Select((text, index) => KeyValuePair.Create(
            FormattableString.Invariant($"Input{index}.cs"), hasSpans ? text.Replace("LstmOptions(", "LstmOptions(StaticForm = true, ", StringComparison.Ordinal) : text)));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new LstmGenerator().AsSourceGenerator()],
            options.AdditionalFiles.Select(file => new TestFile(file.Key, file.Value)),
            options.ParseOptions);

        driver = driver.RunGeneratorsAndUpdateCompilation(input, out Compilation output, out ImmutableArray<Diagnostic> reported);

        CompileCheck.GeneratorIsSilent(driver.GetRunResult().Results.Single(), reported);
        CompileCheck.IsClean((CSharpCompilation)output, [.. input.SyntaxTrees]);
        Assert.Equal(13, Networks.Count);
        // The first files of all classes, and the shared helpers.
        Assert.Equal(
            Networks.Count + 1,
            driver.GetRunResult().Results.Single().GeneratedSources.Select(source => GeneratorRun.FirstFileOf(source.HintName)).Distinct().Count());
    }
}

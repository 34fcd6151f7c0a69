using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LstmGen.Generator.Tests;

/// <summary>The kinds of project that the generated code compiles in.</summary>
public class TargetTests
{
    [Theory]
    [InlineData(LanguageVersion.CSharp8)]
    [InlineData(LanguageVersion.CSharp9)]
    [InlineData(LanguageVersion.CSharp10)]
    [InlineData(LanguageVersion.Default)]
    [InlineData(LanguageVersion.LatestMajor)]
    [InlineData(LanguageVersion.Latest)]
    public void A_language_with_nullable(LanguageVersion language) => Generates(new RunOptions { LanguageVersion = language });

    [Theory]
    [InlineData(LanguageVersion.CSharp7_3)]
    [InlineData(LanguageVersion.CSharp8)]
    [InlineData(LanguageVersion.CSharp9)]
    [InlineData(LanguageVersion.CSharp10)]
    [InlineData(LanguageVersion.Latest)]
    public void A_language_without_nullable(LanguageVersion language) =>
        Generates(new RunOptions { LanguageVersion = language, Nullable = false });

    // A compiler that implements only part of C# 11 checks references by rules for which the base library isn't written.
    [NewCSharpFact("11")]
    public void A_preview() => Generates(new RunOptions { LanguageVersion = LanguageVersion.Preview });

    [NewCSharpFact("11")]
    public void CSharp_11() => Generates(new RunOptions { LanguageVersion = NewCSharpFactAttribute.Parse("11") });

    [NewCSharpFact("12")]
    public void CSharp_12() => Generates(new RunOptions { LanguageVersion = NewCSharpFactAttribute.Parse("12") });

    [NewCSharpFact("13")]
    public void CSharp_13() => Generates(new RunOptions { LanguageVersion = NewCSharpFactAttribute.Parse("13") });

    [NewCSharpFact("14")]
    public void CSharp_14() => Generates(new RunOptions { LanguageVersion = NewCSharpFactAttribute.Parse("14") });

    [Theory]
    [InlineData(LanguageVersion.CSharp7_3)]
    [InlineData(LanguageVersion.CSharp8)]
    [InlineData(LanguageVersion.CSharp10)]
    [InlineData(LanguageVersion.Latest)]
    public void NET_8(LanguageVersion language) =>
        Generates(new RunOptions { References = TargetReferences.Net80, LanguageVersion = language, Nullable = language >= LanguageVersion.CSharp8 });

    /// <summary>
    /// What is generated in a kind of project. Several names mean one version of the language (the latest, and its number), and the
    /// compiler resolves them before a generator sees the project: there is one run for each version.
    /// </summary>
    private static readonly ConcurrentDictionary<RunOptions, Lazy<IReadOnlyList<string>>> Files = new();

    private static void Generates(RunOptions options)
    {
        RunOptions effective = options with { LanguageVersion = options.ParseOptions.LanguageVersion };
        Assert.Equal(options.LanguageVersion.MapSpecifiedToEffectiveVersion(), effective.LanguageVersion);
        Assert.Equal(
            ["Cell.g.cs", "DoubleCell.g.cs", "Gesture.g.cs", "Tagger.g.cs", "TwoOutputs.g.cs"],
            Files.GetOrAdd(effective, made => new(() => [.. GeneratorRun.Of(Networks.Options, made).Generated.Keys.Order(StringComparer.Ordinal)])).Value);
    }
}

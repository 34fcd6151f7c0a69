using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Tests.Documentation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace LstmGen.Generator.Tests;

/// <summary>Checks that texts written in two places agree.</summary>
public class DocumentationTests
{
    private static readonly DiagnosticDescriptor[] All =
        [.. typeof(Descriptors).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null)).OfType<DiagnosticDescriptor>()];

    /// <summary>The diagnostics that the package's build reports, for a project in which the generator doesn't run.</summary>
    private static readonly string[] OfTheBuild =
        [.. Regex.Matches(File.ReadAllText(Path.Combine(GeneratorFolder(), "..", "src", "LstmGen", "buildTransitive", "LstmGen.targets")), "Code=\"(LSTM[0-9]+)\"").Select(match => match.Groups[1].Value)];

    private static readonly string[] AllIds = [.. All.Select(descriptor => descriptor.Id).Union(OfTheBuild).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Ids => [.. All.Select(descriptor => descriptor.Id)];

    [Fact]
    public void Ids_are_numbered_without_gaps() =>
        Assert.Equal(Enumerable.Range(1, AllIds.Length).Select(number => FormattableString.Invariant($"LSTM{number:000}")), AllIds);

    [Fact]
    public void The_analyzers_support_every_diagnostic() =>
        Assert.Equal(
            All.Select(descriptor => descriptor.Id),
            new DiagnosticAnalyzer[] { new LstmAnalyzer(), new LstmUsageAnalyzer() }.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(descriptor => descriptor.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_diagnostic_has_a_page_that_its_link_leads_to(string id)
    {
        DiagnosticDescriptor descriptor = All.Single(candidate => candidate.Id == id);
        string page = Path.Combine(GeneratorFolder(), "docs", id + ".md");

        Assert.Equal($"https://github.com/lstmgen/lstmgen/blob/v{PackageVersion.Current}/generator/docs/{id}.md", descriptor.HelpLinkUri);
        Assert.True(File.Exists(page), $"generator/docs/{id}.md is missing.");
        string text = File.ReadAllText(page);
        Assert.Contains(id, text, StringComparison.Ordinal);
        Assert.Contains(descriptor.Title.ToString(), text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void No_page_is_left_of_a_diagnostic_that_is_gone() => Assert.Equal(
        AllIds,
        Directory.EnumerateFiles(Path.Combine(GeneratorFolder(), "docs"), "LSTM*.md").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_diagnostic_stands_in_the_release_notes_of_the_rules(string id)
    {
        DiagnosticDescriptor descriptor = All.Single(candidate => candidate.Id == id);
        IEnumerable<string> rows = new[] { "AnalyzerReleases.Unshipped.md", "AnalyzerReleases.Shipped.md" }
            .SelectMany(name => File.ReadLines(Path.Combine(GeneratorFolder(), "LstmGen.Generator", name)));

        Assert.Contains($"{id} | {descriptor.Category} | {descriptor.DefaultSeverity} | {descriptor.Title}", rows);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Messages_are_one_sentence_without_a_full_stop(string id)
    {
        DiagnosticDescriptor descriptor = All.Single(candidate => candidate.Id == id);
        Assert.DoesNotMatch(@"[.\s]$", descriptor.MessageFormat.ToString());
        Assert.DoesNotMatch(@"[.\s]$", descriptor.Title.ToString());
    }

    /// <summary>By their sources, so that no value can be another one.</summary>
    [Fact]
    public void The_generator_has_every_enum_of_the_attributes() => Assert.Equal(
        typeof(LstmAttribute).Assembly.GetExportedTypes().Where(type => type.IsEnum).Select(type => type.Name).Order(StringComparer.Ordinal),
        XDocument.Load(Path.Combine(GeneratorFolder(), "LstmGen.Model", "LstmGen.Model.csproj"))
            .Descendants("AttributeEnum").Single().Attribute("Include")!.Value.Split(';').Order(StringComparer.Ordinal));

    private static string GeneratorFolder([CallerFilePath] string sourceFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(sourceFile)!, "..", "..", "generator"));
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Reading;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LstmGen.Generator.Tests;

/// <summary>The tables of generator/docs/targets.md are what is generated: which members a class has on each target, and how it computes there.</summary>
public class TargetTableTests
{
    private static readonly SymbolDisplayFormat Signature = new(
        memberOptions: SymbolDisplayMemberOptions.IncludeParameters,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeParamsRefOut,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters);

    [Fact]
    public void The_table_of_arithmetic_and_vectors_is_what_is_generated() => Same("computes", ComputesTable());

    [Fact]
    public void The_table_of_members_is_what_is_generated() => Same("members", MembersTable());

    private static IEnumerable<string> ComputesTable()
    {
        yield return "| target | runs of values | `State` | arithmetic unless asked for | computes with |";
        yield return "|---|---|---|---|---|";
        foreach (string target in TargetMatrixTests.Targets)
        {
            GeneratorRun run = Run(target);
            Target facts = TargetReader.Read(run.Output);
            Plan plan = Planner.Plan(new LstmClass(new TypeIdentity("", default, new TypePart("class", "Gesture"), "Gesture"), Network, Options.Default, false), facts);
            INamedTypeSymbol state = Type(run).GetTypeMembers("State").Single();
            string widths = string.Join(", ", plan.BackEnds.Where(backEnd => backEnd.Width > 1).Select(backEnd => FormattableString.Invariant($"{plan.Element.VectorBits(backEnd.Width)}")));
            yield return $"| {Shown(target)} | {(Has(run, "Span`1") ? "spans" : "`float[]`, offset, count")} | {(state.IsValueType ? "structure" : "class")} | `{plan.Arithmetic}` | {(widths.Length > 0 ? $"vectors of {widths} bits, or one value at a time" : "one value at a time")} |";
        }

        static bool Has(GeneratorRun run, string span) => Type(run).GetMembers("Step").OfType<IMethodSymbol>().Any(step => step.Parameters.Any(parameter => parameter.Type.MetadataName == span));
    }

    private static IEnumerable<string> MembersTable()
    {
        Dictionary<string, HashSet<string>> members = TargetMatrixTests.Targets.ToDictionary(target => target, target => Members(Type(Run(target))).ToHashSet());
        // Neighbours with the same members share a column.
        List<List<string>> columns = [];
        foreach (string target in TargetMatrixTests.Targets)
        {
            if (columns.FirstOrDefault(column => members[column[0]].SetEquals(members[target])) is { } alike)
            {
                alike.Add(target);
            }
            else
            {
                columns.Add([target]);
            }
        }

        yield return "| member | " + string.Join(" | ", columns.Select(column => string.Join(", ", column.Select(Shown)))) + " |";
        yield return "|---|" + string.Concat(columns.Select(_ => "---|"));
        foreach (string member in columns.SelectMany(column => members[column[0]]).Distinct())
        {
            yield return $"| `{member}` | " + string.Join(" | ", columns.Select(column => members[column[0]].Contains(member) ? "✓" : " ")) + " |";
        }
    }

    private static IEnumerable<string> Members(INamedTypeSymbol type, string prefix = "") => type.GetMembers()
        .Where(member => member.DeclaredAccessibility == Accessibility.Public && !member.IsImplicitlyDeclared && !member.IsOverride)
        .SelectMany(member => member switch
        {
            INamedTypeSymbol { Name: "Layers" } => ["Layers"],
            INamedTypeSymbol nested => Members(nested, prefix + nested.Name + "."),
            IMethodSymbol { MethodKind: MethodKind.PropertyGet or MethodKind.PropertySet } => [],
            IMethodSymbol { MethodKind: MethodKind.Constructor } => [prefix + member.ToDisplayString(Signature)],
            IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator } operation => [prefix + (operation.Name == "op_Equality" ? "==" : "!=")],
            IPropertySymbol { IsIndexer: true } property => [$"{prefix}this[int] {{ get;{(property.SetMethod is null ? "" : " set;")} }}"],
            _ => new[] { prefix + member.ToDisplayString(Signature) },
        });

    private static readonly Network Network = new(new EquatableArray<Layer>([new LstmLayer("lstm", 2, 3, Model.Activation.Tanh, Model.Activation.Sigmoid, true, false)]), 4);

    private static readonly Dictionary<string, GeneratorRun> Runs = [];

    private static GeneratorRun Run(string target) => Runs.TryGetValue(target, out GeneratorRun? run)
        ? run
        : Runs[target] = GeneratorRun.Of(Networks.Small, new RunOptions { References = TargetReferences.Of(target), LanguageVersion = Language(target), Nullable = false });

    /// <summary>The vectors of .NET 8 and 10 need C# 9, which is older than both; the others get the oldest language, which shows that nothing of theirs needs more.</summary>
    private static LanguageVersion Language(string target) => target is "net10.0" or "net8.0" ? LanguageVersion.CSharp9 : LanguageVersion.CSharp7_3;

    private static INamedTypeSymbol Type(GeneratorRun run) => run.Output.GetTypeByMetadataName("Gesture")!;

    private static string Shown(string target) => target switch
    {
        "net10.0" => ".NET 10",
        "net8.0" => ".NET 8",
        "netstandard2.1" => ".NET Standard 2.1, Unity",
        "netstandard2.0" => ".NET Standard 2.0",
        "netstandard2.0+memory" => ".NET Standard 2.0 with System.Memory",
        "net48" => ".NET Framework 4.8",
        "net48+memory" => ".NET Framework 4.8 with System.Memory",
        "nanoframework" => ".NET nanoFramework",
        _ => throw new ArgumentOutOfRangeException(nameof(target), target, null),
    };

    private static void Same(string name, IEnumerable<string> expected)
    {
        string path = Path.Combine(Docs(), "targets.md");
        string page = File.ReadAllText(path);
        string marker = $"<!-- {name} -->\n";
        int start = page.IndexOf(marker, StringComparison.Ordinal) + marker.Length;
        int end = page.IndexOf("\n\n", start, StringComparison.Ordinal);
        string table = string.Join("\n", expected);
        if (Environment.GetEnvironmentVariable("LSTMGEN_ACCEPT") is { Length: > 0 })
        {
            File.WriteAllText(path, page[..start] + table + page[end..]);
            return;
        }

        Assert.Equal(table, page[start..end]);
    }

    private static string Docs([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "generator", "docs");
}

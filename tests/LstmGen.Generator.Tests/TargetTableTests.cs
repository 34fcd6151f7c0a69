using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Planning.Members;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LstmGen.Generator.Tests;

/// <summary>
/// The tables of generator/docs/targets.md match what is generated: which members a class has on each target, and how it computes there.
/// </summary>
public class TargetTableTests
{
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
            Plan plan = Of(target);
            string state = Surface.Of(plan).Single(member => member.Name == GeneratedTypes.State).Keyword == "struct" ? "structure" : "class";
            string widths = string.Join(", ", plan.BackEnds.Where(backEnd => backEnd.Width > 1).Select(backEnd => FormattableString.Invariant($"{plan.Element.VectorBits(backEnd.Width)}")));
            yield return $"| {Shown(target)} | {(plan.Target.Spans ? "spans" : "`float[]`, offset, count")} | {state} | `{plan.Arithmetic}` | {(widths.Length > 0 ? $"vectors of {widths} bits, or one value at a time" : "one value at a time")} |";
        }
    }

    private static IEnumerable<string> MembersTable()
    {
        Dictionary<string, HashSet<string>> members = TargetMatrixTests.Targets.ToDictionary(target => target, target => Members(Surface.Of(Of(target))).ToHashSet());
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

    /// <summary>The user's view of the list: sizes of layers are only mentioned.</summary>
    private static IEnumerable<string> Members(IEnumerable<Member> members, string prefix = "") => members
        .Where(member => member.IsOffered)
        .SelectMany(member => member.Kind == MemberKind.Type && member.Name != "Layers" ? Members(member.Members, $"{prefix}{member.Name}.") : [prefix + member]);

    private static Plan Of(string target)
    {
        var options = new RunOptions { References = TargetReferences.Of(target), LanguageVersion = Language(target), Nullable = false };
        return Planner.Plan(ReadClasses.Of([Networks.Small], options).Single().Class, ReadClasses.Target(options));
    }

    /// <summary>
    /// The vectors of .NET 8 and 10 need C# 9, which is older than both; the others get the oldest language, which shows that none of them
    /// needs more.
    /// </summary>
    private static LanguageVersion Language(string target) => target is "net10.0" or "net8.0" ? LanguageVersion.CSharp9 : LanguageVersion.CSharp7_3;

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

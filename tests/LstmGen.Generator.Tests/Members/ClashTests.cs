using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LstmGen.Generator.Emitting;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Planning.Members;
using LstmGen.Generator.Reading;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace LstmGen.Generator.Tests.Members;

/// <summary>Exactly the members that the compiler would call duplicates are reported as conflicts.</summary>
public class ClashTests
{
    /// <summary>
    /// A name is taken; a method with these parameters exists; a member is named like its type; half of a type isn't partial; methods
    /// differ only in the kind of a reference; parts of a type are of different kinds.
    /// </summary>
    private static readonly string[] Duplicates = ["CS0102", "CS0111", "CS0542", "CS0260", "CS0663", "CS0261"];

    private const string Streaming = "Lstm(Input = 1, Units = 2, Steps = 3), Masking, LstmOptions(VectorWidth = VectorWidth.Scalar)";

    private const string Bidirectional =
        "Lstm(Input = 2, Units = 3, Steps = 4, Direction = LstmDirection.Bidirectional), LstmOptions(VectorWidth = VectorWidth.Scalar)";

    private const string Large =
        "Lstm(Input = 1, Units = 2400, Steps = 2), Dense(Units = 1), LstmOptions(Precision = Precision.Double, VectorWidth = VectorWidth.Scalar)";

    private const string LargeBidirectional =
        "Lstm(Input = 16, Units = 64, Steps = 50, Direction = LstmDirection.Bidirectional), LstmOptions(VectorWidth = VectorWidth.Scalar)";

    [Theory]
    [InlineData("net10.0", Streaming)]
    [InlineData("net10.0", "Lstm(Input = 1, Units = 2), LstmOptions(StaticForm = true, Precision = Precision.Double, VectorWidth = VectorWidth.Scalar)")]
    [InlineData("net10.0", Bidirectional)]
    [InlineData("net10.0", Large)]
    [InlineData("net10.0", LargeBidirectional)]
    [InlineData("netstandard2.0", Streaming)]
    [InlineData("netstandard2.0", Bidirectional)]
    public void Only_duplicates_are_in_the_way(string target, string attributes)
    {
        var options = new RunOptions { References = TargetReferences.Of(target) };
        Target facts = ReadClasses.Target(options);
        Plan plan = Planner.Plan(ReadClasses.Of([Half(attributes, "")], options).Single().Class, facts);
        string[] members = [.. Surface.Of(plan).SelectMany(Candidates).Distinct()];
        string[] halves = [.. members.Select((member, i) => Half(attributes, member, i))];
        EquatableArray<DeclaredMember>[] read = [.. Read(options, halves, "Gesture")];
        string signatures = Signatures(options, plan);
        Dictionary<int, string> reported = Reported(options, halves, [.. halves.Select(_ => signatures)]);
        IReadOnlyList<Member> surface = Surface.Of(plan);

        Assert.Equal(
            members.Select((member, i) => $"{member} {(reported.ContainsKey(i) ? "is" : "is not")} in the way"),
            members.Select((member, i) => $"{member} {(Clashes.Of(surface, "Gesture", read[i]).Any() ? "is" : "is not")} in the way"));
        Assert.NotEmpty(reported);
    }

    [Theory]
    [InlineData("net10.0", Streaming)]
    [InlineData("net10.0", LargeBidirectional)]
    [InlineData("netstandard2.0", Streaming)]
    public void A_class_is_not_called_as_one_of_its_members(string target, string attributes)
    {
        var options = new RunOptions { References = TargetReferences.Of(target) };
        Target facts = ReadClasses.Target(options);
        string[] names = [.. Surface.AllNames];
        string Named(string name, int number = 0) =>
            Half(attributes, "", number).Replace("class Gesture", "class " + name, StringComparison.Ordinal);
        string[] halves = [.. names.Select(Named)];
        LstmClass lstmClass = ReadClasses.Of([Half(attributes, "")], options).Single().Class;
        Plan[] plans =
        [
            .. names.Select(name => Planner.Plan(
                lstmClass with { Type = lstmClass.Type with { Type = lstmClass.Type.Type with { Name = name } } }, facts)),
        ];
        Dictionary<int, string> reported = Reported(options, halves, [.. plans.Select(plan => Signatures(options, plan))]);

        Assert.Equal(
            names.Where((_, i) => reported.ContainsKey(i)),
            names.Where((name, i) => Clashes.Of(Surface.Of(plans[i]), name, Read(options, [Named(name)], name).Single()).Any()));
        Assert.NotEmpty(reported);
    }

    /// <summary>The members of each half that are read.</summary>
    private static IEnumerable<EquatableArray<DeclaredMember>> Read(RunOptions options, string[] halves, string className)
    {
        CSharpCompilation compilation = options.Compile(halves.Select((half, i) => KeyValuePair.Create(FormattableString.Invariant($"{i}.cs"), half)));
        return halves
            .Select((_, i) => compilation.GetTypeByMetadataName(FormattableString.Invariant($"N{i}.{className}"))!)
            .Select(type => new EquatableArray<DeclaredMember>(MemberReader.Read(type, Surface.AllNames).Select(read => read.Member)));
    }

    /// <summary>
    /// What a user's half may have with a member's name: with the member's own parameters, with others, and of every other kind.
    /// </summary>
    private static IEnumerable<string> Candidates(Member member)
    {
        string[] types = [.. member.Declared.Select(parameter => parameter.Prefix + parameter.Type)];
        string[] other = [.. types.Select(type => type.Replace("ref ", "", StringComparison.Ordinal))];
        string[] outward = [.. types.Select(type => type.Replace("ref ", "in ", StringComparison.Ordinal))];
        string[] nullable = [.. types.Select(type => type.Contains("Span", StringComparison.Ordinal) || type is "int" ? type : type + "?")];
        string[] foreign = [.. types.Select(type => type.Replace("State", "Other.State", StringComparison.Ordinal))];
        string[] own = [.. types.Select(type => type.Replace("BatchState", "Gesture.BatchState", StringComparison.Ordinal))];
        string[][] forms = [types, other, outward, nullable, foreign, own, [.. types, "int"], [.. types.Reverse()]];
        if (member.Kind == MemberKind.Constructor)
        {
            return forms.Select(form => $"private Gesture({List(form)}) : this(new float[0]) {{ }}");
        }

        string name = member.Name;
        return
        [
            .. forms.Select(form => $"private void {name}({List(form)}) {{ }}"),
            $"private static int {name}<T>({List(types)}) {{ return 1; }}",
            $"private int {name};",
            $"private int {name} {{ get; set; }}",
            $"private class {name} {{ }}",
            $"private partial struct {name} {{ }}",
            $"private class {name}<T> {{ }}",
            $"private delegate void {name}();",
            $"private enum {name} {{ One }}",
            $"private event Action {name};",
            $"private int {name.ToLowerInvariant()}1;",
        ];
    }

    private static string List(IEnumerable<string> types) => string.Join(", ", types.Select((type, i) => FormattableString.Invariant($"{type} p{i}")));

    /// <param name="number">The number of its namespace: many are compiled at once.</param>
    private static string Half(string attributes, string member, int number = 0) => $$"""
        using System;
        using LstmGen;

        namespace N{{number}}
        {
            [{{attributes}}]
            public partial class Gesture
            {
                {{member}}
            }

            public class Other { public struct State { } public class BatchState { } }
        }
        """;

    /// <summary>What would be generated, without documentation, and without the contents of bodies and nested types.</summary>
    private static string Signatures(RunOptions options, Plan plan)
    {
        Plan global = plan with { Class = plan.Class with { Type = plan.Class.Type with { Namespace = "" } } };
        CompilationUnitSyntax[] files =
            [.. ClassEmitter.Emit(global).Files.Select(file => (CompilationUnitSyntax)options.Parse("Generated.cs", file.Text).GetRoot())];
        TypeDeclarationSyntax[] parts = [.. files.Select(file => (TypeDeclarationSyntax)file.Members.Single())];
        IEnumerable<MemberDeclarationSyntax> members = parts.SelectMany(part => part.Members).Select(member => member switch
        {
            TypeDeclarationSyntax nested => nested.WithMembers(default).WithBaseList(null),
            BaseMethodDeclarationSyntax { Body: not null } method => method.WithBody(SyntaxFactory.Block()),
            _ => member,
        });
        // Directives that aren't needed in one file are needed in another.
        SyntaxList<UsingDirectiveSyntax> usings = SyntaxFactory.List(files.SelectMany(file => file.Usings).DistinctBy(one => one.Name!.ToString()));
        string text = files[0].WithUsings(usings)
            .WithMembers(SyntaxFactory.SingletonList<MemberDeclarationSyntax>(parts[0].WithMembers(SyntaxFactory.List(members)))).ToFullString();
        return string.Join("\n", text.Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));
    }

    /// <summary>The duplicates that the compiler finds in what users write and what would be generated, by the number of the namespace.</summary>
    private static Dictionary<int, string> Reported(RunOptions options, string[] halves, string[] generated)
    {
        string Wrapped(string text, int number)
        {
            int at = text.IndexOf("partial class", StringComparison.Ordinal);
            return $"{text[..at]}namespace N{number} {{ {text[at..]} }}";
        }

        return options.Compile(
            [
                .. halves.Select((half, i) => KeyValuePair.Create(FormattableString.Invariant($"{i}.cs"), half)),
                .. generated.Select((text, i) => KeyValuePair.Create(FormattableString.Invariant($"{i}.g.cs"), Wrapped(text, i))),
            ])
            .GetDeclarationDiagnostics()
            .Where(diagnostic => Duplicates.Contains(diagnostic.Id))
            .GroupBy(diagnostic => int.Parse(diagnostic.Location.SourceTree!.FilePath.Split('.')[0], CultureInfo.InvariantCulture))
            .ToDictionary(group => group.Key, group => group.First().Id);
    }
}

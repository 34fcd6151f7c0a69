using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Emitting;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Planning.Members;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace LstmGen.Generator.Tests.Members;

/// <summary>The list of members is exactly what is printed, in this order.</summary>
public class SurfaceTests
{
    /// <summary>Besides the networks of the snapshots, those that need more memory than a stack has.</summary>
    private const string Large = """
        using LstmGen;

        [Lstm(Input = 2, Units = 2400, ReturnSequences = true), Dense(Units = 1), Masking(Value = 2), LstmOptions(Precision = Precision.Double)]
        public partial class LargeStream { }

        [Lstm(Input = 1, Units = 2400, Steps = 7, ReturnSequences = true), Dense(Units = 1), Masking, LstmOptions(Precision = Precision.Double)]
        public partial class LargeSequence { }

        [Lstm(Input = 16, Units = 64, Steps = 50, ReturnSequences = true, Direction = LstmDirection.Bidirectional), Masking]
        public partial class Speech2 { }
        """;

    public static TheoryData<string, LanguageVersion> Projects()
    {
        var projects = new TheoryData<string, LanguageVersion>();
        foreach (string target in TargetMatrixTests.Targets)
        {
            projects.Add(target, LanguageVersion.CSharp7_3);
            projects.Add(target, LanguageVersion.Latest);
        }

        return projects;
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_member_is_printed_and_every_printed_member_is_in_the_list(string target, LanguageVersion language)
    {
        foreach (Plan plan in Plans(target, language))
        {
            IReadOnlyList<Member> surface = Surface.Of(plan);
            IEnumerable<TypeDeclarationSyntax> parts = Parse(plan).Select(file => file.DescendantNodes().OfType<TypeDeclarationSyntax>()
                .First(type => type.Identifier.ValueText == plan.Class.Type.Type.Name.TrimStart('@')));
            Assert.Equal(
                surface.SelectMany(member => Listed(member, "")),
                parts.SelectMany(part => part.Members).SelectMany(member => Printed(member, surface, "")));
        }
    }

    /// <summary>Members of the user's half that aren't read can't be found to conflict.</summary>
    [Theory]
    [MemberData(nameof(Projects))]
    public void Members_by_every_name_are_read(string target, LanguageVersion language) => Assert.All(
        Plans(target, language).SelectMany(Surface.Of).Where(member => member.Kind != MemberKind.Constructor),
        member => Assert.Contains(member.Name, Surface.AllNames));

    /// <summary>Every member that a user sees has documentation, and no two have the same.</summary>
    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_offered_member_is_documented(string target, LanguageVersion language)
    {
        foreach (Plan plan in Plans(target, language))
        {
            IReadOnlyList<Member> surface = Surface.Of(plan);
            Assert.All(surface.Where(member => member.IsOffered), member => Assert.NotNull(member.Documentation));
            Assert.Equal(surface.Count(member => !member.IsLaterPart), surface.Select(member => $"{member.Name}({string.Join(", ", member.Signature)})").Distinct().Count());
        }
    }

    private static readonly ConcurrentDictionary<(string, LanguageVersion), IReadOnlyList<Plan>> Planned = new();

    private static IReadOnlyList<Plan> Plans(string target, LanguageVersion language) =>
        Planned.GetOrAdd((target, language), project => [.. Plan(project.Item1, project.Item2)]);

    private static IEnumerable<Plan> Plan(string target, LanguageVersion language)
    {
        var options = new RunOptions
        {
            References = TargetReferences.Of(target),
            LanguageVersion = language,
            Nullable = language > LanguageVersion.CSharp7_3,
            AdditionalFiles = [new("amp.lstm", Networks.TrainedModel)],
        };
        Target facts = ReadClasses.Target(options);
        return ReadClasses.Of([.. Networks.All, Large], options)
            .SelectMany(read => new[] { false, facts.Spans }.Distinct().Select(hasStaticForm => Plan(read.Class, facts, hasStaticForm)))
            .OfType<Plan>();
    }

    /// <summary>The plan for the width that is planned fastest; null for a static form that has no room.</summary>
    private static Plan? Plan(LstmClass lstmClass, Target target, bool hasStaticForm)
    {
        Options options = lstmClass.Options with { VectorWidth = Model.VectorWidth.Scalar, StaticForm = hasStaticForm };
        Plan plan = Planner.Plan(lstmClass with { Options = options, QualifyNames = false }, target);
        return hasStaticForm && plan.Memory.IsObject ? null : plan;
    }

    private static IEnumerable<SyntaxNode> Parse(Plan plan) => ClassEmitter.Emit(plan).Files.Select(file =>
        CSharpSyntaxTree.ParseText(file.Text, new CSharpParseOptions((LanguageVersion)plan.Target.LanguageVersion)).GetRoot());

    private static IEnumerable<string> Listed(Member member, string path)
    {
        string parameters = string.Join(", ", member.Declared.Select(parameter => $"{parameter.Prefix}{Text(parameter.Type)} {parameter.Name}"));
        string type = member.Kind == MemberKind.Constructor ? "" : member.Kind == MemberKind.Type ? member.Keyword + " " : Text(member.Type) + " ";
        string header = $"{path}{member.Modifiers.Replace(" partial", "", StringComparison.Ordinal)} {type}{member.Name}";
        return member.Kind switch
        {
            MemberKind.Constructor or MemberKind.Method or MemberKind.Operator => [$"{header}({parameters})"],
            MemberKind.Property when parameters.Length > 0 => [$"{header}[{parameters}]"],
            _ when member.Body is HaveValues values => values.All.Select(one => $"{path}{member.Modifiers} {type}{one.Name}"),
            _ => [header, .. member.Members.SelectMany(inner => Listed(inner, $"{path}{member.Name}."))],
        };
    }

    /// <param name="listed">The members of the same type in the list, which say what has no list of its own.</param>
    private static IEnumerable<string> Printed(MemberDeclarationSyntax member, IReadOnlyList<Member> listed, string path)
    {
        string start = path + string.Concat(member.Modifiers.Where(modifier => !modifier.IsKind(SyntaxKind.PartialKeyword)).Select(modifier => modifier + " "));
        return member switch
        {
            BaseFieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => $"{start}{field.Declaration.Type} {variable.Identifier}"),
            IndexerDeclarationSyntax indexer => [$"{start}{indexer.Type} this[{Parameters(indexer.ParameterList)}]"],
            PropertyDeclarationSyntax property => [$"{start}{property.Type} {property.Identifier}"],
            MethodDeclarationSyntax method => [$"{start}{method.ReturnType} {method.Identifier}({Parameters(method.ParameterList)})"],
            ConstructorDeclarationSyntax constructor => [$"{start}{constructor.Identifier}({Parameters(constructor.ParameterList)})"],
            OperatorDeclarationSyntax operation => [$"{start}{operation.ReturnType} {operation.OperatorToken}({Parameters(operation.ParameterList)})"],
            TypeDeclarationSyntax type => [$"{start}{type.Keyword} {type.Identifier}", .. Inner(type, listed, path)],
            _ => [$"{start}{member.Kind()}"],
        };
    }

    private static IEnumerable<string> Inner(TypeDeclarationSyntax type, IReadOnlyList<Member> listed, string path)
    {
        Member? own = listed.FirstOrDefault(member => member.Kind == MemberKind.Type && member.Name == type.Identifier.Text);
        return own?.Body is IsOwn or IsKernel ? [] : type.Members.SelectMany(member => Printed(member, own?.Members ?? [], $"{path}{type.Identifier}."));
    }

    private static string Parameters(BaseParameterListSyntax list) =>
        string.Join(", ", list.Parameters.Select(parameter => $"{string.Concat(parameter.Modifiers.Select(modifier => modifier + " "))}{parameter.Type} {parameter.Identifier}"));

    private static string Text(TypeUse? type) => type is null ? "void" : type.Text(library => library);
}

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using System.Text.RegularExpressions;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace LstmGen.Generator.Tests;

/// <summary>
/// Checks that generated code has nothing for a reader to stumble over, in every network of the snapshots on every target.
/// </summary>
public class GeneratedTextTests
{
    public static TheoryData<string> Targets => new(TargetMatrixTests.Targets);

    /// <summary>Words of one kind of user, and turns of phrase that no native reader would use.</summary>
    private static readonly Regex Words = new(@"\b(agents?|hands? on|handed on|behind|in front of|is no(?! such)|of which|goes? on|are turned|side by side, [0-9])\b", RegexOptions.CultureInvariant);

    [Theory]
    [MemberData(nameof(Targets))]
    public void Comments_are_in_plain_words(string target) => ForEachLine(target, (line, _) =>
    {
        int comment = line.IndexOf("//", StringComparison.Ordinal);
        Assert.False(comment >= 0 && Words.IsMatch(line, comment), line);
    });

    [Theory]
    [MemberData(nameof(Targets))]
    public void Blocks_have_a_heading_and_numbers_a_purpose(string target) => ForEachLine(target, (line, before) =>
    {
        Assert.False(line.Trim() == "{" && before.Trim() is "{" or "}" or "", $"{before}\n{line}");
        Assert.False(before.StartsWith("using ", StringComparison.Ordinal) && line.Length > 0 && !line.StartsWith("using ", StringComparison.Ordinal), line);
        Assert.DoesNotMatch(@"\[\(\w+\) |\b1 \* |[\w\]] \* 1\b(?![.])|\+= 1;|\+= 1\)|, 0\) = ", line.Split("//")[0]);
    });

    [Theory]
    [MemberData(nameof(Targets))]
    public void Joined_gates_are_no_units(string target) => ForEachLine(target, (line, _) => Assert.DoesNotMatch("[0-9]+ units side by side", line));

    /// <summary>A first layer reads the input in both directions.</summary>
    [Fact]
    public void The_backward_half_of_a_first_layer_reads_the_input()
    {
        string text = GeneratorRun.Of(Networks.Bidirectional).Generated["Tagger.g.cs"];

        Assert.Contains("Layer bidirectional_backward: 3 units, by the same equations, with x the 2 values of a step's input.", text);
        Assert.Contains("Layer dense: 2 units, each a weighted sum of all 3 values that the layer before it outputs and a bias:", text);
    }

    /// <summary>
    /// An editor shows them with the class's name, next to the user's documentation. A model's texts may contain anything.
    /// </summary>
    [Fact]
    public void What_a_class_is_stands_in_its_remarks()
    {
        string model = Networks.TrainedModel.Replace("PyTorch", "Py<Torch> & others");
        GeneratorRun run = GeneratorRun.Of(
            Networks.Trained.Replace("[LstmModel", "/// <summary>An amplifier.</summary>\n[LstmModel"),
            new RunOptions { AdditionalFiles = [new("amp.lstm", model)] });

        XElement documentation = XElement.Parse(run.Output.GetTypeByMetadataName("Amp")!.GetDocumentationCommentXml()!);

        Assert.Equal("An amplifier.", documentation.Element("summary")!.Value);
        string remarks = documentation.Element("remarks")!.Value;
        Assert.Contains("Py<Torch> & others", remarks);
        Assert.Contains("i = sigmoid(x·K_i + h·R_i + b_i)", remarks);
    }

    /// <summary>Local variables whose names end in a number are explained above the first of them.</summary>
    [Fact]
    public void Suffixes_have_a_legend()
    {
        foreach (string text in GeneratorRun.Of([Networks.Tiled, Networks.Stack]).Generated.Values)
        {
            foreach (BlockSyntax block in CSharpSyntaxTree.ParseText(text).GetRoot().DescendantNodes().OfType<BlockSyntax>())
            {
                HashSet<string> suffixes = [.. block.Statements.OfType<LocalDeclarationStatementSyntax>()
                    .Select(local => Regex.Match(local.Declaration.Variables[0].Identifier.Text, "^[ifgo](_?[0-9]|_[xh][0-9])$").Groups[1].Value)
                    .Where(suffix => suffix.Length > 0)];
                string above = block.ToFullString() + block.Parent!.ToFullString();
                Assert.All(suffixes, suffix => Assert.Matches($"// Names end in .*{suffix}\\b", above));
            }
        }
    }

    /// <summary>Tools that measure coverage or search for mistakes skip code with the attribute.</summary>
    [Theory]
    [MemberData(nameof(Targets))]
    public void All_members_with_code_are_marked_as_generated(string target)
    {
        bool hasAttribute = target != "nanoframework";
        foreach (string text in Texts(target))
        {
            CompilationUnitSyntax file = CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot();
            TypeDeclarationSyntax type = file.DescendantNodes().OfType<TypeDeclarationSyntax>().First(declared => declared.Members.Any(member => member is MethodDeclarationSyntax));

            // What classes have in common is marked type by type; the user's type itself is not marked.
            // Attributes of a type in several files are in the first of these.
            IEnumerable<MemberDeclarationSyntax> members = text.Contains("namespace LstmGenerated.", StringComparison.Ordinal)
                ? file.Members.OfType<NamespaceDeclarationSyntax>().Single().Members
                : type.Members.Where(member => member is not FieldDeclarationSyntax && !IsLaterPart(member, type));
            Assert.All(
                members,
                member => Assert.Equal(hasAttribute, member.AttributeLists.Any(list => list.ToString().Contains("GeneratedCode", StringComparison.Ordinal))));
        }
    }

    private static bool IsLaterPart(MemberDeclarationSyntax member, TypeDeclarationSyntax type) =>
        member is ClassDeclarationSyntax { Identifier.ValueText: "Kernel" } && !type.Members.OfType<FieldDeclarationSyntax>().Any();

    /// <summary>The texts for each target, which are generated once for all tests.</summary>
    private static readonly ConcurrentDictionary<string, Lazy<IReadOnlyList<string>>> OfTargets = new();

    private static IReadOnlyList<string> Texts(string target) => OfTargets.GetOrAdd(target, name => new(() => Generated(name))).Value;

    private static IReadOnlyList<string> Generated(string target)
    {
        var options = new RunOptions { References = TargetReferences.Of(target), LanguageVersion = LanguageVersion.CSharp9, AdditionalFiles = [new("amp.lstm", Networks.TrainedModel)] };
        bool hasSpans = target is not ("netstandard2.0" or "net48" or "nanoframework");
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new LstmGenerator().AsSourceGenerator()],
            options.AdditionalFiles.Select(file => new TestFile(file.Key, file.Value)),
            options.ParseOptions);
        return
        [
            .. driver
                .RunGenerators(options.Compile(Networks.All.Select((text, index) => KeyValuePair.Create(
                    FormattableString.Invariant($"Input{index}.cs"), hasSpans ? text.Replace("LstmOptions(", "LstmOptions(StaticForm = true, ", StringComparison.Ordinal) : text))))
                .GetRunResult().GeneratedTrees.Select(tree => tree.ToString()),
        ];
    }

    private static void ForEachLine(string target, Action<string, string> check)
    {
        int files = 0;
        foreach (string text in Texts(target))
        {
            files++;
            string before = "-";
            foreach (string line in text.Split('\n'))
            {
                check(line, before);
                before = line;
            }
        }

        Assert.True(files > Networks.Count, $"{files} files");
    }
}

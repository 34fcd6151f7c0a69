using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using LstmGen.Generator.Model;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LstmGen.Generator.Tests.Models;

/// <summary>What a model's file says besides the network: constants of the class, with the file's values.</summary>
public class MetadataTests
{
    private const string Layer = "input 1\nlstm units 1 activation tanh recurrent_activation sigmoid use_bias false return_sequences true\nkernel 1 2 3 4\nrecurrent_kernel 5 6 7 8\nend";

    private const string Source = "using LstmGen;\n[LstmModel(\"amp.nam.lstm\")]\npublic partial class Amp { }";

    [Fact]
    public void What_the_file_has_is_a_constant() => Assert.Equal(
        [("Source", "amp.nam"), ("Framework", "NAM 0.5.4"), ("ModelHash", "0af"), ("GearMake", "Fender"), ("SampleRate", 48000d), ("Gain", -0.125d)],
        Constants("source \"models/amp.nam\" framework \"NAM 0.5.4\" metadata sample_rate 48000 gear_make \"Fender\" model_hash \"0af\" gain -0.125\n"));

    [Fact]
    public void A_model_that_says_nothing_has_no_such_class() => Assert.DoesNotContain("Metadata", Run("").Generated.Single().Value);

    [Fact]
    public void The_network_is_the_same()
    {
        string[] Lines(string head) => [.. Run(head).Generated.Single().Value.Split('\n').Where(line => !line.Contains("Its parameters were trained"))];
        string[] with = Lines("metadata gain 1\n");
        int start = System.Array.FindIndex(with, line => line.Contains("What the trained model's file says"));
        int end = System.Array.FindIndex(with, start, line => line == "    }");
        string[] without = [.. with[..start], .. with[(end + 2)..]];
        Assert.Equal(string.Join('\n', Lines("")), string.Join('\n', without));
    }

    /// <summary>The file's text is preserved character by character, whatever is in it, and ends no literal, line or comment.</summary>
    [Theory]
    [InlineData("\"; } } evil(); //")]
    [InlineData("\\\"; evil(); //")]
    [InlineData("*/ evil(); /* </summary>")]
    [InlineData("a\nb\r\u0085\u2028\u2029c\0")]
    [InlineData("\\u0022; evil();")]
    [InlineData("\\")]
    [InlineData("{0} $ @ % \t\u001b[31m\u202e\ufeff\U0001f600\ufffe")]
    public void Text_is_escaped(string text)
    {
        string quoted = "\"" + string.Concat(text.Select(letter => $"\\u{(int)letter:x4}")) + "\"";
        Assert.Equal(
            [("Source", text[(text.LastIndexOf('/') + 1)..]), ("Framework", text), ("Name", text)],
            Constants($"source {quoted} framework {quoted} metadata name {quoted}\n"));
        Assert.All(Run($"metadata name {quoted}\n").Generated.Single().Value.Split('\n'), line => Assert.DoesNotContain(line, letter => char.IsControl(letter)));
    }

    /// <summary>An attribute can't contain half of a surrogate pair, but a constant can.</summary>
    [Fact]
    public void Half_a_pair_is_a_constant() => Assert.Equal([("Name", "a\ud800b")], Constants("metadata name \"a\\ud800b\"\n"));

    [Fact]
    public void Every_fact_is_another_constant_that_is_documented()
    {
        Assert.Equal(FactKind.All.Count, FactKind.All.Select(kind => kind.Name).Distinct().Count());
        Assert.Equal(FactKind.All.Count, FactKind.All.Select(kind => kind.Word).Distinct().Count());
        Assert.Equal(
            FactKind.All.Select(kind => kind.Name),
            Constants("source \"a\" framework \"b\" metadata " + string.Join(" ", FactKind.OfMetadata.Select(kind => kind.Word + (kind.IsText ? " \"x\"" : " 1"))) + "\n").Select(constant => constant.Name));
    }

    [Fact]
    public Task A_member_by_its_name_is_in_the_way() => Reported.AsAsync(
        ["using LstmGen;\n[LstmModel(\"amp.nam.lstm\")]\npublic partial class Amp\n{\n    public int Metadata;\n}"],
        Options("metadata gain 1\n") with { AllowCompileErrors = true },
        "5 LSTM008 [Metadata] Amp declares Metadata, which the generated code also declares; rename it");

    [Fact]
    public Task One_is_free_where_the_file_says_nothing() => Reported.AsAsync(
        ["using LstmGen;\n[LstmModel(\"amp.nam.lstm\")]\npublic partial class Amp\n{\n    public int Metadata;\n}"], Options(""), []);

    private static List<(string Name, object? Value)> Constants(string head)
    {
        CSharpCompilation output = Run(head).Output;
        INamedTypeSymbol metadata = output.GetTypeByMetadataName("Amp")!.GetTypeMembers("Metadata").Single();
        Assert.True(metadata is { IsStatic: true, DeclaredAccessibility: Accessibility.Public });
        return [.. metadata.GetMembers().Cast<IFieldSymbol>().Select(field => (field.Name, field.ConstantValue))];
    }

    private static GeneratorRun Run(string head) => GeneratorRun.Of(Source, Options(head));

    private static RunOptions Options(string head) => new() { AdditionalFiles = [new("amp.nam.lstm", "lstm-model 1\n" + head + Layer)] };
}

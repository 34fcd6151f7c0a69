using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Xunit;

namespace LstmGen.Generator.Tests;

/// <summary>The helpers shared by an assembly's generated classes are in one file, which has exactly those that are called.</summary>
public class HelperFileTests
{
    private const string Small = "[LstmGen.Lstm(Input = 2, Units = 3)] public partial class Small { }\n";
    private const string Separate = "[LstmGen.Lstm(Input = 2, Units = 3), LstmGen.LstmOptions(Arithmetic = LstmGen.Arithmetic.Separate)] public partial class Apart { }\n";
    private const string Double = "[LstmGen.Lstm(Input = 2, Units = 3), LstmGen.LstmOptions(Precision = LstmGen.Precision.Double)] public partial class Doubled { }\n";
    private const string Gelu = "[LstmGen.Lstm(Input = 2, Units = 3, Activation = LstmGen.Activation.Gelu)] public partial class Curved { }\n";

    private static readonly Lazy<GeneratorRun> SmallRun = new(() => GeneratorRun.Of(Small));

    [Fact]
    public void A_class_without_networks_has_none() => Assert.Equal("", GeneratorRun.Of("public class Plain { }").Helpers);

    [Fact]
    public void A_snapshot_can_leave_it_out()
    {
        GeneratorDriverRunResult result = SmallRun.Value.Driver.GetRunResult();

        Assert.Equal(["LstmGen-helpers.g", "Small-batch.g", "Small-parameters.g", "Small-state.g", "Small.g"], Snapshots.Verifier.Files(result).Select(file => file.Name));
        Assert.Equal(["Small-batch.g", "Small-parameters.g", "Small-state.g", "Small.g"], Snapshots.Verifier.Files(result, GeneratorRun.IsHelper).Select(file => file.Name));
    }

    [Fact]
    public void A_second_class_with_the_same_needs_changes_nothing() => Assert.Equal(
        SmallRun.Value.Helpers,
        GeneratorRun.Of(Small + Small.Replace("Small", "Other", StringComparison.Ordinal)).Helpers);

    [Fact]
    public void The_order_of_the_classes_doesn_t_matter() => Assert.Equal(
        GeneratorRun.Of(Small + Separate + Double + Gelu).Helpers,
        GeneratorRun.Of(Gelu + Double + Separate + Small).Helpers);

    [Fact]
    public void Only_what_is_called_is_there()
    {
        string helpers = SmallRun.Value.Helpers;

        Assert.Contains("class FusedMath", helpers);
        Assert.DoesNotContain("class SeparateMath", helpers);
        Assert.DoesNotContain("Gelu", helpers);
        Assert.DoesNotContain("double", helpers);
        Assert.Contains("Gelu(", GeneratorRun.Of(Small + Gelu).Helpers);
        Assert.Contains("class SeparateMath", GeneratorRun.Of(Small + Separate).Helpers);

        // Each function is called in the file itself or in the class.
        string all = helpers + SmallRun.Value.Generated.Values.Single();
        var root = CSharpSyntaxTree.ParseText(helpers).GetRoot();
        Assert.All(
            root.DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.MethodDeclarationSyntax>().Select(method => method.Identifier.ValueText).Distinct(),
            name => Assert.True(all.Split(name + "(").Length > 2, $"Nothing calls {name}."));
    }

    /// <summary>An edit of one class prints that class again, and the shared helpers only if different ones are called.</summary>
    [Fact]
    public void An_edit_prints_what_it_changes()
    {
        GeneratorRun run = GeneratorRun.Of([Small, Gelu]);

        run.AssertEditReemitsOnly("Units = 3)]", "Units = 3, Steps = 5)]", "Small.g.cs");
        run.AssertEditReemitsOnly("Activation.Gelu", "Activation.Softplus", "Curved.g.cs");
        Assert.Equal(run.Helpers, GeneratorRun.Of([Small.Replace("Input = 2", "Input = 1", StringComparison.Ordinal), Gelu]).Helpers);
    }

    /// <summary>Two projects that see each other's internal types, and tests that see both.</summary>
    [Fact]
    public void Assemblies_that_see_each_other_have_them_under_names_of_their_own()
    {
        const string Visible = "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Company.Game.Tests\")]\n";
        CSharpCompilation game = Generated("Company.Game", Visible + Small, []);
        CSharpCompilation tests = Generated(
            "Company.Game.Tests",
            Small.Replace("Small", "InTests", StringComparison.Ordinal) + "public class Uses { public int Count => Small.ParameterCount + InTests.ParameterCount; }",
            [MetadataReference.CreateFromStream(Emitted(game))]);

        Emitted(tests);
        Assert.Contains("LstmGenerated.Company.Game", game.SyntaxTrees.Last().ToString());
        Assert.Contains("LstmGenerated.Company.Game.Tests", tests.SyntaxTrees.Last().ToString());
    }

    [Theory]
    [InlineData("Game", "LstmGenerated.Game")]
    [InlineData("Company.Game", "LstmGenerated.Company.Game")]
    [InlineData("my.event", "LstmGenerated.@my.@event")]
    [InlineData("Assembly-CSharp", "LstmGenerated._Assembly_CSharp_b37fdd7b")]
    public void The_namespace_has_the_assembly_s_name(string assembly, string space) => Assert.Equal(space, HelperTypes.Namespace(assembly));

    [Theory]
    [InlineData("my-app", "my_app")]
    [InlineData("a b", "a-b")]
    [InlineData("1.2", "1-2")]
    [InlineData("Spiel.Größe", "Spiel.Gr__e")]
    [InlineData("", "_")]
    [InlineData("A..B", "A.B")]
    public void No_two_assemblies_share_one(string one, string other) => Assert.NotEqual(HelperTypes.Namespace(one), HelperTypes.Namespace(other));

    /// <summary>Whatever an assembly is called, its file compiles, even if the name looks like one of the base library's.</summary>
    [Theory]
    [InlineData("System.Something")]
    [InlineData("MathF.Span")]
    [InlineData("new")]
    [InlineData("file-based app 1")]
    [InlineData("Größe.日本")]
    [InlineData("LstmGenerated")]
    public void Whatever_the_assembly_is_called(string name) => Emitted(Generated(name, Small + Double, []));

    [Fact]
    public void Where_a_type_has_the_namespace_s_name() => Emitted(Generated("Game", "public class LstmGenerated { }\n" + Small, []));

    private static CSharpCompilation Generated(string assembly, string source, IEnumerable<MetadataReference> references)
    {
        RunOptions options = RunOptions.Default;
        CSharpCompilation input = options.Compile([new("Input.cs", source)]).WithAssemblyName(assembly).AddReferences(references);
        CSharpGeneratorDriver.Create([new LstmGenerator().AsSourceGenerator()], parseOptions: options.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(input, out Compilation output, out _);
        return (CSharpCompilation)output;
    }

    private static MemoryStream Emitted(CSharpCompilation compilation)
    {
        var assembly = new MemoryStream();
        EmitResult result = compilation.Emit(assembly);
        Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id != "CS1591"));
        Assert.True(result.Success);
        assembly.Position = 0;
        return assembly;
    }
}

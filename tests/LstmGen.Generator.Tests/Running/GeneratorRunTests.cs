using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;
using Xunit.Sdk;

namespace LstmGen.Generator.Tests.Running;

/// <summary>The checks of a run, each with a generator that breaks one rule.</summary>
public class GeneratorRunTests
{
    private const string Source = "[LstmGen.Lstm(Input = 1, Units = 2)] public partial class First { }\n[LstmGen.Lstm(Input = 1, Units = 2)] public partial class Other { }\n";
    private const string Code = "/// <summary>Documented.</summary>\npublic partial class {0} {{ }}\n";

    [Fact]
    public void A_good_generator_passes()
    {
        GeneratorRun run = Run(new Stub());

        Assert.Equal(["First.g.cs", "Other.g.cs"], run.Generated.Keys.Order());
        run.AssertEditReemitsOnly("Other", "Third", "Other.g.cs", "Third.g.cs");
        Assert.ThrowsAny<XunitException>(() => run.AssertEditReemitsOnly("Other", "Third", "First.g.cs"));
        Assert.ThrowsAny<XunitException>(() => run.AssertEditReemitsOnly("Units = 2", "Units = 3", "First.g.cs"));
    }

    [Theory]
    [InlineData("public partial class {0} {{ private static void Body() {{ int unused; }} }}", "CS0168")]
    [InlineData("public partial class {0} {{ private int unused; }}", "CS0169")]
    [InlineData("public partial class {0} {{ public int Undocumented; }}", "CS1591")]
    [InlineData("/// <summary>Unclosed.\npublic partial class {0} {{ }}", "CS1570")]
    [InlineData("/// <summary>No <see cref=\"Such\"/>.</summary>\npublic partial class {0} {{ }}", "CS1574")]
    [InlineData("#nullable enable\npublic partial class {0} {{ private static string Null() => null; }}", "CS8603")]
    [InlineData("public partial class {0} {{ private static int Overflow() => unchecked(int.MaxValue) + 1; }}", "CS0220")]
    public void Code_that_does_not_compile_cleanly_fails(string code, string id)
    {
        var stub = new Stub { Text = name => string.Format(code, name) };

        Fails(stub, id);
        GeneratorRun.Of(stub, [Source], new RunOptions { AllowCompileErrors = true });
    }

    [Fact]
    public void A_generator_that_throws_fails() => Fails(new Stub { Text = _ => throw new NotSupportedException("no") }, "The generator threw System.NotSupportedException: no");

    [Fact]
    public void A_generator_that_reports_fails() => Fails(new Stub { Reports = true }, "The generator reported");

    [Fact]
    public void A_cached_place_fails() => Fails(new Stub { Model = type => type.TargetNode.GetLocation() }, "holds a Location");

    [Fact]
    public void A_cached_symbol_fails() => Fails(new Stub { Model = type => new ModelWalkerTests.Holder(type.TargetSymbol) }, "holds a ISymbol");

    [Fact]
    public void A_cached_array_fails() => Fails(new Stub { Model = _ => new ModelWalkerTests.Holder(ImmutableArray.Create(1)) }, "is compared by reference");

    [Fact]
    public void A_value_that_is_never_equal_fails() => Fails(new Stub { Model = _ => new ModelWalkerTests.Sequence([1, double.NaN, Guid.NewGuid()]) }, "After a second run the step");

    [Fact]
    public void A_model_with_other_files_in_it_fails() =>
        Fails(new Stub { Model = type => type.SemanticModel.Compilation.SyntaxTrees.Count() }, "After an unrelated file the step");

    [Fact]
    public void A_model_with_a_position_in_it_fails() => Fails(new Stub { Model = type => type.TargetNode.SpanStart }, "After moved lines the step");

    [Fact]
    public void A_model_with_other_members_in_it_fails() =>
        Fails(new Stub { Model = type => ((TypeDeclarationSyntax)type.TargetNode).Members.Count }, "After an unrelated member the step");

    [Fact]
    public void A_step_without_its_name_fails() => Fails(new Stub { LeavesOut = TrackingNames.All[^1] }, TrackingNames.All[^1]);

    [Fact]
    public void Text_that_differs_each_time_fails()
    {
        int count = 0;
        Fails(new Stub { Text = name => $"// {++count}\n" + string.Format(Code, name) }, "First.g.cs");
    }

    /// <summary>With an additional file the analyzer runs over the whole project, and without one file by file.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_analyzer_that_throws_fails(bool hasFile)
    {
        var options = new RunOptions { AdditionalFiles = hasFile ? [new("amp.lstm", "")] : [] };
        XunitException failure = await Assert.ThrowsAnyAsync<XunitException>(
            () => AnalyzerReport.OfAsync(options.Compile([new("Input.cs", Source)]), options, new Throwing()));
        Assert.Contains("The analyzer threw System.NotSupportedException: no", failure.Message);
    }

    private static GeneratorRun Run(IIncrementalGenerator generator) => GeneratorRun.Of(generator, [Source]);

    private static void Fails(IIncrementalGenerator generator, string message) =>
        Assert.Contains(message, Assert.ThrowsAny<XunitException>(() => Run(generator)).Message);

    /// <summary>A generator whose steps have the names of the real one's.</summary>
    private sealed class Stub : IIncrementalGenerator
    {
        public Func<GeneratorAttributeSyntaxContext, object> Model { get; init; } = type => type.TargetSymbol.Name;

        public Func<string, string> Text { get; init; } = name => string.Format(Code, name);

        public bool Reports { get; init; }

        public string? LeavesOut { get; init; }

        public void Initialize(IncrementalGeneratorInitializationContext context)
        {
            IncrementalValuesProvider<(string Name, object Model)> types = context.SyntaxProvider.ForAttributeWithMetadataName(
                typeof(LstmAttribute).FullName!, (_, _) => true, (type, _) => (type.TargetSymbol.Name, Model(type)));
            foreach (string name in TrackingNames.All.Where(name => name != LeavesOut))
            {
                types = types.Select((type, _) => type).WithTrackingName(name);
            }

            context.RegisterSourceOutput(types, (output, type) =>
            {
                output.AddSource(type.Name + ".g.cs", Text(type.Name));
                if (Reports)
                {
                    output.ReportDiagnostic(Diagnostic.Create("X1", "Test", "reported", DiagnosticSeverity.Warning, DiagnosticSeverity.Warning, true, 1));
                }
            });
        }
    }

#pragma warning disable RS1001 // without the attribute no compiler finds it, which is meant
    private sealed class Throwing : DiagnosticAnalyzer
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => new LstmAnalyzer().SupportedDiagnostics;

        public override void Initialize(AnalysisContext context)
        {
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.EnableConcurrentExecution();
            context.RegisterSyntaxNodeAction(_ => throw new NotSupportedException("no"), SyntaxKind.ClassDeclaration);
        }
    }
}

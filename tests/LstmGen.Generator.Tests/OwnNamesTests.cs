using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using LstmGen.Generator.Model;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LstmGen.Generator.Tests;

/// <summary>
/// Types of the user's with the names of base library types, wherever the compiler may find them first: either the generated code refers to
/// the base library's and compiles without a warning, or LSTM022 says which type conflicts, and nothing is generated.
/// </summary>
public class OwnNamesTests
{
    private const string Network = "[global::LstmGen.Lstm(Input = 3, Units = 5, Steps = 4, ReturnSequences = true), global::LstmGen.LstmOptions(Unroll = global::LstmGen.Unroll.Tiled)]";

    private const string Gesture = "namespace Company { " + Network + " public partial class Gesture { } }";

    /// <summary>Where the generated code can do without the simple names.</summary>
    private static readonly Dictionary<string, string> Around = new()
    {
        ["in the global namespace"] = "TYPES " + Gesture,
        ["beside it in the global namespace"] = "TYPES " + Network + " public partial class Gesture { }",
        ["in its namespace"] = "namespace Company { TYPES " + Network + " public partial class Gesture { } }",
        ["in an outer namespace"] = "namespace Company { TYPES namespace Products { " + Network + " public partial class Gesture { } } }",
        ["in it"] = "namespace Company { " + Network + " public partial class Gesture { TYPES } }",
        ["in its container"] = "namespace Company { public partial class Outer { TYPES " + Network + " public partial class Gesture { } } }",
        ["in its base class"] = "namespace Company { public class Base { TYPES } " + Network + " public partial class Gesture : Base { } }",
    };

    /// <summary>Where the full names mean something else.</summary>
    private static readonly string[] InTheLibrarys =
    [
        "namespace SPACE { TYPE } " + Gesture,
        "namespace SPACE { TYPE " + Network + " public partial class Gesture { } }",
        "namespace SPACE { " + Network + " public partial class NAME { } }",
        "namespace SPACE.NAME { public class Something { } } " + Gesture,
    ];

    private static readonly string[] Declarations =
        ["internal class NAME { }", "public struct NAME<T> { }", "internal enum NAME { A }", "internal class NAMEAttribute : global::System.Attribute { }", "internal class NAME : global::System.Attribute { }"];

    /// <summary>The targets and languages that differ most.</summary>
    private static readonly (string Target, LanguageVersion Language)[] Projects =
    [
        ("net10.0", LanguageVersion.CSharp10), ("net10.0", LanguageVersion.Latest), ("net8.0", LanguageVersion.CSharp9), ("netstandard2.0+memory", LanguageVersion.CSharp7_3), ("net48", LanguageVersion.CSharp7_3),
    ];

    public static TheoryData<string, string> AllAround()
    {
        var all = new TheoryData<string, string>();
        foreach (string place in Around.Keys)
        {
            foreach (string declaration in Declarations)
            {
                all.Add(place, declaration);
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(AllAround))]
    public void All_around_it(string place, string declaration)
    {
        // The kind of the conflicting type makes no difference between vector widths.
        bool isFirst = declaration == Declarations[0];
        string source = isFirst ? Around[place] : Narrowed(Around[place], "");
        foreach ((string target, LanguageVersion language) in Projects.Take(isFirst ? Projects.Length : 1))
        {
            Generates(source.Replace("TYPES", All(declaration)), Options(target, language));
        }
    }

    /// <summary>The generated half imports namespaces, and the user's types there would be found beside the intended ones.</summary>
    [Theory]
    [InlineData("System")]
    [InlineData("System.Runtime.CompilerServices")]
    [InlineData("System.Runtime.Intrinsics.X86")]
    public void In_another_namespace_of_the_library(string space)
    {
        string types = string.Concat(BaseLibrary.Namespaces.Where(name => name.Value != space).Select(name => Declarations[0].Replace("NAME", name.Key)));
        foreach ((string target, LanguageVersion language) in Projects)
        {
            Generates($"namespace {space} {{ {types} }} {Gesture}", Options(target, language));
            Generates($"namespace {space} {{ {types} {Network} public partial class Gesture {{ }} }}", Options(target, language));
            Generates($"namespace {space} {{ internal class nuint {{ }} }} {Gesture}", Options(target, language));
        }
    }

    [Theory]
    [InlineData("net10.0", LanguageVersion.Latest, 0)]
    [InlineData("netstandard2.0+memory", LanguageVersion.CSharp7_3, 1)]
    [InlineData("net48", LanguageVersion.CSharp7_3, 0)]
    public void In_the_library_s_own_namespace(string target, LanguageVersion language, int turn)
    {
        RunOptions options = Options(target, language);
        var problems = new List<string>();
        int declaration = target.Length, hidden = 0;
        foreach ((string name, string space) in BaseLibrary.Namespaces.Select(name => (name.Key, name.Value)))
        {
            // Every name in every place, distributed over the projects.
            turn++;
            foreach (string place in InTheLibrarys.Where((_, at) => (at + turn) % 2 == 0))
            {
                // Another kind of declaration in each place, for each name and in each project.
                string source = Narrowed(place, name).Replace("TYPE", Declarations[declaration++ % Declarations.Length]).Replace("NAME", name).Replace("SPACE", space);
                if (Problem(source, options, ref hidden) is { } problem)
                {
                    problems.Add(source + "\n" + problem);
                }
            }
        }

        Assert.True(problems.Count == 0, $"{problems.Count} problems:\n{string.Join("\n\n", problems.Take(8))}");
        Assert.InRange(hidden, 10, (InTheLibrarys.Length * BaseLibrary.Namespaces.Count / 2) - 10);
    }

    [Theory]
    [InlineData("namespace System { static class MathF { public static float Abs(float x) => x; } } ", "System.MathF", "type System.MathF in Input.cs, line 1, ")]
    [InlineData("namespace System.Runtime.CompilerServices { static class Unsafe { } } ", "System.Runtime.CompilerServices.Unsafe", "type System.Runtime.CompilerServices.Unsafe in Input.cs, line 1, ")]
    [InlineData("namespace System.MathF { class Something { } } ", "System.MathF", "namespace System.MathF in Input.cs, line 1, ")]
    [InlineData("class System { } ", "System.ArgumentException", "type System in Input.cs, line 1, ")]
    [InlineData("namespace System { class Runtime { } } ", "System.Runtime.Intrinsics.Vector128", "type System.Runtime in Input.cs, line 1, ")]
    [InlineData("namespace System.Runtime { enum Intrinsics { A } } ", "System.Runtime.Intrinsics.Vector128", "type System.Runtime.Intrinsics in Input.cs, line 1, ")]
    public Task A_type_that_hides_one_of_the_library_is_named(string type, string name, string what) => Reported.AsAsync(
        type + "\n" + Gesture,
        Options("net10.0", LanguageVersion.CSharp10) with { AllowCompileErrors = true },
        $"2 LSTM022 [Gesture] Gesture needs {name} of the base library, which the {what}hides; rename it or move it to another namespace");

    [Fact]
    public Task A_network_named_System_outside_every_namespace() => Reported.AsAsync(
        Network + " partial class System { }",
        RunOptions.Default with { AllowCompileErrors = true },
        "1 LSTM022 [System] System needs System.ArgumentException of the base library, which the type System in Input.cs, line 1, hides; rename it or move it to another namespace");

    /// <summary>
    /// Nothing names it, but without its methods the compiler can't emit an array of trained parameters: it throws an exception.
    /// </summary>
    [Fact]
    public Task A_type_that_the_compiler_itself_needs() => Reported.AsAsync(
        "namespace System.Runtime.CompilerServices { static class RuntimeHelpers { } }\n[LstmGen.LstmModel(\"amp.lstm\")] public partial class Amp { }",
        RunOptions.Default with { AdditionalFiles = [new("amp.lstm", Networks.TrainedModel)] },
        "2 LSTM022 [Amp] Amp needs System.Runtime.CompilerServices.RuntimeHelpers of the base library, which the type System.Runtime.CompilerServices.RuntimeHelpers in Input.cs, line 1, hides; rename it or move it to another namespace");

    [Fact]
    public async Task Two_libraries_that_declare_a_type_are_named()
    {
        MetadataReference library = CSharpCompilation.Create(
            "Other",
            [CSharpSyntaxTree.ParseText("namespace System { public class ArgumentException { } }")],
            TargetReferences.Net100,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).ToMetadataReference();
        await Reported.AsAsync(
            Gesture,
            RunOptions.Default with { References = [.. TargetReferences.Net100, library] },
            "1 LSTM022 [Gesture] Gesture needs System.ArgumentException of the base library, which Other and System.Runtime both declare; remove one of the references or give it an alias");

        // With an alias it isn't visible.
        Generates(Gesture, RunOptions.Default with { References = [.. TargetReferences.Net100, library.WithAliases(["other"])] });
    }

    /// <summary>
    /// Compilers recognise such attributes by name, wherever they are declared, and a project for several targets may declare them for all.
    /// </summary>
    [Fact]
    public void Stand_ins_that_the_code_can_do_without() => Generates(
        """
        namespace System.Diagnostics.CodeAnalysis { internal sealed class UnscopedRefAttribute : global::System.Attribute { } }
        namespace System.CodeDom.Compiler { internal sealed class GeneratedCodeAttribute : global::System.Attribute { } }
        namespace System.Runtime.CompilerServices { internal static class IsExternalInit { } }
        """ + Gesture,
        Options("net10.0", LanguageVersion.Latest));

    [Theory]
    [InlineData("netstandard2.0+memory")]
    [InlineData("net48")]
    public void Stand_ins_for_what_the_target_lacks(string target) => Generates(
        """
        namespace System { internal static class MathF { public static float Abs(float x) { return x; } } }
        namespace System.Runtime.Intrinsics { internal static class Vector128 { } internal struct Vector512<T> { } }
        namespace System.Runtime.CompilerServices { internal sealed class InlineArrayAttribute : global::System.Attribute { } }
        """ + Gesture,
        Options(target, LanguageVersion.CSharp7_3));

    /// <summary>The compiler warns where a type is named for which a library has a namespace or a type.</summary>
    [Theory]
    [InlineData("namespace System { NETWORK public partial class Net { } }")]
    [InlineData("namespace System { NETWORK public partial struct IO { } }")]
    [InlineData("namespace System.Text { NETWORK public partial class StringBuilder { } }")]
    [InlineData("NETWORK public partial class Microsoft { }")]
    [InlineData("namespace LstmGen { NETWORK public partial class DenseAttribute { } }")]
    [InlineData("namespace @class.@event { NETWORK public partial class @params { } }")]
    public void With_the_full_name_of_something_in_a_library(string source)
    {
        foreach ((string target, LanguageVersion language) in Projects)
        {
            Generates(source.Replace("NETWORK", Network), Options(target, language));
        }
    }

    [Fact]
    public void Where_System_is_something_else() => Generates(
        "global using System = Company.Things; class var { } class dynamic { } namespace Company.System.Runtime { class Math { } } namespace Company { class nuint { } class nameof { } class System { } "
        + Network + " public partial class Gesture { } } namespace Company.System.Runtime { " + Network + " public partial class Gesture { } } namespace Company.Things { class Math { } }",
        Options("net10.0", LanguageVersion.CSharp10));

    /// <summary>Code for vectors of more than 128 bits adds only the names of these vectors and their instructions.</summary>
    private static string Narrowed(string source, string name) => name.StartsWith("Vector", System.StringComparison.Ordinal) || name == "Avx512F"
        ? source
        : source.Replace("Unroll.Tiled)", "Unroll.Tiled, VectorWidth = global::LstmGen.VectorWidth.Vector128)");

    private static RunOptions Options(string target, LanguageVersion language) =>
        new() { References = TargetReferences.Of(target), LanguageVersion = language, Nullable = false, SkipNullableAnalysis = true };

    private static string All(string declaration) => string.Concat(BaseLibrary.Namespaces.Keys.Append("nuint").Select(name => declaration.Replace("NAME", name)));

    private static void Generates(string source, RunOptions options)
    {
        int hidden = 0;
        string? problem = Problem(source, options, ref hidden);
        Assert.True(problem is null, source + "\n" + problem);
        Assert.Equal(0, hidden);
    }

    /// <summary>What is wrong: the generated code has a problem, or there is none and no error that names a type in the source.</summary>
    private static string? Problem(string source, RunOptions options, ref int hidden)
    {
        CSharpCompilation input = options.Compile([new("Input.cs", source)]);
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new LstmGenerator().AsSourceGenerator()], parseOptions: options.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(input, out Compilation output, out _);
        if (driver.GetRunResult().GeneratedTrees.All(tree => GeneratorRun.IsStandIn(tree.ToString())))
        {
            hidden++;
            ImmutableArray<Diagnostic> reported = AnalyzerReport.OfAsync(input, options).GetAwaiter().GetResult().Diagnostics;
            return reported is [{ Id: "LSTM022" } one] && one.GetMessage().Contains("Input.cs, line ") && one.AdditionalLocations.Count > 0
                ? null
                : "no network is generated, and reported is: " + string.Join("; ", reported.Select(one => one.ToString()));
        }

        // Diagnostics in the user's own half are the user's.
        Diagnostic[] problems = [.. output.GetDiagnostics().Where(one => one.Severity >= DiagnosticSeverity.Warning && one.Location.SourceTree is { } tree && !input.SyntaxTrees.Contains(tree))];
        return problems.Length == 0 ? null : string.Join("\n", problems.Take(3).Select(one => $"{one}\n    {one.Line().Trim()}"));
    }
}

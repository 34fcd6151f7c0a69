using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LstmGen.Generator.Tests;

/// <summary>
/// What a type may be called and where it may be declared. Every run checks that the generated half compiles without a warning.
/// </summary>
public class NamingTests
{
    /// <summary>In loops, which compile quickly; it uses every name that there is.</summary>
    private const string Network = "[LstmGen.Lstm(Input = 1, Units = 8, Steps = 4), LstmGen.LstmOptions(Unroll = LstmGen.Unroll.Tiled)]";

    /// <summary>Two widths of vectors, and units whose parameters are packed in groups of two sizes.</summary>
    private const string Wide = "[Lstm(Input = 1, Units = 10), LstmOptions(Unroll = Unroll.Tiled, VectorWidth = VectorWidth.Vector256)]";

    private const string WrittenOut = "[LstmGen.Lstm(Input = 1, Units = 8, Steps = 4)]";

    /// <summary>For a type's place and name, which don't affect code for wider vectors.</summary>
    private const string Narrow = "[LstmGen.Lstm(Input = 1, Units = 8, Steps = 4), LstmGen.LstmOptions(Unroll = LstmGen.Unroll.Tiled, VectorWidth = LstmGen.VectorWidth.Vector128)]";

    [Theory]
    [InlineData("partial struct")]
    [InlineData("partial record")]
    [InlineData("partial record class")]
    [InlineData("partial record struct")]
    [InlineData("readonly partial record struct")]
    [InlineData("partial interface")]
    [InlineData("static partial class")]
    [InlineData("abstract partial class")]
    [InlineData("sealed partial class")]
    [InlineData("ref partial struct")]
    public void Inside_every_kind_of_type(string container) =>
        Generates($$"""public {{container}} Outer { {{Narrow}} public partial class Gesture { } }""", "Outer.Gesture.g.cs");

    [Theory]
    [InlineData("public")]
    [InlineData("internal")]
    [InlineData("protected")]
    [InlineData("private")]
    [InlineData("protected internal")]
    [InlineData("private protected")]
    [InlineData("public new")]
    [InlineData("public sealed")]
    public void With_every_modifier_inside_a_class(string modifiers) => Generates($$"""
        public class Base { public class {{(modifiers.Contains("new") ? "Gesture" : "Another")}} { } }
        public partial class Outer : Base { {{Narrow}} {{modifiers}} partial class Gesture { } }
        """, "Outer.Gesture.g.cs");

    [Fact]
    public void In_the_global_namespace_and_internal() => Generates($$"""{{Narrow}} partial class Gesture { }""", "Gesture.g.cs");

    [Fact]
    public void Deep_inside_namespaces_and_types() => Generates(
        $$"""namespace A.B { namespace C { public partial class D { public partial struct E { {{Narrow}} public partial class F { } } } } }""",
        "A.B.C.D.E.F.g.cs");

    [Fact]
    public void By_every_name() => GeneratesEach(
        [
            "@class", "@record", "@file", "@var", "@dynamic", "@field", "@scoped", "@await", "@partial",
            "@async", "@float", "@int", "@global", "@nint", "λ", "Größe", "_", "日本",
        ],
        name => $$"""
            {{Narrow}} public partial class {{name}} { }
            namespace {{name}}0.{{name}} { public partial class Outer { {{Narrow}} public partial class Inner { } } }
            """,
        name => name.TrimStart('@'),
        name => $"{name.TrimStart('@')}0.{name.TrimStart('@')}.Outer.Inner");

    [Fact]
    public void By_a_name_that_the_generated_half_uses_inside() => GeneratesEach(
        [
            "Lstm", "Dense", "System", "Single", "Math", "Values", "Text", "Length", "Run",
            "Tanh", "Units", "Reset", "MemoryExtensions", "Activation", "Batch", "RunBatch", "BatchLanes", "Capacity",
            "Block", "Lane",
        ],
        name => $$"""namespace Company{{name}} { {{With(name)}} public partial class {{name}} { } }""",
        name => $"Company{name}.{name}");

    [Fact]
    public void By_a_lower_case_name_where_the_user_has_turned_its_warning_off() => Generates(
        $$"""
        #pragma warning disable CS8981
        {{Narrow}} public partial class input { }
        {{Narrow}} public partial class state { }
        """, "input.g.cs", "state.g.cs");

    [Fact]
    public void By_the_name_of_a_type_that_it_uses() => GeneratesEach(
        BaseLibrary.Namespaces.Keys, name => $$"""namespace Named{{name}} { {{With(name)}} public partial class {{name}} { } }""", name => $"Named{name}.{name}");

    [Fact]
    public void Beside_a_type_by_a_name_that_it_uses() => GeneratesEach(
        BaseLibrary.Namespaces.Keys,
        name => $$"""namespace Beside{{name}} { public class {{name}} { } {{With(name)}} public partial class Gesture { } }""",
        name => $"Beside{name}.Gesture");

    [Fact]
    public void Beside_namespaces_by_the_names_that_it_uses() => Generates(
        $$"""{{Declare(name => $"namespace Company.{name} {{ public class Something {{ }} }}")}} namespace Company { {{WrittenOut}} public partial class Gesture { } }""", "Company.Gesture.g.cs");

    [Fact]
    public void With_types_in_the_global_namespace_by_the_names_that_it_uses() => Generates(
        $$"""{{Declare(Class)}} namespace Company { {{WrittenOut}} public partial class Gesture { } }""", "Company.Gesture.g.cs");

    [Fact]
    public void With_types_in_an_outer_namespace_by_the_names_that_it_uses() => Generates(
        $$"""namespace Company { {{Declare(Class)}} namespace Products { {{WrittenOut}} public partial class Gesture { } } }""", "Company.Products.Gesture.g.cs");

    [Fact]
    public void With_types_in_its_container_by_the_names_that_it_uses() => Generates(
        $$"""public partial class Outer { {{Declare(Class)}} {{WrittenOut}} public partial class Gesture { } }""", "Outer.Gesture.g.cs");

    [Fact]
    public void With_types_in_a_base_class_by_the_names_that_it_uses() => Generates(
        $$"""public class Base { {{Declare(Class)}} } {{WrittenOut}} public partial class Gesture : Base { }""", "Gesture.g.cs");

    [Fact]
    public void With_types_in_the_base_class_of_its_container_by_the_names_that_it_uses() => Generates(
        $$"""public class Base { {{Declare(Class)}} } public partial class Outer : Base { {{WrittenOut}} public partial class Gesture { } }""", "Outer.Gesture.g.cs");

    [Fact]
    public void With_members_by_the_names_that_it_uses() => Generates(
        $$"""{{WrittenOut}} public partial class Gesture { {{Declare(name => $"public int {name}() {{ return 1; }}")}} }""", "Gesture.g.cs");

    [Fact]
    public void With_members_in_another_declaration_by_the_names_that_it_uses() => Generates(
        $$"""{{WrittenOut}} public partial class Gesture { } public partial class Gesture { {{Declare(name => $"public int {name} => 1;")}} }""", "Gesture.g.cs");

    [Fact]
    public void With_global_usings_that_bring_types_by_the_names_that_it_uses() => Generates(
        $$"""global using Company.Things; namespace Company.Things { {{Declare(Class)}} } {{WrittenOut}} public partial class Gesture { }""", "Gesture.g.cs");

    [Fact]
    public void With_global_aliases_by_the_names_that_it_uses() => Generates(
        $$"""{{Declare(name => $"global using {name} = System.Text.StringBuilder;")}} {{WrittenOut}} public partial class Gesture { }""", "Gesture.g.cs");

    [Fact]
    public void With_global_static_usings() => Generates(
        $$"""global using static System.MathF; global using static System.Runtime.Intrinsics.Vector128; global using static System.Runtime.CompilerServices.Unsafe; {{Network}} public partial class Gesture { }""",
        "Gesture.g.cs");

    /// <summary>
    /// Old targets have names of their own: those of the library's types, of the generated half's members, and of their contents.
    /// </summary>
    [Theory]
    [InlineData("netstandard2.0")]
    [InlineData("netstandard2.0+memory")]
    public void On_targets_with_other_members(string target)
    {
        var options = new RunOptions { References = TargetReferences.Of(target), LanguageVersion = LanguageVersion.CSharp7_3, Nullable = false };
        const string Both = "[LstmGen.Lstm(Input = 1, Units = 2, Steps = 3, Direction = LstmGen.LstmDirection.Bidirectional), LstmGen.Masking(Value = 0)]";
        string[] inside = ["ValueCount", "Missing", "Whole", "Range", "Checked", "CopyFrom", "CopyTo", "Set", "SetHidden", "values", "s", "p", "workspace", "inputOffset"];
        string[] sources =
        [
            $$"""namespace Company { {{Declare(Class)}} {{Class("Workspace")}} {{WrittenOut}} public partial class Gesture { } {{Both}} public partial class Tagger { } }""",
            $$"""namespace Company { {{WrittenOut}} public partial class Gesture { {{Declare(name => $"public int {name}() {{ return 1; }}")}} } }""",
            $$"""namespace Company { {{WrittenOut}} public partial class Gesture { {{string.Concat(inside.Select(name => $"public int {name}() {{ return 1; }} "))}} } {{Both}} public partial struct @event { } }""",
        ];
        Assert.Equal([2, 1, 2], sources.Select(source => GeneratorRun.Of(source, options).Generated.Count));
    }

    /// <summary>Names in the generated half refer to its own members, whatever is around it.</summary>
    [Theory]
    [InlineData("State")]
    [InlineData("BatchState")]
    [InlineData("Batch")]
    [InlineData("StepBatch")]
    [InlineData("Layers")]
    [InlineData("Kernel")]
    [InlineData("FusedMath")]
    [InlineData("LstmGuard")]
    [InlineData("LstmParameters")]
    [InlineData("LstmState")]
    [InlineData("LstmTraining")]
    [InlineData("FusedTraining")]
    [InlineData("Trainer")]
    [InlineData("LstmGenerated")]
    public void Around_it_by_the_names_of_generated_members(string name)
    {
        Generates($$"""namespace Company { {{Class(name)}} {{Narrow}} public partial class Gesture { } }""", "Company.Gesture.g.cs");
        Generates($$"""public class Base { {{Class(name)}} } public partial class Outer : Base { {{Narrow}} public partial class Gesture : Base { } }""", "Outer.Gesture.g.cs");
        Generates($$"""public partial class Outer { public static int {{name}}; {{Narrow}} public partial class Gesture { } }""", "Outer.Gesture.g.cs");
        Generates($$"""global using {{name}} = System.Text.StringBuilder; {{Narrow}} public partial class Gesture { }""", "Gesture.g.cs");
    }

    [Theory]
    [InlineData("namespace Company.System { public class Something { } } namespace Company { ", "}", "Company.Gesture.g.cs")]
    [InlineData("namespace Company.System { ", "}", "Company.System.Gesture.g.cs")]
    [InlineData("namespace Company.LstmGen { ", "}", "Company.LstmGen.Gesture.g.cs")]
    public void Where_System_or_LstmGen_is_something_else(string before, string after, string file) => Generates(
        before + "[global::LstmGen.Lstm(Input = 1, Units = 8, Steps = 4)] public partial class Gesture { }" + after, file);

    [Fact]
    public void With_members_by_names_that_the_generated_half_has_deeper_inside() => GeneratesEach(
        [
            "Tanh", "Sigmoid", "Load", "MultiplyAdd", "Values", "Run", "Text",
            "Hidden", "Length", "Lstm", "Units", "Equals1", "Batch", "RunBatch",
            "BatchLanes", "Capacity", "Block", "Lane", "HasVector512", "Guard", "FusedMath", "LstmGuard", "LstmParameters", "LstmState", "LstmTraining", "FusedTraining", "LstmGenerated",
        ],
        name => $$"""
            {{With(name)}} public partial class Method{{name}} { public static float {{name}}(float x) { return x; } }
            {{With(name)}} public partial class Type{{name}} { public class {{name}} { } }
            """,
        name => "Method" + name,
        name => "Type" + name);

    /// <summary>Where the code of batches is written once for all widths, its methods have type parameters.</summary>
    [NewCSharpFact("13")]
    public void By_and_around_the_names_of_code_for_every_width()
    {
        var options = new RunOptions { LanguageVersion = NewCSharpFactAttribute.Parse("13") };
        foreach (string name in new[] { "TLanes", "TVector", "TGroup", "ILanes", "IFusedLanes", "FusedLanes256", "Vector256" })
        {
            GeneratorRun run = GeneratorRun.Of(
                $$"""
                using LstmGen;
                namespace Named { {{Wide}} public partial class {{name}} { } }
                namespace Inside { {{Wide}} public partial class Gesture { public class {{name}} { } } }
                namespace Member { {{Wide}} public partial class Gesture { public static int {{name}} => 1; } }
                namespace Beside { public class {{name}}<T> { } public class {{name}} { } {{Wide}} public partial class Gesture { } }
                """, options);
            Assert.Equal(4, run.Generated.Count);
            Assert.All(run.Generated.Values, text => Assert.Contains("Batch<TLanes, TVector>", text));
        }
    }

    [Fact]
    public void Names_that_differ_in_case_alone() => Generates(
        $$"""{{Narrow}} public partial class Gesture { } {{Narrow}} public partial class gEsture { } {{Narrow}} public partial class GESTURE { }""",
        "GESTURE.g.cs", "Gesture-2.g.cs", "gEsture-3.g.cs");

    [Theory]
    [InlineData("Gesture_1")]
    [InlineData("gEsture_1")]
    [InlineData("Gesture_2")]
    public void Names_that_differ_in_case_beside_one_like_that_of_their_file(string name) => Generates(
        $$"""{{Narrow}} public partial class Gesture { } {{Narrow}} public partial class gEsture { } {{Narrow}} public partial class {{name}} { }""", 3);

    [Fact]
    public void The_same_name_in_two_namespaces() => Generates(
        $$"""namespace A { {{Narrow}} public partial class Gesture { } } namespace B { {{Narrow}} public partial class Gesture { } }""", "A.Gesture.g.cs", "B.Gesture.g.cs");

    [Fact]
    public void The_same_name_in_a_namespace_and_a_type() => Generates(
        $$"""namespace A.Bc { {{Narrow}} public partial class Gesture { } } namespace A { public partial class bC { {{Narrow}} public partial class Gesture { } } }""", 2);

    /// <summary>Unit 10 of <c>dense</c> and unit 0 of <c>dense_1</c>, and the same for vectors that hold one unit.</summary>
    [Theory]
    [InlineData("Dense(Input = 1, Units = 12), Lstm(Units = 1, ReturnSequences = true), Dense(Units = 3)", "Scalar")]
    [InlineData("Dense(Input = 1, Units = 5), Dense(Units = 1), Lstm(Units = 1), Dense(Units = 17), Dense(Units = 21)", "Vector512")]
    public void With_layers_whose_numbers_meet_those_of_units(string layers, string width) => Generates(
        $$"""using LstmGen; [{{layers}}, LstmOptions(Unroll = Unroll.Step, VectorWidth = VectorWidth.{{width}})] public partial class Gesture { }""", "Gesture.g.cs");

    /// <summary>One project with something for each name, which costs much less than a project for each.</summary>
    private static void GeneratesEach(IEnumerable<string> names, System.Func<string, string> source, params System.Func<string, string>[] files) => Generates(
        string.Join("\n", names.Select(source)),
        [.. names.SelectMany(name => files.Select(file => file(name) + ".g.cs")).Order(System.StringComparer.Ordinal)]);

    /// <summary>A network whose code uses the name, with only the vector widths needed for that.</summary>
    private static string With(string name) => name.Contains("512", System.StringComparison.Ordinal) || name.Contains("256", System.StringComparison.Ordinal) || name.Contains("Avx", System.StringComparison.Ordinal)
        ? Network
        : Narrow;

    private static string Class(string name) => $"public class {name} {{ }}";

    private static string Declare(System.Func<string, string> declaration) => string.Join(" ", BaseLibrary.Namespaces.Keys.Select(declaration));

    private static void Generates(string source, params string[] files) =>
        Assert.Equal(files, (IEnumerable<string>)GeneratorRun.Of(source).Generated.Keys.Order(System.StringComparer.Ordinal));

    private static void Generates(string source, int files) => Assert.Equal(files, GeneratorRun.Of(source).Generated.Count);
}

using System.Threading.Tasks;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LstmGen.Generator.Tests.Diagnostics;

/// <summary>Types that can't hold a network: LSTM001, LSTM002 and LSTM012.</summary>
public class TypeDiagnosticTests
{
    private const string Partial = " must be partial, so that the network's code can be added to ";

    [Theory]
    [InlineData("public class Gesture { }")]
    [InlineData("public struct Gesture { }")]
    [InlineData("sealed class Gesture { public int Own => 1; }")]
    public Task A_type_that_is_not_partial(string type) => Reports(type, "2 LSTM001 [Gesture] Gesture" + Partial + "it");

    [Fact]
    public Task A_container_that_is_not_partial() => Reported.AsAsync(
        """
        public class Outer
        {
            public partial struct Middle
            {
                [LstmGen.Lstm(Input = 2, Units = 3)]
                public partial class Gesture { }
            }
        }
        """,
        "1 LSTM001 [Outer] Outer" + Partial + "Gesture inside it");

    [Fact]
    public Task Neither_type_nor_containers_are_partial() => Reported.AsAsync(
        """
        public class Outer
        {
            public interface Middle
            {
                [LstmGen.Lstm(Input = 2, Units = 3)]
                public class Gesture { }
            }
        }
        """,
        "1 LSTM001 [Outer] Outer" + Partial + "Gesture inside it",
        "3 LSTM001 [Middle] Middle" + Partial + "Gesture inside it",
        "6 LSTM001 [Gesture] Gesture" + Partial + "it");

    [Fact]
    public Task Two_networks_in_a_container_that_is_not_partial() => Reported.AsAsync(
        """
        public class Outer
        {
            [LstmGen.Lstm(Input = 2, Units = 3)] public partial class First { }
            [LstmGen.Lstm(Input = 2, Units = 3)] public partial class Second { }
        }
        """,
        "1 LSTM001 [Outer] Outer" + Partial + "First inside it",
        "1 LSTM001 [Outer] Outer" + Partial + "Second inside it");

    [Theory]
    [InlineData("public partial class Gesture<T> { }", "it is generic")]
    [InlineData("public partial struct Gesture<T, U> where T : class { }", "it is generic")]
    [InlineData("public static partial class Gesture { }", "it is static, and a network is an instance that holds its parameters")]
    [InlineData("public abstract partial class Gesture { }", "it is abstract, and the network's factories make instances")]
    [InlineData("public partial record Gesture { }", "it is a record; make it a class or a struct")]
    [InlineData("public partial record class Gesture { }", "it is a record; make it a class or a struct")]
    [InlineData("public partial record struct Gesture { }", "it is a record; make it a class or a struct")]
    [InlineData("public partial record Gesture(int X) { }", "it is a record; make it a class or a struct")]
    [InlineData("public ref partial struct Gesture { }", "it is a ref struct; make it a struct")]
    [InlineData("[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Explicit)] public partial struct Gesture { }", "its layout is explicit, and the network's code adds a field without an offset")]
    [InlineData("public partial class Gesture : Needs { public Gesture(bool x) : base(x) { } }", "its base class Needs has no constructor without parameters")]
    [InlineData("public partial class Gesture : Hides { public Gesture(bool x) : base(x) { } }", "its base class Hides has no constructor without parameters")]
    public Task A_type_that_cannot_hold_a_network(string type, string why) =>
        Reports(type + Bases, $"2 LSTM002 [Gesture] Gesture can't hold a network: {why}");

    /// <summary>CS0171 would name a field that the user doesn't know.</summary>
    [Theory]
    [InlineData("public partial struct Gesture { public Gesture(int a) { } }", LanguageVersion.CSharp8, "Gesture(int a)")]
    [InlineData("public partial struct Gesture { public int Own; public Gesture(int a) => Own = a; }", LanguageVersion.CSharp7_3, "Gesture(int a)")]
    [InlineData("public partial struct Gesture { public Gesture() { } }", LanguageVersion.CSharp10, "Gesture()")]
    public Task A_constructor_that_leaves_fields_of_the_network_unassigned(string type, LanguageVersion language, string constructor) => Reported.AsAsync(
        "[LstmGen.Lstm(Input = 2, Units = 3)]\n" + type,
        new RunOptions { LanguageVersion = language, Nullable = false, AllowCompileErrors = true },
        $"2 LSTM002 [Gesture] Gesture can't hold a network: before C# 11 a constructor of a struct has to assign every field, those of the network's code too; let {constructor} call the one that takes the parameters, with \": this(parameters)\"");

    /// <summary>A trained network's structure has its parameters anyway, and fields for other parameters.</summary>
    [Fact]
    public Task A_constructor_of_a_struct_with_a_trained_network() => Reported.AsAsync(
        "[LstmGen.LstmModel(\"amp.lstm\")] public partial struct Gesture { public Gesture(int a) { } }",
        new RunOptions { LanguageVersion = LanguageVersion.CSharp8, Nullable = false, AdditionalFiles = [new("amp.lstm", Networks.TrainedModel)] },
        "1 LSTM002 [Gesture] Gesture can't hold a network: before C# 11 a constructor of a struct has to assign every field, those of the network's code too; let Gesture(int a) call the one without parameters, with \": this()\"");

    [Fact]
    public Task A_constructor_of_a_struct_with_a_trained_network_that_calls_another() => Reported.AsAsync(
        "[LstmGen.LstmModel(\"amp.lstm\")] public partial struct Gesture { public Gesture(int a) : this() { } }",
        new RunOptions { LanguageVersion = LanguageVersion.CSharp8, Nullable = false, AdditionalFiles = [new("amp.lstm", Networks.TrainedModel)] });

    [Theory]
    [InlineData("Optional")]
    [InlineData("Params")]
    [InlineData("Protected")]
    [InlineData("Internal")]
    public Task A_base_class_whose_constructor_can_be_called(string baseClass) => Reports($"public partial class Gesture : {baseClass} {{ }}" + Bases);

    [Fact]
    public Task Inside_a_generic_type() => Reported.AsAsync(
        "public partial class Outer<T> { public partial class Middle { [LstmGen.Lstm(Input = 2, Units = 3)] public partial class Gesture { } } }",
        "1 LSTM002 [Gesture] Gesture can't hold a network: it is inside the generic Outer");

    [Fact]
    public Task Generic_and_not_partial() => Reports(
        "public class Gesture<T> { }",
        "2 LSTM001 [Gesture] Gesture" + Partial + "it",
        "2 LSTM002 [Gesture] Gesture can't hold a network: it is generic");

    [NewCSharpTheory("11")]
    [InlineData("file partial class Gesture { }", "it is local to its file, and the network's code is in another")]
    [InlineData("public partial class Gesture { public required int Own { get; set; } }", "its member Own is required, and the network's factories don't know its value")]
    [InlineData("public partial class Gesture : Asks { }", "its member Own is required, and the network's factories don't know its value")]
    public Task In_CSharp_11(string type, string why) => Reported.AsAsync(
        $"[LstmGen.Lstm(Input = 2, Units = 3)]\n{type}\npublic class Asks {{ public required int Own; }}",
        In("11"),
        $"2 LSTM002 [Gesture] Gesture can't hold a network: {why}");

    [NewCSharpFact("11")]
    public Task Inside_a_type_that_is_local_to_its_file() => Reported.AsAsync(
        "file partial class Outer { [LstmGen.Lstm(Input = 2, Units = 3)] public partial class Gesture { } }",
        In("11"),
        "1 LSTM002 [Gesture] Gesture can't hold a network: it is inside Outer, which is local to its file");

    [NewCSharpTheory("12")]
    [InlineData("public partial class Gesture(int size) { public int Size => size; }")]
    [InlineData("public partial struct Gesture(int size) { public int Size => size; }")]
    [InlineData("public partial class Gesture() { }")]
    [InlineData("public partial class Gesture(int size) : object() { public int Size => size; }")]
    public Task A_primary_constructor(string type) => Reported.AsAsync(
        $"[LstmGen.Lstm(Input = 2, Units = 3)]\n{type}",
        In("12"),
        "2 LSTM002 [Gesture] Gesture can't hold a network: it has a primary constructor, which every other constructor would have to call");

    [Fact]
    public Task Layers_on_two_declarations() => Reported.AsAsync(
        """
        [LstmGen.Lstm(Input = 2, Units = 3)]
        public partial class Gesture { }
        [LstmGen.Dense(Units = 1)]
        public partial class Gesture { }
        """,
        "3 LSTM012 [LstmGen.Dense(Units = 1)] The layers of Gesture are spread over 2 declarations, so their order is undefined; write them all on one");

    [Fact]
    public Task Layers_on_declarations_in_three_files() => Reported.AsAsync(
        [
            "[LstmGen.Lstm(Input = 2, Units = 3, ReturnSequences = true)] public partial class Gesture { }",
            "[LstmGen.Lstm(Units = 3)] public partial class Gesture { }",
            "[LstmGen.Dense(Units = 1)] public partial class Gesture { }",
        ],
        RunOptions.Default,
        "1 LSTM012 [LstmGen.Dense(Units = 1)] The layers of Gesture are spread over 3 declarations, so their order is undefined; write them all on one");

    [Fact]
    public Task Layers_that_chain_only_in_one_order() => Reported.AsAsync(
        """
        [LstmGen.Dense(Units = 1)]
        public partial class Gesture { }
        [LstmGen.Lstm(Input = 2, Units = 3)]
        public partial class Gesture { }
        """,
        "3 LSTM012 [LstmGen.Lstm(Input = 2, Units = 3)] The layers of Gesture are spread over 2 declarations, so their order is undefined; write them all on one");

    private const string Bases = """

        public class Needs { public Needs(bool x) { } }
        public class Hides { private Hides() { } public Hides(bool x) : this() { } }
        public class Optional { public Optional(int x = 1) { } }
        public class Params { public Params(params int[] x) { } }
        public class Protected { protected Protected() { } }
        public class Internal { internal Internal() { } }
        """;

    private static RunOptions In(string version) => new() { LanguageVersion = NewCSharpFactAttribute.Parse(version) };

    private static Task Reports(string type, params string[] expected) => Reported.AsAsync("[LstmGen.Lstm(Input = 2, Units = 3)]\n" + type, expected);
}

using System;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;
using LstmGen.Generator.Tests.Running;
using Xunit;

namespace LstmGen.Generator.Tests;

/// <summary>What is generated again after an edit. That an unrelated edit changes nothing is checked in every run.</summary>
public class IncrementalityTests
{
    private static readonly string[] ThreeNetworks =
    [
        """
        using LstmGen;

        [Lstm(Input = 2, Units = 3, Steps = 4)]
        public partial class Gesture { }

        [Lstm(Input = 1, Units = 8)]
        public partial class Amp { }
        """,
        """
        using LstmGen;

        [Lstm(Input = 1, Units = 5, Steps = 6)]
        [Dense(Units = 1)]
        public partial class Forecast { }
        """,
    ];

    [Fact]
    public void One_changed_attribute_generates_one_file_again() =>
        Three.Value.AssertEditReemitsOnly("Units = 8", "Units = 9", "Amp.g.cs");

    [Fact]
    public void A_removed_network_generates_nothing_again() =>
        Three.Value.AssertEditReemitsOnly("[Lstm(Input = 1, Units = 8)]\n", "", "Amp.g.cs");

    [Fact]
    public void A_constant_in_another_file_generates_again_what_it_sizes() => GeneratorRun.Of(
        [.. ThreeNetworks, "[LstmGen.Lstm(Input = Sizes.Features, Units = 2)] public partial class Sized { }", "internal static class Sizes { public const int Features = 2; }"])
        .AssertEditReemitsOnly("Features = 2;", "Features = 3;", "Sized.g.cs");

    [Fact]
    public void An_option_on_the_assembly_generates_again_what_does_not_override_it() => GeneratorRun.Of(
        [
            "[assembly: LstmGen.LstmOptions(VectorWidth = LstmGen.VectorWidth.Scalar)]",
            "[LstmGen.Lstm(Input = 1, Units = 2)] public partial class Follows { }",
            "[LstmGen.Lstm(Input = 1, Units = 2), LstmGen.LstmOptions(VectorWidth = LstmGen.VectorWidth.Vector128)] public partial class Overrides { }",
        ])
        .AssertEditReemitsOnly("VectorWidth.Scalar", "VectorWidth.Vector256", "Follows.g.cs");

    /// <summary>They are equal as numbers, but give different signs of zero.</summary>
    [Fact]
    public void Another_sign_of_zero_generates_a_file_again() => GeneratorRun.Of(
        [.. ThreeNetworks, "[LstmGen.Lstm(Input = 1, Units = 2, Activation = LstmGen.Activation.Affine, ActivationBeta = 0f)] public partial class Signed { }"])
        .AssertEditReemitsOnly("ActivationBeta = 0f", "ActivationBeta = -0f", "Signed.g.cs");

    [Fact]
    public void A_problem_takes_one_file_away() =>
        Three.Value.AssertEditReemitsOnly("public partial class Amp { }", "public partial class Amp { int State; }", "Amp.g.cs");

    [Fact]
    public void A_type_by_a_used_name_generates_again_what_sees_it() => GeneratorRun.Of(
        [
            "namespace A { [LstmGen.Lstm(Input = 1, Units = 2)] public partial class Gesture { } }",
            "namespace B { [LstmGen.Lstm(Input = 1, Units = 2)] public partial class Gesture { } }",
            "namespace A { public class Free { } }",
        ])
        .AssertEditReemitsOnly("class Free", "class Span", "A.Gesture.g.cs");

    /// <summary>As when a model is trained again while an editor or a build server is at work.</summary>
    [Theory]
    [InlineData("bias 0.1 0.2 0.3 0.4", "bias 0.1 0.2 0.3 0.5")]
    [InlineData("bias 0.1 0.2 0.3 0.4", "bias 0.1 0.2 -0 0.4")]
    [InlineData("activation tanh", "activation relu")]
    [InlineData("initial_cell 0", "initial_cell -0.5")]
    public void A_changed_model_generates_its_class_again(string before, string after) =>
        Trained.Value.AssertChangedFileReemitsOnly("amp.lstm", Model.Replace(before, after), "Amp.g.cs");

    /// <summary>Parameters are compared one by one: these have the same hash.</summary>
    [Fact]
    public void Parameters_of_one_hash_are_not_the_same()
    {
        float[] one = [0.1f, 0.2f];
        float[] other = [Moved(0.1f, 1), Moved(0.2f, -31)];
        Assert.Equal(new Floats(one).GetHashCode(), new Floats(other).GetHashCode());
        Assert.False(new Floats(one).Equals(new Floats(other)));
        Assert.True(new Floats(one).Equals(new Floats([0.1f, 0.2f])));
        Trained.Value.AssertChangedFileReemitsOnly(
            "amp.lstm", Model.Replace("0.1 0.2", $"{FloatText.Of(other[0])} {FloatText.Of(other[1])}"), "Amp.g.cs");

        static float Moved(float value, int bits) => System.BitConverter.Int32BitsToSingle(System.BitConverter.SingleToInt32Bits(value) + bits);
    }

    private const string Model = """
        lstm-model 1
        input 1
        lstm units 1 activation tanh recurrent_activation sigmoid use_bias true return_sequences true
          kernel 0.5 -0.25 1 -1
          recurrent_kernel 1 2 3 4
          bias 0.1 0.2 0.3 0.4
          initial_hidden 0.25
          initial_cell 0
        end
        """;

    /// <summary>Edits are made to copies of a run, so that all tests begin with the same one.</summary>
    private static readonly Lazy<GeneratorRun> Three = new(() => GeneratorRun.Of(ThreeNetworks));

    private static readonly Lazy<GeneratorRun> Trained = new(() => GeneratorRun.Of(
        "using LstmGen;\n[LstmModel(\"amp.lstm\")] public partial class Amp { }\n[LstmModel(\"bass.lstm\")] public partial class Bass { }",
        new RunOptions { AdditionalFiles = [new("amp.lstm", Model), new("bass.lstm", Model)] }));

    // The oldest compiler throws for an added value, if it is asked to track the steps: tests alone ask it.
    // In front of others in a file it would have them generated again: the compiler counts the values of a file through.
    [NewCSharpFact("11")]
    public void Another_network_behind_others_generates_that_alone() => Three.Value.AssertEditReemitsOnly(
        "public partial class Forecast { }", "public partial class Forecast { }\n\n[Lstm(Input = 1, Units = 1)]\npublic partial class Added { }", "Added.g.cs");
}

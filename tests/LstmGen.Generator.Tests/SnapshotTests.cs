using System.Threading.Tasks;
using LstmGen.Generator.Tests.Running;
using LstmGen.Generator.Tests.Snapshots;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LstmGen.Generator.Tests;

/// <summary>What is generated, in full: a change of it shows in the diff of a verified file.</summary>
/// <remarks>Few, and each for a reason of its own: what only has to compile or to compute is tested without a snapshot.</remarks>
public class SnapshotTests
{
    private const string Small = """
        using LstmGen;

        [Lstm(Input = 2, Units = 3, Steps = 4)]
        public partial class Gesture { }
        """;

    [Fact]
    public Task Gesture() => Verifier.Verify(GeneratorRun.Of(Small).Driver);

    [Fact]
    public Task Stack() => Verifier.Verify(GeneratorRun.Of("""
        using LstmGen;

        namespace Weather;

        [Lstm(Input = 1, Units = 8, Steps = 64, ReturnSequences = true)]
        [Lstm(Units = 5)]
        [Dense(Units = 1)]
        public partial class Forecast { }
        """).Driver);

    [Fact]
    public Task Nested_struct_with_escaped_names() => Verifier.Verify(GeneratorRun.Of("""
        using LstmGen;

        namespace Company.@event;

        public partial class Outer
        {
            [Lstm(Input = 1, Units = 2, UseBias = false, Activation = Activation.Relu, RecurrentActivation = Activation.HardSigmoid)]
            public partial struct @class { }
        }
        """).Driver);

    [Fact]
    public Task Scalar_and_written_out() => Verifier.Verify(GeneratorRun.Of("""
        using LstmGen;

        [Dense(Input = 3, Units = 2, Activation = Activation.HardSigmoid02)]
        [Lstm(Units = 2, Steps = 3)]
        [LstmOptions(Unroll = Unroll.Full, Arithmetic = Arithmetic.Separate, VectorWidth = VectorWidth.Scalar)]
        public partial class Sensor { }
        """).Driver);

    [Fact]
    public Task Tiled() => Verifier.Verify(GeneratorRun.Of("""
        using LstmGen;

        [Lstm(Input = 16, Units = 64)]
        public partial class Speech { }
        """).Driver);

    /// <summary>A layer from both ends, and a head of probabilities: the members of a network that has no steps.</summary>
    [Fact]
    public Task Bidirectional() => Verifier.Verify(GeneratorRun.Of("""
        using LstmGen;

        [Lstm(Input = 2, Units = 3, Steps = 4, ReturnSequences = true, Direction = LstmDirection.Bidirectional, Merge = MergeMode.Sum)]
        [Dense(Units = 2, Activation = Activation.Softmax)]
        [Masking(Value = -1)]
        [LstmOptions(VectorWidth = VectorWidth.Vector128)]
        public partial class Tagger { }
        """).Driver);

    /// <summary>What ONNX and PyTorch add to a cell, with a skip connection.</summary>
    [Fact]
    public Task Options_of_a_cell() => Verifier.Verify(GeneratorRun.Of("""
        using LstmGen;

        [Lstm(Input = 2, Units = 6, Peepholes = true, CoupledGates = true, Projection = 2, Clip = 3, CellClip = 0.5f,
            HiddenActivation = Activation.LeakyRelu, HiddenActivationAlpha = 0.01f)]
        [SkipConnection]
        [LstmOptions(VectorWidth = VectorWidth.Vector256)]
        public partial class Cell { }
        """).Driver);

    [NewCSharpFact("12")]
    public Task NET_8() => Verifier.Verify(GeneratorRun.Of(
        Small, new RunOptions { References = TargetReferences.Net80, LanguageVersion = NewCSharpFactAttribute.Parse("12") }).Driver);

    [Fact]
    public Task CSharp_9() => Verifier.Verify(GeneratorRun.Of(Small, new RunOptions { LanguageVersion = LanguageVersion.CSharp9 }).Driver);
}

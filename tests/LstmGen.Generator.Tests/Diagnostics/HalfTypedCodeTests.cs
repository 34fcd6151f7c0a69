using System.Linq;
using System.Threading.Tasks;
using LstmGen.Generator.Tests.Running;
using Xunit;

namespace LstmGen.Generator.Tests.Diagnostics;

/// <summary>Code as it is while someone types: the compiler has errors of its own, and the generator must not throw. That it doesn't is checked in every run.</summary>
public class HalfTypedCodeTests
{
    [Theory]
    [InlineData("[Lstm(Input = )] public partial class Gesture { }")]
    [InlineData("[Lstm(Input = , Units = 3)] public partial class Gesture { }")]
    [InlineData("[Lstm(Input = 2, Units = \"x\")] public partial class Gesture { }")]
    [InlineData("[Lstm(Input = 2, Units = null)] public partial class Gesture { }")]
    [InlineData("[Lstm(Input = 2, Units = 3.5)] public partial class Gesture { }")]
    [InlineData("[Lstm(Input = 2, Units = 3L)] public partial class Gesture { }")]
    [InlineData("[Lstm(Input = 2, Units = unknown)] public partial class Gesture { }")]
    [InlineData("[Lstm(Input = 2, Units = new int())] public partial class Gesture { }")]
    [InlineData("[Lstm(Input = 2, Units = 99999999999)] public partial class Gesture { }")]
    [InlineData("[Lstm(Input = 2, Units = 1 / 0)] public partial class Gesture { }")]
    [InlineData("[Lstm(Input = 2, Units = 3, Units = 4)] public partial class Gesture { }")]
    [InlineData("[Lstm(Input = 2, Units = 3, Unit = 4)] public partial class Gesture { }")]
    [InlineData("[Lstm(2, 3)] public partial class Gesture { }")]
    [InlineData("[Lstm(Input: 2, Units: 3)] public partial class Gesture { }")]
    [InlineData("[Lstm(Input = 2, Units = 3, Activation = Activation.)] public partial class Gesture { }")]
    [InlineData("[Lstm(Input = 2, Units = 3, Activation = \"tanh\")] public partial class Gesture { }")]
    [InlineData("[Lstm(Input = 2, Units = 3, UseBias = 1)] public partial class Gesture { }")]
    [InlineData("[Lstm(Input = 2, Units = 3), LstmOptions(Unroll = )] public partial class Gesture { }")]
    [InlineData("[Lstm(Input = 2, Units = 3), LstmOptions, LstmOptions] public partial class Gesture { }")]
    [InlineData("[Lstm(Input = 2, Units = 3), Training(Steps = )] public partial class Gesture { }")]
    [InlineData("[Lstm(Input = 2, Units = 3), Training(Steps = 4, Train = 5)] public partial class Gesture { }")]
    [InlineData("[Lstm(Input = 2, Units = 3), Training(Steps = 4, Train = null)] public partial class Gesture { }")]
    [InlineData("[Lstm(Input = 2, Units = 3), Training(Steps = 4, Loss = TrainingLoss.)] public partial class Gesture { }")]
    [InlineData("[Lstm(Input = 2, Units = 3), Training(Steps = \"4\"), Training] public partial class Gesture { }")]
    [InlineData("[Lstm] partial class")]
    [InlineData("[Lstm(Input = 2, Units = 3)] partial class")]
    [InlineData("[Lstm(Input = 2, Units = 3)] partial class { }")]
    [InlineData("[Lstm(Input = 2, Units = 3)] partial class Gesture")]
    [InlineData("[Lstm(Input = 2, Units = 3)] partial class Gesture {")]
    [InlineData("[Lstm(Input = 2, Units = 3)] partial class Gesture;")]
    [InlineData("[Lstm(Input = 2, Units = 3)] partial class Gesture :")]
    [InlineData("[Lstm(Input = 2, Units = 3)] partial class Gesture : Unknown { }")]
    [InlineData("[Lstm(Input = 2, Units = 3)] partial class Gesture : Gesture { }")]
    [InlineData("[Lstm(Input = 2, Units = 3)] partial class Gesture< { }")]
    [InlineData("[Lstm(Input = 2, Units = 3)] partial class Gesture( { }")]
    [InlineData("[Lstm(Input = 2, Units = 3)] partial class Gesture { public Gesture( }")]
    [InlineData("[Lstm(Input = 2, Units = 3)] partial class Gesture { public void Forward(ReadOnlySpan<float> }")]
    [InlineData("[Lstm(Input = 2, Units = 3)] partial")]
    [InlineData("[Lstm(Input = 2, Units = 3)]")]
    [InlineData("[Lstm(Input = 2, Units = 3")]
    [InlineData("[Lstm(")]
    [InlineData("[Lstm(Input = 2, Units = 3)] public enum Gesture { }")]
    [InlineData("[Lstm(Input = 2, Units = 3)] public partial interface Gesture { }")]
    [InlineData("[Lstm(Input = 2, Units = 3)] public delegate void Gesture();")]
    [InlineData("public partial class Gesture { [Lstm(Input = 2, Units = 3)] public void Method() { } }")]
    [InlineData("[assembly: Lstm(Input = 2, Units = 3)]")]
    [InlineData("[Lstm<int>(Input = 2, Units = 3)] public partial class Gesture { }")]
    [InlineData("[Dense(Units = )] public partial class Gesture { }")]
    [InlineData("[Dense(] public partial class Gesture { }")]
    [InlineData("[Lstm(Input = 2, Units = 3)] public partial class Gesture { } public class Gesture { }")]
    [InlineData("[Lstm(Input = 2, Units = 3)] public partial class Gesture { } public partial struct Gesture { }")]
    [InlineData("[Lstm(Input = 2, Units = 3)] public partial class Gesture { } [Lstm(Input = 2, Units = 3)] public partial class Gesture { }")]
    [InlineData("public partial class Outer { [Lstm(Input = 2, Units = 3)] public partial class Outer { } }")]
    [InlineData("namespace { [Lstm(Input = 2, Units = 3)] public partial class Gesture { } }")]
    [InlineData("namespace A. { [Lstm(Input = 2, Units = 3)] public partial class Gesture { } }")]
    [InlineData("void Local() { [Lstm(Input = 2, Units = 3)] partial class Gesture { } }")]
    [InlineData("[Lstm(Input = 2, Units = 3)] public partial class Gesture { } }")]
    public async Task Never_throws(string code) =>
        await GeneratorRun.Of("using LstmGen; " + code, new RunOptions { AllowCompileErrors = true, Widest = VectorWidth.Scalar }).AnalyzeAsync();

    [Theory]
    [InlineData("[Lstm(Input = 2, Units = 3)] public partial class Gesture { }")]
    [InlineData("[Unknown.Lstm(Input = 2, Units = 3)] public partial class Gesture { }")]
    [InlineData("[LstmGen.Unknown(Input = 2, Units = 3)] public partial class Gesture { }")]
    public Task An_attribute_that_is_not_found_is_none_of_ours(string code) => Reported.AsAsync(code, new RunOptions { AllowCompileErrors = true });

    [Fact]
    public Task An_attribute_of_the_same_name_is_none_of_ours() => Reported.AsAsync(
        "namespace Other { public class LstmAttribute : System.Attribute { } [Lstm] public class Gesture { } }");

    [Fact]
    public Task Without_the_library() => Reported.AsAsync(
        "[LstmGen.Lstm(Input = 2, Units = 3)] public partial class Gesture { }",
        new RunOptions { AllowCompileErrors = true, References = [.. TargetReferences.Net100.Remove(TargetReferences.LstmGen)] });

    [Fact]
    public Task Every_prefix_of_a_network() => Task.WhenAll(
        Enumerable.Range(0, Whole.Length / 5).Select(fifth => Never_throws(Whole[..(5 * fifth)])));

    private const string Whole = "namespace A { public partial class B { [Lstm(Input = 2, Units = 3, Steps = 4), Dense(Units = 1)] [LstmOptions(Unroll = Unroll.Full)] public sealed partial class Gesture : object { } } }";
}

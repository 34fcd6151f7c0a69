using System;
using System.Collections.Immutable;
using System.Threading.Tasks;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LstmGen.Generator.Tests.Diagnostics;

/// <summary>
/// Projects in which the code doesn't compile, and unrolling that is impossible or costly: LSTM009, LSTM010, LSTM013 and LSTM014.
/// </summary>
public class TargetDiagnosticTests
{
    private const string Gesture = "[LstmGen.Lstm(Input = 2, Units = 3, Steps = 4)]\npublic partial class Gesture { }";

    [Theory]
    [InlineData(LanguageVersion.CSharp7_2, "7.2")]
    [InlineData(LanguageVersion.CSharp7, "7.0")]
    [InlineData(LanguageVersion.CSharp6, "6")]
    [InlineData(LanguageVersion.CSharp2, "2")]
    public Task A_language_that_is_too_old(LanguageVersion language, string shown) => Reported.AsAsync(
        Gesture,
        new RunOptions { LanguageVersion = language, Nullable = false },
        $"2 LSTM009 [Gesture] The network's code needs C# 7.3, and the project is compiled as C# {shown}");

    [Fact]
    public Task A_stand_in_for_a_type_that_the_framework_lacks_does_not_count() => Reported.AsAsync(
        "[LstmGen.LstmOptions(Arithmetic = LstmGen.Arithmetic.Fused)]\n" + Gesture + " namespace System { public static class MathF { public static float FusedMultiplyAdd(float a, float b, float c) { return a; } } }",
        new RunOptions { References = TargetReferences.NetStandard20, LanguageVersion = LanguageVersion.CSharp7_3, Nullable = false },
        "3 LSTM010 [Gesture] The network's code needs System.MathF.FusedMultiplyAdd for Arithmetic = Fused, which the target framework doesn't have");

    [Fact]
    public Task A_static_form_without_spans() => Reported.AsAsync(
        "[LstmGen.LstmOptions(StaticForm = true)]\n" + Gesture,
        new RunOptions { References = TargetReferences.NetStandard20, LanguageVersion = LanguageVersion.CSharp7_3, Nullable = false },
        "3 LSTM010 [Gesture] The network's code needs System.Span<T> for StaticForm = true, which the target framework doesn't have");

    [Fact]
    public Task Training_without_square_roots() => Reported.AsAsync(
        "[LstmGen.Training]\n" + Gesture,
        new RunOptions { References = TargetReferences.Of("nanoframework"), LanguageVersion = LanguageVersion.CSharp7_3, Nullable = false },
        "3 LSTM010 [Gesture] The network's code needs System.Math.Sqrt for [Training], which the target framework doesn't have");

    [Theory]
    [InlineData(LanguageVersion.CSharp10)]
    [InlineData(LanguageVersion.Latest)]
    public Task Interfaces_without_their_package(LanguageVersion language) => Reported.AsAsync(
        "[LstmGen.LstmOptions(Interface = true)]\n" + Gesture,
        new RunOptions { LanguageVersion = language },
        "3 LSTM010 [Gesture] The network's code needs LstmGen.Models.ILstm for Interface = true (the package LstmGen.Models, .NET 8, C# 11), which the project doesn't have");

    [Fact]
    public Task Problems_of_the_network_are_not_hidden_by_those_of_the_project() => Reported.AsAsync(
        "[LstmGen.Lstm(Input = 2, Units = 0)]\npublic class Gesture { }",
        new RunOptions { References = TargetReferences.NetStandard20, LanguageVersion = LanguageVersion.CSharp7_2, Nullable = false },
        "1 LSTM003 [Units = 0] Units of layer lstm is 0; it must be at least 1",
        "2 LSTM001 [Gesture] Gesture must be partial, so that the network's code can be added to it");

    [Theory]
    [InlineData("Lstm(Input = 2, Units = 3)", "Unroll = Full writes out every step of a sequence, and Steps is not given; one step is written out instead")]
    [InlineData("Lstm(Input = 2, Units = 3, Steps = 10000)", "10000 steps would be 60,000 multiply-adds and 50,000 activations in straight-line code, and a class may have 20,000 multiply-adds and 20,000 activations; one step is written out instead")]
    [InlineData("Lstm(Input = 1, Units = 3, Steps = 2147483647)", "2147483647 steps would be 2,147,483,647 multiply-adds and 2,147,483,647 activations in straight-line code, and a class may have 20,000 multiply-adds and 20,000 activations; one step is written out instead")]
    [InlineData("Lstm(Input = 16, Units = 64, Steps = 2)", "a step would be 1,296 multiply-adds and 20 activations in straight-line code, and a method may have LIMIT; the layers that are too big are computed in loops instead")]
    public Task Full_unrolling_that_is_not_possible(string layer, string why) => Unrolled("Full", layer, why);

    [Theory]
    [InlineData("Lstm(Input = 16, Units = 64)", "a step would be 1,296 multiply-adds and 20 activations in straight-line code, and a method may have LIMIT; the layers that are too big are computed in loops instead")]
    [InlineData("Lstm(Input = 2000, Units = 1)", "a step would be 2,002 multiply-adds and 5 activations in straight-line code, and a method may have LIMIT; the layers that are too big are computed in loops instead")]
    public Task A_written_out_step_that_is_not_possible(string layer, string why) => Unrolled("Step", layer, why);

    [Theory]
    [InlineData("Full", "Lstm(Input = 2, Units = 3, Steps = 4)")]
    [InlineData("Full", "Lstm(Input = 2, Units = 3, Steps = 17)")]
    [InlineData("Step", "Lstm(Input = 2, Units = 3)")]
    [InlineData("Tiled", "Lstm(Input = 16, Units = 64)")]
    [InlineData("Auto", "Lstm(Input = 16, Units = 64, Steps = 1000000)")]
    public Task Unrolling_that_is_possible(string unroll, string layer) => Reported.AsAsync(
        $"using LstmGen; [{layer}, LstmOptions(Unroll = Unroll.{unroll})] public partial class Gesture {{ }}");

    [Theory]
    [InlineData("Lstm(Input = 2, Units = 3, Steps = 18)", "18 steps are 2,052 multiply-adds and 540 activations in straight-line code for all widths of vectors together, about 266 KB of C#; Unroll = Auto gives the same bits with less")]
    [InlineData("Lstm(Input = 2, Units = 3, Steps = 60)", "60 steps are 6,840 multiply-adds and 1,800 activations in straight-line code for all widths of vectors together, about 889 KB of C#; Unroll = Auto gives the same bits with less")]
    public Task Full_unrolling_at_a_price(string layer, string price) => Reported.AsAsync(
        $"using LstmGen; [{layer}, LstmOptions(Unroll = Unroll.Full)] public partial class Gesture {{ }}",
        $"1 LSTM014 [Gesture] Gesture is unrolled as requested, which is costly: {price}");

    [Theory]
    [InlineData("true", "linux-x64", "", true)]
    [InlineData("True", "win-x64", "", true)]
    [InlineData("true", "win-x86", " ", true)]
    [InlineData("true", "linux-x64", "x86-64-v3", false)]
    [InlineData("true", "linux-x64", "native", false)]
    [InlineData("true", "linux-arm64", "", false)]
    [InlineData("true", "", "", false)]
    [InlineData("false", "linux-x64", "", false)]
    [InlineData("", "linux-x64", "", false)]
    [InlineData("", "browser-wasm", "", true)]
    [InlineData("true", "wasi-wasm", "", true)]
    public Task Code_without_a_fused_multiply_add(string aot, string runtime, string instructions, bool isReported)
    {
        string message = runtime.EndsWith("-wasm", StringComparison.Ordinal)
            ? "WebAssembly calls a function for each; set Arithmetic to Separate"
            : $"native code for {runtime} calls a function for each; set IlcInstructionSet to x86-64-v3 or above where all machines have that, or Arithmetic to Separate";
        var properties = ImmutableDictionary<string, string>.Empty.Add("PublishAot", aot).Add("RuntimeIdentifier", runtime).Add("IlcInstructionSet", instructions);
        return Reported.AsAsync(
            "using LstmGen;\n" + Gesture + "\n[Lstm(Input = 2, Units = 3), LstmOptions(Arithmetic = Arithmetic.Separate)] public partial class Other { }",
            new RunOptions { Properties = properties, Widest = VectorWidth.Scalar },
            isReported
                ? [$"3 LSTM020 [Gesture] Gesture is computed with fused multiply-adds, and {message}"]
                : []);
    }

    [Fact]
    public async Task A_warning_does_not_keep_code_from_being_generated()
    {
        GeneratorRun run = GeneratorRun.Of("using LstmGen; [Lstm(Input = 2, Units = 3), LstmOptions(Unroll = Unroll.Full)] public partial class Gesture { }");

        Assert.Single((await run.AnalyzeAsync()).Diagnostics);
        Assert.Single(run.Generated);
    }

    /// <summary>The limits are tuned from time to time; what matters is that the message names them.</summary>
    private static string MethodLimit =>
        FormattableString.Invariant($"{Budget.Method.MultiplyAdds:N0} multiply-adds and {Budget.Method.Activations:N0} activations");

    private static Task Unrolled(string unroll, string layer, string why) => Reported.AsAsync(
        $"using LstmGen; [{layer}, LstmOptions(Unroll = Unroll.{unroll})] public partial class Gesture {{ }}",
        $"1 LSTM013 [Gesture] Gesture can't be unrolled as requested: {why.Replace("LIMIT", MethodLimit)}");
}

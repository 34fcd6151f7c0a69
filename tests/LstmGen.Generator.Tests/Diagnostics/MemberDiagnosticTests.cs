using System.Threading.Tasks;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LstmGen.Generator.Tests.Diagnostics;

/// <summary>Members of the user's half that the generated half declares too: LSTM008.</summary>
public class MemberDiagnosticTests
{
    [Theory]
    [InlineData("public const int InputSize = 2;", "InputSize", "InputSize")]
    [InlineData("public int Steps { get; set; }", "Steps", "Steps")]
    [InlineData("public static string Summary() { return \"\"; }", "Summary", "Summary")]
    [InlineData("public struct State { }", "State", "State")]
    [InlineData("public class BatchState { }", "BatchState", "BatchState")]
    [InlineData("public int BatchState => 1;", "BatchState", "BatchState")]
    [InlineData("private void BatchState(int count) { }", "BatchState", "BatchState")]
    [InlineData("public class Layers { }", "Layers", "Layers")]
    [InlineData("private class Kernel { }", "Kernel", "Kernel")]
    [InlineData("public int ParameterCount() { return 1; }", "ParameterCount", "ParameterCount")]
    [InlineData("public event System.Action? OutputLength { add { } remove { } }", "OutputLength", "OutputLength")]
    [InlineData("public delegate void InputLength();", "InputLength", "InputLength")]
    [InlineData("public int Step;", "Step", "Step")]
    [InlineData("public class Forward { }", "Forward", "Forward")]
    [InlineData("public int Process => 1;", "Process", "Process")]
    [InlineData("public int ForwardBatch;", "ForwardBatch", "ForwardBatch")]
    [InlineData("public class StepBatch { }", "StepBatch", "StepBatch")]
    [InlineData("public delegate void ProcessBatch();", "ProcessBatch", "ProcessBatch")]
    [InlineData("public void Forward(ReadOnlySpan<float> x, Span<float> y) { }", "Forward", "Forward(ReadOnlySpan<float>, Span<float>)")]
    [InlineData("private static int Forward(System.ReadOnlySpan<System.Single> x, Span<float> y) { return 1; }", "Forward", "Forward(ReadOnlySpan<float>, Span<float>)")]
    [InlineData("public void Step(ReadOnlySpan<float> x, Span<float> y, ref State s) { }", "Step", "Step(ReadOnlySpan<float>, Span<float>, ref State)")]
    [InlineData("public void Process(ReadOnlySpan<float> x, Span<float> y, ref Gesture.State s) { }", "Process", "Process(ReadOnlySpan<float>, Span<float>, ref State)")]
    [InlineData("public void ForwardBatch(int n, ReadOnlySpan<float> x, Span<float> y) { }", "ForwardBatch", "ForwardBatch(int, ReadOnlySpan<float>, Span<float>)")]
    [InlineData("public void ForwardBatch(int n, ReadOnlySpan<float> x, Span<float> y, BatchState s) { }", "ForwardBatch", "ForwardBatch(int, ReadOnlySpan<float>, Span<float>, BatchState)")]
    [InlineData("private static int StepBatch(System.Int32 n, ReadOnlySpan<float> x, Span<float> y, Gesture.BatchState s) { return 1; }", "StepBatch", "StepBatch(int, ReadOnlySpan<float>, Span<float>, BatchState)")]
    [InlineData("public void StepBatch(int n, ReadOnlySpan<float> x, Span<float> y, BatchState? s) { }", "StepBatch", "StepBatch(int, ReadOnlySpan<float>, Span<float>, BatchState)")]
    [InlineData("public void ProcessBatch(int n, ReadOnlySpan<float> x, Span<float> y, BatchState s) { }", "ProcessBatch", "ProcessBatch(int, ReadOnlySpan<float>, Span<float>, BatchState)")]
    [InlineData("public void CopyParametersTo(Span<float> x) { }", "CopyParametersTo", "CopyParametersTo(Span<float>)")]
    [InlineData("public static Gesture FromKeras(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> z) { return null!; }", "FromKeras", "FromKeras(ReadOnlySpan<float>, ReadOnlySpan<float>, ReadOnlySpan<float>)")]
    [InlineData("public Gesture(ReadOnlySpan<float> x, ReadOnlySpan<float> y) { }", "Gesture", "the constructor Gesture(ReadOnlySpan<float>, ReadOnlySpan<float>)")]
    public Task A_member_that_is_generated_too(string member, string squiggle, string shown) => Reported.AsAsync(
        $$"""
        using System;
        [LstmGen.Lstm(Input = 2, Units = 3, Steps = 4), LstmGen.LstmOptions(VectorWidth = LstmGen.VectorWidth.Scalar)]
        public partial class Gesture
        {
            {{member}}
        }
        """,
        // A signature may name the generated State, which doesn't exist.
        new RunOptions { AllowCompileErrors = true },
        $"5 LSTM008 [{squiggle}] Gesture declares {shown}, which the generated code also declares; rename it");

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public Task A_member_by_the_name_of_the_static_form(string staticForm, bool isReported) => Reported.AsAsync(
        $$"""
        using LstmGen;
        [Lstm(Input = 2, Units = 3), LstmOptions(StaticForm = {{staticForm}})]
        public partial class Gesture
        {
            public int Static;
        }
        """,
        RunOptions.Default,
        isReported ? ["5 LSTM008 [Static] Gesture declares Static, which the generated code also declares; rename it"] : []);

    /// <summary>Without spans, other members conflict.</summary>
    [Theory]
    [InlineData("public void Step(float[] x, float[] y, State s) { }", "Step", "Step(float[], float[], State)")]
    [InlineData("public void Step(float[] x, int a, int b, float[] y, int c, int d, State s) { }", "Step", "Step(float[], int, int, float[], int, int, State)")]
    [InlineData("public void Forward(float[] x, int length, float[] y, State s) { }", "Forward", "Forward(float[], int, float[], State)")]
    [InlineData("public void StepBatch(int n, float[] x, float[] y, BatchState s) { }", "StepBatch", "StepBatch(int, float[], float[], BatchState)")]
    [InlineData("public Gesture(float[] x, float[] y) { }", "Gesture", "the constructor Gesture(float[], float[])")]
    public Task A_member_that_is_generated_for_arrays(string member, string squiggle, string shown) => Reported.AsAsync(
        $$"""
        using LstmGen;
        [Lstm(Input = 2, Units = 3, Steps = 4)]
        public partial class Gesture
        {
            {{member}}
        }
        """,
        new RunOptions { References = TargetReferences.NetStandard20, LanguageVersion = LanguageVersion.CSharp7_3, Nullable = false, AllowCompileErrors = true },
        $"5 LSTM008 [{squiggle}] Gesture declares {shown}, which the generated code also declares; rename it");

    [Theory]
    [InlineData("public Gesture(float[] x) { }")]
    [InlineData("public void Step(float[] x, float[] y, ref State s) { }")]
    [InlineData("public void Forward(float[] x, float[] y) { }")]
    public Task A_member_beside_those_for_arrays(string member) => Reported.AsAsync(
        $$"""
        using LstmGen;
        [Lstm(Input = 2, Units = 3, Steps = 4)]
        public partial class Gesture
        {
            {{member}}
        }
        """,
        new RunOptions { References = TargetReferences.NetStandard20, LanguageVersion = LanguageVersion.CSharp7_3, Nullable = false });

    [Theory]
    [InlineData("public void Forward(ReadOnlySpan<float> x, Span<double> y) { }")]
    [InlineData("public void Forward(Span<float> x, ReadOnlySpan<float> y) { }")]
    [InlineData("public void Forward<T>(ReadOnlySpan<float> x, Span<float> y) { }")]
    [InlineData("public void Step(ReadOnlySpan<float> x, Span<float> y, State s) { }")]
    [InlineData("public float Step(float x, ref State s) { return x; }")]
    [InlineData("public void ForwardBatch(ReadOnlySpan<float> x, Span<float> y) { }")]
    [InlineData("public void ForwardBatch(long n, ReadOnlySpan<float> x, Span<float> y) { }")]
    [InlineData("public void ForwardBatch(int n, float[] x, float[] y) { }")]
    [InlineData("public void ForwardBatch<T>(int n, ReadOnlySpan<float> x, Span<float> y, BatchState s) { }")]
    [InlineData("public void StepBatch(int n, ReadOnlySpan<float> x, Span<float> y) { }")]
    [InlineData("public void StepBatch(int n, ReadOnlySpan<float> x, Span<float> y, ref BatchState s) { }")]
    [InlineData("public void StepBatch(int n, ReadOnlySpan<float> x, Span<float> y, BatchState[] s) { }")]
    [InlineData("public void ProcessBatch(int n, ReadOnlySpan<float> x, Span<float> y, State s) { }")]
    [InlineData("public void ProcessBatch(BatchState s, int n, ReadOnlySpan<float> x, Span<float> y) { }")]
    [InlineData("public int Batch; public class BatchStates { } public int batchState() { return 1; }")]
    [InlineData("public Gesture(Span<float> x) : this((ReadOnlySpan<float>)x) { }")]
    [InlineData("public int inputSize; public int Inputsize;")]
    [InlineData("private class State<T> { } private struct Layers<T> { } private delegate void Guard<T>();")]
    [InlineData("public void Step(ReadOnlySpan<float> x, Span<float> y, ref Own.State s) { } public static class Own { public struct State { } }")]
    [InlineData("public int LSTM; public int Lstm() { return 1; }")]
    public Task A_member_that_is_none_of_the_generated(string member) => Reported.AsAsync(
        $$"""
        using System;
        [LstmGen.Lstm(Input = 2, Units = 3, Steps = 4), LstmGen.LstmOptions(VectorWidth = LstmGen.VectorWidth.Scalar)]
        public partial class Gesture
        {
            {{member}}
        }
        """);

    [Theory]
    [InlineData("public int Steps; public class InputLength { } public int OutputLength() { return 1; }", "Lstm(Input = 2, Units = 3)")]
    [InlineData("public void Forward(ReadOnlySpan<float> x, Span<float> y) { }", "Lstm(Input = 2, Units = 3)")]
    [InlineData("public int Forward;", "Lstm(Input = 2, Units = 3)")]
    [InlineData("public void ForwardBatch(int n, ReadOnlySpan<float> x, Span<float> y) { }", "Lstm(Input = 2, Units = 3)")]
    [InlineData("public void ForwardBatch(int n, ReadOnlySpan<float> x, Span<float> y, BatchState s) { }", "Lstm(Input = 2, Units = 3)")]
    [InlineData("public int ForwardBatch;", "Lstm(Input = 2, Units = 3)")]
    [InlineData("public int FromKeras, FromPyTorch, FromOnnx;", "Lstm(Input = 2, Units = 3), LstmGen.Dense(Units = 1)")]
    [InlineData("public static void FromKeras(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> z) { }", "Lstm(Input = 2, Units = 3, UseBias = false)")]
    public Task A_member_that_this_network_does_not_generate(string member, string layers) => Reported.AsAsync(
        $$"""
        using System;
        [LstmGen.{{layers}}]
        public partial class Gesture
        {
            {{member}}
        }
        """);

    [Fact]
    public Task Several_members_in_two_declarations() => Reported.AsAsync(
        """
        [LstmGen.Lstm(Input = 1, Units = 1)]
        public partial class Gesture { public int Kernel; }
        public partial class Gesture { public int State; public float Step(float x, ref State s) { return x; } }
        """,
        new RunOptions { AllowCompileErrors = true },
        "2 LSTM008 [Kernel] Gesture declares Kernel, which the generated code also declares; rename it",
        "3 LSTM008 [State] Gesture declares State, which the generated code also declares; rename it",
        "3 LSTM008 [Step] Gesture declares Step(float, ref State), which the generated code also declares; rename it");

    [Theory]
    [InlineData("Step")]
    [InlineData("State")]
    [InlineData("BatchState")]
    [InlineData("StepBatch")]
    [InlineData("ProcessBatch")]
    [InlineData("Layers")]
    [InlineData("Kernel")]
    [InlineData("InputSize")]
    [InlineData("Summary")]
    [InlineData("Process")]
    [InlineData("FromOnnx")]
    [InlineData("CopyParametersTo")]
    public Task A_type_by_the_name_of_a_generated_member(string name) => Reported.AsAsync(
        $"[LstmGen.Lstm(Input = 1, Units = 1)]\npublic partial class {name} {{ }}",
        $"2 LSTM008 [{name}] {name} declares a type by the name {name}, which the generated code also declares; rename it");

    [Theory]
    [InlineData("Forward")]
    [InlineData("ForwardBatch")]
    [InlineData("Steps")]
    [InlineData("InputLength")]
    public Task A_type_by_the_name_of_a_member_that_only_a_sequence_of_fixed_length_has(string name) =>
        Reported.AsAsync($"[LstmGen.Lstm(Input = 1, Units = 1)]\npublic partial class {name} {{ }}");
}

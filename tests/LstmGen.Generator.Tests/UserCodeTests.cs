using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LstmGen.Generator.Tests;

/// <summary>What a user may write in the other half of the type, and around it. Every run checks that both compile together.</summary>
public class UserCodeTests
{
    [Theory]
    [InlineData("public sealed partial class Gesture { }")]
    [InlineData("public partial struct Gesture { }")]
    [InlineData("public readonly partial struct Gesture { }")]
    [InlineData("internal readonly partial struct Gesture { }")]
    [InlineData("public partial class Gesture : Base { }")]
    [InlineData("public partial class Gesture : System.IDisposable { public void Dispose() { } }")]
    [InlineData("public partial class Gesture : BaseWithTheSameNames { }")]
    [InlineData("public partial class Gesture { ~Gesture() { } }")]
    [InlineData("public partial class Gesture { static Gesture() { } }")]
    [InlineData("public partial class Gesture { public int Count; public static readonly int[] Table = { 1, 2 }; }")]
    [InlineData("[System.Serializable] public partial class Gesture { }")]
    [InlineData("[System.Obsolete(\"Old.\")] public partial class Gesture { }")]
    [InlineData("public unsafe partial class Gesture { }")]
    public void Kinds_of_type(string type) => Generates($$"""
        using LstmGen;

        public class Base { protected Base() { } }

        public class BaseWithTheSameNames
        {
            public const int InputSize = 1;
            public int Steps => 2;
            public static string Summary = "";
            public class State { }
            public class BatchState { }
            public class Layers { }
            public void StepBatch(int count, System.ReadOnlySpan<float> inputs, System.Span<float> outputs, BatchState state) { }
            public virtual void ForwardBatch(int count, System.ReadOnlySpan<float> inputs, System.Span<float> outputs) { }
            public void Step(System.ReadOnlySpan<float> input, System.Span<float> output) { }
            public virtual void Forward(System.ReadOnlySpan<float> input, System.Span<float> output) { }
        }

        [Lstm(Input = 2, Units = 3, Steps = 4)]
        {{type}}
        """, allowUnsafe: type.Contains("unsafe"));

    /// <summary>A trained network has fields for parameters set by a program; whatever the type, they cause no warning.</summary>
    [Theory]
    [InlineData("public partial struct Amp { }")]
    [InlineData("public readonly partial struct Amp { }")]
    [InlineData("public readonly partial struct Amp { public readonly int Count; public Amp(int count) : this() { Count = count; } }")]
    [InlineData("public partial struct Amp { public int Count; public Amp(System.ReadOnlySpan<float> parameters) : this(parameters, default) { Count = 1; } }")]
    [InlineData("public partial class Amp { public Amp(float[] parameters, int offset) : this(System.MemoryExtensions.AsSpan(parameters, offset, ParameterCount)) { } }")]
    public void Kinds_of_trained_type(string type)
    {
        foreach (LanguageVersion language in new[] { LanguageVersion.CSharp7_3, LanguageVersion.CSharp10, LanguageVersion.Latest })
        {
            Generates(
                ["[LstmGen.LstmModel(\"amp.lstm\")] " + type],
                "Amp.g.cs",
                options: new RunOptions { LanguageVersion = language, Nullable = language >= LanguageVersion.CSharp8, Widest = language >= LanguageVersion.CSharp9 ? VectorWidth.Vector128 : null, AdditionalFiles = [new("amp.lstm", Networks.TrainedModel)] });
        }
    }

    [Theory]
    [InlineData("class")]
    [InlineData("struct")]
    public void Constructors_that_chain_to_the_generated_one(string kind) => Generates($$"""
        using System;
        using LstmGen;

        [Lstm(Input = 2, Units = 3, Steps = 4)]
        public partial {{kind}} Gesture
        {
            public Gesture(string name) : this(new float[ParameterCount]) { }

            public Gesture(float[] parameters, int offset) : this(parameters.AsSpan(offset, ParameterCount)) { }
        }
        """);

    /// <summary>Before C# 11 a structure's constructor must assign every field, including those of the other half.</summary>
    [Theory]
    [InlineData("public int Own; public readonly string Name; public float Value { get; }", LanguageVersion.CSharp7_3)]
    [InlineData("public event System.Action Changed { add { } remove { } } public static int Count = 1; public const int One = 1;", LanguageVersion.CSharp7_3)]
    [InlineData("public int Own; public Gesture(int own) : this(new float[ParameterCount]) { Own = own; }", LanguageVersion.CSharp7_3)]
    [InlineData("public int Own; public Gesture(int own) { this = default; Own = own; }", LanguageVersion.CSharp7_3)]
    [InlineData("public int Own; public Gesture(int own) { if (own > 0) { this = default(Gesture); } else { Make(out this); } } private static void Make(out Gesture gesture) { gesture = default(Gesture); }", LanguageVersion.CSharp8)]
    [InlineData("public int Own; public Gesture() : this(new float[ParameterCount]) { Own = 3; }", LanguageVersion.CSharp10)]
    [InlineData("public readonly int Own; public Gesture() => this = default;", LanguageVersion.CSharp10)]
    [InlineData("public int Own = 3; static Gesture() { }", LanguageVersion.CSharp10)]
    [InlineData("public event System.Action? Changed; public void Change() { Changed?.Invoke(); }", LanguageVersion.CSharp9)]
    public void Fields_and_constructors_of_a_struct(string members, LanguageVersion language) => Generates(
        [$$"""[LstmGen.Lstm(Input = 2, Units = 3, Steps = 4)] public partial struct Gesture { {{members}} }"""],
        options: new RunOptions { LanguageVersion = language, Nullable = members.Contains('?') });

    /// <summary>The compiler warns where fields are in two declarations of a structure whose fields have an order.</summary>
    [Theory]
    [InlineData("public partial struct Gesture { public int Own; }")]
    [InlineData("[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)] public partial struct Gesture { public int Own; }")]
    [InlineData("public partial struct Gesture { } partial struct Gesture { public float Value { get; set; } }")]
    public void Fields_of_a_struct_for_every_target(string type)
    {
        foreach (string target in TargetMatrixTests.Targets)
        {
            Generates(
                ["[LstmGen.Lstm(Input = 2, Units = 3, Steps = 4)] " + type],
                options: new RunOptions { References = TargetReferences.Of(target), LanguageVersion = LanguageVersion.CSharp7_3, Nullable = false });
        }
    }

    [NewCSharpTheory("11")]
    [InlineData("public int Own; public Gesture(int own) { }")]
    [InlineData("public int Own = 3; public Gesture() { }")]
    [InlineData("public int Own = 3; public Gesture(int own) : this() { } public Gesture() : this(new float[ParameterCount]) { }")]
    public void Fields_and_constructors_of_a_struct_that_newer_compilers_complete(string members) => Generates(
        [$$"""[LstmGen.Lstm(Input = 2, Units = 3, Steps = 4)] public partial struct Gesture { {{members}} }"""],
        options: new RunOptions { LanguageVersion = NewCSharpFactAttribute.Parse("11"), Nullable = false });

    [Fact]
    public void A_constructor_without_parameters() => Generates("""
        using LstmGen;

        [Lstm(Input = 2, Units = 3, Steps = 4)]
        public partial class Gesture
        {
            public Gesture() : this(Weights) { }

            private static readonly float[] Weights = new float[ParameterCount];
        }
        """);

    [Fact]
    public void Overloads_of_the_generated_methods() => Generates("""
        using System;
        using LstmGen;

        [Lstm(Input = 2, Units = 3, Steps = 4)]
        public partial class Gesture
        {
            public float[] Forward(float[] x) { float[] y = new float[OutputLength]; Forward(x, y); return y; }

            public void Forward(float[] input, float[] output) { Forward(input.AsSpan(), output.AsSpan()); }

            public void Step(float[] input, float[] output, ref State state) { Step(input.AsSpan(), output.AsSpan(), ref state); }

            public void Step(ReadOnlySpan<float> input, Span<float> output) { }

            public void Step(ReadOnlySpan<double> input, Span<double> output, ref State state) { }

            public T Forward<T>(T value) { return value; }

            public static Gesture FromKeras(string path) { return new Gesture(new float[ParameterCount]); }

            public void CopyParametersTo(float[] target) { CopyParametersTo(target.AsSpan()); }

            public int Process() { return 0; }

            public void ForwardBatch(float[] inputs, float[] outputs) { ForwardBatch(inputs.Length / InputLength, inputs, outputs); }

            public void ForwardBatch(int count, float[] inputs, float[] outputs) { ForwardBatch(count, inputs.AsSpan(), outputs.AsSpan()); }

            public void StepBatch(int count, ReadOnlySpan<float> inputs, Span<float> outputs) { StepBatch(count, inputs, outputs, new BatchState(count)); }

            public void StepBatch(int count, ReadOnlySpan<float> inputs, Span<float> outputs, State[] states)
            {
                BatchState state = new BatchState(count);
                for (int slot = 0; slot < state.Capacity; slot++) { state[slot] = states[slot]; }
                StepBatch(count, inputs, outputs, state);
                for (int slot = 0; slot < state.Capacity; slot++) { states[slot] = state[slot]; }
                state.Reset();
            }

            public void ProcessBatch(int count, ReadOnlySpan<double> inputs, Span<double> outputs, BatchState state) { }
        }
        """);

    [Fact]
    public void A_generic_method_by_the_name_of_a_generated_one_is_an_overload() => Generates("""
        using System;
        using LstmGen;

        [Lstm(Input = 2, Units = 3, Steps = 4)]
        public partial class Gesture
        {
            public void Forward<T>(ReadOnlySpan<float> input, Span<float> output) { }
        }
        """);

    [Fact]
    public void Members_of_an_explicit_interface() => Generates("""
        using System;
        using LstmGen;

        public interface INetwork { int InputSize { get; } void Forward(ReadOnlySpan<float> input, Span<float> output); }

        [Lstm(Input = 2, Units = 3, Steps = 4)]
        public partial class Gesture : INetwork
        {
            int INetwork.InputSize => InputSize;
        }
        """);

    [Fact]
    public void Constants_are_constants() => Generates("""
        using LstmGen;

        [Lstm(Input = 2, Units = 3, Steps = 4)]
        [Dense(Units = 5)]
        public partial class Gesture { }

        [System.Obsolete(Gesture.Summary)]
        public static class Use
        {
            public const int Sum = Gesture.InputSize + Gesture.Steps + Gesture.OutputSize + Gesture.InputLength + Gesture.OutputLength + Gesture.ParameterCount
                + Gesture.Layers.Lstm.Units + Gesture.Layers.Lstm.KernelCount + Gesture.Layers.Lstm.RecurrentKernelCount + Gesture.Layers.Lstm.BiasCount
                + Gesture.Layers.Lstm.ParameterCount + Gesture.Layers.Dense.Units + Gesture.Layers.Dense.KernelCount + Gesture.Layers.Dense.BiasCount;

            public static string Name(int length)
            {
                switch (length)
                {
                    case Gesture.ParameterCount: return "parameters";
                    case Gesture.InputLength: return "input";
                    default: return Gesture.Summary;
                }
            }
        }
        """);

    [Fact]
    public void Sizes_that_are_constants_of_the_user() => Generates("""
        using LstmGen;

        [Lstm(Input = Sizes.Features, Units = Sizes.Features + Sizes.More, Steps = (int)Day.Two)]
        [Dense(Units = One)]
        public partial class Gesture { private const int One = 1; }

        public static class Sizes { public const int Features = 2; public const int More = 1; }

        public enum Day { One = 1, Two }
        """);

    [Fact]
    public void A_declaration_in_two_files() => Generates(
        [
            "using LstmGen; [Lstm(Input = 2, Units = 3, Steps = 4)] public partial class Gesture { }",
            "using LstmGen; [LstmOptions(Unroll = Unroll.Step)] partial class Gesture { public int Own { get; set; } }",
        ]);

    [Theory]
    [InlineData("using LstmGen; [Lstm(Input = 2, Units = 3)]")]
    [InlineData("using LstmGen; [LstmAttribute(Input = 2, Units = 3)]")]
    [InlineData("[LstmGen.Lstm(Input = 2, Units = 3)]")]
    [InlineData("[global::LstmGen.LstmAttribute(Input = 2, Units = 3)]")]
    [InlineData("using Recurrent = LstmGen.LstmAttribute; [Recurrent(Input = 2, Units = 3)]")]
    [InlineData("using Lib = LstmGen; [Lib.Lstm(Input = 2, Units = 3)]")]
    [InlineData("global using Recurrent = LstmGen.LstmAttribute; [Recurrent(Input = 2, Units = 3)]")]
    [InlineData("using LstmGen; [Lstm(Input = 2, Units = 3), Dense(Units = 1)]")]
    [InlineData("using LstmGen; [Lstm(Input = 2, Units = 3)][Dense(Units = 1)][System.Serializable]")]
    [InlineData("using LstmGen; [type: Lstm(Input = 2, Units = 3)]")]
    public void Every_way_to_write_the_attribute(string attribute) => Generates(attribute + " public partial class Gesture { }");

    [Fact]
    public void A_body_of_comments() => Generates("""
        using LstmGen;

        [Lstm(Input = 2, Units = 3)]
        /* one */ public /* two */ partial /* three */ class Gesture // four
        {
            // five
        }
        """);

    [Fact]
    public void An_extension_method_by_the_name_of_one_that_is_used() => Generates("""
        using System;
        using LstmGen;

        namespace Company;

        public static class Extensions
        {
            public static bool Overlaps(this ReadOnlySpan<float> self, ReadOnlySpan<float> other) => false;
            public static bool Overlaps(this ReadOnlySpan<float> self, ReadOnlySpan<float> other, out int offset) { offset = 0; return false; }
            public static Span<float> AsSpan(this float[] self, int start) => default;
            public static void CopyTo(this float[] self, Span<float> other) { }
        }

        [Lstm(Input = 2, Units = 3, Steps = 4)]
        public partial class Gesture { }
        """, "Company.Gesture.g.cs");

    [Theory]
    [InlineData("Lstm(Input = 1, Units = 1, ReturnSequences = true)")]
    [InlineData("Lstm(Input = 1, Units = 1, Steps = 3)")]
    [InlineData("Lstm(Input = 300, Units = 4, Steps = 5)")]
    [InlineData("Lstm(Input = 1, Units = 4095)")]
    [InlineData("Lstm(Input = 4000, Units = 2400)")]
    [InlineData("Lstm(Input = 1, Units = 4, Steps = 2147483647)")]
    [InlineData("Dense(Input = 5, Units = 7), Dense(Units = 3), Lstm(Units = 9, ReturnSequences = true), Dense(Units = 2), Lstm(Units = 4, Steps = 6), Dense(Units = 2), Dense(Units = 1)")]
    [InlineData("Lstm(Input = 1, Units = 1, Activation = Activation.Linear, RecurrentActivation = Activation.Linear, UseBias = false)")]
    [InlineData("Lstm(Input = 1, Units = 2, Activation = Activation.Affine, ActivationBeta = -0f, ReturnSequences = true), Lstm(Units = 2, Activation = Activation.Affine, ActivationBeta = 0f)")]
    public void Unusual_networks(string layers) => Generates($$"""
        using LstmGen;

        [{{layers}}]
        public partial class Gesture { }
        """);

    private static void Generates(string source, string file = "Gesture.g.cs", bool allowUnsafe = false) =>
        Generates([source], file, allowUnsafe);

    private static void Generates(string[] sources, string file = "Gesture.g.cs", bool allowUnsafe = false, RunOptions? options = null) =>
        Assert.Equal([file], (IEnumerable<string>)GeneratorRun.Of(sources, options ?? new RunOptions { AllowUnsafe = allowUnsafe, Widest = VectorWidth.Vector128 }).Generated.Keys.Order());
}

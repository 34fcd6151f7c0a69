using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics.Tracing;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Threading;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LstmGen.Generator.Tests.Jit;

/// <summary>
/// How this machine's JIT compiles the methods that compute: it reports the calls that it couldn't inline, and those that should be inlined
/// - activations, broadcasts - aren't among them. It counts the local variables of what it has inlined too, up to 511, so the IL alone
/// doesn't show it.
/// </summary>
public class InliningTests
{
    private const BindingFlags AllStatic = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    [Theory]
    [InlineData("Lstm(Input = 1, Units = 8, Steps = 4)", "Auto")]
    [InlineData("Lstm(Input = 16, Units = 64, Steps = 4)", "Auto")]
    [InlineData("Lstm(Input = 19, Units = 8)", "Step")]
    [InlineData("Lstm(Input = 1, Units = 28)", "Step")]
    [InlineData("Lstm(Input = 16, Units = 40)", "Auto")]
    [InlineData("Lstm(Input = 4, Units = 20, Steps = 4, ReturnSequences = true), Lstm(Units = 5), Dense(Units = 30)", "Auto")]
    [InlineData("Lstm(Input = 16, Units = 33)", "Tiled")]
    [InlineData("Lstm(Input = 2, Units = 3, Activation = Activation.Gelu, RecurrentActivation = Activation.Gelu, ReturnSequences = true), Lstm(Units = 3, Activation = Activation.Softplus, RecurrentActivation = Activation.Gelu, ReturnSequences = true), Lstm(Units = 3, Activation = Activation.Gelu, RecurrentActivation = Activation.Softplus), Dense(Units = 8, Activation = Activation.Gelu)", "Step")]
    [InlineData("Lstm(Input = 2, Units = 30, Activation = Activation.Softplus, RecurrentActivation = Activation.Gelu, HiddenActivation = Activation.Silu, Peepholes = true, Clip = 2, CellClip = 3)", "Auto")]
    [InlineData("Lstm(Input = 5, Units = 12, Steps = 4, Direction = LstmDirection.Bidirectional, Projection = 5, Activation = Activation.GeluTanh, RecurrentActivation = Activation.Selu), Dense(Units = 9, Activation = Activation.Softmax)", "Auto")]
    public void What_asks_to_be_inlined_is_inlined(string layers, string unroll) => Check($"{layers}, LstmOptions(Unroll = Unroll.{unroll})");

    [Theory]
    [InlineData("Lstm(Input = 2, Units = 3, Steps = 4)")]
    [InlineData("Lstm(Input = 1, Units = 8, Steps = 4)")]
    [InlineData("Lstm(Input = 1, Units = 16)")]
    [InlineData("Lstm(Input = 8, Units = 32)")]
    [InlineData("Lstm(Input = 16, Units = 33)")]
    [InlineData("Lstm(Input = 3, Units = 7, Steps = 4, ReturnSequences = true), Lstm(Units = 5), Dense(Units = 30)")]
    public void With_doubles_too(string layers) => Check($"{layers}, LstmOptions(Precision = Precision.Double)");

    /// <summary>
    /// Code of batches that is written once for all widths calls a method for each operation: a Dense layer and a layer with several sums,
    /// several units at a time, and all options of a cell.
    /// </summary>
    [NewCSharpTheory("13")]
    [InlineData("Lstm(Input = 2, Units = 3, Steps = 4)")]
    [InlineData("Lstm(Input = 2, Units = 3, Steps = 4), LstmOptions(Arithmetic = Arithmetic.Separate)")]
    [InlineData("Lstm(Input = 1, Units = 8, Steps = 4), Dense(Units = 9, Activation = Activation.Softmax)")]
    [InlineData("Lstm(Input = 16, Units = 64, Steps = 4), Dense(Units = 64, Activation = Activation.Gelu)")]
    [InlineData("Lstm(Input = 4, Units = 20, Steps = 4, ReturnSequences = true), Lstm(Units = 5), Dense(Units = 132)")]
    [InlineData("Lstm(Input = 2, Units = 30, Activation = Activation.Softplus, RecurrentActivation = Activation.Gelu, HiddenActivation = Activation.Silu, Peepholes = true, Clip = 2, CellClip = 3)")]
    [InlineData("Lstm(Input = 90, Units = 128, Activation = Activation.Softplus, RecurrentActivation = Activation.Gelu, HiddenActivation = Activation.Silu, Peepholes = true, CoupledGates = true, Clip = 2, CellClip = 3)")]
    [InlineData("Lstm(Input = 90, Units = 128, Projection = 40), LstmOptions(Precision = Precision.Double)")]
    [InlineData("Lstm(Input = 3, Units = 7, Activation = Activation.Gelu, RecurrentActivation = Activation.Softplus), LstmOptions(Precision = Precision.Double)")]
    [InlineData("Lstm(Input = 201, Units = 16, Activation = Activation.Gelu, RecurrentActivation = Activation.Softplus, HiddenActivation = Activation.Gelu, Peepholes = true, Clip = 2, CellClip = 3)")]
    [InlineData("Lstm(Input = 201, Units = 16, Activation = Activation.Gelu, RecurrentActivation = Activation.Softplus, HiddenActivation = Activation.Gelu, Peepholes = true, Clip = 2, CellClip = 3), LstmOptions(Precision = Precision.Double)")]
    [InlineData("Lstm(Input = 4, Units = 3, Activation = Activation.Gelu, RecurrentActivation = Activation.Gelu, HiddenActivation = Activation.Gelu, Peepholes = true, CoupledGates = true, Clip = 2, CellClip = 3), LstmOptions(Precision = Precision.Double)")]
    [InlineData("Lstm(Input = 40, Units = 64), Dense(Units = 100, Activation = Activation.Softplus), LstmOptions(Arithmetic = Arithmetic.Separate)")]
    [InlineData("Lstm(Input = 40, Units = 64), Dense(Units = 100, Activation = Activation.Gelu), LstmOptions(Arithmetic = Arithmetic.Separate, Precision = Precision.Double)")]
    public void Where_batches_are_written_once(string attributes) => Check(attributes, NewCSharpFactAttribute.Parse("13"));

    /// <summary>There a fused multiply-add of 128 bits is one more function to inline.</summary>
    [NewCSharpTheory("12")]
    [InlineData("Lstm(Input = 2, Units = 3, Steps = 4)")]
    [InlineData("Lstm(Input = 16, Units = 64, Steps = 4), Dense(Units = 64, Activation = Activation.Gelu)")]
    [InlineData("Lstm(Input = 90, Units = 128, Projection = 40), LstmOptions(Precision = Precision.Double)")]
    public void Where_batches_are_written_once_for_NET_8(string attributes) =>
        Check(attributes, NewCSharpFactAttribute.Parse("12"), TargetReferences.Net80);

    private static void Check(
        string attributes, LanguageVersion language = LanguageVersion.CSharp10, ImmutableArray<MetadataReference> references = default)
    {
        string source = $"using LstmGen; [{attributes}] public partial class Gesture {{ }}";
        using var assembly = new MemoryStream();
        RunOptions options = RunOptions.Default with
        {
            SkipNullableAnalysis = true,
            LanguageVersion = language,
            References = references.IsDefault ? TargetReferences.Net100 : references,
        };
        CSharpGeneratorDriver.Create([new LstmGenerator().AsSourceGenerator()], parseOptions: options.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(options.Compile([new("Input.cs", source)]), out Compilation compilation, out _);
        Assert.True(compilation.WithOptions(options.CompilationOptions.WithOptimizationLevel(OptimizationLevel.Release)).Emit(assembly).Success);
        Assembly loaded = Assembly.Load(assembly.ToArray());
        Type kernel = loaded.GetType("Gesture+Kernel", true)!;
        MethodInfo[] methods = kernel.GetMethods(AllStatic)
            .Where(method => (method.MethodImplementationFlags & MethodImplAttributes.NoInlining) != 0 && Runs(method.Name))
            .ToArray();
        Assert.NotEmpty(methods);
        Assert.Equal(language > LanguageVersion.CSharp10, methods.Any(method => method.IsGenericMethod));

        using var listener = new JitListener();
        foreach (MethodInfo method in methods)
        {
            foreach (Type[] arguments in Arguments(method, loaded))
            {
                RuntimeHelpers.PrepareMethod(method.MethodHandle, [.. arguments.Select(argument => argument.TypeHandle)]);
            }
        }

        Assert.True(SpinWait.SpinUntil(() => methods.All(method => listener.Compiled.Contains(method.Name)), 20_000), "No events.");
        HashSet<string> asking = loaded.GetTypes()
            .SelectMany(type => type.GetMethods(AllStatic))
            .Where(method => (method.MethodImplementationFlags & MethodImplAttributes.AggressiveInlining) != 0)
            .Select(method => $"{method.DeclaringType!.FullName}.{method.Name}")
            .ToHashSet();
        Assert.Contains(asking, method => method.EndsWith("Math.Tanh", StringComparison.Ordinal) || method.EndsWith("Math.Spread128", StringComparison.Ordinal));
        Assert.Empty(listener.Failed.Where(failed => asking.Contains(failed.Inlinee)).Distinct());
    }

    /// <summary>The type arguments of a method: none, or those for each width of vectors, with each size of groups.</summary>
    private static IEnumerable<Type[]> Arguments(MethodInfo method, Assembly loaded)
    {
        if (!method.IsGenericMethod)
        {
            return [[]];
        }

        Type[] lanes = [.. loaded.GetTypes().Where(type => type.IsValueType && type.GetInterfaces().Any(one => one.Name == "ILanes"))];
        Assert.NotEmpty(lanes);
        Type Vector(Type one) => one.GetInterfaces().Single(of => of.IsGenericType).GetGenericArguments().Single();
        return from one in lanes
               where Runs(one.Name)
               from types in method.GetGenericArguments().Length == 2 ? [[one, Vector(one)]] : lanes.Select(groups => new[] { one, Vector(one), groups })
               select types;
    }

    /// <summary>Vectors that the processor lacks are calls in any case.</summary>
    private static bool Runs(string name) => Regex.Match(name, "(512|256)(?=$|From)").Value switch
    {
        "512" => System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated,
        "256" => System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated,
        _ => true,
    };

    private sealed class JitListener : EventListener
    {
        public ConcurrentQueue<string> Compiled { get; } = new();

        public ConcurrentQueue<(string Compiled, string Inlinee, string Reason)> Failed { get; } = new();

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
            {
                EnableEvents(eventSource, EventLevel.Verbose, (EventKeywords)0x1010);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs e)
        {
            if (e.PayloadNames is null || Failed is null)
            {
                return;
            }

            object? Value(string name) => e.Payload![e.PayloadNames.IndexOf(name)];
            if (e.EventName!.StartsWith("MethodJitInliningFailed", StringComparison.Ordinal))
            {
                if (Value("MethodBeingCompiledNamespace") is "Gesture+Kernel")
                {
                    Failed.Enqueue(((string)Value("MethodBeingCompiledName")!, $"{Value("InlineeNamespace")}.{Value("InlineeName")}", (string)Value("FailReason")!));
                }
            }
            else if (e.EventName.StartsWith("MethodLoadVerbose", StringComparison.Ordinal) && Value("MethodNamespace") is "Gesture+Kernel")
            {
                Compiled.Enqueue((string)Value("MethodName")!);
            }
        }
    }
}

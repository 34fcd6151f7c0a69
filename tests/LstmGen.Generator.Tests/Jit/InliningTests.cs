using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics.Tracing;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Threading;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LstmGen.Generator.Tests.Jit;

/// <summary>
/// What the JIT compiler of this machine makes of the methods that compute: it tells which calls it could not inline, and of those that ask
/// for it - activations, spreads - there is none. It counts the local variables of what it has inlined too, up to 511, so that the IL
/// alone does not show it.
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

    private static void Check(string attributes)
    {
        string source = $"using LstmGen; [{attributes}] public partial class Gesture {{ }}";
        using var assembly = new MemoryStream();
        RunOptions options = RunOptions.Default with { SkipNullableAnalysis = true };
        CSharpGeneratorDriver.Create([new LstmGenerator().AsSourceGenerator()], parseOptions: options.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(options.Compile([new("Input.cs", source)]), out Compilation compilation, out _);
        Assert.True(compilation.WithOptions(options.CompilationOptions.WithOptimizationLevel(OptimizationLevel.Release)).Emit(assembly).Success);
        Assembly loaded = Assembly.Load(assembly.ToArray());
        Type kernel = loaded.GetType("Gesture+Kernel", true)!;
        MethodInfo[] methods = kernel.GetMethods(AllStatic)
            .Where(method => (method.MethodImplementationFlags & MethodImplAttributes.NoInlining) != 0 && Runs(method.Name))
            .ToArray();
        Assert.NotEmpty(methods);

        using var listener = new JitListener();
        foreach (MethodInfo method in methods)
        {
            RuntimeHelpers.PrepareMethod(method.MethodHandle);
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

    /// <summary>Vectors that the processor does not have are calls whatever is done.</summary>
    private static bool Runs(string method) =>
        method.EndsWith("512", StringComparison.Ordinal) ? System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated
        : !method.EndsWith("256", StringComparison.Ordinal) || System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated;

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

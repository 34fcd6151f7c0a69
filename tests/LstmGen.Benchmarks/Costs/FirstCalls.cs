using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Runtime;
using System.Runtime.CompilerServices;

namespace LstmGen.Benchmarks.Costs;

/// <summary>What a network costs before it is warm, in microseconds, and what the runtime compiled for it.</summary>
internal sealed record FirstCalls(
    double Constructor, double FirstForward, double SecondForward, double FirstStep, double Compilation, double CompiledMethods, double CompiledIlBytes)
{
    private delegate void ForwardCall(ReadOnlySpan<float> input, Span<float> output);

    private delegate void StepCall<TState>(ReadOnlySpan<float> input, Span<float> output, ref TState state);

    /// <summary>To be called once in a process that has not used the network.</summary>
    /// <param name="create">Calls the constructor.</param>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="input">A sequence.</param>
    /// <param name="features">Values of a step.</param>
    /// <param name="outputs">Values of the output.</param>
    public static FirstCalls Measure<TClass, TState>(Func<float[], TClass> create, float[] parameters, float[] input, int features, int outputs)
        where TClass : class
        where TState : unmanaged
    {
        // Compiled beforehand: everything that doesn't belong to the network.
        RuntimeHelpers.PrepareDelegate(create);
        var output = new float[outputs];
        TState state = default;
        Microseconds(Stopwatch.GetTimestamp());
        (TimeSpan Time, long Methods, long Bytes) before = Compiled();

        long start = Stopwatch.GetTimestamp();
        TClass net = create(parameters);
        double constructor = Microseconds(start);

        // A delegate is created without compiling its target, and without a method of ours in between.
        var forward = typeof(TClass).GetMethod("Forward", [typeof(ReadOnlySpan<float>), typeof(Span<float>)])!.CreateDelegate<ForwardCall>(net);
        start = Stopwatch.GetTimestamp();
        forward(input, output);
        double firstForward = Microseconds(start);

        start = Stopwatch.GetTimestamp();
        forward(input, output);
        double secondForward = Microseconds(start);

        var step = typeof(TClass).GetMethod("Step", [typeof(ReadOnlySpan<float>), typeof(Span<float>), typeof(TState).MakeByRefType()])!.CreateDelegate<StepCall<TState>>(net);
        start = Stopwatch.GetTimestamp();
        step(input.AsSpan(0, features), output, ref state);
        double firstStep = Microseconds(start);

        (TimeSpan Time, long Methods, long Bytes) after = Compiled();
        return new FirstCalls(
            constructor, firstForward, secondForward, firstStep, (after.Time - before.Time).TotalMicroseconds, after.Methods - before.Methods, after.Bytes - before.Bytes);
    }

    /// <summary>As one line, to be passed between processes.</summary>
    public string ToLine() => string.Create(
        CultureInfo.InvariantCulture, $"{Constructor:r} {FirstForward:r} {SecondForward:r} {FirstStep:r} {Compilation:r} {CompiledMethods:r} {CompiledIlBytes:r}");

    public static FirstCalls Parse(string line)
    {
        double[] values = [.. line.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        return new FirstCalls(values[0], values[1], values[2], values[3], values[4], values[5], values[6]);
    }

    private static (TimeSpan Time, long Methods, long Bytes) Compiled() =>
        (JitInfo.GetCompilationTime(currentThread: true), JitInfo.GetCompiledMethodCount(currentThread: true), JitInfo.GetCompiledILBytes(currentThread: true));

    private static double Microseconds(long start) => (Stopwatch.GetTimestamp() - start) * 1e6 / Stopwatch.Frequency;
}

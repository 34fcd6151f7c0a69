using System;
using LstmGen.Benchmarks.Competitors;

namespace LstmGen.Benchmarks.Generic;

/// <summary>Steps of a network that the code names, one after the other.</summary>
internal sealed class DirectSteps(string name, Action<int, float[]> run) : Competitor(name, stepsPerCall: 1)
{
    private readonly float[] _output = new float[1];

    public override ReadOnlySpan<float> Output => _output;

    public override void Run(int calls) => run(calls, _output);

    public static DirectSteps Of(Class3 network) => new("Class3", (calls, result) =>
    {
        Span<float> input = stackalloc float[Class3.InputSize];
        Span<float> output = stackalloc float[Class3.OutputSize];
        network.ResetState(out Class3.State state);
        for (int call = 0; call < calls; call++)
        {
            network.Step(input, output, ref state);
            input[0] = output[0];
        }

        result[0] = output[0];
    });

    public static DirectSteps Of(Structure3 network) => new("Structure3", (calls, result) =>
    {
        Span<float> input = stackalloc float[Structure3.InputSize];
        Span<float> output = stackalloc float[Structure3.OutputSize];
        network.ResetState(out Structure3.State state);
        for (int call = 0; call < calls; call++)
        {
            network.Step(input, output, ref state);
            input[0] = output[0];
        }

        result[0] = output[0];
    });

    public static DirectSteps Of(Class8 network) => new("Class8", (calls, result) =>
    {
        Span<float> input = stackalloc float[Class8.InputSize];
        Span<float> output = stackalloc float[Class8.OutputSize];
        network.ResetState(out Class8.State state);
        for (int call = 0; call < calls; call++)
        {
            network.Step(input, output, ref state);
            input[0] = output[0];
        }

        result[0] = output[0];
    });

    public static DirectSteps Of(Structure8 network) => new("Structure8", (calls, result) =>
    {
        Span<float> input = stackalloc float[Structure8.InputSize];
        Span<float> output = stackalloc float[Structure8.OutputSize];
        network.ResetState(out Structure8.State state);
        for (int call = 0; call < calls; call++)
        {
            network.Step(input, output, ref state);
            input[0] = output[0];
        }

        result[0] = output[0];
    });
}

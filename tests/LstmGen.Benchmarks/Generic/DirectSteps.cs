using System;
using LstmGen.Benchmarks.Competitors;

namespace LstmGen.Benchmarks.Generic;

/// <summary>Steps of a network that the code names, one after another.</summary>
internal sealed class DirectSteps(string name, Action<int, float[]> run) : Competitor(name, stepsPerCall: 1)
{
    private readonly float[] _output = new float[1];

    public override ReadOnlySpan<float> Output => _output;

    public override void Run(int calls) => run(calls, _output);

    public static DirectSteps Of(ByReference network) => new("ByReference", (calls, result) =>
    {
        Span<float> input = stackalloc float[ByReference.InputSize];
        Span<float> output = stackalloc float[ByReference.OutputSize];
        network.ResetState(out ByReference.State state);
        for (int call = 0; call < calls; call++)
        {
            network.Step(input, output, ref state);
            input[0] = output[0];
        }

        result[0] = output[0];
    });

    public static DirectSteps Of(ByValue network) => new("ByValue", (calls, result) =>
    {
        Span<float> input = stackalloc float[ByValue.InputSize];
        Span<float> output = stackalloc float[ByValue.OutputSize];
        network.ResetState(out ByValue.State state);
        for (int call = 0; call < calls; call++)
        {
            network.Step(input, output, ref state);
            input[0] = output[0];
        }

        result[0] = output[0];
    });
}

using System;
using LstmGen.Benchmarks.Competitors;
using LstmGen.Models;

namespace LstmGen.Benchmarks.Generic;

/// <summary>The same steps, of any network.</summary>
internal sealed class GenericSteps<TNetwork, TState>(TNetwork network) : Competitor("generic " + typeof(TNetwork).Name, stepsPerCall: 1)
    where TNetwork : ILstmStream<TNetwork, TState, float>
{
    private readonly float[] _output = new float[1];

    public override ReadOnlySpan<float> Output => _output;

    public override void Run(int calls) => Loop(network, calls, _output);

    private static void Loop(TNetwork network, int calls, float[] result)
    {
        Span<float> input = stackalloc float[TNetwork.InputSize];
        Span<float> output = stackalloc float[TNetwork.OutputSize];
        network.ResetState(out TState state);
        for (int call = 0; call < calls; call++)
        {
            network.Step(input, output, ref state);
            input[0] = output[0];
        }

        result[0] = output[0];
    }
}

using System;
using System.Runtime.CompilerServices;
using LstmGen.Benchmarks.Networks;

namespace LstmGen.Benchmarks.Competitors;

/// <summary>The generated <c>Step</c>: the same sequence, a call for each step, with the state in the caller's hands.</summary>
internal sealed class GeneratedStep<TNet, TState>(TNet net, NetShape shape, float[] input) : Competitor("Step", shape.Steps)
    where TNet : struct, INet<TState>
    where TState : unmanaged
{
    private readonly float[] _output = new float[shape.Units];

    public override ReadOnlySpan<float> Output => _output;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(int calls)
    {
        TNet network = net;
        int features = shape.Input;
        Span<float> y = _output;
        for (int i = 0; i < calls; i++)
        {
            TState state = default;
            for (ReadOnlySpan<float> rest = input; rest.Length > 0; rest = rest[features..])
            {
                network.Step(rest[..features], y, ref state);
            }
        }
    }
}

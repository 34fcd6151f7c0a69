using System;
using System.Runtime.CompilerServices;
using LstmGen.Benchmarks.Networks;

namespace LstmGen.Benchmarks.Competitors;

/// <summary>The generated <c>Forward</c>: a whole sequence a call.</summary>
internal sealed class GeneratedForward<TNet, TState>(TNet net, NetShape shape, float[] input) : Competitor("Forward", shape.Steps)
    where TNet : struct, INet<TState>
    where TState : unmanaged
{
    private readonly float[] _output = new float[shape.Units];

    public override ReadOnlySpan<float> Output => _output;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(int calls)
    {
        TNet network = net;
        ReadOnlySpan<float> x = input;
        Span<float> y = _output;
        for (int i = 0; i < calls; i++)
        {
            network.Forward(x, y);
        }
    }
}

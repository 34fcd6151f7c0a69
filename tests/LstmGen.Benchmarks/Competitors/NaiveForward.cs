using System;
using LstmGen.Benchmarks.Networks;

namespace LstmGen.Benchmarks.Competitors;

/// <summary>The textbook's loops: a whole sequence a call.</summary>
internal sealed class NaiveForward(NetShape shape, float[] parameters, float[] input) : Competitor("naive C#", shape.Steps)
{
    private readonly NaiveLstm _lstm = new(shape.Input, shape.Units, parameters);
    private readonly float[] _output = new float[shape.Units];

    public override ReadOnlySpan<float> Output => _output;

    public override void Run(int calls)
    {
        for (int i = 0; i < calls; i++)
        {
            _lstm.Forward(input, _output);
        }
    }
}

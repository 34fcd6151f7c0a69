using System;
using LstmGen.Benchmarks.Networks;

namespace LstmGen.Benchmarks.Competitors;

/// <summary>The generated <c>ForwardBatch</c>: many sequences a call.</summary>
internal sealed class GeneratedBatch : Competitor
{
    private readonly IBatch _net;
    private readonly int _count;
    private readonly int _units;
    private readonly float[] _inputs;
    private readonly float[] _outputs;

    /// <param name="net">The network.</param>
    /// <param name="shape">Its sizes.</param>
    /// <param name="first">The first sequence is the one that the others compute, so that the outputs can be compared.</param>
    /// <param name="inputs">All sequences; the first is overwritten.</param>
    /// <param name="count">How many there are.</param>
    public GeneratedBatch(IBatch net, NetShape shape, float[] first, float[] inputs, int count)
        : base("ForwardBatch", (long)shape.Steps * count)
    {
        _net = net;
        _count = count;
        _units = shape.Units;
        _inputs = inputs;
        _outputs = new float[count * shape.Units];
        first.CopyTo(inputs, 0);
    }

    public override ReadOnlySpan<float> Output => _outputs.AsSpan(0, _units);

    public override void Run(int calls)
    {
        for (int i = 0; i < calls; i++)
        {
            _net.ForwardBatch(_count, _inputs, _outputs);
        }
    }
}

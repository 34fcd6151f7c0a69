using System;
using LstmGen.Benchmarks.Competitors;
using LstmGen.Tests.Networks;

namespace LstmGen.Benchmarks.Networks;

/// <summary>One network of the sweep over sizes.</summary>
internal abstract class SweptNet(int units)
{
    protected NetShape Shape { get; } = new(Input: 1, units, Steps: 16);

    public int Units => Shape.Units;

    public int ParameterCount => Shape.ParameterCount;

    public abstract Competitor Forward();

    public abstract Competitor Step();
}

internal sealed class SweptNet<TNet, TState>(int units, Func<float[], TNet> create) : SweptNet(units)
    where TNet : struct, INet<TState>
    where TState : unmanaged
{
    public override Competitor Forward() => new GeneratedForward<TNet, TState>(create(Parameters()), Shape, Input());

    public override Competitor Step() => new GeneratedStep<TNet, TState>(create(Parameters()), Shape, Input());

    private float[] Parameters() => Spec().RandomParameters(seed: 1, scale: 0.5);

    private float[] Input() => Spec().RandomInput(seed: 2);

    private NetworkSpec Spec() => new(Shape.Input, Shape.Steps, new LstmSpec(Shape.Units));
}

using System;
using System.Collections.Generic;
using LstmGen.Benchmarks.Competitors;
using LstmGen.Benchmarks.Costs;
using LstmGen.Tests.Networks;

namespace LstmGen.Benchmarks.Networks;

/// <summary>One of the networks that are compared: its shape, its numbers, and its competitors.</summary>
internal abstract class ComparedNet
{
    /// <summary>How many sequences the batch has.</summary>
    public const int BatchCount = 1000;

    /// <summary>The widest vectors for which the generated classes are written.</summary>
    public const int Bits =
#if BITS_128
        128;
#elif BITS_256
        256;
#else
        512;
#endif

    protected ComparedNet(int input, int units, int steps)
    {
        Spec = new NetworkSpec(input, steps, new LstmSpec(units));
        Shape = new NetShape(input, units, steps);
        Parameters = Spec.RandomParameters(seed: 1, scale: 0.5);
        Input = Spec.RandomInput(seed: 2);
    }

    public NetShape Shape { get; }

    /// <summary>As the README writes it: input→units × steps.</summary>
    public string Name => Shape.ToString();

    /// <summary>The same network in the tests' terms, from which the ONNX file is written.</summary>
    public NetworkSpec Spec { get; }

    public float[] Parameters { get; }

    public float[] Input { get; }

    /// <summary>The generated class.</summary>
    public abstract Type Type { get; }

    public abstract Competitor Forward();

    public abstract Competitor Step();

    /// <summary>Null while the generated class has no batch.</summary>
    public abstract Competitor? Batch();

    public Competitor Naive() => new NaiveForward(Shape, Parameters, Input);

    public Competitor Onnx() => new OnnxForward(Spec, Parameters, Input);

    /// <summary>What the first calls in this process cost.</summary>
    public abstract FirstCalls MeasureFirstCalls();
}

internal sealed class ComparedNet<TClass, TNet, TState>(int input, int units, int steps, Func<float[], TClass> create, Func<TClass, TNet> calls)
    : ComparedNet(input, units, steps)
    where TClass : class, IBatch
    where TNet : struct, INet<TState>
    where TState : unmanaged
{
    public override Type Type => typeof(TClass);

    public override Competitor Forward() => new GeneratedForward<TNet, TState>(calls(create(Parameters)), Shape, Input);

    public override Competitor Step() => new GeneratedStep<TNet, TState>(calls(create(Parameters)), Shape, Input);

    public override Competitor? Batch() => new GeneratedBatch(create(Parameters), Shape, Input, Spec.RandomInput(seed: 3, BatchCount * Shape.Steps), BatchCount);

    public override FirstCalls MeasureFirstCalls() => FirstCalls.Measure<TClass, TState>(create, Parameters, Input, Shape.Input, Shape.Units);
}

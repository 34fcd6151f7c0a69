using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using LstmGen.Tests.Compiling;
using LstmGen.Tests.Networks;
using LstmGen.Tests.References;
using Xunit;

namespace LstmGen.Tests;

public class SpecialValueTests
{
    /// <summary>Every unit reads every feature, so from its step on a NaN is everywhere, whatever the activations clip.</summary>
    [Theory]
    [Seeds("6YSdjKk0eUFc")]
    public void NaN_in_gives_NaN_out(string seed) => Check(seed, NetworkGen.Case(largestSize: 12, mostSteps: 6), 15, (network, model) =>
    {
        NetworkSpec spec = network.Spec;
        int position = new Random(network.Seed).Next(network.Input.Length);
        float[] input = With(network.Input, position, float.NaN);
        int nanFrom = position / spec.Input * spec.Output;
        float[] rows = model.Process(spec, input, model.CreateState());
        Assert.All(rows[..nanFrom], value => Assert.False(float.IsNaN(value)));
        Assert.All(rows[nanFrom..], value => Assert.True(float.IsNaN(value), $"{value:g9} after a NaN"));
        Assert.True(float.IsNaN(model.Forward(spec, input)[^1]));
    });

    [Fact]
    public void NaN_in_the_state_gives_NaN_out()
    {
        var spec = new NetworkSpec(2, 4, new LstmSpec(3));
        IModel model = GeneratedModel.Compile(spec).Create(spec.RandomParameters(seed: 1, scale: 1));
        IModelState hidden = model.CreateState();
        hidden.Hidden(0)[1] = float.NaN;
        Assert.All(model.Forward(spec, spec.RandomInput(seed: 1), hidden), value => Assert.True(float.IsNaN(value)));
        IModelState cell = model.CreateState();
        cell.Cell(0)[1] = float.NaN;
        Assert.All(model.Forward(spec, spec.RandomInput(seed: 1), cell), value => Assert.True(float.IsNaN(value)));
    }

    [Theory]
    [Seeds("24Y1v81OCrge")]
    public void Infinite_features_saturate(string seed) => Check(seed, Recurrent, 15, (network, model) =>
    {
        int position = new Random(network.Seed).Next(network.Input.Length);
        foreach (float infinity in new[] { float.PositiveInfinity, float.NegativeInfinity })
        {
            float[] input = With(network.Input, position, infinity);
            double[] exact = InDouble.Run(network.Spec, network.Parameters, input).Output(network.Spec);
            Assert.All(exact, value => Assert.True(double.IsFinite(value)));
            Assert.InRange(Differences.Largest(model.Forward(network.Spec, input), exact), 0, 1e-5);
        }
    });

    /// <summary>Features so large that every gate saturates, and a sum of them is still finite.</summary>
    [Theory]
    [Seeds("7iTsDexpQMeg")]
    public void Finite_features_never_give_NaN(string seed) => Check(seed, Recurrent, 15, (network, model) =>
    {
        var random = new Random(network.Seed);
        float[] large = Array.ConvertAll(network.Input, x => x * MathF.Pow(10, random.Next(0, 36)));
        foreach (float[] input in new[]
        {
            large,
            Array.ConvertAll(network.Input, x => MathF.CopySign(1e38f, x) / (8 * network.Spec.Input)),
            With(network.Input, random.Next(network.Input.Length), float.MaxValue),
            With(network.Input, random.Next(network.Input.Length), float.MinValue),
            Array.ConvertAll(network.Input, x => MathF.CopySign(float.Epsilon, x)),
        })
        {
            Assert.All(model.Process(network.Spec, input, model.CreateState()), value => Assert.InRange(value, -1f, 1f));
        }
    });

    [Theory]
    [Seeds("0O5U1nVNSNY2")]
    public void Negative_zero_counts_as_zero(string seed) => Check(seed, NetworkGen.Case(largestSize: 12, mostSteps: 6), 15, (network, model) =>
    {
        var zeros = new float[network.Input.Length];
        float[] negativeZeros = Array.ConvertAll(zeros, _ => -0f);
        float[] expected = model.Forward(network.Spec, zeros);
        Assert.All(expected, value => Assert.False(float.IsNaN(value)));

        // == as floats: where a result is zero, it may have either sign.
        Assert.True(expected.SequenceEqual(model.Forward(network.Spec, negativeZeros)));
    });

    [Fact]
    public void Without_bias_zero_stays_zero()
    {
        var spec = new NetworkSpec(2, 4, new LstmSpec(5, UseBias: false, ReturnSequences: true));
        IModel model = GeneratedModel.Compile(spec).Create(spec.RandomParameters(seed: 1, scale: 1));
        Assert.All(model.Forward(spec, new float[8]), value => Assert.Equal(0f, value));
    }

    [Fact]
    public void Denormal_features_are_not_flushed()
    {
        var spec = new NetworkSpec(1, 1, new LstmSpec(1, UseBias: false));
        IModel model = GeneratedModel.Compile(spec).Create([1f, 1f, 1f, 1f, 0f, 0f, 0f, 0f]);

        // h = σ(x)·tanh(σ(x)·tanh(x)), which is x/4 this close to zero.
        Assert.InRange(Math.Abs(model.Forward(spec, [1e-39f])[0] - 0.25e-39), 0, 4 * float.Epsilon);
        Assert.InRange(Math.Abs(model.Forward(spec, [-1e-39f])[0] + 0.25e-39), 0, 4 * float.Epsilon);
    }

    /// <summary>Networks whose every output is an LSTM's, with tanh and sigmoid: between −1 and 1 whatever comes.</summary>
    private static readonly Gen<NetworkCase> Recurrent =
        from network in NetworkGen.DefaultActivations(largestSize: 12, mostSteps: 6)
        select new NetworkCase(network.Spec with { Layers = network.Spec.LstmLayers }, network.Seed, 0.5);

    private static NetworkVariant Variant(NetworkSpec spec, int i) => (i % 3) switch
    {
        0 => new(spec, Unroll.Tiled, VectorWidth: VectorWidth.Scalar),
        1 => new(spec, Unroll.Tiled, VectorWidth: VectorWidth.Vector256),
        _ => new(spec, Unroll.Step, VectorWidth: VectorWidth.Vector128),
    };

    private static void Check(string seed, Gen<NetworkCase> generator, int count, Action<NetworkCase, IModel> check)
    {
        NetworkCase[] networks = generator.Array[count].Draw(seed);
        IReadOnlyList<GeneratedModel> models = GeneratedModel.Compile(networks.Select((network, i) => Variant(network.Spec, i)));
        for (int i = 0; i < networks.Length; i++)
        {
            try
            {
                check(networks[i], models[i].Create(networks[i].Parameters));
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"{models[i].Variant.Options} {networks[i]}", exception);
            }
        }
    }

    private static float[] With(float[] input, int position, float value)
    {
        var changed = (float[])input.Clone();
        changed[position] = value;
        return changed;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Schedules.Networks;
using LstmGen.Tool.Generating;
using Xunit;

namespace LstmGen.Tool.Tests.Semantics;

/// <summary>
/// What is generated for a target without vectors, or without spans, gives the bits of the code for the newest one: random networks over
/// all options, run here. That it compiles for its own framework is tested with the generator, that a runtime of it agrees in a build of its own.
/// </summary>
public class TargetTests
{
    private const int FirstWithRows = 6000;
    private const int CountWithRows = 8;

    private static readonly int[] Seeds = [.. Enumerable.Range(5000, 6), .. Enumerable.Range(FirstWithRows, CountWithRows), .. Enumerable.Range(300_000, 4), .. Enumerable.Range(400_000, 3)];

    /// <summary>What the newest target computes, compiled once for all others.</summary>
    private static readonly Lazy<IReadOnlyList<CompiledNetwork>> Expected = new(() =>
        CompiledNetwork.Compile(Seeds.Select(seed => (Made(seed), new Options(Unroll.Auto, Arithmetic.Separate, VectorWidth.Scalar)))));

    [Theory]
    [InlineData("netstandard2.1")]
    [InlineData("netstandard2.0+memory")]
    [InlineData("net48")]
    [InlineData("nanoframework")]
    public void Random_networks(string name)
    {
        Target target = KnownTargets.All[name];
        Options[] variants = [new(Unroll.Auto, Arithmetic.Separate, VectorWidth.Auto), new(Unroll.Step, Arithmetic.Separate, VectorWidth.Auto), new(Unroll.Tiled, Arithmetic.Separate, VectorWidth.Auto)];
        IReadOnlyList<CompiledNetwork> all = CompiledNetwork.Compile(Expected.Value.SelectMany(one => variants.Select(options => (one.Network, options, (Target?)target))));
        for (int i = 0; i < all.Count; i++)
        {
            int seed = i / variants.Length;
            Same(Expected.Value[seed], all[i], Seeds[seed]);
        }
    }

    private static Network Made(int seed) => seed is >= FirstWithRows and < FirstWithRows + CountWithRows ? RandomNetwork.WithRows(seed) : FurtherLayers.Of(RandomNetwork.Of(seed), seed);

    private static void Same(CompiledNetwork expected, CompiledNetwork found, int seed)
    {
        Network network = expected.Network;
        int steps = network.Steps!.Value;
        float[] input = RandomNetwork.Input(network, steps, seed);
        var random = new Random(seed);
        foreach (int step in Enumerable.Range(0, steps).Where(_ => network.MasksByValue && random.Next(3) == 0))
        {
            input.AsSpan(step * network.InputSize, network.InputSize).Clear();
        }

        Equal("Forward", one => one.Run(input));
        if (network.MayBeShorter)
        {
            Equal("a shorter sequence", one => one.Run(input, (steps + 1) / 2));
        }

        Equal("ForwardBatch", one =>
        {
            var outputs = new float[2 * one.OutputLength];
            one.Batch(2, [.. input, .. input], outputs);
            return outputs;
        });
        if (network.IsStreaming)
        {
            Equal("Process", one =>
            {
                var rows = new float[steps * network.OutputSize];
                one.Process!(input, rows);
                return rows;
            });
        }

        if (network.Masking is not null)
        {
            bool[] mask = [.. Enumerable.Range(0, steps).Select(_ => random.Next(3) > 0)];
            Equal("a mask", one => one.Run(input, mask));
        }

        void Equal(string what, Func<CompiledNetwork, float[]> run) => Assert.True(
            Bits(run(expected)).SequenceEqual(Bits(run(found))), $"{what}: other bits with {found.Options}; seed {seed}\n{NetworkText.Of(network)}");
    }

    private static IEnumerable<int> Bits(float[] values) => values.Select(value => float.IsNaN(value) ? int.MaxValue : BitConverter.SingleToInt32Bits(value));
}

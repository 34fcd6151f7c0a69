using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Models.Verifying;
using LstmGen.Schedules.Networks;
using LstmGen.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace LstmGen.Tool.Tests.Semantics;

/// <summary>
/// Random networks over all options at once: directions, merges, projections, peepholes, masks, initial states. Every schedule and vector
/// width gives the same bits in every form, near those of the double-precision reference.
/// </summary>
public class SameBitsTests(ITestOutputHelper log)
{
    [Theory]
    [InlineData(0, Arithmetic.Fused)]
    [InlineData(1000, Arithmetic.Fused)]
    [InlineData(2000, Arithmetic.Separate)]
    internal void Random_networks(int seed, Arithmetic arithmetic)
    {
        const int Count = 6;
        Options[] variants = [.. CompiledNetwork.Variants(arithmetic)];
        IReadOnlyList<CompiledNetwork> all = CompiledNetwork.Compile(
            Enumerable.Range(seed, Count).Select(number => RandomNetwork.Of(number)).SelectMany(network => variants.Select(options => (network, options))));
        double worst = 0;
        for (int i = 0; i < Count; i++)
        {
            worst = Math.Max(worst, Check([.. all.Skip(i * variants.Length).Take(variants.Length)], seed + i));
        }

        log.WriteLine($"largest difference to the double-precision reference: {worst:g3}");
    }

    /// <summary>The same with layers that change the rows: pooled, last, joined and repeated ones.</summary>
    [Theory]
    [InlineData(0, Arithmetic.Fused)]
    [InlineData(1000, Arithmetic.Separate)]
    internal void Random_networks_with_layers_that_make_rows(int seed, Arithmetic arithmetic)
    {
        const int Count = 12;
        Options[] variants = [.. CompiledNetwork.Variants(arithmetic)];
        IReadOnlyList<CompiledNetwork> all = CompiledNetwork.Compile(
            Enumerable.Range(seed, Count).Select(number => RandomNetwork.WithRows(number)).SelectMany(network => variants.Select(options => (network, options))));
        double worst = Enumerable.Range(0, Count).Max(i => Check([.. all.Skip(i * variants.Length).Take(variants.Length)], seed + i));
        log.WriteLine($"largest difference to the double-precision reference: {worst:g3}");
    }

    /// <summary>The second of two outputs begins where it does in a whole sequence, however short this one is, also where its steps are masked by their values.</summary>
    [Fact]
    public void Two_outputs_with_masked_steps()
    {
        (int, Network)[] networks = [.. Enumerable.Range(0, 10_000).Select(seed => (seed, RandomNetwork.Of(seed))).Where(one => HasTwo(one.Item2)).Take(3)];
        Assert.Equal(3, networks.Length);
        foreach ((int seed, Network network) in networks)
        {
            Check([.. CompiledNetwork.Compile(CompiledNetwork.Variants(Arithmetic.Fused).Take(2).Select(options => (network, options)))], seed);
        }

        static bool HasTwo(Network network) => network is { MasksByValue: true, ReturnsSequences: true, Steps: > 2 } && network.Layers[^1] is BidirectionalLayer { Merge: Merge.None };
    }

    private static double Check(CompiledNetwork[] variants, int seed)
    {
        Network network = variants[0].Network;
        int steps = network.Steps!.Value;
        float[] input = RandomNetwork.Input(network, steps, seed);
        var random = new Random(seed);
        if (network.MasksByValue)
        {
            foreach (int step in Enumerable.Range(0, steps).Where(_ => random.Next(3) == 0))
            {
                input.AsSpan(step * network.InputSize, network.InputSize).Clear();
            }
        }

        bool[] mask = [.. Enumerable.Range(0, steps).Select(_ => random.Next(3) > 0)];
        double worst = 0;
        foreach (int length in network.MayBeShorter ? Enumerable.Range(1, steps) : [])
        {
            float[] expected = variants[0].Run(input, length);
            Near(DoubleReference.Run(network, input[..(length * network.InputSize)], null, network.ReturnsSequences), expected, length, $"length {length}");
            Same(variant => variant.Run(input, length), expected, $"length {length}");
        }

        float[] whole = variants[0].Run(input);
        Near(DoubleReference.Run(network, input, null, network.ReturnsSequences), whole, steps, "Forward");
        if (network.MayBeShorter)
        {
            Same(variant => variant.Run(input, steps), whole, "length of all steps");
        }

        Same(variant => variant.Run(input), whole, "Forward");
        Same(variant =>
        {
            var outputs = new float[3 * whole.Length];
            variant.Batch(3, [.. input, .. input, .. input], outputs);
            Assert.True(Bits(outputs).SequenceEqual(Bits([.. whole, .. whole, .. whole])), $"ForwardBatch, seed {seed}");
            return outputs[..whole.Length];
        }, whole, "ForwardBatch");
        if (network.IsStreaming)
        {
            double[] rows = DoubleReference.Run(network, input, null, everyStep: true);
            var first = new float[steps * network.OutputSize];
            variants[0].Process!(input, first);
            Near(rows, first, steps, "Process");
            Same(variant =>
            {
                var output = new float[first.Length];
                variant.Process!(input, output);
                return output;
            }, first, "Process");
        }

        if (network.Masking is not null)
        {
            foreach (bool[] one in new[] { mask, new bool[steps], [.. mask.Select(_ => true)] })
            {
                float[] masked = variants[0].Run(input, one);
                Near(DoubleReference.Run(network, input, one, network.ReturnsSequences), masked, steps, "mask " + string.Concat(one.Select(reads => reads ? '1' : '0')));
                Same(variant => variant.Run(input, one), masked, "mask");
            }
        }

        return worst;

        void Near(double[] exact, float[] found, int length, string what)
        {
            int halves = network is { ReturnsSequences: true, Layers: [.., BidirectionalLayer { Merge: Merge.None }] } ? 2 : 1;
            int half = found.Length / halves;
            int at = 0;
            for (int i = 0; i < found.Length; i++)
            {
                // Rows after the length are zero; with two outputs, each has its own.
                int width = halves == 1 ? network.OutputSize : ((BidirectionalLayer)network.Layers[^1]).Forward.Output;
                bool isRead = !network.OutputFollowsSteps || (i < steps * width ? i < length * width : i - (steps * width) < length * (network.OutputSize - width));
                double expected = isRead ? exact[at++] : 0;
                double difference = Math.Abs(expected - found[i]) / (1 + Math.Abs(expected));
                worst = Math.Max(worst, difference);
                Expect.True(difference <= 2e-5 || (double.IsNaN(expected) && float.IsNaN(found[i])), $"{what}: value {i} is {found[i]:g9} and not {expected:g9}; seed {seed}\n{NetworkText.Of(network)}");
            }

            Assert.Equal(exact.Length, at);
        }

        void Same(Func<CompiledNetwork, float[]> run, float[] expected, string what)
        {
            foreach (CompiledNetwork variant in variants)
            {
                Expect.True(Bits(run(variant)).SequenceEqual(Bits(expected)), $"{what}: other bits with {variant.Options}; seed {seed}\n{NetworkText.Of(network)}");
            }
        }
    }

    private static IEnumerable<int> Bits(float[] values) => values.Select(value => float.IsNaN(value) ? int.MaxValue : BitConverter.SingleToInt32Bits(value));
}

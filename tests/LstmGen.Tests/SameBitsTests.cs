using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using LstmGen.TestKit;
using LstmGen.Tests.Compiling;
using LstmGen.Tests.Networks;
using Xunit;

namespace LstmGen.Tests;

/// <summary>
/// The bits of a result depend only on the network, its input and the arithmetic: not on the schedule, the width of the vectors or how a
/// sequence is split into calls.
/// </summary>
public class SameBitsTests
{
    [Theory]
    [Seeds("6c-bOIh7njia")]
    public void Small_networks_fused(string seed) => Check(seed, Arithmetic.Fused, networks: 6, largestSize: 9, mostSteps: 4);

    [Theory]
    [Seeds("3CWalE17TFCc")]
    public void Small_networks_separate(string seed) => Check(seed, Arithmetic.Separate, networks: 4, largestSize: 9, mostSteps: 4);

    [Theory]
    [Seeds("7oCWXLsF1uue")]
    public void Larger_networks_fused(string seed) => Check(seed, Arithmetic.Fused, networks: 2, largestSize: 70, mostSteps: 3);

    [Theory]
    [Seeds("2pvdXN3nokpg")]
    public void Larger_networks_separate(string seed) => Check(seed, Arithmetic.Separate, networks: 2, largestSize: 70, mostSteps: 3);

    /// <summary>
    /// What comes after the last recurrent layer is wider than it, and is computed row by row while the rows of several steps wait.
    /// </summary>
    [Fact]
    public void Deep_and_wide_heads()
    {
        var network = new NetworkCase(
            new NetworkSpec(3, 7, new LstmSpec(9, ReturnSequences: true), new LstmSpec(5, ReturnSequences: true), new DenseSpec(20), new DenseSpec(30), new DenseSpec(40), new DenseSpec(2)), seed: 3, scale: 0.5);
        Check(network, [.. GeneratedModel.Compile(NetworkVariant.All(network.Spec, Arithmetic.Fused))]);
    }

    private static void Check(string seed, Arithmetic arithmetic, int networks, int largestSize, int mostSteps)
    {
        NetworkCase[] all = NetworkGen.WithOptions(largestSize, mostSteps).Array[networks].Draw(seed);
        GeneratedModel[] models = [.. GeneratedModel.Compile(all.SelectMany(network => NetworkVariant.All(network.Spec, arithmetic)))];
        GeneratedModel[][] variants = models.Chunk(models.Length / all.Length).ToArray();
        for (int i = 0; i < all.Length; i++)
        {
            Check(all[i], variants[i]);
        }
    }

    private static void Check(NetworkCase network, GeneratedModel[] variants)
    {
        NetworkSpec spec = network.Spec;
        IModel[] models = variants.Select(variant => variant.Create(network.Parameters)).ToArray();
        foreach (float[] input in Inputs(network))
        {
            // The first variant, step by step, sets the expected results of all others.
            IModelState end = models[0].CreateState();
            float[] rows = models[0].Steps(spec, input, end);
            float[] state = Values(spec, end);
            int hash = end.GetHashCode();
            bool hasNaN = state.Any(float.IsNaN);
            float[] forward = spec.ReturnSequences ? rows : rows[^spec.Output..];
            for (int v = 0; v < models.Length; v++)
            {
                IModel model = models[v];
                Func<string> Context(string what) => () => $"{what}, {variants[v].Variant.Options} {network}";

                Bits.AssertSame(forward, model.Forward(spec, input), Context("Forward"));
                Same(forward, s => model.Forward(spec, input, s), "Forward with a state");
                Same(rows, s => model.Steps(spec, input, s), "Step");
                Same(rows, s => model.Process(spec, input, s), "Process");
                if (spec.Output <= spec.Input)
                {
                    Same(rows, s => model.ProcessInPlace(spec, input, s), "Process in place");
                }

                Same(rows, s => model.Blocks(spec, input, s, new Random(network.Seed)), "Process in blocks");
                if (spec is { Input: 1, Output: 1 })
                {
                    Same(rows, s => Array.ConvertAll(input, x => model.Step(x, s)), "Step of one value");
                }

                void Same(float[] expected, Func<IModelState, float[]> run, string what)
                {
                    IModelState s = model.CreateState();
                    Bits.AssertSame(expected, run(s), Context(what));
                    Bits.AssertSame(state, Values(spec, s), Context("state after " + what));

                    // The kind of NaN may differ, and with it the hash.
                    Expect.True(hasNaN || hash == s.GetHashCode(), $"the state's hash differs {Context("after " + what)()}");
                }
            }

            FromASavedState(models, spec, input, end, variants, network);
        }
    }

    private static void FromASavedState(
        IModel[] models, NetworkSpec spec, float[] input, IModelState saved, GeneratedModel[] variants, NetworkCase network)
    {
        float[] rows = models[0].Steps(spec, input, saved.Copy());
        float[] forward = spec.ReturnSequences ? rows : rows[^spec.Output..];
        float[] values = Values(spec, saved);
        for (int v = 0; v < models.Length; v++)
        {
            IModelState state = models[v].CreateState();
            SetValues(spec, state, values);
            int variant = v;
            Bits.AssertSame(forward, models[v].Forward(spec, input, state), () => $"Forward from a saved state, {variants[variant].Variant.Options} {network}");
        }
    }

    /// <summary>Random features, and some that include special values.</summary>
    private static IEnumerable<float[]> Inputs(NetworkCase network)
    {
        yield return network.Input;
        foreach (float[] specials in new float[][]
        {
            [float.NaN],
            [float.PositiveInfinity],
            [float.NegativeInfinity],
            [float.Epsilon, -float.Epsilon, 1e-39f, -1e-40f, 0f, -0f],
            [float.MaxValue, float.MinValue, 1e20f, -1e20f, 100f, -100f],
        })
        {
            var random = new Random(network.Seed);
            var input = (float[])network.Input.Clone();
            for (int i = 0; i < Math.Max(1, input.Length / 4); i++)
            {
                input[random.Next(input.Length / 2, input.Length)] = specials[i % specials.Length];
            }

            yield return input;
        }

        yield return new float[network.Input.Length];
    }

    private static float[] Values(NetworkSpec spec, IModelState state)
    {
        var values = new List<float>();
        for (int layer = 0; layer < spec.LstmLayers.Count; layer++)
        {
            values.AddRange(state.Hidden(layer));
            values.AddRange(state.Cell(layer));
        }

        return [.. values];
    }

    private static void SetValues(NetworkSpec spec, IModelState state, ReadOnlySpan<float> values)
    {
        for (int layer = 0; layer < spec.LstmLayers.Count; layer++)
        {
            Span<float> hidden = state.Hidden(layer), cell = state.Cell(layer);
            values[..hidden.Length].CopyTo(hidden);
            values.Slice(hidden.Length, cell.Length).CopyTo(cell);
            values = values[(hidden.Length + cell.Length)..];
        }
    }
}

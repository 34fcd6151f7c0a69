using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Schedules.Networks;

/// <summary>
/// A random network with random options of its class: over all options of a cell, at sizes at which every schedule applies.
/// </summary>
/// <param name="Network">With parameters, even if the class is given them at run time.</param>
/// <param name="Class">What the class is made from.</param>
internal sealed record ScheduledNetwork(int Seed, Network Network, LstmClass Class)
{
    /// <summary>A trained model's parameters are text for the compiler, so only few of the classes have many.</summary>
    private const int FewParameters = 3000;

    /// <summary>
    /// From this seed on networks are tiny, their sequences short and their options such that whole sequences are made of the method of a step,
    /// which few others are.
    /// </summary>
    private const int FirstShort = 1_000_000;

    /// <summary>This many of 40 kinds of sizes are so small that whole sequences can be written out.</summary>
    private const int Tiny = 12;

    public static ScheduledNetwork Of(int seed)
    {
        var random = new Random(seed);
        bool Chance(int of) => random.Next(of) == 0;
        bool isShort = seed >= FirstShort;
        int kind = random.Next(isShort ? Tiny : 40);
        Network network = RandomNetwork.Of(random.Next(), Sizes(kind), isShort ? 4 : 11, !isShort && HasRows(seed));
        if (network.IsStreaming && Chance(6))
        {
            network = network with { Steps = null };
        }

        if (network.Layers[network.Layers.Count - 1] is DenseLayer head && Chance(6))
        {
            network = network with { Layers = new EquatableArray<Layer>(network.Layers.SkipLast(1).Append(head with { Activation = Activation.Softmax })) };
        }

        network = FurtherLayers.Of(network, seed);
        bool isTrained = Chance(network.ParameterCount <= FewParameters ? 2 : 10);
        network = isTrained ? network : network with { InitialState = null };
        var options = new Options(
            isShort || Chance(2) ? Unroll.Auto : kind < Tiny && Chance(2) ? Unroll.Full : (Unroll)random.Next(1, 4),
            Chance(3) ? Arithmetic.Separate : Arithmetic.Fused,
            Chance(5) ? VectorWidth.Scalar : VectorWidth.Auto)
        {
            Precision = Chance(5) ? Precision.Double : Precision.Single,
        };
        network = Chance(4) && network.Layers[network.Layers.Count - 1] is not BidirectionalLayer { Merge: Merge.None } ? Deeper(network, random, widest: kind < Tiny ? 9 : 45) : network;
        string name = FormattableString.Invariant($"N{seed}");
        var type = new TypeIdentity("", default, new TypePart("class", name), name);
        return new ScheduledNetwork(seed, network, new LstmClass(type, isTrained ? network : network with { Parameters = null }, options, QualifyNames: true));
    }

    /// <summary>Whether a network has layers that change the rows.</summary>
    private static bool HasRows(int seed) => seed % 4 == 0;

    public Plan Plan(Target target) => Planner.Plan(Class, target);

    public bool IsDouble => Class.Options.Precision == Precision.Double;

    /// <summary>Random features for some steps.</summary>
    public double[] Input(int steps, int salt)
    {
        var random = new Random(Mixed(Seed, salt));
        if (Network.Layers[0] is EmbeddingLayer table)
        {
            return [.. Enumerable.Range(0, steps).Select(_ => (double)random.Next(table.Count))];
        }

        return [.. Enumerable.Range(0, steps * Network.InputSize).Select(_ => (double)(float)((4 * random.NextDouble()) - 2))];
    }

    public override string ToString() => FormattableString.Invariant($"network {Seed}: {Class.Options}, {(Class.Network.Parameters is null ? "parameters at run time" : "trained")}\n{NetworkText.Of(Network)}");

    /// <summary>
    /// With more layers after the last recurrent one, wider and narrower than it: each reads what the previous one stores somewhere.
    /// </summary>
    private static Network Deeper(Network network, Random random, int widest)
    {
        List<Layer> layers = [.. network.Layers];
        List<float> parameters = [.. network.Parameters!];
        for (int count = random.Next(1, 4); count > 0; count--)
        {
            int units = network.Skip && count == 1 ? random.Next(1, network.InputSize + 1) : random.Next(1, widest);
            var layer = new DenseLayer(FormattableString.Invariant($"head_{count}"), layers[^1].Output, units, random.Next(2) == 0 ? Activation.Linear : Activation.Tanh, random.Next(4) > 0);
            layers.Add(layer);
            parameters.AddRange(Enumerable.Range(0, (int)layer.ParameterCount).Select(_ => (float)((2 * random.NextDouble()) - 1) / 2));
        }

        return network with { Layers = new EquatableArray<Layer>(layers), Parameters = new Floats([.. parameters]) };
    }

    private static int Mixed(int seed, int salt) => unchecked((seed * 31) + salt);

    /// <summary>
    /// Where one schedule gives way to another: vectors that one layer doesn't fill, several groups of them, more parameters than the L1
    /// cache holds, more units than allowed for several steps at a time.
    /// </summary>
    private static Func<Random, int> Sizes(int kind) => kind switch
    {
        < Tiny => random => random.Next(1, 7),
        < 22 => random => random.Next(1, 25),
        < 28 => random => random.Next(8, 41),
        < 34 => random => random.Next(24, 80),
        < 38 => random => random.Next(3) == 0 ? random.Next(1, 10) : random.Next(45, 110),
        _ => random => random.Next(6) == 0 ? random.Next(514, 530) : random.Next(1, 20),
    };
}

using System;
using System.Diagnostics;

namespace Swarm;

/// <summary>Evolves the brain from random parameters to those of a swarm that remembers.</summary>
internal static class Training
{
    internal const int DefaultGenerations = 400;

    private const int Pairs = 32;
    private const double Deviation = 0.1;
    private const double FirstRate = 0.1;
    private const double LastRate = 0.01;

    // With vectors of 512 bits, a batch computes 32 agents side by side. One round alone wouldn't teach them to forget the last beacon.
    private const int Agents = 32;
    private const int Rounds = 2;

    private const float StartRange = 0.7f;
    private const float StartForgetBias = 2;

    /// <summary>Parameters before any evolution: random, but inclined to remember.</summary>
    internal static float[] Start(ulong seed)
    {
        float[] parameters = new float[Brain.ParameterCount];
        int biases = Brain.Layers.Lstm.KernelCount + Brain.Layers.Lstm.RecurrentKernelCount;
        SplitMix64 random = new(SplitMix64.Derive(seed, 0));
        foreach (ref float parameter in parameters.AsSpan())
        {
            parameter = random.NextBetween(-StartRange, StartRange);
        }

        // The biases of the gates i, f, c and o. An open forget gate f keeps what is in the cell.
        parameters.AsSpan(biases, Brain.Layers.Lstm.BiasCount).Clear();
        parameters.AsSpan(biases + Brain.Units, Brain.Units).Fill(StartForgetBias);
        return parameters;
    }

    internal static float[] Evolve(float[] start, int generations, ulong seed)
    {
        EvolutionStrategy strategy = new(start, Pairs, Deviation, SplitMix64.Derive(seed, 1));
        long before = Stopwatch.GetTimestamp();
        for (int generation = 0; generation < generations; generation++)
        {
            // All of a generation live in the same world; otherwise the luckiest would be mistaken for the best.
            ulong world = SplitMix64.Derive(SplitMix64.Derive(seed, 2), (ulong)generation);
            double rate = FirstRate + (LastRate - FirstRate) * generation / generations;
            double mean = strategy.Step(parameters => -Score.Of(new Brain(parameters), Agents, Rounds, world).Distance, rate);
            if (generation % Math.Max(1, generations / 5) == 0 || generation == generations - 1)
            {
                Console.WriteLine($"  generation {generation + 1,4}: mean distance {-mean:0.000}");
            }
        }

        float[] end = strategy.Point;
        double seconds = Stopwatch.GetElapsedTime(before).TotalSeconds;
        Console.WriteLine($"  {generations} generations of {2 * Pairs} swarms of {Agents} agents in {seconds:0.0} s");
        Console.WriteLine($"  parameters {Hash.Text(Hash.Of<float>(end))}");
        return end;
    }
}

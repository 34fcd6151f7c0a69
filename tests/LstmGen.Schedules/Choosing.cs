using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Schedules.Networks;
using LstmGen.Schedules.Pairs;

namespace LstmGen.Schedules;

/// <summary>Finds a cheap set of networks that has all pairs: repeatedly the network with the most new pairs for its cost.</summary>
internal static class Choosing
{
    /// <summary>How often each pair is wanted.</summary>
    private const int Times = 2;

    public static IReadOnlyList<int> Of(int candidates)
    {
        List<(int Seed, double Cost, IReadOnlySet<Pair> Pairs)> left = [.. Enumerable.Range(0, candidates).AsParallel().Select(seed =>
        {
            ScheduledNetwork network = ScheduledNetwork.Of(seed);
            return (seed, Cost(network), Pair.Of(network));
        })];
        left = [.. left.OrderBy(one => one.Seed)];
        var wanted = new Dictionary<Pair, int>();
        foreach (Pair pair in Pair.All.Where(pair => Impossible.Reason(pair) is null))
        {
            wanted[pair] = Math.Min(Times, left.Count(one => one.Pairs.Contains(pair)));
        }

        var chosen = new List<int>();
        while (true)
        {
            (int index, double worth) = (-1, 0);
            for (int i = 0; i < left.Count; i++)
            {
                double of = left[i].Pairs.Count(pair => wanted.GetValueOrDefault(pair) > 0) / left[i].Cost;
                (index, worth) = of > worth ? (i, of) : (index, worth);
            }

            if (index < 0)
            {
                return [.. chosen.Order()];
            }

            foreach (Pair pair in left[index].Pairs)
            {
                wanted[pair] = wanted.GetValueOrDefault(pair) - 1;
            }

            chosen.Add(left[index].Seed);
            left.RemoveAt(index);
        }
    }

    /// <summary>The networks with a pair that is missing from those chosen and those found before.</summary>
    public static IEnumerable<string> Completing(IEnumerable<int> seeds)
    {
        var coverage = new Coverage();
        foreach (int seed in ChosenSeeds.All)
        {
            coverage.Add(Pair.Of(ScheduledNetwork.Of(seed)));
        }

        HashSet<Pair> missing = [.. coverage.Missing];
        foreach ((int seed, IReadOnlySet<Pair> pairs) in seeds.AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.NotBuffered)
            .Select(seed => (seed, Pair.Of(ScheduledNetwork.Of(seed)))).TakeWhile(_ => missing.Count > 0))
        {
            Pair[] found = [.. missing.Intersect(pairs)];
            if (found.Length > 0)
            {
                missing.ExceptWith(found);
                yield return FormattableString.Invariant($"{seed} has {string.Join(", ", found)}");
            }
        }

        yield return "Not found: " + string.Join(", ", missing);
    }

    /// <summary>Compiling a class, and running all of its members, in about tenths of a second.</summary>
    private static double Cost(ScheduledNetwork network) =>
        4 + (2 * network.Network.Parts.Count()) + (network.Network.ParameterCount * (network.Network.Steps ?? 7) / 3e5)
        + (network.Class.Network.Parameters is null ? 0 : network.Network.ParameterCount / 5e3);
}

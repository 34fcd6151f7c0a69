using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Generator.Tests.Training;

/// <summary>Networks that several tests train, compiled once.</summary>
internal static class SharedTrainers
{
    /// <summary>This many classes are compiled together.</summary>
    public const int Together = 20;

    /// <summary>Those that every run of the tests compares with differences: with each option in every place.</summary>
    public static IReadOnlyList<TrainedNetwork> Doubles { get; } = [.. TrainedNetworks.Of(0, 2 * Together, isDouble: true)];

    public static IReadOnlyList<TrainedNetwork> Floats { get; } = [.. TrainedNetworks.Of(300, 12, isDouble: false)];

    /// <summary>Those with layers that no attribute declares.</summary>
    public static IReadOnlyList<TrainedNetwork> Models { get; } =
        [.. TrainedModels.Of(0, 36, isDouble: true), .. LayeredModels.All.Select(model => model with { IsDouble = true })];

    public static IReadOnlyList<TrainedNetwork> FloatModels { get; } = [.. TrainedModels.Of(300, 9, isDouble: false), .. LayeredModels.All];

    /// <summary>The assembly of each, and what is compiled with it.</summary>
    private static readonly Dictionary<TrainedNetwork, Lazy<TrainerAssembly>> Assemblies =
        new[] { Doubles, Floats, Models, FloatModels }.SelectMany(Compiled).ToDictionary(one => one.Key, one => one.Value);

    public static TrainerAssembly Of(TrainedNetwork network) => Assemblies[network].Value;

    /// <summary>Networks, and the assembly of each: several are compiled together when the first of them is needed.</summary>
    public static IEnumerable<KeyValuePair<TrainedNetwork, Lazy<TrainerAssembly>>> Compiled(IEnumerable<TrainedNetwork> networks)
    {
        foreach (TrainedNetwork[] together in networks.Chunk(Together))
        {
            var assembly = new Lazy<TrainerAssembly>(() => TrainerAssembly.Of(together));
            foreach (TrainedNetwork network in together)
            {
                yield return KeyValuePair.Create(network, assembly);
            }
        }
    }
}

using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Generator.Tests.Training;

/// <summary>Networks that several tests train, compiled once.</summary>
internal static class SharedTrainers
{
    /// <summary>So many classes are compiled together.</summary>
    public const int Together = 20;

    /// <summary>Those that every run of the tests compares with differences: each option in every place.</summary>
    public static IReadOnlyList<TrainedNetwork> Doubles { get; } = [.. TrainedNetworks.Of(0, 2 * Together, isDouble: true)];

    public static IReadOnlyList<TrainedNetwork> Floats { get; } = [.. TrainedNetworks.Of(300, 12, isDouble: false)];

    private static readonly Lazy<TrainerAssembly>[] Assemblies =
    [
        new(() => TrainerAssembly.Of(Networks(0))), new(() => TrainerAssembly.Of(Networks(1))), new(() => TrainerAssembly.Of(Floats)),
    ];

    public static TrainerAssembly Of(TrainedNetwork network) =>
        Assemblies[network.IsDouble ? Doubles.TakeWhile(one => one != network).Count() / Together : 2].Value;

    private static TrainedNetwork[] Networks(int half) => [.. Doubles.Skip(half * Together).Take(Together)];
}

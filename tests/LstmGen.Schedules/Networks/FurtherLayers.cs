using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Schedules.Networks;

/// <summary>
/// Changes random networks so that they have what <see cref="RandomNetwork"/> doesn't draw. Networks of lower seeds stay as they were when
/// <see cref="ChosenSeeds"/> were chosen.
/// </summary>
internal static class FurtherLayers
{
    /// <summary>The first seed whose network is changed.</summary>
    public const int FirstSeed = 100_000;

    public static Network Of(Network network, int seed)
    {
        if (seed < FirstSeed)
        {
            return network;
        }

        var random = new Random(unchecked((seed * 31) + 17));
        return random.Next(4) == 0 ? WithLogSoftmax(network) : network;
    }

    private static Network WithLogSoftmax(Network network)
    {
        List<Layer> layers = [.. network.Layers];
        if (layers[^1] is DenseLayer head)
        {
            layers[^1] = head with { Activation = Activation.LogSoftmax };
        }

        return network with { Layers = new EquatableArray<Layer>(layers) };
    }
}

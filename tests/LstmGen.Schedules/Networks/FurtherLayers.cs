using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Schedules.Networks;

/// <summary>Changes random networks so that they have what <see cref="RandomNetwork"/> doesn't draw: half of them have more layers.</summary>
internal static class FurtherLayers
{
    public static Network Of(Network network, int seed)
    {
        var random = new Random(unchecked((seed * 31) + 17));
        network = random.Next(4) == 0 ? WithLogSoftmax(network) : network;
        return random.Next(8) switch
        {
            < 4 => network,
            4 => new RandomPositionwise(random, hasNormalizations: false, hasEmbedding: false).Among(network),
            < 7 => new RandomPositionwise(random, hasNormalizations: true, hasEmbedding: false).Among(network),
            _ => new RandomPositionwise(random, hasNormalizations: true, hasEmbedding: true).Among(network),
        };
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

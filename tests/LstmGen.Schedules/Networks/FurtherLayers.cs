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
    /// <summary>From this seed on a quarter of the networks has LogSoftmax.</summary>
    private const int FirstOfLogSoftmax = 100_000;

    /// <summary>From this one on all have layers without weighted sums, where those fit.</summary>
    private const int FirstOfRows = 200_000;

    /// <summary>From this one on there are layer normalizations among these.</summary>
    private const int FirstOfNormalizations = 300_000;

    /// <summary>From this one on the input is ids.</summary>
    private const int FirstOfEmbeddings = 400_000;

    public static Network Of(Network network, int seed)
    {
        var random = new Random(unchecked((seed * 31) + 17));
        return seed < FirstOfLogSoftmax ? network
            : seed < FirstOfRows ? random.Next(4) == 0 ? WithLogSoftmax(network) : network
            : new RandomPositionwise(random, hasNormalizations: seed >= FirstOfNormalizations, hasEmbedding: seed >= FirstOfEmbeddings).Among(network);
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

using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Schedules.Networks;

/// <summary>Puts layers without weighted sums, and layers that make them fit, between the layers of a network.</summary>
/// <param name="hasNormalizations">Whether there are layer normalizations too.</param>
/// <param name="hasEmbedding">Whether a table comes first.</param>
internal sealed class RandomPositionwise(Random random, bool hasNormalizations, bool hasEmbedding)
{
    private readonly List<Layer> _layers = [];
    private readonly List<float> _parameters = [];
    private int _input;
    private int _added;

    /// <summary>The network with more layers, or unchanged if none fit.</summary>
    public Network Among(Network network)
    {
        _input = network.InputSize;
        int at = 0;
        if (hasEmbedding)
        {
            _input = 1;
            Take(new EmbeddingLayer("embedding", random.Next(1, 30), Chance(2) ? network.InputSize : random.Next(1, 20)));
        }

        for (int i = 0; i < network.Layers.Count; i++)
        {
            if (i > 0 || Chance(3))
            {
                Between();
            }

            // What it reads may be as many values as before alone.
            Layer layer = network.Layers[i];
            Fit(layer.Input);
            _layers.Add(layer);
            _parameters.AddRange(network.Parameters!.Skip(at).Take((int)layer.ParameterCount));
            at += (int)layer.ParameterCount;
        }

        if (_layers[^1] is not BidirectionalLayer { Merge: Merge.None })
        {
            Between();
            if (network.Skip)
            {
                Fit(Math.Min(_input, network.OutputSize));
            }
        }

        Network made = network with { Layers = new EquatableArray<Layer>(_layers), Parameters = new Floats(_parameters) };
        return Rules.Check(made) is null ? made : network;
    }

    private int Last => _layers.Count == 0 ? _input : _layers[^1].Output;

    private void Between()
    {
        for (int count = Chance(2) ? random.Next(1, 3) : 0; count > 0; count--)
        {
            if (hasNormalizations && Chance(2))
            {
                Take(new NormalizationLayer(
                    FormattableString.Invariant($"layer_normalization_{_added++}"), Last, Chance(2) ? 0.001f : 0.25f, !Chance(3), !Chance(3)));
            }
            else
            {
                Sum();
            }
        }
    }

    /// <summary>
    /// Adds the row of any layer whose rows are those of the last one, or the input: if the sizes differ, with a fully connected layer in
    /// between.
    /// </summary>
    private void Sum()
    {
        int source = random.Next(_layers.FindLastIndex(layer => layer is RowsLayer), _layers.Count);
        int size = source == AddLayer.OfInput ? _input : _layers[source].Output;
        if (source == _layers.Count - 1 || size != Last)
        {
            Dense(size);
        }

        _layers.Add(new AddLayer(FormattableString.Invariant($"add_{_added++}"), size, source));
    }

    private void Fit(int size)
    {
        if (size != Last)
        {
            Dense(size);
        }
    }

    private void Dense(int units)
    {
        Activation activation = Chance(2) ? Activation.Linear : Activation.Tanh;
        Take(new DenseLayer(FormattableString.Invariant($"dense_of_row_{_added++}"), Last, units, activation, Chance(2)));
    }

    private void Take(WeightedLayer layer)
    {
        _layers.Add(layer);
        _parameters.AddRange(Enumerable.Range(0, (int)layer.ParameterCount).Select(_ => (float)((2 * random.NextDouble()) - 1) / 2));
    }

    private bool Chance(int of) => random.Next(of) == 0;
}

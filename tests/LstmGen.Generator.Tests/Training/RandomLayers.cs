using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Tests.Training;

/// <summary>Puts layers that no attribute declares between those of a network.</summary>
internal sealed class RandomLayers(Random random)
{
    private readonly List<Layer> _layers = [];
    private int _input;

    /// <summary>The network with more layers, which may break rules.</summary>
    public Network Among(Network network)
    {
        _input = network.InputSize;
        if (!network.Skip && Chance(4))
        {
            _input = 1;
            _layers.Add(new EmbeddingLayer("embedding", random.Next(1, 9), Chance(2) ? network.InputSize : random.Next(1, 7)));
        }

        for (int i = 0; i < network.Layers.Count; i++)
        {
            Layer layer = network.Layers[i];
            if (i > 0 || Chance(3))
            {
                Between();
            }

            Fit(layer.Input);
            _layers.Add(layer);
            if (layer.IsRecurrent && network is { Steps: not null, Skip: false } && Chance(2))
            {
                Rows(network);
            }
        }

        Between();
        if (network.Skip)
        {
            Fit(Math.Min(Width, _input));
        }

        return network with { Layers = new EquatableArray<Layer>(_layers) };
    }

    /// <summary>Adds a layer that changes the rows, and another layer that reads them if needed.</summary>
    private void Rows(Network network)
    {
        int? rows = new Network(new EquatableArray<Layer>(_layers), network.Steps).OutputRows;
        if (rows == 1 || rows is null)
        {
            _layers.Add(new RowsLayer("repeat_vector", Width, RowsKind.Repeat, random.Next(1, 6)));
            _layers.Add(new LstmLayer("lstm", Width, random.Next(1, 6), Model.Activation.Tanh, Model.Activation.Sigmoid, UseBias: true, !Chance(3)));
            return;
        }

        RowsKind kind = network.Masking is not null ? RowsKind.Mean : (RowsKind)random.Next(4);
        int count = kind switch { RowsKind.Last => random.Next(1, rows.Value + 1), RowsKind.Flatten => rows.Value, _ => 0 };
        _layers.Add(new RowsLayer("rows", Width, kind, count));
    }

    private int Width => _layers.Count == 0 ? _input : _layers[^1].Output;

    private void Between()
    {
        for (int count = Chance(2) ? random.Next(1, 3) : 0; count > 0; count--)
        {
            if (Chance(2))
            {
                _layers.Add(new NormalizationLayer("layer_normalization", Width, Chance(2) ? 0.001f : 0.25f, !Chance(3), !Chance(3)));
            }
            else
            {
                Sum();
            }
        }
    }

    /// <summary>Adds the row of any layer, or the input: if the sizes differ, with a fully connected layer in between.</summary>
    private void Sum()
    {
        int source = random.Next(-1, _layers.Count);
        int size = source == AddLayer.OfInput ? _input : _layers[source].Output;
        if (source == _layers.Count - 1 || size != Width)
        {
            Dense(size);
        }

        _layers.Add(new AddLayer("add", size, source));
    }

    private void Fit(int size)
    {
        if (size != Width)
        {
            Dense(size);
        }
    }

    private void Dense(int units) => _layers.Add(new DenseLayer("dense", Width, units, Chance(2) ? Model.Activation.Linear : Model.Activation.Tanh, Chance(2)));

    private bool Chance(int of) => random.Next(of) == 0;
}

using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Tests.Training;

/// <summary>
/// Models of layers that PyTorch has, too, by number; each number has different ones of those that no attribute declares.
/// </summary>
internal static class TorchModels
{
    public static TrainedNetwork Of(int number)
    {
        var random = new Random(number);
        bool hasIds = number % 3 == 0;
        int steps = 2 + random.Next(7), width = hasIds ? 1 : 1 + random.Next(5);
        List<Layer> layers = [];
        if (hasIds)
        {
            Add(new EmbeddingLayer("embedding", 2 + random.Next(7), 1 + random.Next(9)));
        }

        if (number % 2 == 0)
        {
            Normalize();
        }

        Lstm(every: true);
        if (number % 4 < 2)
        {
            int source = layers.Count - 1;
            Normalize();
            Add(new AddLayer("add", width, source));
        }

        switch (number % 6)
        {
            case 0:
                Add(new RowsLayer("mean", width, RowsKind.Mean));
                break;
            case 1:
                Add(new RowsLayer("max", width, RowsKind.Max));
                break;
            case 2:
                Add(new RowsLayer("last", width, RowsKind.Last, 1 + random.Next(steps)));
                break;
            case 3:
                Add(new RowsLayer("flatten", width, RowsKind.Flatten, steps));
                break;
            case 4:
                Lstm(every: false);
                Add(new RowsLayer("repeat", width, RowsKind.Repeat, 1 + random.Next(5)));
                Lstm(every: true);
                break;
        }

        Normalize();
        Add(new DenseLayer("dense", width, 1 + random.Next(6), random.Next(2) == 0 ? Model.Activation.Tanh : Model.Activation.Linear, UseBias: true));
        return TrainedModels.Of(
            new TrainedNetwork(FormattableString.Invariant($"TorchModel{number}"), "", 1, 1, steps, false, false) { Loss = (TrainingLoss)(number % 3) },
            new Network(new EquatableArray<Layer>(layers), steps));

        void Add(Layer layer)
        {
            layers.Add(layer);
            width = layer.Output;
        }

        void Normalize() => Add(new NormalizationLayer("layer_normalization", width, 0.125f, random.Next(3) > 0, random.Next(3) > 0));

        void Lstm(bool every) => Add(new LstmLayer(
            "lstm", width, 1 + random.Next(12), Model.Activation.Tanh, Model.Activation.Sigmoid, UseBias: true, ReturnSequences: every));
    }
}

using System;
using System.Linq;
using System.Numerics;

namespace LstmGen.Generator.Tests.Training;

/// <summary>Sequences and parameters to train with, drawn by a seed.</summary>
internal sealed class TrainingData<T>(TrainedNetwork network, int seed)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Random _random = new(seed);

    public T[] Parameters(int count, double scale) => Values(count, -scale, scale);

    /// <summary>Sequences, a third of whose steps are masked if values mask them.</summary>
    public T[] Inputs(int sequences = 1)
    {
        T[] values = network.Ids > 0
            ? [.. Enumerable.Range(0, sequences * network.InputCount).Select(_ => T.CreateChecked(_random.Next(network.Ids)))]
            : Values(sequences * network.InputCount, -1, 1);
        for (int at = 0; network.MaskValue is { } value && at < values.Length; at += network.Inputs)
        {
            if (_random.Next(3) == 0)
            {
                Array.Fill(values, T.CreateChecked(value), at, network.Inputs);
            }
        }

        return values;
    }

    /// <summary>Numbers that the loss takes: probabilities of the classes if it is a loss of classes.</summary>
    public T[] Targets(int sequences = 1)
    {
        bool isProbability = network.Loss is TrainingLoss.CrossEntropy or TrainingLoss.BinaryCrossEntropy;
        T[] values = Values(sequences * network.TargetCount, isProbability ? 0 : -1, 1);
        return network.Loss == TrainingLoss.CrossEntropy
            ? [.. values.Chunk(network.Outputs).SelectMany(row => row.Select(value => value / row.Aggregate((one, other) => one + other)))]
            : values;
    }

    public T[] Weights() => Values(network.Rows, 0.25, 2);

    private T[] Values(int count, double from, double to) =>
        [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating(from + ((to - from) * _random.NextDouble())))];
}

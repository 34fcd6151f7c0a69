using System;

namespace Backtest;

/// <summary>The sequences in memory, one after another: sequence number i belongs to machine i % <see cref="Machines"/>.</summary>
internal sealed class History
{
    internal const int Machines = 1000;

    private readonly float[] _readings;
    private readonly float[] _outcomes;

    private History(int count)
    {
        _readings = new float[count * Forecaster.InputLength];
        _outcomes = new float[count];
    }

    internal int Count => _outcomes.Length;

    /// <summary>For each sequence, the load and vibration of 20 hours.</summary>
    internal ReadOnlySpan<float> Readings => _readings;

    /// <summary>For each sequence, the vibration an hour later.</summary>
    internal ReadOnlySpan<float> Outcomes => _outcomes;

    internal float[] ReadingsOf(int sequence) =>
        _readings.AsSpan(sequence * Forecaster.InputLength, Forecaster.InputLength).ToArray();

    /// <summary>Sequences of all machines, including the worn ones.</summary>
    internal static History OfAll(int count, int seed) => Make(count, seed, sequence => sequence % Machines);

    /// <summary>Sequences of machines that aren't worn.</summary>
    internal static History OfSound(int count, int seed) =>
        Make(count, seed, sequence => new Machine(sequence % Machines).IsWorn ? 0 : sequence % Machines);

    private static History Make(int count, int seed, Func<int, int> machineOf)
    {
        History history = new(count);
        Random random = new(seed);
        for (int sequence = 0; sequence < count; sequence++)
        {
            Span<float> readings = history._readings.AsSpan(sequence * Forecaster.InputLength, Forecaster.InputLength);
            history._outcomes[sequence] = new Machine(machineOf(sequence)).Run(random, readings);
        }

        return history;
    }
}

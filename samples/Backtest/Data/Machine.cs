using System;

namespace Backtest;

/// <summary>
/// A machine that doesn't exist: its load varies, it warms up with the load, and its vibration depends on both. The heat isn't measured, so
/// that a forecast has to remember the load of the last hours. A worn machine vibrates more than a sound one while it is hot.
/// </summary>
internal readonly struct Machine(int number)
{
    /// <summary>One machine in a hundred is worn.</summary>
    internal const int WornEvery = 100;

    private const float Wear = 0.15f;

    internal bool IsWorn => number % WornEvery == WornEvery / 2;

    /// <summary>Some sensors are noisier than others.</summary>
    private float Noise => 0.02f + 0.002f * (number % 16);

    /// <summary>Writes load and vibration for as many hours as fit.</summary>
    /// <returns>The vibration an hour later.</returns>
    internal float Run(Random random, Span<float> readings)
    {
        float load = random.NextSingle(), heat = random.NextSingle(), wanted = load;
        for (int at = 0; ; at += Forecaster.InputSize)
        {
            wanted = random.NextSingle() < 0.2f ? random.NextSingle() : wanted;
            load += 0.5f * (wanted - load);
            heat += 0.15f * (load - heat);
            float vibration = 0.4f * load + 0.6f * heat + (IsWorn ? Wear * heat : 0);

            // The sum of four uniform numbers is close to a normal one.
            vibration += Noise * (random.NextSingle() + random.NextSingle() + random.NextSingle() + random.NextSingle() - 2);
            if (at == readings.Length)
            {
                return vibration;
            }

            readings[at] = load;
            readings[at + 1] = vibration;
        }
    }
}

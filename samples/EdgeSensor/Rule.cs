using System;

namespace EdgeSensor;

/// <summary>What counts as an anomaly of one channel.</summary>
/// <param name="Threshold">The most that an error may be, in spreads.</param>
/// <param name="Stuck">As many readings that are the same come from a sensor that is stuck.</param>
internal readonly record struct ChannelRule(float Threshold, int Stuck);

/// <summary>Written by train.py, which chose the numbers on validation days; README.md says how.</summary>
internal static class Rule
{
    /// <summary>Readings from which the network has to learn what the weather is like before it judges one.</summary>
    internal const int WarmUp = 24;

    /// <summary>The most hours in a row that the network goes on with its own forecast in place of a reading.</summary>
    internal const int MaxBridge = 6;

    internal static readonly ChannelRule Temperature = new(5.4f, 10);

    internal static readonly ChannelRule Humidity = new(5.6f, 8);

    /// <summary>How much wider the errors are than the spread after 0, 1, 2, … hours without a reading.</summary>
    internal static ReadOnlySpan<float> Growth => [1.21f, 1.79f, 2.29f, 2.75f, 3.14f, 3.45f, 3.69f];
}

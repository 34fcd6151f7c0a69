using System;

namespace EdgeSensor;

internal enum VerdictKind
{
    /// <summary>The network hasn't read enough yet to judge.</summary>
    Learning,
    Expected,

    /// <summary>The reading is far from the forecast.</summary>
    Jump,

    /// <summary>The sensor has said the same for too long.</summary>
    Stuck,
}

/// <summary>The verdict about one channel of a reading.</summary>
/// <param name="Kind">Whether it is an anomaly.</param>
/// <param name="Forecast">What the network expected.</param>
/// <param name="Spread">How far the forecast is usually off.</param>
/// <param name="Score">How many spreads the reading is off.</param>
internal readonly record struct Verdict(VerdictKind Kind, float Forecast, float Spread, float Score)
{
    /// <summary>Whether an adapting network learns from it: a credible reading that was forecast from another credible one.</summary>
    internal bool IsLesson { get; init; }

    internal bool IsAnomaly => Kind is VerdictKind.Jump or VerdictKind.Stuck;

    internal ReadOnlySpan<byte> Name => Kind switch
    {
        VerdictKind.Learning => "learning"u8,
        VerdictKind.Expected => "expected"u8,
        VerdictKind.Jump => "jump"u8,
        _ => "stuck"u8,
    };
}

using System;
using System.Buffers.Binary;
using System.IO.Hashing;
using EdgeSensor;
using Orleans;

namespace Fleet;

/// <summary>The outcome of a reading.</summary>
internal enum Outcome : byte
{
    Judged,

    /// <summary>
    /// The temperature or the humidity isn't a finite number. Like every refused reading, it has a number, and changes nothing.
    /// </summary>
    NotFinite,

    /// <summary>The time, the temperature or the humidity is one that EdgeSensor's parser would refuse.</summary>
    OutOfRange,

    /// <summary>The time isn't in a later hour than that of the previous reading.</summary>
    NotLater,
}

/// <summary>What is found in one channel of a reading.</summary>
/// <param name="Verdict">Whether it is an anomaly: a value of EdgeSensor's VerdictKind.</param>
/// <param name="Expected">What the network forecast for this hour, in the channel's unit.</param>
/// <param name="Spread">How far such a forecast is usually off, in the channel's unit.</param>
/// <param name="Score">How many spreads the reading is off.</param>
/// <param name="Next">What the network forecasts for the next hour, in the channel's unit.</param>
[GenerateSerializer, Immutable, Alias("Fleet.ChannelFinding")]
internal readonly record struct ChannelFinding(byte Verdict, float Expected, float Spread, float Score, float Next)
{
    internal const int ByteCount = 1 + 4 * sizeof(float);

    internal bool IsAnomaly => (VerdictKind)Verdict is VerdictKind.Jump or VerdictKind.Stuck;

    internal void WriteTo(Span<byte> bytes)
    {
        bytes[0] = Verdict;
        BinaryPrimitives.WriteSingleLittleEndian(bytes[1..], Expected);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[5..], Spread);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[9..], Score);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[13..], Next);
    }
}

/// <summary>What is found in a reading. The channels are all zero if it was refused.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.Finding")]
internal readonly record struct Finding(Outcome Outcome, ChannelFinding Temperature, ChannelFinding Humidity)
{
    internal bool IsAnomaly => Temperature.IsAnomaly || Humidity.IsAnomaly;

    /// <summary>A hash of every bit, and of all earlier findings: the last one of a stream represents the whole stream.</summary>
    internal ulong HashAfter(ulong before)
    {
        Span<byte> bytes = stackalloc byte[1 + 2 * ChannelFinding.ByteCount];
        bytes[0] = (byte)Outcome;
        Temperature.WriteTo(bytes[1..]);
        Humidity.WriteTo(bytes[(1 + ChannelFinding.ByteCount)..]);
        return XxHash3.HashToUInt64(bytes, (long)before);
    }
}

using System;
using System.IO.Hashing;

namespace Fleet;

/// <summary>The result of a device's stream: all findings, and the state after the last reading.</summary>
internal readonly record struct StreamHash(ulong Findings, ulong State)
{
    internal static ulong OfState(ReadOnlySpan<byte> monitor, ReadOnlySpan<byte> network) =>
        XxHash3.HashToUInt64(network, (long)XxHash3.HashToUInt64(monitor));
}

/// <summary>
/// The same streams in a plain loop over the class, without Orleans, a message, or an interruption: the result that the fleet must have.
/// </summary>
internal static class PlainRun
{
    internal static StreamHash Of(Recording recording, int device, long readings)
    {
        Moment moment = Moment.InitialAfter(0);
        ulong findings = 0;
        for (long number = 1; number <= readings; number++)
        {
            findings = moment.Read(recording.At(device, number).Reading).HashAfter(findings);
        }

        return new StreamHash(findings, StreamHash.OfState(moment.MonitorBytes(), moment.NetworkBytes()));
    }
}

using System;

namespace Fleet;

/// <summary>
/// The side of the device: takes each reading from the recording once, keeps it until it is durable, and checks the findings for it.
/// </summary>
/// <param name="device">From 0.</param>
/// <param name="recording">What the device measures.</param>
/// <param name="readings">How many readings it sends.</param>
/// <param name="bundle">The most readings in one call.</param>
/// <param name="room">The most readings that it keeps: it stops measuring while that many aren't durable.</param>
internal sealed class DeviceFeed(int device, Recording recording, long readings, int bundle, int room)
{
    // By number, modulo the length. The hashes reach back to that of the last durable reading, to which the next one's is added.
    private readonly DeviceReading[] kept = new DeviceReading[room];
    private readonly ulong[] hashes = new ulong[room + 1];
    private long measured;
    private long durable;
    private long received;

    internal int Device => device;

    /// <summary>The total number of readings that it sends.</summary>
    internal long Readings => readings;

    /// <summary>The number of the reading to send next.</summary>
    internal long Next { get; private set; } = 1;

    /// <summary>The number of readings whose findings have arrived.</summary>
    internal long Received => received;

    internal bool HasAllFindings => received == readings && Next == readings + 1;

    internal bool IsDone => durable == readings;

    /// <summary>Findings that arrived again, with the same bits.</summary>
    internal long Repeated { get; private set; }

    internal long Anomalies { get; private set; }

    internal ulong FindingsHash => hashes[received % hashes.Length];

    /// <summary>The readings from <see cref="Next"/> on; none if there is no room for more until the device is stored.</summary>
    internal DeviceReading[] Bundle()
    {
        long last = Math.Min(Math.Min(Next - 1 + bundle, durable + room), readings);
        DeviceReading[] sent = new DeviceReading[last - Next + 1];
        for (int index = 0; index < sent.Length; index++)
        {
            long number = Next + index;
            if (number > measured)
            {
                kept[number % room] = recording.At(device, number);
                measured = number;
            }

            sent[index] = kept[number % room];
        }

        return sent;
    }

    /// <exception cref="FeedException">The device's reply breaks a promise.</exception>
    internal void Note(Reply reply)
    {
        for (int index = 0; index < reply.Findings.Length; index++)
        {
            Note(reply.First + index, reply.Findings[index]);
        }

        if (reply.Durable > received)
        {
            throw new FeedException($"device {device} has stored reading {reply.Durable}; up to {received} could be stored");
        }

        // An activation that doesn't know that another has stored may report less, which still determines what is sent next.
        durable = Math.Max(durable, reply.Durable);
        if (reply.Next <= durable || reply.Next > received + 1)
        {
            throw new FeedException($"device {device} asks for reading {reply.Next}; {durable + 1} to {received + 1} are there to be sent");
        }

        Next = reply.Next;
    }

    private void Note(long number, Finding finding)
    {
        if (number <= durable || number > received + 1)
        {
            throw new FeedException($"device {device} answers reading {number}; {durable + 1} to {received + 1} were to be answered");
        }

        ulong hash = finding.HashAfter(hashes[(number - 1) % hashes.Length]);
        ref ulong known = ref hashes[number % hashes.Length];
        if (number == received + 1)
        {
            known = hash;
            received = number;
            Anomalies += finding.IsAnomaly ? 1 : 0;
            return;
        }

        Repeated++;
        if (hash != known)
        {
            throw new FeedException($"device {device} found something else in reading {number} when it was sent again");
        }
    }
}

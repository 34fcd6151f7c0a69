using System;

namespace Fleet;

/// <summary>The rule of the numbers: which readings a device accepts, and what may be stored. It knows nothing about grains.</summary>
/// <param name="start">The stored state.</param>
/// <param name="storeEvery">After how many readings storing is due.</param>
/// <param name="phase">Spreads the storing of a fleet's devices over time: the first storing is due this many readings earlier.</param>
internal sealed class DeviceStream(Moment start, int storeEvery, int phase)
{
    private Moment now = start;
    private Moment settled = start;

    /// <summary>The state after the last reading whose findings the caller is known to have, which may be stored.</summary>
    internal Moment Settled => settled;

    /// <summary>The number of the last reading that a stored state has read.</summary>
    internal long Durable { get; private set; } = start.Number;

    internal bool IsDue => (settled.Number + phase) / storeEvery > (Durable + phase) / storeEvery;

    internal bool IsStored => settled.Number == Durable;

    /// <summary>Prepares for the reading of this number.</summary>
    /// <returns>False if it isn't its turn, and nothing is changed; then the caller can continue from <see cref="Next"/>.</returns>
    internal bool TryBegin(long first)
    {
        if (first == now.Number + 1)
        {
            // A caller that sends this one has the findings of the previous one.
            settled = now;
            Next = first;
            return true;
        }

        // The last answer was lost: the same readings give the same bits again. Anything else is a duplicate, too old, or too early.
        Next = settled.Number + 1;
        if (first != Next)
        {
            return false;
        }

        now = settled;
        return true;
    }

    internal long Next { get; private set; } = start.Number + 1;

    internal Finding[] Read(ReadOnlySpan<DeviceReading> readings)
    {
        Finding[] findings = new Finding[readings.Length];
        for (int index = 0; index < readings.Length; index++)
        {
            findings[index] = now.Read(readings[index].Reading);
        }

        Next = now.Number + 1;
        return findings;
    }

    internal void NoteStored() => Durable = settled.Number;
}

using System;

namespace Fleet;

/// <summary>
/// The rule of the numbers: which readings a device takes, and what of it may be stored. It knows nothing of grains.
/// </summary>
/// <param name="start">The stored state.</param>
/// <param name="storeEvery">After how many readings storing is due.</param>
/// <param name="phase">Not all devices of a fleet are to be stored at the same time: so many readings earlier it is due at first.</param>
internal sealed class DeviceStream(Moment start, int storeEvery, int phase)
{
    private Moment now = start;
    private Moment settled = start;

    /// <summary>After the last reading whose findings the caller is known to have. It is what may be stored.</summary>
    internal Moment Settled => settled;

    /// <summary>The number of the last reading that a stored state has read.</summary>
    internal long Durable { get; private set; } = start.Number;

    internal bool IsDue => (settled.Number + phase) / storeEvery > (Durable + phase) / storeEvery;

    internal bool IsStored => settled.Number == Durable;

    /// <summary>Makes ready for the reading of this number.</summary>
    /// <returns>False where it isn't its turn, and nothing is changed; then <see cref="Next"/> is what the caller can go on from.</returns>
    internal bool TryBegin(long first)
    {
        if (first == now.Number + 1)
        {
            // Who sends this one has the findings of the one before.
            settled = now;
            Next = first;
            return true;
        }

        // The last answer was lost: the same readings give the same bits again. Anything else is twice, too old, or too early.
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

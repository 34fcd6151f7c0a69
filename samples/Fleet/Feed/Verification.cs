using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using Orleans;

namespace Fleet;

/// <summary>Compares the results of each device's stream, and the state stored at its end, with the plain loop.</summary>
internal static class Verification
{
    private const int Attempts = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Says which devices differ.</summary>
    /// <returns>Whether none does.</returns>
    internal static async Task<bool> Run(IGrainFactory grains, Recording recording, DeviceFeed[] feeds)
    {
        int wrong = 0;
        await Parallel.ForEachAsync(feeds, async (feed, _) =>
        {
            DeviceRecord stored = await Stored(grains.GetGrain<IDevice>(feed.Device));
            StreamHash hash = new(feed.FindingsHash, StreamHash.OfState(stored.Monitor, stored.Network));
            StreamHash plain = PlainRun.Of(recording, feed.Device, feed.Readings);
            if (hash != plain || stored.Number != feed.Readings || stored.StartedAnew is not null)
            {
                Interlocked.Increment(ref wrong);
                Console.WriteLine($"  device {feed.Device}, {stored.Number} readings: {hash} {stored.StartedAnew}");
                Console.WriteLine($"  the plain loop, {feed.Readings} readings: {plain}");
            }
        });
        Figures.Say("compared", wrong == 0
            ? $"{feeds.Length:#,0} devices: findings and stored states are the bits of an uninterrupted loop without Orleans"
            : $"{wrong:#,0} of {feeds.Length:#,0} devices differ from an uninterrupted loop without Orleans");
        return wrong == 0;
    }

    private static async Task<DeviceRecord> Stored(IDevice device)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await device.Stored();
            }
            catch (Exception) when (attempt < Attempts)
            {
                await Task.Delay(Pause);
            }
        }
    }

    /// <summary>How long the network and the rule take for a reading: the minimum of several rounds, in nanoseconds.</summary>
    internal static double NetworkNanoseconds(Recording recording)
    {
        const int Readings = 50_000;
        DeviceReading[] readings = new DeviceReading[Readings];
        for (int index = 0; index < Readings; index++)
        {
            readings[index] = recording.At(0, index + 1);
        }

        double least = double.MaxValue;
        for (int round = 0; round < 10; round++)
        {
            Moment moment = Moment.InitialAfter(0);
            long start = Stopwatch.GetTimestamp();
            foreach (DeviceReading reading in readings)
            {
                moment.Read(reading.Reading);
            }

            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalNanoseconds / Readings);
        }

        return least;
    }
}

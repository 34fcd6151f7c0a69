using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace Fleet;

/// <summary>
/// Reads lines of text about what somebody does to the fleet, and measures how long it takes until every device has read on. The lines
/// "hold" and "go on" make the devices wait in between.
/// </summary>
internal sealed class Interruptions(DeviceFeed[] feeds, Driver driver)
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    private readonly List<string> recoveries = [];
    private readonly List<Task> measurements = [];

    /// <summary>Listens until the lines end.</summary>
    internal async Task Listen(TextReader lines)
    {
        while (await lines.ReadLineAsync() is { } what)
        {
            switch (what)
            {
                case "hold":
                    driver.Hold();
                    break;
                case "go on":
                    driver.GoOn();
                    break;
                default:
                    measurements.Add(Measure(what));
                    break;
            }
        }
    }

    internal async Task Show()
    {
        await Task.WhenAll(measurements);
        foreach (string recovery in recoveries)
        {
            Figures.Say("recovery", recovery);
        }
    }

    private async Task Measure(string what)
    {
        Stopwatch watch = Stopwatch.StartNew();
        long[] before = [.. feeds.Select(feed => feed.Received)];
        long part = 100 * before.Sum() / feeds.Sum(feed => feed.Readings);
        Console.WriteLine($"  {what}, at {part} % of the readings");
        double first = 0;
        int ahead = 0;
        while (ahead < feeds.Length)
        {
            await Task.Delay(Period);
            ahead = feeds.Where((feed, index) => feed.Received > before[index] || feed.IsDone).Count();
            first = first == 0 && ahead >= feeds.Length / 2 ? watch.Elapsed.TotalSeconds : first;
        }

        double all = watch.Elapsed.TotalSeconds;
        recoveries.Add($"{what}, at {part} %: half of the devices read on within {first:0.0} s, all within {all:0.0} s");
    }
}

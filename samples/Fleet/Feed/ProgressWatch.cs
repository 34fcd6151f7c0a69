using System;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Fleet;

/// <summary>Reports once a second how far the feeds are, and stops them if they make no progress.</summary>
internal sealed class ProgressWatch(DeviceFeed[] feeds, TimeSpan patience)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly Stopwatch sinceProgress = Stopwatch.StartNew();
    private long received;
    private int done;

    internal async Task Run(CancellationTokenSource stop)
    {
        using PeriodicTimer timer = new(Period);
        try
        {
            while (await timer.WaitForNextTickAsync(stop.Token))
            {
                Look();
                if (sinceProgress.Elapsed > patience)
                {
                    await stop.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The feeds have ended.
        }
    }

    private void Look()
    {
        long nowReceived = feeds.Sum(feed => feed.Received);
        int nowDone = feeds.Count(feed => feed.IsDone);
        double perSecond = (nowReceived - received) / Period.TotalSeconds;
        if (nowReceived != received || nowDone != done)
        {
            sinceProgress.Restart();
        }

        (received, done) = (nowReceived, nowDone);
        long part = 100 * received / feeds.Sum(feed => feed.Readings);
        Console.WriteLine($"  {part,3} %  {perSecond,9:#,0} readings a second, {done:#,0} devices done");
    }
}

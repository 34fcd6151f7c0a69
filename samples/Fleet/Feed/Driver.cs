using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using Orleans;

namespace Fleet;

/// <summary>Sends the readings of all devices, in turn, until the last one is durable. A call that fails is made again.</summary>
/// <param name="grains">The fleet.</param>
/// <param name="feeds">The devices.</param>
/// <param name="calls">The most calls at a time.</param>
/// <param name="rate">The most readings a second, of all devices together; 0 for no limit.</param>
/// <param name="patience">It gives up after this long without progress.</param>
internal sealed class Driver(IGrainFactory grains, DeviceFeed[] feeds, int calls, int rate, TimeSpan patience)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Channel<DeviceFeed> queue = Channel.CreateUnbounded<DeviceFeed>();
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private TaskCompletionSource? hold;
    private int remaining = feeds.Length;
    private long sent;

    internal Figures Figures { get; } = new();

    /// <exception cref="FeedException">The fleet has broken a promise.</exception>
    /// <exception cref="TimeoutException">There was no progress for too long.</exception>
    internal async Task Run()
    {
        foreach (DeviceFeed feed in feeds)
        {
            queue.Writer.TryWrite(feed);
        }

        using CancellationTokenSource stop = new();
        Task watch = new ProgressWatch(feeds, patience).Run(stop);
        try
        {
            ParallelOptions options = new() { MaxDegreeOfParallelism = calls, CancellationToken = stop.Token };
            await Parallel.ForEachAsync(queue.Reader.ReadAllAsync(stop.Token), options, (feed, _) => Send(feed));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw new TimeoutException($"no device made progress for {patience.TotalSeconds:0} s");
        }
        finally
        {
            stop.Cancel();
            await watch;
        }
    }

    /// <summary>Makes all devices wait.</summary>
    internal void Hold() => Interlocked.CompareExchange(ref hold, new(TaskCreationOptions.RunContinuationsAsynchronously), null);

    internal void GoOn() => Interlocked.Exchange(ref hold, null)?.SetResult();

    private async ValueTask Send(DeviceFeed feed)
    {
        bool waits = await TrySend(feed);
        if (feed.IsDone)
        {
            if (Interlocked.Decrement(ref remaining) == 0)
            {
                queue.Writer.Complete();
            }
        }
        else if (waits)
        {
            // It is the device that waits, not one of the calls.
            _ = Task.Delay(Pause).ContinueWith(_ => queue.Writer.TryWrite(feed), TaskScheduler.Default);
        }
        else
        {
            queue.Writer.TryWrite(feed);
        }
    }

    /// <returns>Whether the device should be left alone for a moment.</returns>
    private async Task<bool> TrySend(DeviceFeed feed)
    {
        IDevice device = grains.GetGrain<IDevice>(feed.Device);
        DeviceReading[] bundle = feed.Bundle();
        await Pace(bundle.Length);
        long start = Stopwatch.GetTimestamp();
        Reply reply;
        try
        {
            reply = feed.HasAllFindings ? await device.Rest(feed.Next) : await device.Take(feed.Next, bundle);
        }
        catch (Exception exception) when (exception is not KeyNotFoundException)
        {
            // A silo or the storage is gone, or a message was lost: whether the call was executed is unknown, and doesn't matter.
            Figures.NoteFailure(exception);
            return true;
        }

        Figures.NoteCall(Stopwatch.GetElapsedTime(start));
        feed.Note(reply);
        if (reply.StorageFault is null)
        {
            return false;
        }

        Figures.NoteStorageFault();
        return true;
    }

    private async Task Pace(int readings)
    {
        if (Volatile.Read(ref hold) is { } held)
        {
            await held.Task;
        }

        if (rate > 0)
        {
            TimeSpan early = TimeSpan.FromSeconds(Interlocked.Add(ref sent, readings) / (double)rate) - watch.Elapsed;
            await Task.Delay(early > TimeSpan.Zero ? early : TimeSpan.Zero);
        }
    }
}

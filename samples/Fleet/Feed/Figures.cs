using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;

namespace Fleet;

/// <summary>Measurements of the calls of a run.</summary>
internal sealed class Figures
{
    private readonly Lock gate = new();
    private readonly List<float> milliseconds = [];
    private readonly ConcurrentDictionary<string, int> failures = new();
    private readonly TimeSpan processorBefore = ProcessorTime;
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private long storageFaults;

    private static TimeSpan ProcessorTime
    {
        get
        {
            using Process process = Process.GetCurrentProcess();
            return process.TotalProcessorTime;
        }
    }

    internal long StorageFaults => Interlocked.Read(ref storageFaults);

    internal void NoteCall(TimeSpan time)
    {
        lock (gate)
        {
            milliseconds.Add((float)time.TotalMilliseconds);
        }
    }

    internal void NoteFailure(Exception exception) => failures.AddOrUpdate(exception.GetType().Name, 1, (_, count) => count + 1);

    internal void NoteStorageFault() => Interlocked.Increment(ref storageFaults);

    /// <summary>Called at the end of the run.</summary>
    /// <param name="feeds">All devices.</param>
    /// <param name="recording">The data with which the network alone is measured.</param>
    /// <param name="isWhole">Whether everything is computed in this process.</param>
    internal void Show(DeviceFeed[] feeds, Recording recording, bool isWhole)
    {
        double seconds = watch.Elapsed.TotalSeconds;
        long readings = feeds.Sum(feed => feed.Received);
        double processor = (ProcessorTime - processorBefore).TotalNanoseconds / readings;
        double network = Verification.NetworkNanoseconds(recording);
        float[] sorted = [.. milliseconds.Order()];
        Say("readings", $"{readings:#,0} in {seconds:0.0} s: {readings / seconds:#,0} a second");
        Say("calls", $"{sorted.Length:#,0}; half of them in {At(sorted, 0.5):0.00} ms, 99 % in {At(sorted, 0.99):0.00} ms");
        Say("anomalies", $"{feeds.Sum(feed => feed.Anomalies):#,0} readings");
        Say("sent again", $"{feeds.Sum(feed => feed.Repeated):#,0} readings, each answered with the same bits");
        Say("calls that failed", Failures());
        Say("not stored in time", $"{StorageFaults:#,0} times");
        Say("processor time", $"{processor:#,0} ns a reading in this process");
        Say("the network alone", $"{network:#,0} ns a reading{(isWhole ? $", {network / processor:0.0 %} of that" : "")}");
    }

    internal static void Say(string what, string figure) => Console.WriteLine($"  {what,-20} {figure}");

    private string Failures() => failures.IsEmpty
        ? "none"
        : string.Join(", ", failures.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value:#,0} {pair.Key}"));

    private static float At(float[] sorted, double part) => sorted.Length == 0 ? 0 : sorted[(int)(part * (sorted.Length - 1))];
}

using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace Fleet;

/// <summary>Invalid readings and devices.</summary>
internal static class InputChecks
{
    internal static async Task BadReadings(Bench bench, int device)
    {
        DeviceReading[] good = bench.Readings(device, 1, 50);
        List<(DeviceReading Reading, Outcome Outcome)> sent = [.. good.Select(reading => (reading, Outcome.Judged))];
        DeviceReading before = good[29];
        sent.InsertRange(30,
        [
            (before with { Temperature = float.NaN }, Outcome.NotFinite),
            (before with { Humidity = float.PositiveInfinity }, Outcome.NotFinite),
            (before with { Temperature = 80.5f }, Outcome.OutOfRange),
            (before with { Humidity = -1 }, Outcome.OutOfRange),
            (before with { Time = -1 }, Outcome.OutOfRange),
            (before with { Time = long.MaxValue }, Outcome.OutOfRange),
            (before, Outcome.NotLater),
            (good[3], Outcome.NotLater),
        ]);
        IDevice grain = bench.Device(device);
        Reply reply = await grain.Take(1, [.. sent.Select(one => one.Reading)]);
        CheckRun.Require(reply.Next == sent.Count + 1, $"reading {reply.Next} is asked for instead of {sent.Count + 1}");
        for (int index = 0; index < sent.Count; index++)
        {
            CheckRun.Require(
                reply.Findings[index].Outcome == sent[index].Outcome,
                $"{sent[index].Reading} is {reply.Findings[index].Outcome} instead of {sent[index].Outcome}");
        }

        Finding[] judged = [.. reply.Findings.Where(finding => finding.Outcome == Outcome.Judged)];
        Bench.RequireSame(Bench.Findings(good), judged, "the good ones");
    }

    internal static async Task UnknownDevices(Bench bench, int devices)
    {
        int files = Directory.GetFiles(bench.Folder).Length;
        foreach (long device in new long[] { -1, devices, long.MinValue, long.MaxValue })
        {
            string message = "nothing";
            try
            {
                await bench.Device(device).Take(1, bench.Readings(0, 1, 1));
            }
            catch (KeyNotFoundException exception)
            {
                message = exception.Message;
            }

            string expected = $"device {device} is unknown: this fleet has the devices 0 to {devices - 1}";
            CheckRun.Require(message == expected, $"'{expected}' was to be said, and this was: {message}");
        }

        CheckRun.Require(Directory.GetFiles(bench.Folder).Length == files, "something was stored");
    }
}

using System;
using System.IO;
using System.Threading.Tasks;
using Orleans.Storage;

namespace Fleet;

/// <summary>Stored states from which a device can't continue, and missing storage.</summary>
internal static class StorageChecks
{
    internal static Task OtherModel(Bench bench, int device)
    {
        const string Other = "lstm 4>8 tanh/sigmoid";
        string why = $"is of the model \"{Other}\", and this silo computes \"{ModelVersion.Name}\"";
        return StartsAnew(bench, device, record => record.Model = Other, why);
    }

    internal static async Task DamagedState(Bench bench, int device)
    {
        await StartsAnew(bench, device, record => record.Network[30] ^= 1, "is damaged: source was altered or cut off");
        await StartsAnew(bench, device + 10, record => record.Network = record.Network[..^1], "is damaged: ");
        await StartsAnew(bench, device + 20, record => record.Monitor = [], "is damaged: ");
    }

    /// <summary>Another activation has stored, as may happen for a moment after a silo has died.</summary>
    internal static async Task SecondActivation(Bench bench, int device)
    {
        IDevice grain = bench.Device(device);
        DeviceReading[] readings = bench.Readings(device, 1, 60);
        Finding[] expected = Bench.Findings(readings);
        await grain.Take(1, readings[..20]);
        await grain.Take(21, readings[20..40]);
        await bench.AlterStored(device, _ => { });
        bool isRefused = false;
        try
        {
            // Reading 40 is known to be settled, and storing is due.
            await grain.Take(41, readings[40..50]);
        }
        catch (InconsistentStateException)
        {
            isRefused = true;
        }

        CheckRun.Require(isRefused, "the other one's state was overwritten");
        Reply reply = await grain.Take(51, readings[50..]);
        Bench.RequireRefused(reply, next: 21, "afterwards");
        Bench.RequireSame(expected[20..], (await grain.Take(21, readings[20..])).Findings, "the rest");
    }

    /// <summary>Another activation has stored, and this one is called again: what it would request is no longer kept.</summary>
    internal static async Task StaleActivation(Bench bench, int device)
    {
        IDevice grain = bench.Device(device);
        DeviceReading[] readings = bench.Readings(device, 1, 60);
        Moment other = Moment.InitialAfter(0);
        foreach (DeviceReading reading in readings[..40])
        {
            other.Read(reading.Reading);
        }

        await grain.Take(1, readings[..20]);
        await grain.Take(21, readings[20..30]);
        await bench.AlterStored(device, record =>
        {
            record.Number = other.Number;
            record.Monitor = other.MonitorBytes();
            record.Network = other.NetworkBytes();
        });
        Reply reply = await grain.Take(51, readings[50..]);
        Bench.RequireRefused(reply, next: 41, "of the stale activation");
        CheckRun.Require(reply.Durable == 40, $"reading {reply.Durable} is durable instead of 40");
        Bench.RequireSame(Bench.Findings(readings)[40..], (await grain.Take(41, readings[40..])).Findings, "the rest");
    }

    /// <summary>The folder is moved away, and comes back.</summary>
    internal static async Task StorageGone(Bench bench, int device)
    {
        const int Readings = 400;
        const int Room = 60;
        DeviceFeed feed = new(device, bench.Recording, Readings, bundle: 7, Room);
        await bench.Device(device).Take(1, []);
        Driver driver = new(bench.Silo.Grains, [feed], calls: 1, rate: 0, patience: TimeSpan.FromSeconds(30));
        string away = bench.Folder + ".away";
        Directory.Move(bench.Folder, away);
        Task run;
        try
        {
            run = driver.Run();
            await Until(() => driver.Figures.StorageFaults >= 3 && feed.Received == Room, "the storage's absence was to be said");
            await Task.Delay(500);
            CheckRun.Require(feed.Received == Room, $"{feed.Received} readings were sent; there is room for {Room}");
            long number = (await bench.Device(device).Stored()).Number;
            CheckRun.Require(number == 0, $"reading {number} is taken for stored");
        }
        finally
        {
            Directory.Move(away, bench.Folder);
        }

        await run;
        CheckRun.Require(await Verification.Run(bench.Silo.Grains, bench.Recording, [feed]), "the device differs");
    }

    private static async Task StartsAnew(Bench bench, int device, Action<DeviceRecord> alter, string why)
    {
        IDevice grain = bench.Device(device);
        DeviceReading[] readings = bench.Readings(device, 1, 50);
        await grain.Take(1, readings[..30]);
        await grain.Rest(31);
        await bench.AlterStored(device, alter);
        Reply reply = await grain.Take(31, readings[30..]);
        Bench.RequireSame(Bench.Findings(readings[30..]), reply.Findings, "after the new start");
        Says(reply);

        // It is reported from then on, also by the next activation.
        Says(await grain.Rest(51));
        reply = await grain.Take(51, []);
        Says(reply);
        CheckRun.Require(reply.Durable == 50, $"reading {reply.Durable} is durable instead of 50");

        void Says(Reply reply)
        {
            string start = $"device {device} started anew after reading 30: the stored state ";
            string said = reply.StartedAnew ?? "nothing";
            bool isSaid = said.StartsWith(start + why, StringComparison.Ordinal);
            CheckRun.Require(isSaid, $"'{start}{why}' was to be said, and this was: {said}");
        }
    }

    private static async Task Until(Func<bool> holds, string otherwise)
    {
        for (int tries = 0; !holds(); tries++)
        {
            CheckRun.Require(tries < 1000, otherwise);
            await Task.Delay(10);
        }
    }
}

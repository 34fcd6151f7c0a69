using System;
using System.Collections.Generic;
using System.Data.Common;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Fleet;

/// <summary>A check has found something other than what the README promises.</summary>
internal sealed class CheckException(string message) : Exception(message);

/// <summary>Makes things go wrong on purpose, and checks the outcome.</summary>
internal static class CheckRun
{
    private const int Devices = 100;
    private const int StoreEvery = 20;

    /// <returns>Whether everything is as promised.</returns>
    internal static async Task<bool> Run()
    {
        string folder = Path.Combine(Directory.CreateTempSubdirectory("fleet-").FullName, "states");
        try
        {
            await using EmbeddedSilo silo = await EmbeddedSilo.Start(new FleetSettings(Devices, StoreEvery), folder, LogLevel.None);
            return await Run(List(new Bench(silo, folder, Recording.Load())));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
        }
    }

    /// <returns>Whether all pass.</returns>
    internal static async Task<bool> Run(List<(string What, Func<Task> Check)> checks)
    {
        int failed = 0;
        foreach ((string what, Func<Task> check) in checks)
        {
            failed += await Passes(what, check) ? 0 : 1;
        }

        Console.WriteLine(failed == 0 ? "all as promised" : $"{failed} not as promised");
        return failed == 0;
    }

    internal static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new CheckException(otherwise);
        }
    }

    private static List<(string What, Func<Task> Check)> List(Bench bench) =>
    [
        ("readings that come twice change nothing twice", () => StreamChecks.Twice(bench, device: 0)),
        ("readings that come too early or too late change nothing", () => StreamChecks.OutOfOrder(bench, device: 1)),
        ("a device taken from memory goes on, and what wasn't settled is read again", () => StreamChecks.Deactivation(bench, device: 2)),
        ("readings that aren't numbers, or can't be, are refused by name", () => InputChecks.BadReadings(bench, device: 3)),
        ("unknown devices are refused by name, and leave no trace", () => InputChecks.UnknownDevices(bench, Devices)),
        ("a state of another model is refused by name, and the device starts again", () => StorageChecks.OtherModel(bench, device: 4)),
        ("a damaged state is refused, and the device starts again", () => StorageChecks.DamagedState(bench, device: 5)),
        ("a second activation that has stored isn't overwritten", () => StorageChecks.SecondActivation(bench, device: 6)),
        ("a second activation's storing is learned of", () => StorageChecks.StaleActivation(bench, device: 9)),
        ("while the storage is gone, readings wait; none is lost", () => StorageChecks.StorageGone(bench, device: 7)),
        ("findings that differ, and what is lost, are found out", () => FeedChecks.BrokenPromises(bench, device: 8)),
    ];

    private static async Task<bool> Passes(string what, Func<Task> check)
    {
        try
        {
            await check();
            Console.WriteLine($"  ok      {what}");
            return true;
        }
        catch (Exception exception)
            when (exception is CheckException or FeedException or OrleansException or TimeoutException or DbException)
        {
            Console.WriteLine($"  FAILED  {what}: {exception.Message}");
            return false;
        }
    }
}

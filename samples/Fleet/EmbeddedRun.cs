using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using EdgeSensor;

namespace Fleet;

/// <summary>The whole fleet in this process, with files in a temporary folder for storage.</summary>
internal static class EmbeddedRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    internal static async Task<bool> Run(Arguments arguments)
    {
        Recording recording = Recording.Load();
        DeviceFeed[] feeds = FeedsOf(arguments, recording);
        Console.WriteLine($"{Forecaster.Architecture}");
        Console.WriteLine($"{arguments.Devices:#,0} devices × {arguments.Readings:#,0} readings, one process, files for storage");
        string folder = Directory.CreateTempSubdirectory("fleet-").FullName;
        try
        {
            await using EmbeddedSilo silo = await EmbeddedSilo.Start(arguments.Settings, folder);
            Driver driver = new(silo.Grains, feeds, arguments.Calls, arguments.Rate, Patience);
            await driver.Run();
            driver.Figures.Show(feeds, recording, isWhole: true);
            long bytes = Directory.EnumerateFiles(folder).Sum(path => new FileInfo(path).Length);
            int state = Moment.MonitorByteCount + Forecaster.State.ByteCount;
            Figures.Say("state", $"{state} bytes a device, {bytes / arguments.Devices:#,0} in its file");
            return await Verification.Run(silo.Grains, recording, feeds);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    internal static DeviceFeed[] FeedsOf(Arguments arguments, Recording recording)
    {
        DeviceFeed[] feeds = new DeviceFeed[arguments.Devices];
        for (int device = 0; device < feeds.Length; device++)
        {
            feeds[device] = new DeviceFeed(device, recording, arguments.Readings, arguments.Bundle, arguments.Room);
        }

        return feeds;
    }
}

using System;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;

namespace Fleet;

/// <summary>A process of a cluster: a silo, the devices, or a check of the database. cluster.sh starts them.</summary>
internal static class ClusterRun
{
    /// <summary>
    /// The environment variable with the connection string of the database. On a command line, others could read the password.
    /// </summary>
    internal const string DatabaseVariable = "FLEET_DATABASE";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    internal static async Task<bool> Silo(Arguments arguments)
    {
        if (FindCluster() is not { } cluster)
        {
            return false;
        }

        using IHost host = cluster.Silo(arguments.Settings);
        await host.StartAsync();
        Console.WriteLine("the silo is there");
        await host.WaitForShutdownAsync();
        return true;
    }

    internal static async Task<bool> Feed(Arguments arguments)
    {
        if (FindCluster() is not { } cluster)
        {
            return false;
        }

        Recording recording = Recording.Load();
        DeviceFeed[] feeds = EmbeddedRun.FeedsOf(arguments, recording);
        using IHost host = cluster.Client();
        await host.StartAsync();
        IGrainFactory grains = host.Services.GetRequiredService<IGrainFactory>();
        Console.WriteLine($"{arguments.Devices:#,0} devices × {arguments.Readings:#,0} readings");
        Driver driver = new(grains, feeds, arguments.Calls, arguments.Rate, Patience);
        Interruptions interruptions = new(feeds, driver);
        _ = Task.Run(() => interruptions.Listen(Console.In));
        await driver.Run();
        driver.Figures.Show(feeds, recording, isWhole: false);
        await interruptions.Show();
        bool same = await Verification.Run(grains, recording, feeds);
        await host.StopAsync();
        return same;
    }

    /// <summary>Checks the database, with a membership and states that belong to no other cluster.</summary>
    internal static async Task<bool> CheckDatabase(Arguments arguments)
    {
        if (FindCluster($"check {Guid.NewGuid()}") is not { } cluster)
        {
            return false;
        }

        using IHost host = cluster.Silo(arguments.Settings);
        return await DatabaseChecks.Run(host.Services);
    }

    private static Cluster? FindCluster(string name = "fleet")
    {
        if (Environment.GetEnvironmentVariable(DatabaseVariable) is { Length: > 0 } database)
        {
            return new Cluster(database, name);
        }

        Console.Error.WriteLine($"{DatabaseVariable} isn't set; it has to be the connection string of a PostgreSQL database");
        return null;
    }
}

using System;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Serialization;
using Orleans.Storage;

namespace Fleet;

/// <summary>Silos and clients that find each other, and keep states, in a PostgreSQL database.</summary>
/// <param name="database">Npgsql's connection string.</param>
/// <param name="name">Distinguishes its silos and states from those of other clusters in the same database.</param>
internal sealed class Cluster(string database, string name)
{
    private const string Npgsql = "Npgsql";

    // A silo is declared dead after two unanswered probes. A shorter time means quicker recovery; the price is that a silo which hangs that
    // long is declared dead, too, and terminates itself.
    private static readonly TimeSpan Probe = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(5);

    // How soon, and how often, devices are moved to a less busy silo.
    private static readonly TimeSpan Balancing = TimeSpan.FromSeconds(5);

    internal IHost Silo(FleetSettings settings)
    {
        HostApplicationBuilder builder = Builder();
        (int silo, int gateway) = FreePort.FindTwo();
        builder.UseOrleans(orleans => orleans
            .UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Npgsql, database))
            .ConfigureEndpoints(IPAddress.Loopback, silo, gateway)
            .Configure<ClusterOptions>(Identify)
            .Configure<SiloMessagingOptions>(options => options.ResponseTimeout = LongestCall)
            .Configure<ClusterMembershipOptions>(options =>
            {
                options.ProbeTimeout = Probe;
                options.NumMissedProbesLimit = 2;
                options.NumVotesForDeathDeclaration = 1;
                options.TableRefreshTimeout = Refresh;
            })
            .AddAdoNetGrainStorage(DeviceGrain.StorageName, storage => storage.Configure<Serializer>((options, serializer) =>
            {
                options.Invariant = Npgsql;
                options.ConnectionString = database;
                options.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer);
            }))
            .Configure<ActivationRebalancerOptions>(options => options.RebalancerDueTime = options.SessionCyclePeriod = Balancing)
            .AddActivationRebalancer()
            .ConfigureServices(services => services.AddSingleton(settings)));
        return builder.Build();
    }

    internal IHost Client()
    {
        HostApplicationBuilder builder = Builder();
        builder.UseOrleansClient(orleans => orleans
            .UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Npgsql, database))
            .Configure<ClusterOptions>(Identify)
            .Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = Refresh)
            .Configure<ClientMessagingOptions>(options => options.ResponseTimeout = LongestCall)
            .UseConnectionRetryFilter(async (_, cancellation) =>
            {
                await Task.Delay(Refresh, cancellation);
                return true;
            }));
        return builder.Build();
    }

    private static HostApplicationBuilder Builder()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddSimpleConsole(options => options.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        builder.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        return builder;
    }

    private void Identify(ClusterOptions options) => (options.ClusterId, options.ServiceId) = (name, name);
}

using System;
using System.IO;
using System.Net;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Serialization;
using Orleans.Storage;

namespace Fleet;

/// <summary>A silo in this process, with a folder for its storage: nothing has to be installed.</summary>
internal sealed class EmbeddedSilo : IAsyncDisposable
{
    private readonly IHost host;

    private EmbeddedSilo(IHost host) => this.host = host;

    internal IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();

    internal IGrainStorage Storage => host.Services.GetRequiredKeyedService<IGrainStorage>(DeviceGrain.StorageName);

    internal static async Task<EmbeddedSilo> Start(FleetSettings settings, string folder, LogLevel logged = LogLevel.Error)
    {
        Directory.CreateDirectory(folder);
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(logged);
        (int silo, int gateway) = FreePort.FindTwo();
        builder.UseOrleans(orleans => orleans
            .UseLocalhostClustering(silo, gateway)
            .Configure<EndpointOptions>(options => options.AdvertisedIPAddress = IPAddress.Loopback)
            .ConfigureServices(services => services
                .AddSingleton(settings)
                .AddKeyedSingleton<IGrainStorage>(DeviceGrain.StorageName, (provider, _) =>
                    new FileStorage(folder, new OrleansGrainStorageSerializer(provider.GetRequiredService<Serializer>())))));
        IHost host = builder.Build();
        await host.StartAsync();
        return new EmbeddedSilo(host);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using Akka.Actor;
using Akka.Cluster;
using Akka.Configuration;

public static class AkkaCase
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static IEnumerable<string> Run()
    {
        Forecaster forecaster = Numbers.Forecaster();
        float[][] expected = Numbers.Forecasts(forecaster, "a", 250);
        Config config = ConfigurationFactory.ParseString("""
            akka {
              loglevel = WARNING
              actor.provider = cluster
              remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 }
              cluster.sharding.state-store-mode = ddata
              cluster.sharding.distributed-data.durable.keys = []
              persistence.journal.plugin = "akka.persistence.journal.inmem"
              persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
            }
            """);
        using ActorSystem system = ActorSystem.Create("scale", config);
        Cluster cluster = Cluster.Get(system);
        cluster.Join(cluster.SelfAddress);
        IActorRef devices = DeviceShards.Start(system, forecaster);
        int same = 0, refused = 0;
        for (int number = 1; number <= 250; number++)
        {
            // One that was already counted, and one that comes too early, change nothing.
            refused += Ask<Counted>(devices, new Reading("a", number - 1, Numbers.Reading("b", number))).Number == number - 1 ? 1 : 0;
            refused += Ask<Counted>(devices, new Reading("a", number + 1, Numbers.Reading("b", number))).Number == number - 1 ? 1 : 0;
            Forecast forecast = Ask<Forecast>(devices, new Reading("a", number, Numbers.Reading("a", number)));
            same += forecast.Number == number && forecast.Values.AsSpan().SequenceEqual(expected[number - 1]) ? 1 : 0;
            if (number == 170)
            {
                Stop(system);
            }
        }

        return [$"{same} forecasts: the bits of the network alone", $"{refused} readings were not the next"];
    }

    private static T Ask<T>(IActorRef devices, Reading reading) => devices.Ask<T>(reading, Patience).GetAwaiter().GetResult();

    /// <summary>Ends the actor in the middle, 70 readings after its snapshot. The next message restarts it.</summary>
    private static void Stop(ActorSystem system)
    {
        ActorSelection actors = system.ActorSelection("/system/sharding/devices/*/a");
        IActorRef actor = actors.ResolveOne(Patience).GetAwaiter().GetResult();
        actor.GracefulStop(Patience, Kill.Instance).GetAwaiter().GetResult();
    }
}

using System;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Fleet;

/// <summary>What the queries in sql/ guarantee, tested through the Orleans providers that a silo uses; no silo is started.</summary>
internal sealed class DatabaseChecks(IMembershipTable membership, IGrainStorage storage)
{
    private const string StateName = "check";
    private const int Writers = 8;

    private static readonly DateTime Now = DateTime.UtcNow;

    internal static async Task<bool> Run(IServiceProvider services)
    {
        IMembershipTable membership = services.GetRequiredService<IMembershipTable>();
        await membership.InitializeMembershipTableAsync(tryInitTableVersion: true);
        IGrainStorage storage = services.GetRequiredKeyedService<IGrainStorage>(DeviceGrain.StorageName);
        SiloLifecycleSubject lifecycle = new(NullLogger<SiloLifecycleSubject>.Instance);
        ((ILifecycleParticipant<ISiloLifecycle>)storage).Participate(lifecycle);
        await lifecycle.OnStart(CancellationToken.None);
        DatabaseChecks checks = new(membership, storage);
        return await CheckRun.Run(
        [
            ("of writers of a new record, one makes it", checks.FirstWriters),
            ("of writers that know the same version of a record, one writes it", checks.SameVersion),
            ("a record that is cleared keeps its version's count", checks.Cleared),
            ("of silos that join at the same version of the membership, one does", checks.Joining),
            ("of changes to the same version of the membership, one is made; a heartbeat is none", checks.Changing),
            ("silos that are long dead are forgotten, and no others", checks.Forgetting),
        ]);
    }

    private async Task FirstWriters()
    {
        GrainId grain = Grain(1);
        await RequireOneWriter(grain, [.. Enumerable.Range(0, Writers).Select(_ => new GrainState<DeviceRecord>(new DeviceRecord()))]);
    }

    private async Task SameVersion()
    {
        GrainId grain = Grain(2);
        await storage.WriteStateAsync(StateName, grain, new GrainState<DeviceRecord>(new DeviceRecord()));
        await RequireOneWriter(grain, [.. await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Read(grain)))]);
    }

    private async Task Cleared()
    {
        GrainId grain = Grain(3);
        GrainState<DeviceRecord> state = new(new DeviceRecord { Number = 5 });
        await storage.WriteStateAsync(StateName, grain, state);
        GrainState<DeviceRecord> stale = await Read(grain);
        await storage.WriteStateAsync(StateName, grain, state);
        CheckRun.Require(await IsRefused(() => storage.ClearStateAsync(StateName, grain, stale)), "a stale writer cleared it");
        CheckRun.Require((await Read(grain)).State!.Number == 5, "a refused writer changed it");
        await storage.ClearStateAsync(StateName, grain, state);
        GrainState<DeviceRecord> cleared = await Read(grain);
        CheckRun.Require(!cleared.RecordExists && cleared.ETag == "3", $"there is a record, or its version is {cleared.ETag} instead of 3");
        CheckRun.Require(await IsRefused(() => storage.WriteStateAsync(StateName, grain, stale)), "a stale writer wrote it");
        GrainState<DeviceRecord> unaware = new(new DeviceRecord());
        CheckRun.Require(await IsRefused(() => storage.WriteStateAsync(StateName, grain, unaware)), "it was made a second time");
        await storage.WriteStateAsync(StateName, grain, cleared);
        CheckRun.Require((await Read(grain)).ETag == "4", "the one that cleared it can't write it");
    }

    private async Task Joining()
    {
        MembershipTableData before = await membership.ReadAllAsync();
        TableVersion next = before.Version.Next();
        bool[] joined = await Task.WhenAll(Enumerable.Range(0, Writers).Select(n => membership.InsertRowAsync(Entry(n), next)));
        CheckRun.Require(joined.Count(done => done) == 1, $"{joined.Count(done => done)} of {Writers} joined");
        MembershipTableData after = await membership.ReadAllAsync();
        RequireVersion(before.Version.Version + 1, after);
        CheckRun.Require(after.Members.Count == before.Members.Count + 1, $"there are {after.Members.Count} silos");
        MembershipEntry there = Entry(Array.IndexOf(joined, true)), missing = Entry(Array.IndexOf(joined, false));
        CheckRun.Require(!await membership.InsertRowAsync(there, after.Version.Next()), "a silo joined twice");
        MembershipTableData row = await membership.ReadRowAsync(missing.SiloAddress);
        CheckRun.Require(row.Members.Count == 0, "a silo that was refused is there");
        RequireVersion(after.Version.Version, row);
    }

    private async Task Changing()
    {
        MembershipEntry entry = Entry(100), heartbeat = Entry(100), missing = Entry(101);
        TableVersion joining = (await membership.ReadAllAsync()).Version.Next();
        CheckRun.Require(await membership.InsertRowAsync(entry, joining), "a silo can't join");
        MembershipTableData before = await membership.ReadAllAsync();
        TableVersion next = before.Version.Next();
        heartbeat.IAmAliveTime = Now.AddMinutes(1);
        await membership.UpdateIAmAliveAsync(heartbeat);
        CheckRun.Require(!await membership.UpdateRowAsync(missing, next.VersionEtag, next), "a silo that isn't there was changed");
        RequireVersion(before.Version.Version, await membership.ReadAllAsync());
        entry.Status = SiloStatus.ShuttingDown;
        entry.AddSuspector(missing.SiloAddress, Now);
        bool[] changed = await Task.WhenAll(
            Enumerable.Range(0, Writers).Select(_ => membership.UpdateRowAsync(entry, next.VersionEtag, next)));
        CheckRun.Require(changed.Count(done => done) == 1, $"{changed.Count(done => done)} of {Writers} changed it");
        MembershipTableData after = await membership.ReadRowAsync(entry.SiloAddress);
        RequireVersion(before.Version.Version + 1, after);
        MembershipEntry stored = after.Members.Single().Item1;
        CheckRun.Require(stored.Status == SiloStatus.ShuttingDown, $"the silo is {stored.Status}");
        CheckRun.Require(stored.SuspectTimes is [{ Item1: var by }] && by.Equals(missing.SiloAddress), "who holds it for dead is lost");
        CheckRun.Require(stored.IAmAliveTime - entry.IAmAliveTime > TimeSpan.FromSeconds(30), "the heartbeat is lost");
    }

    private async Task Forgetting()
    {
        MembershipEntry dead = Entry(200), recent = Entry(201), active = Entry(202);
        (dead.Status, recent.Status) = (SiloStatus.Dead, SiloStatus.Dead);
        dead.StartTime = dead.IAmAliveTime = active.StartTime = active.IAmAliveTime = Now.AddDays(-9);
        foreach (MembershipEntry entry in new[] { dead, recent, active })
        {
            CheckRun.Require(await membership.InsertRowAsync(entry, (await membership.ReadAllAsync()).Version.Next()), "a silo can't join");
        }

        MembershipTableData before = await membership.ReadAllAsync();
        await membership.CleanupDefunctSiloEntriesAsync(Now.AddDays(-7));
        await membership.CleanupDefunctSiloEntriesAsync(Now.AddDays(-7));
        MembershipTableData after = await membership.ReadAllAsync();
        RequireVersion(before.Version.Version + 1, after);
        var expected = before.Members.Select(member => member.Item1.SiloAddress).Where(silo => !silo.Equals(dead.SiloAddress)).ToHashSet();
        bool same = expected.SetEquals(after.Members.Select(member => member.Item1.SiloAddress));
        CheckRun.Require(same, $"{after.Members.Count} silos are there, which aren't the {expected.Count} that should be");
    }

    /// <summary>Writes all at the same time.</summary>
    private async Task RequireOneWriter(GrainId grain, GrainState<DeviceRecord>[] states)
    {
        for (int writer = 0; writer < states.Length; writer++)
        {
            states[writer].State = new DeviceRecord { Number = writer + 1 };
        }

        bool[] refused = await Task.WhenAll(
            states.Select(state => Task.Run(() => IsRefused(() => storage.WriteStateAsync(StateName, grain, state)))));
        int wrote = refused.Count(done => !done);
        CheckRun.Require(wrote == 1, $"{wrote} of {states.Length} wrote it");
        GrainState<DeviceRecord> stored = await Read(grain), winner = states[Array.IndexOf(refused, false)];
        CheckRun.Require(stored.State!.Number == winner.State!.Number, "a refused writer wrote it");
        CheckRun.Require(stored.ETag == winner.ETag, $"the writer knows the version {winner.ETag} instead of {stored.ETag}");
    }

    private async Task<GrainState<DeviceRecord>> Read(GrainId grain)
    {
        GrainState<DeviceRecord> state = new();
        await storage.ReadStateAsync(StateName, grain, state);
        return state;
    }

    private static async Task<bool> IsRefused(Func<Task> write)
    {
        try
        {
            await write();
            return false;
        }
        catch (InconsistentStateException)
        {
            return true;
        }
    }

    private static void RequireVersion(int expected, MembershipTableData data) =>
        CheckRun.Require(data.Version.Version == expected, $"the membership's version is {data.Version.Version} instead of {expected}");

    private static GrainId Grain(long key) => GrainId.Create(GrainType.Create("check"), GrainIdKeyExtensions.CreateIntegerKey(key));

    private static MembershipEntry Entry(int number) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Loopback, 1 + number, 1),
        SiloName = $"silo {number}",
        HostName = "localhost",
        Status = SiloStatus.Active,
        ProxyPort = 0,
        StartTime = Now,
        IAmAliveTime = Now,
    };
}

using System.Threading.Tasks;
using Orleans;
using Orleans.Core.Internal;

namespace Fleet;

/// <summary>The numbers of the readings, and what a device does with them.</summary>
internal static class StreamChecks
{
    /// <summary>A call whose answer was lost is made again, and an old one comes late.</summary>
    internal static async Task Twice(Bench bench, int device)
    {
        IDevice grain = bench.Device(device);
        DeviceReading[] readings = bench.Readings(device, 1, 60);
        Finding[] expected = Bench.Findings(readings);
        Bench.RequireSame(expected[..10], (await grain.Take(1, readings[..10])).Findings, "at first");
        Bench.RequireSame(expected[..10], (await grain.Take(1, readings[..10])).Findings, "once more");
        Bench.RequireSame(expected[10..30], (await grain.Take(11, readings[10..30])).Findings, "then");
        Bench.RequireRefused(await grain.Take(1, readings[..10]), next: 11, "too late");

        // The same readings in other bundles.
        Bench.RequireSame(expected[10..15], (await grain.Take(11, readings[10..15])).Findings, "fewer");
        Bench.RequireSame(expected[15..], (await grain.Take(16, readings[15..])).Findings, "the rest");
    }

    internal static async Task OutOfOrder(Bench bench, int device)
    {
        IDevice grain = bench.Device(device);
        DeviceReading[] readings = bench.Readings(device, 1, 40);
        Finding[] expected = Bench.Findings(readings);
        Bench.RequireRefused(await grain.Take(11, readings[10..20]), next: 1, "before the first");
        Bench.RequireRefused(await grain.Take(0, readings[..10]), next: 1, "number 0");
        Bench.RequireRefused(await grain.Take(long.MinValue, readings[..10]), next: 1, "the least number");
        Bench.RequireSame(expected[..10], (await grain.Take(1, readings[..10])).Findings, "the first");
        Bench.RequireRefused(await grain.Take(21, readings[20..30]), next: 1, "with a gap");
        Bench.RequireRefused(await grain.Take(2, readings[1..3]), next: 1, "in the middle");
        Bench.RequireSame(expected[10..], (await grain.Take(11, readings[10..])).Findings, "the next");
    }

    /// <summary>The findings of the last call may be lost, so a state that has read its readings must not be stored.</summary>
    internal static async Task Deactivation(Bench bench, int device)
    {
        IDevice grain = bench.Device(device);
        DeviceReading[] readings = bench.Readings(device, 1, 40);
        Finding[] expected = Bench.Findings(readings);
        await grain.Take(1, readings[..10]);
        Reply reply = await grain.Take(11, readings[10..20]);
        CheckRun.Require(reply.Durable == 0, $"reading {reply.Durable} is durable before anything was stored");
        await grain.AsReference<IGrainManagementExtension>().DeactivateOnIdle();
        reply = await grain.Take(21, readings[20..30]);
        Bench.RequireRefused(reply, next: 11, "after it was taken from memory");
        CheckRun.Require(reply.Durable == 10, $"reading {reply.Durable} is durable instead of 10");
        Bench.RequireSame(expected[10..], (await grain.Take(11, readings[10..])).Findings, "the rest");
        reply = await grain.Rest(41);
        CheckRun.Require(reply.Durable == 40, $"reading {reply.Durable} is durable instead of 40");
        CheckRun.Require((await grain.Stored()).Number == 40, "the last state isn't what is stored");
    }
}

using System;
using System.Linq;
using System.Threading.Tasks;
using Orleans;
using Orleans.Runtime;

namespace Fleet;

/// <summary>What the checks use.</summary>
internal sealed record Bench(EmbeddedSilo Silo, string Folder, Recording Recording)
{
    internal IDevice Device(long device) => Silo.Grains.GetGrain<IDevice>(device);

    internal DeviceReading[] Readings(int device, long first, int count) =>
        [.. Enumerable.Range(0, count).Select(index => Recording.At(device, first + index))];

    /// <summary>The findings expected in these readings from a network that starts before them.</summary>
    internal static Finding[] Findings(DeviceReading[] readings)
    {
        Moment moment = Moment.InitialAfter(0);
        return [.. readings.Select(reading => moment.Read(reading.Reading))];
    }

    /// <summary>Alters what is stored of a device that isn't in memory.</summary>
    internal async Task AlterStored(int device, Action<DeviceRecord> alter)
    {
        GrainState<DeviceRecord> state = new();
        GrainId id = Device(device).GetGrainId();
        await Silo.Storage.ReadStateAsync("device", id, state);
        CheckRun.Require(state.RecordExists, $"nothing is stored of device {device}");
        alter(state.State!);
        await Silo.Storage.WriteStateAsync("device", id, state);
    }

    /// <summary>Fails if the findings differ in any bit.</summary>
    internal static void RequireSame(Finding[] expected, Finding[] found, string where)
    {
        CheckRun.Require(expected.Length == found.Length, $"{where}: {found.Length} findings instead of {expected.Length}");
        for (int index = 0; index < expected.Length; index++)
        {
            CheckRun.Require(
                expected[index].HashAfter(0) == found[index].HashAfter(0),
                $"{where}: finding {index} is {found[index]} instead of {expected[index]}");
        }
    }

    /// <summary>Fails if readings other than the next ones were accepted.</summary>
    internal static void RequireRefused(Reply reply, long next, string where)
    {
        CheckRun.Require(reply.Findings.Length == 0, $"{where}: there are {reply.Findings.Length} findings");
        CheckRun.Require(reply.Next == next, $"{where}: reading {reply.Next} is asked for instead of {next}");
    }
}

using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Fleet;

/// <summary>Holds a device's state, and keeps it in storage. What it computes is <see cref="Moment.Read"/>.</summary>
internal sealed class DeviceGrain(
    [PersistentState("device", DeviceGrain.StorageName)] IPersistentState<DeviceRecord> stored,
    FleetSettings settings,
    ILogger<DeviceGrain> log) : Grain, IDevice
{
    internal const string StorageName = "fleet";

    private DeviceStream stream = new(Moment.InitialAfter(0), settings.StoreEvery, phase: 0);
    private string? startedAnew;

    private long Device => this.GetPrimaryKeyLong();

    public override Task OnActivateAsync(CancellationToken cancellation)
    {
        Begin();
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellation)
    {
        if (!stream.IsStored && settings.Knows(Device))
        {
            // If it fails, the readings are sent again.
            await Store();
        }
    }

    public async Task<Reply> Take(long first, DeviceReading[] readings)
    {
        RefuseUnknown();
        if (!await TryBegin(first))
        {
            return Answer(first, [], fault: null);
        }

        string? fault = stream.IsDue ? await Store() : null;
        return Answer(first, stream.Read(readings), fault);
    }

    public async Task<Reply> Rest(long next)
    {
        RefuseUnknown();
        string? fault = await TryBegin(next) && !stream.IsStored ? await Store() : null;
        if (stream.IsStored)
        {
            DeactivateOnIdle();
        }

        return Answer(next, [], fault);
    }

    public Task<DeviceRecord> Stored()
    {
        RefuseUnknown();
        return Task.FromResult(stored.State);
    }

    /// <summary>Starts from the state read from storage.</summary>
    private void Begin()
    {
        Moment start = stored.State.ToMoment(out string? refusal);
        startedAnew = stored.State.StartedAnew;
        if (refusal is not null)
        {
            startedAnew = $"device {Device} started anew after reading {start.Number}: {refusal}";
            log.LogWarning("{Refusal}", startedAnew);
        }

        stream = new DeviceStream(start, settings.StoreEvery, (int)((ulong)Device % (ulong)settings.StoreEvery));
    }

    private async Task<bool> TryBegin(long first)
    {
        if (stream.TryBegin(first))
        {
            return true;
        }

        if (first < stream.Next)
        {
            return false;
        }

        // The caller is ahead. For a moment after a silo has died, or a device was moved, there may be two activations; the other one may
        // have stored what this one would request, and the caller no longer keeps it.
        string? etag = stored.Etag;
        try
        {
            await stored.ReadStateAsync();
        }
        catch (Exception exception)
        {
            // The storage's own exceptions can't be sent to every caller.
            throw new InvalidOperationException($"what is stored of device {Device} can't be read: {exception.Message}");
        }

        if (stored.Etag == etag)
        {
            return false;
        }

        Begin();
        return stream.TryBegin(first);
    }

    private Reply Answer(long first, Finding[] findings, string? fault) =>
        new(first, findings, stream.Next, stream.Durable, startedAnew, fault);

    /// <returns>Why it failed, or null.</returns>
    private async Task<string?> Store()
    {
        DeviceRecord before = stored.State;
        stored.State = DeviceRecord.Of(stream.Settled, startedAnew);
        try
        {
            await stored.WriteStateAsync();
        }
        catch (Exception exception)
        {
            // If Orleans moves the device to another silo, it passes on this value as the stored state.
            stored.State = before;
            if (exception is InconsistentStateException)
            {
                // Another activation has stored meanwhile, or this one has without being told. The exception deactivates this activation,
                // and the next one begins with the stored state.
                throw;
            }

            log.LogWarning("device {Device} can't be stored: {Message}", Device, exception.Message);
            return $"device {Device} can't be stored: {exception.Message}";
        }

        stream.NoteStored();
        return null;
    }

    private void RefuseUnknown()
    {
        if (!settings.Knows(Device))
        {
            DeactivateOnIdle();
            throw new KeyNotFoundException($"device {Device} is unknown: this fleet has the devices 0 to {settings.Devices - 1}");
        }
    }
}

using System;
using Orleans;

namespace Fleet;

/// <summary>What is stored of a device.</summary>
[GenerateSerializer, Alias("Fleet.DeviceRecord")]
internal sealed class DeviceRecord
{
    /// <summary>The model to which the state belongs; empty if nothing is stored yet.</summary>
    [Id(0)]
    public string Model { get; set; } = "";

    /// <summary>The number of the last reading.</summary>
    [Id(1)]
    public long Number { get; set; }

    /// <summary>What the rule remembers.</summary>
    [Id(2)]
    public byte[] Monitor { get; set; } = [];

    /// <summary>The network's state, as its <c>WriteTo</c> writes it.</summary>
    [Id(3)]
    public byte[] Network { get; set; } = [];

    /// <summary>Why the network once restarted, or null.</summary>
    [Id(4)]
    public string? StartedAnew { get; set; }

    internal static DeviceRecord Of(in Moment moment, string? startedAnew) => new()
    {
        Model = ModelVersion.Name,
        Number = moment.Number,
        Monitor = moment.MonitorBytes(),
        Network = moment.NetworkBytes(),
        StartedAnew = startedAnew,
    };

    /// <summary>
    /// The state. One from which this program can't continue is refused: then the network restarts after the same reading.
    /// </summary>
    /// <param name="refusal">Why it was refused, or null.</param>
    internal Moment ToMoment(out string? refusal)
    {
        refusal = null;
        if (Model == "")
        {
            return Moment.InitialAfter(0);
        }

        if (Model != ModelVersion.Name)
        {
            refusal = $"the stored state is of the model \"{Model}\", and this silo computes \"{ModelVersion.Name}\"";
            return Moment.InitialAfter(Number);
        }

        try
        {
            return Moment.From(Number, Monitor, Network);
        }
        catch (ArgumentException exception)
        {
            refusal = $"the stored state is damaged: {exception.Message}";
            return Moment.InitialAfter(Math.Max(Number, 0));
        }
    }
}

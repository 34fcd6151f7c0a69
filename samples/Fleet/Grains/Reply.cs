using Orleans;

namespace Fleet;

/// <summary>A device's reply.</summary>
/// <param name="First">The number of the reading to which the first finding belongs.</param>
/// <param name="Findings">One for each reading that was sent, or none.</param>
/// <param name="Next">The number of the reading to send next.</param>
/// <param name="Durable">The number of the last reading that a stored state has read. Only older readings need not be kept.</param>
/// <param name="StartedAnew">Why the network once restarted in the middle of the stream, and after which reading; or null.</param>
/// <param name="StorageFault">Why the state wasn't stored although that was due, or null. The device tries again at the next call.</param>
[GenerateSerializer, Immutable, Alias("Fleet.Reply")]
internal sealed record Reply(long First, Finding[] Findings, long Next, long Durable, string? StartedAnew, string? StorageFault);

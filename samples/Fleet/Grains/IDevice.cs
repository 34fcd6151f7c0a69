using System.Collections.Generic;
using System.Threading.Tasks;
using Orleans;
using Orleans.Concurrency;

namespace Fleet;

/// <summary>A device of the fleet: readings come in, forecasts and anomalies go out. Its key is the device's number, from 0.</summary>
/// <remarks>
/// The readings of a device are numbered from 1. A caller may only send reading n + 1 once it has the findings of reading n: that is how
/// a device knows that they arrived, and only then does it store a state that has read n. So whatever a stored state has read is known to
/// the caller, and whatever isn't stored can be sent again, from <see cref="Reply.Durable"/> + 1 on, for the same findings.
/// </remarks>
[Alias("Fleet.IDevice")]
internal interface IDevice : IGrainWithIntegerKey
{
    /// <summary>Reads on.</summary>
    /// <param name="first">The number of the first of the readings.</param>
    /// <param name="readings">If empty, the number only says that all earlier findings have arrived.</param>
    /// <returns>
    /// No findings if it isn't this number's turn; then <see cref="Reply.Next"/> is the one to send.
    /// </returns>
    /// <exception cref="KeyNotFoundException">The fleet has no such device.</exception>
    [Alias("Take")]
    Task<Reply> Take(long first, [Immutable] DeviceReading[] readings);

    /// <summary>Stores the state, and deactivates the device until it is called again.</summary>
    /// <param name="next">The number of the reading that would come next.</param>
    /// <exception cref="KeyNotFoundException">The fleet has no such device.</exception>
    [Alias("Rest")]
    Task<Reply> Rest(long next);

    /// <summary>
    /// What is stored of the device, if called after <see cref="Rest"/>: it is then what the device's next activation started from.
    /// </summary>
    [Alias("Stored")]
    Task<DeviceRecord> Stored();
}

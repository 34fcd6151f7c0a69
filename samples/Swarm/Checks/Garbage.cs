using System;

namespace Swarm;

/// <summary>Measures what this thread allocates.</summary>
internal static class Garbage
{
    /// <summary>Begins to measure.</summary>
    /// <returns>What <see cref="Since"/> takes.</returns>
    internal static long Start()
    {
        // A collection that still runs in the background takes the rest of the memory that is reserved for this thread away,
        // and that counts as if the thread had allocated it.
        GC.Collect();
        return GC.GetAllocatedBytesForCurrentThread();
    }

    /// <summary>Bytes.</summary>
    internal static long Since(long start) => GC.GetAllocatedBytesForCurrentThread() - start;
}

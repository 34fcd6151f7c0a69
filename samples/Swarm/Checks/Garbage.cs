using System;

namespace Swarm;

/// <summary>Measures what this thread allocates.</summary>
internal static class Garbage
{
    /// <summary>Begins to measure.</summary>
    /// <returns>What <see cref="Since"/> takes.</returns>
    internal static long Start()
    {
        // A collection that still runs in the background discards the rest of this thread's allocation buffer, which counts as if the
        // thread had allocated it.
        GC.Collect();
        return GC.GetAllocatedBytesForCurrentThread();
    }

    /// <summary>Bytes allocated since then.</summary>
    internal static long Since(long start) => GC.GetAllocatedBytesForCurrentThread() - start;
}

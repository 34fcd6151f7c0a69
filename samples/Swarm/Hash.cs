using System;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Swarm;

/// <summary>XxHash64 of values as they are in memory. A single different bit changes the hash.</summary>
internal static class Hash
{
    internal static ulong Of<T>(ReadOnlySpan<T> values, ulong seed = 0)
        where T : unmanaged => XxHash64.HashToUInt64(MemoryMarshal.AsBytes(values), (long)seed);

    internal static string Text(ulong hash) => hash.ToString("x16");
}

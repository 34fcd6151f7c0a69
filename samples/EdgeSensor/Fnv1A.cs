using System;

namespace EdgeSensor;

/// <summary>The 64-bit FNV-1a hash: detects accidental changes, in a few bytes of code.</summary>
internal static class Fnv1A
{
    internal static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (byte value in bytes)
        {
            hash = (hash ^ value) * 0x100000001B3;
        }

        return hash;
    }
}

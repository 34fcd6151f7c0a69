using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeSensor;

/// <summary>The beginning of a line whose end hasn't come yet.</summary>
internal struct LineTail
{
    internal const int Longest = 256;

    private int length;
    private int isTooLong; // not a bool: every byte of a state file has one meaning
    private Bytes bytes;

    internal readonly bool IsEmpty => length == 0 && isTooLong == 0;

    internal readonly bool IsTooLong => isTooLong != 0;

    /// <summary>False for values that no program has saved.</summary>
    internal readonly bool IsValid => length is >= 0 and <= Longest && isTooLong is 0 or 1;

    [UnscopedRef]
    internal readonly ReadOnlySpan<byte> Text => MemoryMarshal.CreateReadOnlySpan(in bytes.First, length);

    /// <summary>Adds the part of a line that has come; beyond the maximum line length, nothing is kept.</summary>
    internal void Add(ReadOnlySpan<byte> part)
    {
        if (IsTooLong || part.Length > Longest - length)
        {
            this = default;
            isTooLong = 1;
            return;
        }

        part.CopyTo(((Span<byte>)bytes)[length..]);
        length += part.Length;
    }

    internal void Clear() => this = default;

    [InlineArray(Longest)]
    private struct Bytes
    {
        internal byte First;
    }
}

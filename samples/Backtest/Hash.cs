using System;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Backtest;

/// <summary>XxHash64 of numbers as they are in memory. A single different bit changes the hash.</summary>
internal static class Hash
{
    internal static string Text(ReadOnlySpan<float> numbers) => XxHash64.HashToUInt64(MemoryMarshal.AsBytes(numbers)).ToString("x16");
}

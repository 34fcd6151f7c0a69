using System;
using System.Runtime.InteropServices;

namespace LstmGen.Benchmarks.Machines;

/// <summary>Memory that starts at a cache line, as the packed parameters do where they are aligned.</summary>
internal sealed unsafe class AlignedFloats : IDisposable
{
    private const int CacheLine = 64;

    /// <param name="count">How many floats.</param>
    /// <param name="value">What each of them is.</param>
    public AlignedFloats(int count, Func<int, float> value)
    {
        Count = count;
        Start = (float*)NativeMemory.AlignedAlloc((nuint)count * sizeof(float), CacheLine);
        for (int i = 0; i < count; i++)
        {
            Start[i] = value(i);
        }
    }

    public int Count { get; }

    public float* Start { get; private set; }

    public void Dispose()
    {
        NativeMemory.AlignedFree(Start);
        Start = null;
    }
}

using System;
using System.IO;
using System.Runtime.InteropServices;

namespace EdgeSensor;

/// <summary>Reads from a file descriptor, and nothing beyond what it hands on: another program can go on behind it.</summary>
internal sealed unsafe class InputFile(int file, string name)
{
    private readonly byte[] buffer = new byte[64 * 1024];

    internal int Descriptor => file;

    /// <summary>What there is, at most a buffer of it, valid until the next call; nothing at the end.</summary>
    internal ReadOnlySpan<byte> Read()
    {
        fixed (byte* start = buffer)
        {
            while (true)
            {
                nint count = Libc.Read(file, start, buffer.Length);
                if (count >= 0)
                {
                    return buffer.AsSpan(0, (int)count);
                }

                if (!Libc.WasInterrupted)
                {
                    throw new IOException($"{name} can't be read (error {Marshal.GetLastPInvokeError()})");
                }
            }
        }
    }
}

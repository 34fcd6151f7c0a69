using System;
using System.IO;
using System.Runtime.InteropServices;

namespace EdgeSensor;

/// <summary>Reads from a file descriptor, and nothing beyond what it returns: another program can continue after it.</summary>
internal sealed unsafe class InputFile(int file, string name)
{
    private readonly byte[] buffer = new byte[64 * 1024];

    internal int Descriptor => file;

    /// <summary>The available bytes, at most a buffer of them, valid until the next call; none at the end.</summary>
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

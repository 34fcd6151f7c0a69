using System;
using System.Buffers;
using System.Buffers.Text;
using System.IO;
using System.Runtime.InteropServices;

namespace EdgeSensor;

/// <summary>ASCII text for a file descriptor, through a buffer of fixed size.</summary>
internal sealed unsafe class OutputBuffer(int file, string name)
{
    private const int LongestNumber = 32;

    private readonly byte[] buffer = new byte[16 * 1024];
    private int used;

    internal void Write(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            Span<byte> free = Free(1);
            int count = Math.Min(text.Length, free.Length);
            text[..count].CopyTo(free);
            used += count;
            text = text[count..];
        }
    }

    internal void Write(long number)
    {
        Utf8Formatter.TryFormat(number, Free(LongestNumber), out int count);
        used += count;
    }

    /// <summary>With two digits after the point, in every culture.</summary>
    internal void Write(float number)
    {
        Utf8Formatter.TryFormat(number, Free(LongestNumber), out int count, new StandardFormat('F', 2));
        used += count;
    }

    /// <summary>In quotation marks, the first bytes of something that isn't known to be text.</summary>
    internal void WriteQuoted(ReadOnlySpan<byte> bytes)
    {
        const int Most = 24;
        Write("'"u8);
        foreach (byte value in bytes[..Math.Min(bytes.Length, Most)])
        {
            if (ReadingParser.IsText(value))
            {
                Write([value]);
            }
            else
            {
                Write("\\x"u8);
                Utf8Formatter.TryFormat(value, Free(LongestNumber), out int count, new StandardFormat('X', 2));
                used += count;
            }
        }

        Write(bytes.Length > Most ? "…'"u8 : "'"u8);
    }

    internal void Flush()
    {
        fixed (byte* start = buffer)
        {
            for (int at = 0; at < used;)
            {
                nint count = Libc.Write(file, start + at, used - at);
                if (count >= 0)
                {
                    at += (int)count;
                }
                else if (!Libc.WasInterrupted)
                {
                    used = 0;
                    throw new IOException($"{name} can't be written (error {Marshal.GetLastPInvokeError()})");
                }
            }
        }

        used = 0;
    }

    private Span<byte> Free(int count)
    {
        if (buffer.Length - used < count)
        {
            Flush();
        }

        return buffer.AsSpan(used);
    }
}

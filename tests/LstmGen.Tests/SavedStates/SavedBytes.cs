using System;
using System.Buffers.Binary;

namespace LstmGen.Tests.SavedStates;

/// <summary>Saved states as another program would make them, from generator/docs/states.md alone.</summary>
internal static class SavedBytes
{
    public const int Header = 24;

    public const int Overhead = 28;

    /// <summary>The bytes of states of floats.</summary>
    public static byte[] OfFloats(string architecture, int states, params float[] values)
    {
        byte[] bytes = WithHeader(architecture, states, 4, values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(Header + 4 * i), values[i]);
        }

        return Sealed(bytes);
    }

    /// <summary>The bytes of states of doubles.</summary>
    public static byte[] OfDoubles(string architecture, int states, params double[] values)
    {
        byte[] bytes = WithHeader(architecture, states, 8, values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(Header + 8 * i), values[i]);
        }

        return Sealed(bytes);
    }

    /// <summary>A copy with a changed number in the header, and a matching checksum.</summary>
    public static byte[] With(byte[] bytes, int at, long number, int size)
    {
        byte[] changed = [.. bytes];
        for (int i = 0; i < size; i++)
        {
            changed[at + i] = (byte)(number >> (8 * i));
        }

        return Sealed(changed);
    }

    /// <summary>The same states with all values zero.</summary>
    public static byte[] Zeros(byte[] bytes) => Sealed([.. bytes[..Header], .. new byte[bytes.Length - Header]]);

    /// <summary>Sets the last four bytes to the checksum of those before them.</summary>
    public static byte[] Sealed(byte[] bytes)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(bytes.Length - 4), Crc32(bytes.AsSpan(0, bytes.Length - 4)));
        return bytes;
    }

    /// <summary>CRC-32 bit by bit, as its polynomial defines it.</summary>
    public static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        uint remainder = uint.MaxValue;
        foreach (byte value in bytes)
        {
            remainder ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                remainder = (remainder & 1) != 0 ? remainder >> 1 ^ 0xEDB88320 : remainder >> 1;
            }
        }

        return ~remainder;
    }

    public static ulong Fnv1A(string text)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (byte value in System.Text.Encoding.ASCII.GetBytes(text))
        {
            hash = (hash ^ value) * 0x100000001B3;
        }

        return hash;
    }

    private static byte[] WithHeader(string architecture, int states, int valueBytes, int values)
    {
        byte[] bytes = new byte[Overhead + valueBytes * values];
        new byte[] { 0x8C, (byte)'L', (byte)'S', (byte)'T', 1, 0, (byte)valueBytes, 0 }.CopyTo(bytes, 0);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), Lstm3On4x2.ArithmeticVersion);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), states);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(16), Fnv1A(architecture));
        return bytes;
    }
}

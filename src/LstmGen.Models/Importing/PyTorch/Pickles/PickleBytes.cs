using System;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace LstmGen.Models.Importing.PyTorch.Pickles;

/// <summary>The bytes of a pickle, read from the start. Reading past the end is an error.</summary>
/// <param name="bytes">A file that has pickles in it.</param>
/// <param name="start">Where the pickle begins.</param>
internal sealed class PickleBytes(byte[] bytes, int start)
{
    /// <summary>The maximum length of a module's or class's name.</summary>
    private const int MostLine = 1000;

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The position of the next byte.</summary>
    public int At { get; private set; } = start;

    public byte Byte() => Take(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Take(8));

    /// <summary>A whole number of up to 255 bytes; a long if it fits.</summary>
    public object Long()
    {
        var value = new BigInteger(Take(Byte()));
        return value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value;
    }

    public byte[] Bytes(ulong count) => Take(count).ToArray();

    public string Text(ulong count)
    {
        try
        {
            return Utf8.GetString(Take(count));
        }
        catch (DecoderFallbackException)
        {
            throw new PickleException("its text isn't valid UTF-8");
        }
    }

    /// <summary>Python 2's str, whose bytes are characters.</summary>
    public string Latin1(ulong count) => Encoding.Latin1.GetString(Take(count));

    /// <summary>Text up to a line's end.</summary>
    public string Line()
    {
        int length = bytes.AsSpan(At).IndexOf((byte)'\n');
        if (length is < 0 or > MostLine)
        {
            throw new PickleException("its name has no end");
        }

        string text = Text((ulong)length);
        At++;
        return text;
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)(bytes.Length - At))
        {
            throw new PickleException(FormattableString.Invariant($"{count:N0} bytes are needed, and {bytes.Length - At:N0} are left"));
        }

        At += (int)count;
        return bytes.AsSpan(At - (int)count, (int)count);
    }
}

using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;
using System.IO.Hashing;

namespace Swarm;

/// <summary>Writes PNG files of 8 bits a channel, red, green and blue: W3C, "Portable Network Graphics (PNG) Specification".</summary>
internal static class PngFile
{
    private const int BytesPerPixel = 3;
    private const byte BitsPerChannel = 8;
    private const byte TrueColour = 2;
    private const byte FilterUp = 2;

    internal static void Write(string path, int width, int height, ReadOnlySpan<byte> pixels)
    {
        using FileStream file = File.Create(path);
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1a, (byte)'\n']);

        // The last three: the only compression and filter methods that exist, and no interlacing.
        byte[] header = [0, 0, 0, 0, 0, 0, 0, 0, BitsPerChannel, TrueColour, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, Compress(width * BytesPerPixel, pixels));
        WriteChunk(file, "IEND"u8, []);
    }

    // Each row as its difference to the row above, which compresses better than the row.
    private static byte[] Compress(int stride, ReadOnlySpan<byte> pixels)
    {
        using MemoryStream compressed = new();
        using (ZLibStream stream = new(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            byte[] filtered = new byte[stride + 1];
            filtered[0] = FilterUp;
            for (int start = 0; start < pixels.Length; start += stride)
            {
                for (int index = 0; index < stride; index++)
                {
                    int above = start == 0 ? 0 : pixels[start - stride + index];
                    filtered[index + 1] = (byte)(pixels[start + index] - above);
                }

                stream.Write(filtered);
            }
        }

        return compressed.ToArray();
    }

    private static void WriteChunk(Stream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);

        Crc32 crc = new();
        crc.Append(type);
        crc.Append(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, crc.GetCurrentHashAsUInt32());
        file.Write(number);
    }
}

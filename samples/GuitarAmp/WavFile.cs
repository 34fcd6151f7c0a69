using System;
using System.Buffers.Binary;
using System.IO;

namespace GuitarAmp;

/// <summary>Reads WAV files with 16, 24 or 32-bit PCM or 32-bit floats, and writes the latter.</summary>
internal static class WavFile
{
    private const int Pcm = 1;
    private const int Float = 3;
    private const int Extensible = 0xFFFE;

    /// <summary>The first channel of a file.</summary>
    internal static Sound Read(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        if (file.Length < 12 || !file.AsSpan(0, 4).SequenceEqual("RIFF"u8) || !file.AsSpan(8, 4).SequenceEqual("WAVE"u8))
        {
            throw new InvalidDataException($"{path} isn't a WAV file: it doesn't start with RIFF and WAVE.");
        }

        WavFormat? format = null;
        int at = 12;
        while (file.Length - at >= 8)
        {
            ReadOnlySpan<byte> id = file.AsSpan(at, 4);
            uint size = BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 4));
            at += 8;
            if (size > (uint)(file.Length - at))
            {
                throw new InvalidDataException(
                    $"{path} is truncated: a part of it should have {size:#,0} bytes, and the file ends after {file.Length - at:#,0}.");
            }

            ReadOnlySpan<byte> chunk = file.AsSpan(at, (int)size);
            if (id.SequenceEqual("fmt "u8))
            {
                format = ReadFormat(path, chunk);
            }
            else if (id.SequenceEqual("data"u8))
            {
                return ReadSamples(path, format ?? throw new InvalidDataException($"{path} has sound before its format (no fmt chunk)."), chunk);
            }

            // Chunks start at even offsets.
            at = (int)Math.Min(file.Length, at + (long)size + (size & 1));
        }

        throw new InvalidDataException($"{path} is truncated: it has no sound (no data chunk).");
    }

    internal static void Write(string path, Sound sound)
    {
        int bytes = checked(sound.Samples.Length * sizeof(float));
        using BinaryWriter writer = new(File.Create(path));
        writer.Write("RIFF"u8);
        writer.Write(4 + (8 + 18) + (8 + 4) + (8 + bytes));
        writer.Write("WAVE"u8);

        writer.Write("fmt "u8);
        writer.Write(18);
        writer.Write((short)Float);
        writer.Write((short)1);
        writer.Write(sound.Rate);
        writer.Write(sound.Rate * sizeof(float));
        writer.Write((short)sizeof(float));
        writer.Write((short)(8 * sizeof(float)));
        writer.Write((short)0);

        // Formats other than PCM state their number of samples.
        writer.Write("fact"u8);
        writer.Write(4);
        writer.Write(sound.Samples.Length);

        writer.Write("data"u8);
        writer.Write(bytes);
        foreach (float sample in sound.Samples)
        {
            writer.Write(sample);
        }
    }

    private static WavFormat ReadFormat(string path, ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length < 16)
        {
            throw new InvalidDataException($"{path} has a fmt chunk of {chunk.Length} bytes; it needs 16.");
        }

        int encoding = BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        int channels = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]);
        int rate = BinaryPrimitives.ReadInt32LittleEndian(chunk[4..]);
        int frame = BinaryPrimitives.ReadUInt16LittleEndian(chunk[12..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]);
        if (encoding == Extensible && chunk.Length >= 26)
        {
            // The first bytes of the identifier are the encoding.
            encoding = BinaryPrimitives.ReadUInt16LittleEndian(chunk[24..]);
        }

        if ((encoding, bits) is not ((Pcm, 16 or 24 or 32) or (Float, 32)))
        {
            throw new InvalidDataException(
                $"{path} has samples of encoding {encoding} with {bits} bits; PCM (1) with 16, 24 or 32 bits and floats (3) with 32 are supported.");
        }

        if (channels < 1 || rate < 1 || frame != channels * bits / 8)
        {
            throw new InvalidDataException(
                $"{path} has a format that contradicts itself: {channels} channels, {rate} Hz, {bits} bits, {frame} bytes for a sample of all channels.");
        }

        return new WavFormat(encoding == Float, bits / 8, rate, frame);
    }

    private static Sound ReadSamples(string path, WavFormat format, ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
        {
            throw new InvalidDataException($"{path} has no samples.");
        }

        if (data.Length % format.Frame != 0)
        {
            throw new InvalidDataException(
                $"{path} is truncated: {data.Length:#,0} bytes of sound aren't a whole number of samples, {format.Frame} bytes each.");
        }

        float[] samples = new float[data.Length / format.Frame];
        for (int index = 0; index < samples.Length; index++)
        {
            ReadOnlySpan<byte> sample = data.Slice(index * format.Frame, format.Bytes);
            samples[index] = format switch
            {
                { IsFloat: true } => BinaryPrimitives.ReadSingleLittleEndian(sample),
                { Bytes: 2 } => BinaryPrimitives.ReadInt16LittleEndian(sample) / 32_768f,
                { Bytes: 3 } => (BinaryPrimitives.ReadInt16LittleEndian(sample[1..]) * 256 + sample[0]) / 8_388_608f,
                _ => BinaryPrimitives.ReadInt32LittleEndian(sample) / 2_147_483_648f,
            };

            // One NaN would stay in the state of the network for good.
            if (!float.IsFinite(samples[index]))
            {
                throw new InvalidDataException($"{path} has a sample that isn't a number, at {index:#,0}.");
            }
        }

        return new Sound(format.Rate, samples);
    }

    /// <param name="IsFloat">Whether samples are floats.</param>
    /// <param name="Bytes">Bytes of one channel's sample.</param>
    /// <param name="Rate">Samples a second.</param>
    /// <param name="Frame">Bytes of all channels' samples.</param>
    private readonly record struct WavFormat(bool IsFloat, int Bytes, int Rate, int Frame);
}

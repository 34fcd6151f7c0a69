using System;
using System.IO;
using System.Runtime.InteropServices;

/// <summary>Reads WAV files of 16-bit integers or 32-bit floats, the first of their channels, and writes such files of one channel.</summary>
internal static class WavFile
{
    private const short Integers = 1;
    private const short Floats = 3;

    public static (float[] Samples, int SampleRate) Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        using var reader = new BinaryReader(file);
        if (reader.ReadBytes(12) is not [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'A', (byte)'V', (byte)'E'])
        {
            throw new InvalidDataException($"{path} isn't a WAV file");
        }

        (short encoding, short channels, int sampleRate, short bits) = (0, 0, 0, 0);
        while (true)
        {
            string chunk = new(reader.ReadChars(4));
            byte[] content = reader.ReadBytes((int)Math.Min(reader.ReadUInt32(), file.Length - file.Position));
            if (chunk == "fmt ")
            {
                (encoding, channels) = (BitConverter.ToInt16(content, 0), BitConverter.ToInt16(content, 2));
                (sampleRate, bits) = (BitConverter.ToInt32(content, 4), BitConverter.ToInt16(content, 14));
            }
            else if (chunk == "data")
            {
                float[] samples = (encoding, bits) switch
                {
                    (Integers, 16) => Array.ConvertAll(MemoryMarshal.Cast<byte, short>(content).ToArray(), sample => sample / 32_768f),
                    (Floats, 32) => MemoryMarshal.Cast<byte, float>(content).ToArray(),
                    _ => throw new NotSupportedException($"{path} has neither 16-bit integers nor 32-bit floats"),
                };
                for (int i = 0; i < samples.Length / channels; i++)
                {
                    samples[i] = samples[i * channels];
                }

                return (samples[..(samples.Length / channels)], sampleRate);
            }
            else
            {
                // Something else about the sound. Chunks start at even places.
                reader.ReadBytes(content.Length % 2);
            }
        }
    }

    public static void Write(string path, ReadOnlySpan<float> samples, int sampleRate)
    {
        int bytes = samples.Length * sizeof(float);
        using var writer = new BinaryWriter(File.Create(path));
        writer.Write("RIFF"u8);
        writer.Write(36 + bytes);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write(Floats);
        writer.Write((short)1);
        writer.Write(sampleRate);
        writer.Write(sampleRate * sizeof(float));
        writer.Write((short)sizeof(float));
        writer.Write((short)(8 * sizeof(float)));
        writer.Write("data"u8);
        writer.Write(bytes);
        writer.Write(MemoryMarshal.AsBytes(samples));
    }
}

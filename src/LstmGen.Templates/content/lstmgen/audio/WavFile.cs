using System;
using System.IO;
using System.Runtime.InteropServices;

/// <summary>Writes sound of one channel as a WAV file of 32-bit floats.</summary>
internal static class WavFile
{
    private const short Floats = 3;

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

using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;

const int BlockLength = 64;
var amp = new Amp();
float[] block = new float[BlockLength];

// The first call compiles the network, which takes longer than a block may. It comes before the sound does.
amp.Play(block);
amp.Reset();

switch (args)
{
    case ["--stream"]:
        PlayStream();
        break;
    case [string path]:
        (float[] samples, int sampleRate) = WavFile.Read(path);
        PlaySound(samples, sampleRate);
        break;
    default:
        PlaySound(Tone(), Amp.SampleRate);
        break;
}

// From standard input to standard output: 32-bit floats, one channel, at the amp's rate. With sox and its default devices:
// rec -q -t f32 -r 44100 -c 1 - | dotnet run -c Release -- --stream | play -q -t f32 -r 44100 -c 1 -
void PlayStream()
{
    using Stream input = Console.OpenStandardInput();
    using Stream output = Console.OpenStandardOutput();
    Span<byte> bytes = MemoryMarshal.AsBytes(block.AsSpan());
    int count;
    while ((count = input.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) / sizeof(float)) > 0)
    {
        amp.Play(block.AsSpan(0, count));
        output.Write(bytes[..(count * sizeof(float))]);
        output.Flush();
    }
}

// A WAV file, at its own rate, or the tone.
void PlaySound(float[] sound, int sampleRate)
{
    if (sampleRate != Amp.SampleRate)
    {
        Console.WriteLine($"The sound has {sampleRate} samples a second, and the amp was trained at {Amp.SampleRate}: it sounds different.");
    }

    long start = Stopwatch.GetTimestamp();
    for (int i = 0; i < sound.Length; i += BlockLength)
    {
        amp.Play(sound.AsSpan(i, Math.Min(BlockLength, sound.Length - i)));
    }

    TimeSpan taken = Stopwatch.GetElapsedTime(start);
    WavFile.Write("amp.wav", sound, sampleRate);
    Console.WriteLine($"amp.wav: {(double)sound.Length / sampleRate:0.0} s in blocks of {BlockLength} samples took {taken.TotalMilliseconds:0} ms");
}

// Five seconds of a tone that fades, so that one hears how the amp distorts what is loud.
float[] Tone()
{
    float[] sound = new float[5 * Amp.SampleRate];
    for (int i = 0; i < sound.Length; i++)
    {
        sound[i] = 0.8f * (1 - (float)i / sound.Length) * MathF.Sin(2 * MathF.PI * 110 * i / Amp.SampleRate);
    }

    return sound;
}

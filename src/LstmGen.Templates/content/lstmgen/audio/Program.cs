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

if (args is ["--stream"])
{
    PlayStream();
}
else
{
    PlayTone("amp.wav");
}

// From standard input to standard output: 32-bit floats, one channel, 44,100 Hz. With sox and its default devices:
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

// Five seconds of a tone that fades, so that one hears how the amp distorts what is loud.
void PlayTone(string path)
{
    float[] sound = new float[5 * Amp.SampleRate];
    for (int i = 0; i < sound.Length; i++)
    {
        sound[i] = 0.8f * (1 - (float)i / sound.Length) * MathF.Sin(2 * MathF.PI * 110 * i / Amp.SampleRate);
    }

    long start = Stopwatch.GetTimestamp();
    for (int i = 0; i < sound.Length; i += BlockLength)
    {
        amp.Play(sound.AsSpan(i, Math.Min(BlockLength, sound.Length - i)));
    }

    TimeSpan taken = Stopwatch.GetElapsedTime(start);
    WavFile.Write(path, sound, Amp.SampleRate);
    Console.WriteLine($"{path}: 5 s in blocks of {BlockLength} samples took {taken.TotalMilliseconds:0} ms");
}

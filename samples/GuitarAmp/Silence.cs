using System;

namespace GuitarAmp;

/// <summary>What an amp plays before the sound, until it is at rest.</summary>
internal static class Silence
{
    private const int Blocks = 64;
    private const int Block = 64;

    internal static void Play(IAmp amp)
    {
        Span<float> samples = stackalloc float[Block];
        for (int block = 0; block < Blocks; block++)
        {
            samples.Clear();
            amp.Play(samples, samples);
        }
    }
}

using System;

namespace GuitarAmp;

/// <summary>The sample's own signal: twelve seconds of single notes and chords, the same ones each time.</summary>
internal static class Riff
{
    private const int Rate = 44_100;
    private const double Seconds = 12;
    private const double Beat = 0.5;
    private const float Peak = 0.5f;
    private const int Seed = 1;

    /// <summary>The notes plucked every half second, in semitones from the low E; the chords ring for two beats.</summary>
    private static readonly int[][] Beats =
    [
        [0], [7], [12], [15], [19], [15], [12], [7],
        [0, 7, 12], [], [3, 10, 15], [], [5, 12, 17], [], [3, 10, 15], [],
        [0, 7, 12, 15, 19, 24], [], [], [], [24], [22], [19], [],
    ];

    internal static Sound Play()
    {
        const double LowE = 82.41;
        Random random = new(Seed);
        float[] sound = new float[(int)(Seconds * Rate)];
        for (int beat = 0; beat < Beats.Length; beat++)
        {
            int start = (int)(beat * Beat * Rate);
            int end = (int)Math.Min(sound.Length, start + 2.5 * Rate);
            for (int number = 0; number < Beats[beat].Length; number++)
            {
                // One string after another, like a strumming hand.
                int delay = number * Rate / 80;
                PluckedString.Pluck(sound.AsSpan((start + delay)..end), Rate, LowE * Math.Pow(2, Beats[beat][number] / 12.0), 1, random);
            }
        }

        float highest = 0;
        foreach (float sample in sound)
        {
            highest = Math.Max(highest, Math.Abs(sample));
        }

        for (int index = 0; index < sound.Length; index++)
        {
            sound[index] *= Peak / highest;
        }

        return new Sound(Rate, sound);
    }
}

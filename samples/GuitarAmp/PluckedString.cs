using System;

namespace GuitarAmp;

/// <summary>
/// A plucked string after Karplus and Strong: noise that circulates in a delay line of one period, and is low-pass filtered each time.
/// </summary>
internal static class PluckedString
{
    /// <summary>Adds a string that is plucked at the start of <paramref name="sound"/> and rings to its end.</summary>
    internal static void Pluck(Span<float> sound, int rate, double frequency, float level, Random random)
    {
        // The mean of two neighbours delays by half a sample, the all-pass by the remaining fraction: the string is in tune.
        double period = rate / frequency - 0.5;
        int length = (int)(period - 0.1);
        float fraction = (float)(period - length);
        float allPass = (1 - fraction) / (1 + fraction);

        float[] line = new float[length];
        float pick = 0;
        for (int index = 0; index < length; index++)
        {
            // A pick is softer than white noise.
            pick += 0.5f * ((random.NextSingle() * 2 - 1) - pick);
            line[index] = pick;
        }

        float last = 0;
        float passedIn = 0;
        float passedOut = 0;
        for (int index = 0, at = 0; index < sound.Length; index++, at = at + 1 == length ? 0 : at + 1)
        {
            float now = line[at];
            sound[index] += level * now;
            float soft = 0.997f * 0.5f * (now + last);
            last = now;
            passedOut = allPass * (soft - passedOut) + passedIn;
            passedIn = soft;
            line[at] = passedOut;
        }
    }
}

using System;
using System.Numerics;

namespace Swarm;

/// <summary>
/// Noise that is as good as normal, and the same bits everywhere: of 64 coins, how many more than half show heads. That is binomial with a
/// standard deviation of 4. The usual methods for a normal distribution need a logarithm, whose bits depend on the platform.
/// </summary>
internal static class Noise
{
    internal static void Fill(Span<float> noise, ulong seed)
    {
        SplitMix64 random = new(seed);
        foreach (ref float value in noise)
        {
            value = (BitOperations.PopCount(random.Next()) - 32) / 4f;
        }
    }
}

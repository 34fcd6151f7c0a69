namespace Swarm;

/// <summary>
/// SplitMix64: G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014, with the constants of S.
/// Vigna's splitmix64.c (https://prng.di.unimi.it/splitmix64.c, public domain). Integers only, so the same on every processor.
/// </summary>
internal struct SplitMix64(ulong seed)
{
    private ulong _state = seed;

    internal ulong Next()
    {
        _state += 0x9e3779b97f4a7c15;
        return Mix(_state);
    }

    /// <summary>At least 0 and less than 1; a multiple of 2^-24, which a float holds exactly.</summary>
    internal float NextUnit() => (Next() >> 40) * (1f / (1 << 24));

    /// <summary>At least <paramref name="from"/> and less than, or by rounding equal to, <paramref name="to"/>.</summary>
    internal float NextBetween(float from, float to) => from + (to - from) * NextUnit();

    /// <summary>The seed of a separate stream, number <paramref name="stream"/> of those derived from <paramref name="seed"/>.</summary>
    internal static ulong Derive(ulong seed, ulong stream) => Mix(Mix(seed) + 0x9e3779b97f4a7c15 * (stream + 1));

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        return value ^ (value >> 31);
    }
}

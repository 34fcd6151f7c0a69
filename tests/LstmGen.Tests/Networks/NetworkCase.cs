using System.Globalization;

namespace LstmGen.Tests.Networks;

/// <summary>A network with the seed of its parameters and of its input.</summary>
public sealed class NetworkCase(NetworkSpec spec, int seed, double scale)
{
    public NetworkSpec Spec { get; } = spec;

    public int Seed { get; } = seed;

    public double Scale { get; } = scale;

    public float[] Parameters { get; } = spec.RandomParameters(seed, scale);

    public float[] Input { get; } = spec.RandomInput(seed);

    /// <summary>All that is needed to run the case again.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"seed {Seed}, scale {Scale}:\n{Spec}");
}

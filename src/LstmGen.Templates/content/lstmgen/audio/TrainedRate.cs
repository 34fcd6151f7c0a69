using static Unstated;

/// <summary>What is true of a model whose file doesn't say it, as amp.json doesn't.</summary>
internal static class Unstated
{
    public const double SampleRate = 44_100;
}

namespace Trained
{
    // The model's file, where it has a sample rate, as those of NAM, AIDA-X and RTNeural may: a name is looked for here first.
    using static Amp.Metadata;

    internal static class Rate
    {
        public const int Hertz = (int)SampleRate;
    }
}

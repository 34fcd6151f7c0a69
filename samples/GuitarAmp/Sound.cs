namespace GuitarAmp;

/// <summary>One channel of sound; full scale is 1.</summary>
/// <param name="Rate">Samples a second.</param>
/// <param name="Samples">The samples.</param>
internal sealed record Sound(int Rate, float[] Samples)
{
    internal double Seconds => (double)Samples.Length / Rate;
}

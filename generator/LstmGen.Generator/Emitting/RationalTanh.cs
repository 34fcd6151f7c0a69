namespace LstmGen.Generator.Emitting;

/// <summary>
/// tanh as x·P(x²)/Q(x²), with the coefficients that generator/math/tanh.py derives. Their errors are stated there.
/// </summary>
/// <param name="Limit">Where the result becomes ±1.</param>
internal sealed record RationalTanh(float P0, float P1, float P2, float P3, float P4, float Q0, float Q1, float Q2, float Q3, float Limit)
{
    public static readonly RationalTanh Tanh = new(
        34459425f / 45f, 4729725f / 45f, 135135f / 45f, 990f / 45f, 1f / 45f,
        34459425f / 45f, 16216200f / 45f, 945945f / 45f, 13860f / 45f, 6f);

    /// <summary>
    /// tanh(x/2), which gives the same bits as tanh of x·½: the coefficients are scaled by powers of two, which rounds nothing.
    /// </summary>
    public static readonly RationalTanh TanhOfHalf = new(
        Tanh.P0 * 128, Tanh.P1 * 32, Tanh.P2 * 8, Tanh.P3 * 2, Tanh.P4 / 2,
        Tanh.Q0 * 256, Tanh.Q1 * 64, Tanh.Q2 * 16, Tanh.Q3 * 4, 2 * Tanh.Limit);
}

namespace LstmGen.Generator.Emitting;

/// <summary>
/// tanh as c·x + x·P(x²)/Q(x²) with Q monic, by the coefficients that generator/math/tanh.py derives. Their errors are stated in
/// generator/math/README.md.
/// </summary>
/// <param name="Limit">Where the result becomes ±1.</param>
internal sealed record RationalTanh(
    float P0, float P1, float P2, float P3, float P4, float Q0, float Q1, float Q2, float Q3, float C, float Limit)
{
    public static readonly RationalTanh Tanh = new(
        984766.938f, 56430.5586f, -1626.57019f, -50.5394936f, -0.169889659f,
        1212020.88f, 566692.188f, 31591.6309f, 408.108368f,
        0.1875f, 8.2f);

    /// <summary>
    /// tanh(x/2), which gives the same bits as tanh of x·½: the coefficients are scaled by powers of two, which rounds nothing.
    /// </summary>
    public static readonly RationalTanh TanhOfHalf = new(
        Tanh.P0 * 128, Tanh.P1 * 32, Tanh.P2 * 8, Tanh.P3 * 2, Tanh.P4 / 2,
        Tanh.Q0 * 256, Tanh.Q1 * 64, Tanh.Q2 * 16, Tanh.Q3 * 4,
        Tanh.C / 2, 2 * Tanh.Limit);
}

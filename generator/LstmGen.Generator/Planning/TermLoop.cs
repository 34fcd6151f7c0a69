using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>
/// The terms of a part of a weighted sum that continue the sum, where a loop adds them. Those before it start the chains; those after it
/// are too few for all chains.
/// </summary>
/// <param name="Start">The first term in the loop.</param>
/// <param name="End">The first term after it.</param>
/// <param name="Step">How many terms the loop takes at a time: one for each chain.</param>
/// <param name="Count">How many terms there are.</param>
internal readonly record struct TermLoop(int Start, int End, int Step, int Count)
{
    /// <summary>A loop over fewer values isn't worth its overhead.</summary>
    private const int MostWithoutLoop = 4;

    /// <summary>
    /// A loop over a block takes at least this many terms at a time: with one, its exit is mispredicted too often, and 64 → 128 takes 1.15
    /// times as long in vectors of 256 bits.
    /// </summary>
    private const int LeastTurnOfBlock = 4;

    /// <summary>Whether there is a loop; otherwise all terms are written out.</summary>
    public bool IsLoop => Start < End;

    /// <summary>The loop over the terms that continue a sum.</summary>
    /// <param name="isShort">Whether code size counts for more than time: batch code has many sums, and inlining is limited.</param>
    public static TermLoop Of(SumOrder order, bool isShort = false)
    {
        int most = isShort && order.HasBlocks ? 1 : MostWithoutLoop;
        int start = order.First <= most ? order.First : order.Chains > 1 ? order.Chains : 0;
        return new TermLoop(start, start + ((order.First - start) / order.Chains * order.Chains), order.Chains, order.First);
    }

    /// <summary>How many terms the loop over a block takes at a time.</summary>
    /// <param name="isShort">Whether code size counts for more than time.</param>
    public static int TurnOfBlock(SumOrder order, bool isShort = false) =>
        isShort ? order.Chains : System.Math.Max(order.Chains, LeastTurnOfBlock);
}

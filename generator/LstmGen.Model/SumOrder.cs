using System.Collections.Generic;

namespace LstmGen.Generator.Model;

/// <summary>How the terms of one part of a weighted sum are added up, as <see cref="Summation"/> explains.</summary>
/// <param name="Chains">The interleaved chains of each run of terms.</param>
/// <param name="First">The terms that continue the sum: all of them where there are no blocks, and at least one for each chain.</param>
/// <param name="Block">The terms of each block, equally many for each chain, or 0 where there are no blocks.</param>
/// <param name="Terms">How many there are.</param>
internal readonly record struct SumOrder(int Chains, int First, int Block, int Terms)
{
    public bool HasBlocks => First < Terms;

    /// <summary>The first term of each block.</summary>
    public IEnumerable<int> Blocks
    {
        get
        {
            for (int first = First; first < Terms; first += Block)
            {
                yield return first;
            }
        }
    }
}

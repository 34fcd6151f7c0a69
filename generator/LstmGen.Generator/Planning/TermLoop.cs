using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>
/// The terms of one part of a weighted sum where a loop adds them up. Those in front of it start the chains; those behind it are too few
/// for all chains.
/// </summary>
/// <param name="Start">The first term in the loop.</param>
/// <param name="End">The first term behind it.</param>
/// <param name="Step">How many terms the loop takes at a time: one for each chain.</param>
/// <param name="Count">How many terms there are.</param>
internal readonly record struct TermLoop(int Start, int End, int Step, int Count)
{
    /// <summary>A loop over fewer values is not worth its control.</summary>
    private const int MostWithoutLoop = 4;

    /// <summary>Whether there is a loop, or all terms are written out.</summary>
    public bool IsLoop => Start < End;

    /// <param name="terms">How many there are.</param>
    public static TermLoop Of(WeightedLayer layer, int terms)
    {
        int chains = Summation.Chains(layer, terms);
        int start = terms <= MostWithoutLoop ? terms : chains > 1 ? chains : 0;
        return new TermLoop(start, start + ((terms - start) / chains * chains), chains, terms);
    }
}

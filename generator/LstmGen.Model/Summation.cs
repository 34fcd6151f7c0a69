namespace LstmGen.Generator.Model;

/// <summary>
/// The order in which a weighted sum is added up. It is part of the arithmetic: it depends on the layer's shape alone, so every schedule
/// and vector width gives the same bits.
/// </summary>
/// <remarks>
/// A sum starts with the bias and adds the input's terms, then the hidden state's. Each of the two parts runs in a number of interleaved
/// chains: term k belongs to chain k mod n; chain 0 continues what was summed before, the others start with their first product; at the end
/// the upper half of the chains is added to the lower half until one is left. Where there are many terms, only the first ones do that; the
/// others form blocks (<see cref="SumOrder"/>), each with a sum of its own that starts from zero, in as many chains, and that sum is added
/// to the total.
/// </remarks>
internal static class Summation
{
    /// <summary>
    /// Two multiply-add units with a latency of four cycles keep eight sums in flight. Twice as many let the sums of a step overlap with
    /// the activations of the step before: measured, 16 units gain 12 % over eight, and more than 16 gain nothing.
    /// </summary>
    private const int SumsInFlight = 16;

    /// <summary>With this many sums, half of sixteen registers are left for the values added.</summary>
    private const int MostChains = 8;

    /// <summary>Lanes of the vectors for which the chains are chosen, whatever vectors the processor has.</summary>
    private const int Lanes = 16;

    /// <summary>
    /// Terms of each chain of a block. Rounding errors grow with the number of additions that a term passes through: with blocks of twelve
    /// the root-mean-square error is below that of ONNX Runtime at every size from 2 → 3 to 512 → 64 (AccuracyTests), and with eight or
    /// sixteen it is higher: 16 → 64 1.70e-8 and 1.77e-8 instead of 1.60e-8, 512 → 64 2.29e-8 and 2.16e-8 instead of 2.07e-8.
    /// </summary>
    private const int BlockOfChain = 12;

    /// <summary>Up to this many terms, a chain needs no blocks.</summary>
    private const int MostWithoutBlocks = 16;

    /// <summary>How the <paramref name="terms"/> of one part of a sum are added up.</summary>
    public static SumOrder Order(WeightedLayer layer, int terms)
    {
        int chains = Chains(layer, terms);
        if (terms <= MostWithoutBlocks * chains)
        {
            return new SumOrder(chains, terms, 0, terms);
        }

        int block = BlockOfChain * chains;
        int first = terms % block;
        return new SumOrder(chains, first < chains ? first + block : first, block, terms);
    }

    /// <summary>The most chains in which a sum of a layer runs: those of its input's part or of its hidden state's.</summary>
    public static int Chains(WeightedLayer layer) => System.Math.Max(Chains(layer, layer.Input), Chains(layer, layer.Recurrent));

    /// <summary>
    /// How many chains the <paramref name="terms"/> of one part of a sum run in: enough for a narrow layer to keep the multiply-add units
    /// busy, with at least two terms in each.
    /// </summary>
    private static int Chains(WeightedLayer layer, int terms)
    {
        int sums = layer.Gates * ((layer.Units + Lanes - 1) / Lanes);
        int chains = 1;
        while (chains < MostChains && sums * chains * 2 <= SumsInFlight && terms >= 4 * chains)
        {
            chains *= 2;
        }

        return chains;
    }
}

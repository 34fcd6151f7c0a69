using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>Where one way to write a layer becomes better than another: the basis of <see cref="Unroll.Auto"/>.</summary>
/// <remarks>
/// Measured on Zen 5 (EPYC, family 26) with .NET 10, nanoseconds a step, the smallest of 300 interleaved repeats; tests/LstmGen.Benchmarks
/// has the programs. "Written out" is a step in straight-line code, "loops" are loops over the summed values with the sums in registers.
/// <code>
/// layer                        written out   loops      written out   loops
///                                 512 bits                 256 bits
/// 1 -> 8                              33.6    35.0             36.8            one vector of 8 lanes: h stays in a register
/// 1 -> 16                             41.9    43.1             64.6    68.5
/// 1 -> 20                             47.8    48.4             85.6    90.9
/// 8 -> 32                             80.9    81.2            172      169
/// 1 -> 40                            110     107              228      226
/// </code>
/// From 16 units on the two are equally fast, and loops need a tenth of the text and of the time until the first result. A whole sequence
/// that is written out (2 -> 3, 4 steps) used to be slower, because the JIT keeps the parameters and constants that all steps read in one
/// variable each across all steps, and runs out of registers. Read through references that advance between the steps by a zero unknown to
/// the JIT, it takes as long as a loop or less; ns a step, for calls that overlap, then for calls that depend on the one before:
/// <code>
///             loop   written out   by references        loop   written out   by references
/// 512 bits    15.7          18.8            16.0        23.7          26.8            23.8
/// 256 bits    18.9          25.4            19.0        23.7          30.1            23.5
/// 128 bits    22.4          24.3            21.6        26.0          27.8            25.0
/// scalar      58.0          58.9            53.1        58.1          58.8            53.2
/// </code>
/// Where the parameters exceed the L1 cache, reading the recurrent half back and forth takes
/// 16 -> 64 from 546 to 404, and the input's half for four steps at once 64 -> 128 from 2,900 to 2,100.
/// </remarks>
internal static class Crossovers
{
    /// <summary>
    /// A hidden state in a vector of at most this many lanes stays in its register from step to step; wider ones are read back from memory.
    /// </summary>
    public const int MostLanesToSpread = 8;

    /// <summary>Up to this many summed values have local variables of their own.</summary>
    public const int MostNamedValues = 24;

    /// <summary>Bytes of an L1 data cache.</summary>
    public const int FirstCache = 32768;

    /// <summary>
    /// Up to this many packed parameters of a trained model are read in place from the assembly, where they aren't cache-line aligned. With
    /// more, vectors that cross a line cost more than one copy at the first use. Each layer followed by a Dense layer of one unit, ns a
    /// step in place and from a copy: 2 -> 3 29.4 and 29.4, 1 -> 8 33.8 and 33.8, 1 -> 16 42.7 and 40.7, 1 -> 20 55 and 49, 1 -> 40 168 and
    /// 110, 8 -> 32 131 and 83.
    /// </summary>
    public const int MostParametersInPlace = 1024;

    /// <summary>With fewer inputs, writing and reading the input's half of the sums costs as much as it saves.</summary>
    public const int LeastInputToHoist = 4;

    /// <summary>In a batch, a sum over more rows of parameters than this is a loop.</summary>
    public const int MostRowsWrittenOut = 8;

    /// <summary>In a batch, with more units at a time the JIT doesn't inline all of their activations.</summary>
    public const int MostUnitsOfTile = 4;

    /// <summary>
    /// The local variables that the activations of a tile may add to batch code that is written once for all widths: half of the JIT's
    /// limit for inlining, because there each operation is an inlined call too.
    /// </summary>
    public const int MostLocalsOfTile = 256;

    /// <summary>Up to this many features, or outputs, are copied between the sequences and the rows of a batch without a loop.</summary>
    public const int MostMovesWrittenOut = 8;

    /// <summary>This many sequences take turns at each step.</summary>
    public const int SequencesOfTurn = 4;

    /// <summary>
    /// With more units, a single sequence keeps the processor busy. The time of four sequences that take turns at each step, relative to
    /// one after another: 2 -> 3 0.41, 1 -> 8 0.57, 1 -> 16 0.86, 1 -> 20 0.79, 8 -> 32 1.15.
    /// </summary>
    public const int MostUnitsInTurns = 24;

    /// <summary>The factor by which a second vector of sequences lengthens a block: it computes while the first one waits.</summary>
    public const double SecondVector = 1.8;

    /// <summary>
    /// How many sequences, computed one by one, take as long as a block of up to a vector of them: a single sequence uses the lanes for its
    /// units, the better the more units it has.
    /// </summary>
    /// <remarks>
    /// Measured on a Xeon (Emerald Rapids) with .NET 10, the time of a block of one sequence relative to a step alone:
    /// <code>
    /// units       3     8    16    20    40
    /// 512 bits  4.7   7.4  11.8  14.2  15.5
    /// 256 bits  3.6   5.6   8.3   8.0   6.9
    /// </code>
    /// </remarks>
    public static double SequencesOfBlock(int width, int bits, double units) => width * (bits switch
    {
        512 => 0.2 + (0.035 * units),
        256 => 0.35 + (0.045 * units),
        _ => 0.55 + (0.05 * units),
    });

    /// <summary>
    /// The most steps of a sequence that is written out: with more, each call reads machine code that is no longer in the cache.
    /// </summary>
    private const int MostStepsWrittenOut = 8;

    /// <summary>The most methods of such a sequence; they pass the state on in memory.</summary>
    private const int MostMethodsOfSequence = 2;

    /// <summary>The most multiply-adds of a layer without vectors that are written out.</summary>
    private const int MostScalarMultiplyAdds = 400;

    /// <summary>The most multiply-adds of a Dense layer that are written out.</summary>
    private const int MostDenseMultiplyAdds = 64;

    public static bool IsWrittenOut(WeightedLayer layer, EquatableArray<Group> groups, int width) =>
        layer is DenseLayer ? Budget.MultiplyAddsOf(layer, groups) <= MostDenseMultiplyAdds
        : width == 1 ? Budget.MultiplyAddsOf(layer, groups) <= MostScalarMultiplyAdds
        : StaysInRegisters(groups) && NamesValues(layer);

    /// <summary>
    /// Whether code can read constants through advancing references: without them, sequences that are written out are slower than loops.
    /// </summary>
    public static bool ReadsByReference(Target target) => target.Vectors && target.ConstantSpans;

    /// <summary>
    /// Whether all steps of a sequence are written out, each by the method of a step, which needs no memory of its own. The layers after
    /// the last recurrent one would be written out with each step too; here they come only at the end.
    /// </summary>
    public static bool WritesOutSequence(Network network, Target target, IEnumerable<Stage> stages, int stepsPerMethod) =>
        ReadsByReference(target)
        && network.Steps <= MostStepsWrittenOut
        && network.Steps <= stepsPerMethod * MostMethodsOfSequence
        && !network.MasksByValue
        && (!network.ReturnsSequences || network.LastOverTime == network.Layers.Count - 1)
        && stages.All(stage => stage.First is StraightSchedule { KeepsInLocals: true })
        && !stages.Take(network.LastOverTime).Any(stage => ((StraightSchedule)stage.First).HasRowInMemory(isLast: false));

    public static bool StaysInRegisters(EquatableArray<Group> groups) => groups.Count == 1 && groups[0].Lanes <= MostLanesToSpread;

    public static bool NamesValues(WeightedLayer layer) => layer.Input + layer.Recurrent <= MostNamedValues;
}

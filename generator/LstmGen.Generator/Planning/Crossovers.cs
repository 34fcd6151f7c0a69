using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>
/// Where one way to write a layer becomes better than another: the table behind <see cref="Unroll.Auto"/>.
/// </summary>
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
/// From 16 units on the two are alike, and loops are a tenth of the text and of the time until the first result. A whole sequence that is
/// written out (2 -> 3, 4 steps) used to lose, because the runtime's compiler takes what all steps read, parameters and constants, for one
/// value each, keeps them for all steps, and runs out of registers. Read through references that move by an unknown nothing between
/// the steps, it takes as long as a loop or less; ns a step, calls that overlap, then calls that read what the one before wrote:
/// <code>
///             loop   written out   by references        loop   written out   by references
/// 512 bits    15.7          18.8            16.0        23.7          26.8            23.8
/// 256 bits    18.9          25.4            19.0        23.7          30.1            23.5
/// 128 bits    22.4          24.3            21.6        26.0          27.8            25.0
/// scalar      58.0          58.9            53.1        58.1          58.8            53.2
/// </code>
/// Where the parameters outgrow the first cache, reading the recurrent half back and forth takes
/// 16 -> 64 from 546 to 404, and the input's half for four steps at once 64 -> 128 from 2,900 to 2,100.
/// </remarks>
internal static class Crossovers
{
    /// <summary>
    /// A hidden state in a vector of at most as many lanes stays in its register from step to step; wider ones are read back from memory.
    /// </summary>
    public const int MostLanesToSpread = 8;

    /// <summary>So many values that are summed up have local variables of their own.</summary>
    public const int MostNamedValues = 24;

    /// <summary>Bytes of a first cache.</summary>
    public const int FirstCache = 32768;

    /// <summary>
    /// Packed parameters of a trained model that are read where the assembly has them, which is at no cache line. With more, vectors that
    /// lie across two lines cost more than one copy at the first use. With a Dense layer of one unit behind each, ns a step in place and
    /// from a copy: 2 -> 3 29.4 and 29.4, 1 -> 8 33.8 and 33.8, 1 -> 16 42.7 and 40.7, 1 -> 20 55 and 49, 1 -> 40 168 and 110, 8 -> 32 131
    /// and 83.
    /// </summary>
    public const int MostParametersInPlace = 1024;

    /// <summary>With fewer inputs, writing and reading the input's half of the sums costs as much as it saves.</summary>
    public const int LeastInputToHoist = 4;

    /// <summary>In a batch, a sum of more rows of parameters than this is a loop over them.</summary>
    public const int MostRowsWrittenOut = 8;

    /// <summary>In a batch, with more units at a time their activations are more than the runtime's compiler inlines.</summary>
    public const int MostUnitsOfTile = 4;

    /// <summary>
    /// The local variables that the activations of a tile may bring into code of a batch that is written once for all widths: half of what
    /// the runtime's compiler inlines into, because there each operation is a call that is inlined too.
    /// </summary>
    public const int MostLocalsOfTile = 256;

    /// <summary>Features, or outputs, that are moved between the sequences and the rows of a batch without a loop.</summary>
    public const int MostMovesWrittenOut = 8;

    /// <summary>So many sequences take turns at each step.</summary>
    public const int SequencesOfTurn = 4;

    /// <summary>
    /// With more units, a step of a sequence fills the processor by itself. Four sequences that take turns at each step, over the time that
    /// they take one after the other: 2 -> 3 0.41, 1 -> 8 0.57, 1 -> 16 0.86, 1 -> 20 0.79, 8 -> 32 1.15.
    /// </summary>
    public const int MostUnitsInTurns = 24;

    /// <summary>What a second vector of sequences adds to the time of a block: it computes where the first one waits.</summary>
    public const double SecondVector = 1.8;

    /// <summary>
    /// How many sequences in turn take as long as a block of at most a vector of them: a sequence alone uses the lanes of its units, and
    /// the more of them the better.
    /// </summary>
    /// <remarks>
    /// Measured on a Xeon (Emerald Rapids) with .NET 10, the time of a block of one sequence over that of a step alone:
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

    /// <summary>Steps of a sequence that is written out: with more, its machine code is read for the first time at each call.</summary>
    private const int MostStepsWrittenOut = 8;

    /// <summary>Methods that such a sequence may have, which hand the state on in memory.</summary>
    private const int MostMethodsOfSequence = 2;

    /// <summary>Multiply-adds of a layer without vectors that are written out.</summary>
    private const int MostScalarMultiplyAdds = 400;

    /// <summary>Multiply-adds of a Dense layer that are written out.</summary>
    private const int MostDenseMultiplyAdds = 64;

    public static bool IsWrittenOut(WeightedLayer layer, EquatableArray<Group> groups, int width) =>
        layer is DenseLayer ? Budget.MultiplyAddsOf(layer, groups) <= MostDenseMultiplyAdds
        : width == 1 ? Budget.MultiplyAddsOf(layer, groups) <= MostScalarMultiplyAdds
        : StaysInRegisters(groups) && NamesValues(layer);

    /// <summary>Whether code can read constants through references that move: without them, sequences that are written out lose.</summary>
    public static bool ReadsByReference(Target target) => target.Vectors && target.ConstantSpans;

    /// <summary>
    /// Whether all steps of a sequence are written out, each by the method of a step, which needs no memory of its own. What would be
    /// written out with each of them besides, the layers behind the last recurrent one, stands at the end alone.
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

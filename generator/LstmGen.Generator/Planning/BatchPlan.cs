using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>How many sequences are computed side by side, one in each lane, and how.</summary>
/// <param name="StateRows">Vectors of state for a block of sequences: h and c of every unit.</param>
/// <param name="ScratchRows">Vectors of scratch memory: see <see cref="BatchRows"/>.</param>
/// <param name="VectorsOfRow">
/// Vectors in a row. With two, one half of the sequences computes while the other waits for its activations (2 -> 3 with vectors of 512
/// bits: 5.6 ns a step of a sequence with one, 4.5 with two); networks too large for two on a small stack compute for so long that they
/// hardly wait.
/// </param>
/// <param name="Input">How the features of a step are copied from the sequences to rows.</param>
/// <param name="Output">How the outputs of a step are copied from rows to the sequences.</param>
/// <param name="BackEnds">The code for each vector width; none where the sequences are computed one by one.</param>
internal sealed record BatchPlan(
    int StateRows, int ScratchRows, int VectorsOfRow, BatchMoves Input, BatchMoves Output, EquatableArray<BatchBackEnd> BackEnds)
{
    /// <summary>
    /// Whether that code is written once and compiled for each width by the JIT: where the target's language allows it and there are
    /// several widths.
    /// </summary>
    public bool IsWrittenOnce { get; init; }

    /// <summary>How many sequences take turns at each step, rather than running from their first step to their last one by one.</summary>
    public int SequencesOfTurn { get; init; } = 1;

    /// <summary>Whether each lane is a sequence; where a block wouldn't fit a small stack, the sequences are computed one by one.</summary>
    public bool IsVectorised => BackEnds.Count > 0;
}

/// <summary>Values that are copied between the sequences of a block and its rows.</summary>
/// <param name="Count">How many of each sequence.</param>
/// <param name="IsLoop">Whether a loop copies them, or each copy is written out.</param>
internal readonly record struct BatchMoves(int Count, bool IsLoop);

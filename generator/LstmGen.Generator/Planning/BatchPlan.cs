namespace LstmGen.Generator.Planning;

/// <summary>How many sequences are computed side by side, one in each lane.</summary>
/// <param name="StateRows">Vectors of state for a block of sequences: h and c of every unit.</param>
/// <param name="ScratchRows">
/// Vectors of scratch memory: the input of a step, the next h of a layer, the outputs of two Dense layers, what phases of a cell leave for
/// later ones.
/// </param>
/// <param name="IsVectorised">Whether lanes run over sequences; where a block wouldn't fit a small stack, the sequences take turns.</param>
/// <param name="VectorsOfRow">
/// Vectors in a row. With two, one half of the sequences computes while the other waits for its activations (2 -> 3 with vectors of 512
/// bits: 5.6 ns a step of a sequence with one, 4.5 with two); networks with so many values that two wouldn't fit a small stack compute for
/// so long that they hardly wait.
/// </param>
internal sealed record BatchPlan(int StateRows, int ScratchRows, bool IsVectorised, int VectorsOfRow);

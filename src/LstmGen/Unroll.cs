namespace LstmGen;

/// <summary>How far the loops of a network are written out. The results are the same bits for every choice.</summary>
public enum Unroll
{
    /// <summary>The generator chooses by the estimated size of the code.</summary>
    Auto = 0,

    /// <summary>Every step of a whole sequence stands in the code, one after the other, and the state stays in local variables. Needs <c>Steps</c>.</summary>
    Full = 1,

    /// <summary>One step is written out, and runs once for each step of the sequence.</summary>
    Step = 2,

    /// <summary>Loops over the units and over the summed values: the smallest code, for networks that are too big to be written out.</summary>
    Tiled = 3,
}

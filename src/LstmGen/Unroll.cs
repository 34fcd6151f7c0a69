#if LSTMGEN_GENERATOR // which runs in the compiler, without the user's libraries
namespace LstmGen.Generator.Model;

internal enum Unroll
#else
namespace LstmGen;

/// <summary>How far the loops of a network are written out. The results are the same bits for every choice.</summary>
public enum Unroll
#endif
{
    /// <summary>
    /// By size, from measurements: a step that stays in registers is written out, what is larger is a loop, and a sequence of at most 8 such
    /// steps is unrolled whole, by a method that becomes a part of each step.
    /// </summary>
    Auto = 0,

    /// <summary>
    /// Every step of a whole sequence is written out, one after the other. It reads well, and is as fast as <see cref="Auto"/>. Needs
    /// <c>Steps</c>.
    /// </summary>
    Full = 1,

    /// <summary>One step is written out, and runs once for each step of the sequence.</summary>
    Step = 2,

    /// <summary>Loops over the units and over the summed values: the smallest code, and from 16 units on as fast as a step that is written out.</summary>
    Tiled = 3,
}

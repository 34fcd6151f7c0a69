#if LSTMGEN_GENERATOR // which runs in the compiler, without the user's libraries
namespace LstmGen.Generator.Model;

internal enum Merge
#else
namespace LstmGen;

/// <summary>How the two outputs of a bidirectional layer become one. The names are Keras'.</summary>
public enum MergeMode
#endif
{
    /// <summary>The forward values, then the backward ones: twice as many as there are units.</summary>
    Concat = 0,

    /// <summary>forward + backward.</summary>
    Sum = 1,

    /// <summary>forward · backward.</summary>
    Mul = 2,

    /// <summary>(forward + backward) / 2, which Keras calls <c>ave</c>.</summary>
    Average = 3,

    /// <summary>Two outputs: all rows of the forward half, then all of the backward one. The layer must be the last.</summary>
    None = 4,
}

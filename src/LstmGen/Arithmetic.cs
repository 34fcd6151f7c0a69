#if LSTMGEN_GENERATOR // which runs in the compiler, without the user's libraries
namespace LstmGen.Generator.Model;

internal enum Arithmetic
#else
namespace LstmGen;

/// <summary>How a product is added to a sum. The bits of a result depend on the network's parameters, on its input and on this choice, and on nothing else.</summary>
public enum Arithmetic
#endif
{
    /// <summary><see cref="Fused"/> where the target framework has a fused multiply-add, <see cref="Separate"/> elsewhere.</summary>
    Auto = 0,

    /// <summary>Every multiply-add is a fused one: a product is added to a sum with a single rounding.</summary>
    Fused = 1,

    /// <summary>A product is rounded to <see cref="float"/>, then added, and the sum is rounded again. Works on every runtime.</summary>
    Separate = 2,
}

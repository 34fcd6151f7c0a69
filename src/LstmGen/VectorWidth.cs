#if LSTMGEN_GENERATOR // which runs in the compiler, without the user's libraries
namespace LstmGen.Generator.Model;

internal enum VectorWidth
#else
namespace LstmGen;

/// <summary>The widest vectors that the generated code may use. The results are the same bits for every choice.</summary>
public enum VectorWidth
#endif
{
    /// <summary>The widest vectors that the processor has and the layer can fill.</summary>
    Auto = 0,

    /// <summary>No vectors: one value at a time.</summary>
    Scalar = 1,

    /// <summary>Vectors of 128 bits: four values at a time.</summary>
    Vector128 = 128,

    /// <summary>Vectors of at most 256 bits: eight values at a time.</summary>
    Vector256 = 256,

    /// <summary>Vectors of at most 512 bits: sixteen values at a time.</summary>
    Vector512 = 512,
}

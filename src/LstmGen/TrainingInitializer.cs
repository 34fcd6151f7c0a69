#if LSTMGEN_GENERATOR // which runs in the compiler, without the user's libraries
namespace LstmGen.Generator.Model;

internal enum TrainingInitializer
#else
namespace LstmGen;

/// <summary>How a seed initialises the parameters: as a framework does, but with other random numbers.</summary>
public enum TrainingInitializer
#endif
{
    /// <summary>
    /// Kernels uniform within ±√(6/(inputs + outputs)) (Glorot and Bengio 2010), recurrent kernels orthogonal, biases 0, and those of the
    /// forget gates 1.
    /// </summary>
    Keras = 0,

    /// <summary>All of an LSTM uniform within ±1/√units, and all of a Dense layer within ±1/√inputs.</summary>
    PyTorch = 1,
}

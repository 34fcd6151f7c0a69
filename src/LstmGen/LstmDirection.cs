#if LSTMGEN_GENERATOR // which runs in the compiler, without the user's libraries
namespace LstmGen.Generator.Reading;

internal enum LstmDirection
#else
namespace LstmGen;

/// <summary>The order in which a layer reads the steps of a sequence.</summary>
public enum LstmDirection
#endif
{
    /// <summary>From the first to the last.</summary>
    Forward = 0,

    /// <summary>From the last to the first, with the output rows in the order of the input (ONNX' <c>reverse</c>).</summary>
    Backward = 1,

    /// <summary>From the last to the first, with the output rows in the order in which they are computed (Keras' <c>go_backwards</c>).</summary>
    GoBackwards = 2,

    /// <summary>
    /// Both, with parameters for each (Keras' <c>Bidirectional</c>). The rows of the backward half are in the order of the input; where the
    /// layer outputs only one row, it is the last one that each half has computed.
    /// </summary>
    Bidirectional = 3,
}

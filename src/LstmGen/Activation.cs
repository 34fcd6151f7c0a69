namespace LstmGen;

/// <summary>
/// The function that a layer applies to its pre-activations. The names are Keras' names in Pascal case.
/// </summary>
public enum Activation
{
    /// <summary><c>tanh(x)</c>, in (-1, 1). Keras' default for the candidate and the output of an LSTM.</summary>
    Tanh = 0,

    /// <summary><c>1 / (1 + exp(-x))</c>, in (0, 1). Keras' default for the three gates of an LSTM.</summary>
    Sigmoid = 1,

    /// <summary><c>clip(x/6 + 0.5, 0, 1)</c>: <c>hard_sigmoid</c> as Keras 3 and PyTorch define it.</summary>
    HardSigmoid = 2,

    /// <summary><c>clip(0.2x + 0.5, 0, 1)</c>: <c>hard_sigmoid</c> as Keras 1, Keras 2, TensorFlow.js and ONNX's default define it.</summary>
    HardSigmoid02 = 3,

    /// <summary><c>max(x, 0)</c>.</summary>
    Relu = 4,

    /// <summary><c>x</c>. Keras' <c>activation=None</c>, and the default of a Dense layer.</summary>
    Linear = 5,
}

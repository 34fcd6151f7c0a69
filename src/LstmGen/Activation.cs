#if LSTMGEN_GENERATOR // which runs in the compiler, without the user's libraries
namespace LstmGen.Generator.Model;

internal enum ActivationKind
#else
namespace LstmGen;

/// <summary>
/// The function that a layer applies to its pre-activations. The names are Keras' names in Pascal case.
/// </summary>
public enum Activation
#endif
{
    /// <summary><c>tanh(x)</c>, in (-1, 1). Keras' default for the candidate and the output of an LSTM.</summary>
    Tanh = 0,

    /// <summary><c>1 / (1 + exp(-x))</c>, in (0, 1). Keras' default for the three gates of an LSTM.</summary>
    Sigmoid = 1,

    /// <summary>
    /// <c>clip(x/6 + 0.5, 0, 1)</c>: <c>hard_sigmoid</c> as Keras 3 and PyTorch define it. With alpha and beta it is ONNX'
    /// <c>HardSigmoid</c>, <c>clip(alpha·x + beta, 0, 1)</c>.
    /// </summary>
    HardSigmoid = 2,

    /// <summary><c>clip(0.2x + 0.5, 0, 1)</c>: <c>hard_sigmoid</c> as Keras 1, Keras 2, TensorFlow.js and ONNX's default define it.</summary>
    HardSigmoid02 = 3,

    /// <summary><c>max(x, 0)</c>.</summary>
    Relu = 4,

    /// <summary><c>x</c>. Keras' <c>activation=None</c>, and the default of a Dense layer.</summary>
    Linear = 5,

    /// <summary><c>x</c>, or alpha·x where x is below zero. Alpha is 0.2 unless it is given (Keras 3's <c>negative_slope</c>).</summary>
    LeakyRelu = 6,

    /// <summary><c>x</c> where it is above alpha, zero elsewhere (ONNX' <c>ThresholdedRelu</c>). Alpha is 1 unless it is given.</summary>
    ThresholdedRelu = 7,

    /// <summary><c>x</c> between 0 and 6.</summary>
    Relu6 = 8,

    /// <summary><c>x</c>, or alpha·(exp(x) - 1) where x is below zero. Alpha is 1 unless it is given.</summary>
    Elu = 9,

    /// <summary>The scaled <c>elu</c> of Klambauer et al. 2017, with its two constants.</summary>
    Selu = 10,

    /// <summary><c>log(1 + exp(x))</c>.</summary>
    Softplus = 11,

    /// <summary><c>x / (1 + |x|)</c>, in (-1, 1).</summary>
    Softsign = 12,

    /// <summary><c>x·sigmoid(x)</c>, also called swish.</summary>
    Silu = 13,

    /// <summary><c>x·Φ(x)</c> with the distribution function of the normal distribution: <c>gelu(x, approximate=False)</c>.</summary>
    Gelu = 14,

    /// <summary>The approximation of <see cref="Gelu"/> by tanh: <c>gelu(x, approximate=True)</c>.</summary>
    GeluTanh = 15,

    /// <summary><c>exp(x)</c>.</summary>
    Exponential = 16,

    /// <summary>alpha·x + beta (ONNX' <c>Affine</c>). Alpha is 1 and beta 0 unless they are given.</summary>
    Affine = 17,

    /// <summary>alpha·tanh(beta·x) (ONNX' <c>ScaledTanh</c>). Both are 1 unless they are given.</summary>
    ScaledTanh = 18,

    /// <summary><c>exp(x) / sum(exp(x))</c> over the units of a Dense layer; no activation of an LSTM.</summary>
    Softmax = 19,

    /// <summary><c>log(softmax(x))</c> over the units of a Dense layer; no activation of an LSTM.</summary>
    LogSoftmax = 20,
}

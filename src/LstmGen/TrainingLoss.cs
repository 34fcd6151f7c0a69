#if LSTMGEN_GENERATOR // which runs in the compiler, without the user's libraries
namespace LstmGen.Generator.Model;

internal enum TrainingLoss
#else
namespace LstmGen;

/// <summary>
/// The loss that training minimises: how far the outputs y of a sequence are from their targets t. A batch has the mean of its sequences.
/// </summary>
public enum TrainingLoss
#endif
{
    /// <summary><c>mean((y - t)²)</c> over all outputs of all rows of a sequence.</summary>
    MeanSquared = 0,

    /// <summary><c>mean(|y - t|)</c> over all outputs of all rows of a sequence.</summary>
    MeanAbsolute = 1,

    /// <summary>
    /// The mean over all outputs of all rows of a sequence of <c>(y - t)²/2</c> where <c>|y - t|</c> is at most 1, and of
    /// <c>|y - t| - 1/2</c> elsewhere: PyTorch's <c>HuberLoss</c> and Keras' <c>Huber</c> with a delta of 1.
    /// </summary>
    Huber = 2,

    /// <summary>
    /// <c>-sum(t·log(softmax(z)))</c> over the outputs of a row, and of that the mean over the rows of a sequence: for one of several
    /// classes. A row of targets holds the probabilities of the classes, such as 1 for one of them and 0 for the others. The network ends in
    /// a Dense layer of at least 2 units with <see cref="Activation.Softmax"/>, <see cref="Activation.LogSoftmax"/> or
    /// <see cref="Activation.Linear"/>; z is what that layer has before its activation, so that no logarithm is taken of a rounded zero.
    /// </summary>
    CrossEntropy = 3,

    /// <summary>
    /// <c>mean(-t·log(p) - (1 - t)·log(1 - p))</c> with <c>p = sigmoid(z)</c>, over all outputs of all rows of a sequence: for outputs that
    /// each say yes or no. Targets are from 0 to 1. The network ends in a Dense layer with <see cref="Activation.Sigmoid"/> or
    /// <see cref="Activation.Linear"/>; z is what that layer has before its activation, so that no logarithm is taken of a rounded zero.
    /// </summary>
    BinaryCrossEntropy = 4,

    /// <summary>
    /// For audio: <c>sum((t' - y')²) / sum(t'²) + (mean(y) - mean(t))² / mean(t²)</c>, the ratio of the error to the signal, and that of
    /// their constant parts. Of y and t, <c>y'[n] = y[n] - 0.95·y[n - 1]</c> has the higher frequencies emphasised. Needs an output row for
    /// each step, and at least 2 steps. From Wright, Damskägg and Välimäki 2019, "Real-time black-box modelling with recurrent neural
    /// networks".
    /// </summary>
    ErrorToSignal = 5,
}

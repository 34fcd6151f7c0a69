#if LSTMGEN_GENERATOR // which runs in the compiler, without the user's libraries
namespace LstmGen.Generator.Model;

internal enum TrainingOptimizer
#else
namespace LstmGen;

/// <summary>How an update of training changes the parameters by their gradients.</summary>
public enum TrainingOptimizer
#endif
{
    /// <summary>Running means of the gradients, each divided by the root of that of their squares (Kingma and Ba 2015).</summary>
    Adam = 0,

    /// <summary><see cref="Adam"/> with a decay of the parameters that the gradients don't see (Loshchilov and Hutter 2019).</summary>
    AdamW = 1,

    /// <summary>Stochastic gradient descent: the gradients as they are, or with a momentum.</summary>
    Sgd = 2,

    /// <summary>The gradients, each divided by the root of a running mean of their squares (Tieleman and Hinton 2012).</summary>
    RmsProp = 3,

    /// <summary><see cref="Sgd"/> with Nesterov's momentum (Sutskever, Martens, Dahl and Hinton 2013).</summary>
    Nesterov = 4,
}

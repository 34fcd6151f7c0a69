#if LSTMGEN_GENERATOR // which runs in the compiler, without the user's libraries
namespace LstmGen.Generator.Model;

internal enum Precision
#else
namespace LstmGen;

/// <summary>What a network computes with: the type of its parameters, its inputs, its outputs and its state, and of every step in between.</summary>
public enum Precision
#endif
{
    /// <summary><see cref="float"/>: seven decimal digits. What almost every network is trained and used with.</summary>
    Single = 0,

    /// <summary>
    /// <see cref="double"/>: sixteen decimal digits, at several times the cost. The parameters of a trained model have the values of their
    /// floats.
    /// </summary>
    Double = 1,
}

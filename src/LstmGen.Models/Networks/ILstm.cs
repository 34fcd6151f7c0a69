using System;

namespace LstmGen.Models;

/// <summary>
/// A network that LstmGen generated, of whatever layers and sizes: for code that works with any of them. A class implements it when it asks
/// for it with <c>[LstmOptions(Interface = true)]</c>. A generic method over it is compiled for each network, so that a call costs what a
/// call of the class itself does.
/// </summary>
/// <typeparam name="TSelf">The class.</typeparam>
/// <typeparam name="T"><see cref="float"/>, or <see cref="double"/> for a class with <c>Precision = Precision.Double</c>.</typeparam>
public interface ILstm<TSelf, T>
    where TSelf : ILstm<TSelf, T>
    where T : unmanaged
{
    /// <summary>Features that a step reads.</summary>
    static abstract int InputSize { get; }

    /// <summary>Values that a step writes.</summary>
    static abstract int OutputSize { get; }

    /// <summary>All parameters of all layers.</summary>
    static abstract int ParameterCount { get; }

    /// <summary>What is computed, in one line: networks with the same line take each other's parameters and states.</summary>
    static abstract string Architecture { get; }

    /// <summary>Makes a network.</summary>
    /// <param name="parameters"><see cref="ParameterCount"/> values in the order of Keras' <c>get_weights()</c>.</param>
    /// <exception cref="ArgumentException">There are not as many parameters.</exception>
    static abstract TSelf Create(ReadOnlySpan<T> parameters);

    /// <summary>Copies the parameters, bit for bit.</summary>
    /// <param name="destination">Room for <see cref="ParameterCount"/> values.</param>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    void CopyParametersTo(Span<T> destination);

    /// <summary>Replaces the parameters, in place.</summary>
    /// <param name="parameters"><see cref="ParameterCount"/> values, as <see cref="Create"/> takes them.</param>
    /// <exception cref="ArgumentException">There are not as many parameters. Nothing was written.</exception>
    /// <exception cref="NotSupportedException">The network is a readonly structure, which keeps what it was made with.</exception>
    void SetParameters(ReadOnlySpan<T> parameters);
}

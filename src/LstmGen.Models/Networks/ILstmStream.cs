using System;

namespace LstmGen.Models;

/// <summary>A network that reads sequences of any length, step by step as they arrive, with a state that passes from step to step.</summary>
/// <typeparam name="TSelf">The class.</typeparam>
/// <typeparam name="TState">
/// Its nested <c>State</c>: a structure, or an object where it is too large for one. <see cref="ResetState"/> makes one.
/// </typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public interface ILstmStream<TSelf, TState, T> : ILstm<TSelf, T>
    where TSelf : ILstmStream<TSelf, TState, T>
    where T : unmanaged
{
    /// <summary>Values of a state: h and c of each LSTM layer.</summary>
    static abstract int StateSize { get; }

    /// <summary>Makes a network whose sequences start at a state of their own.</summary>
    /// <param name="parameters"><see cref="ILstm{TSelf, T}.ParameterCount"/> values in the order of Keras' <c>get_weights()</c>.</param>
    /// <param name="initialState"><see cref="StateSize"/> values, h and c of one layer after the other, or none.</param>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    static abstract TSelf Create(ReadOnlySpan<T> parameters, ReadOnlySpan<T> initialState);

    /// <summary>Replaces the state from which the network's sequences start, in place.</summary>
    /// <param name="initialState"><see cref="StateSize"/> values, or none for the state of the class.</param>
    /// <exception cref="ArgumentException">It has another length. Nothing was written.</exception>
    /// <exception cref="NotSupportedException">The network is a readonly structure, which keeps what it was made with.</exception>
    void SetInitialState(ReadOnlySpan<T> initialState);

    /// <summary>Makes the state from which a sequence starts. Where a state is an object, this allocates it.</summary>
    void ResetState(out TState state);

    /// <summary>Reads one step, and advances the state by it.</summary>
    /// <param name="input"><see cref="ILstm{TSelf, T}.InputSize"/> values.</param>
    /// <param name="output">Room for <see cref="ILstm{TSelf, T}.OutputSize"/> values.</param>
    /// <param name="state">The state that the step before left.</param>
    /// <exception cref="ArgumentException">A span has the wrong length. Nothing was written.</exception>
    void Step(ReadOnlySpan<T> input, Span<T> output, ref TState state);

    /// <summary>Reads as many steps as the input holds, writes an output row for each, and advances the state by all of them.</summary>
    /// <param name="input">Rows of <see cref="ILstm{TSelf, T}.InputSize"/> values.</param>
    /// <param name="output">Room for as many rows of <see cref="ILstm{TSelf, T}.OutputSize"/> values.</param>
    /// <param name="state">The state that the step before left.</param>
    /// <exception cref="ArgumentException">A span has the wrong length. Nothing was written.</exception>
    void Process(ReadOnlySpan<T> input, Span<T> output, ref TState state);
}

using System;

namespace LstmGen.Models;

/// <summary>
/// A network that reads whole sequences of a number of steps. Those whose memory is too much for a stack don't implement it: their
/// <c>Forward</c> takes an object that holds it.
/// </summary>
/// <typeparam name="TSelf">The class.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public interface ILstmSequence<TSelf, T> : ILstm<TSelf, T>
    where TSelf : ILstmSequence<TSelf, T>
    where T : unmanaged
{
    /// <summary>Steps of the sequence that <see cref="Forward"/> reads.</summary>
    static abstract int Steps { get; }

    /// <summary>Values that <see cref="Forward"/> reads: steps × features.</summary>
    static abstract int InputLength { get; }

    /// <summary>Values that <see cref="Forward"/> writes.</summary>
    static abstract int OutputLength { get; }

    /// <summary>Reads a whole sequence from the initial state.</summary>
    /// <param name="input"><see cref="InputLength"/> values, row by row: [steps, features].</param>
    /// <param name="output">Room for <see cref="OutputLength"/> values.</param>
    /// <exception cref="ArgumentException">A span has the wrong length. Nothing was written.</exception>
    void Forward(ReadOnlySpan<T> input, Span<T> output);

    /// <summary>Reads many whole sequences, each from the initial state, with the same bits.</summary>
    /// <param name="count">The number of sequences.</param>
    /// <param name="inputs">One sequence after the other.</param>
    /// <param name="outputs">Room for their outputs, one after the other.</param>
    /// <exception cref="ArgumentException">A span has the wrong length. Nothing was written.</exception>
    void ForwardBatch(int count, ReadOnlySpan<T> inputs, Span<T> outputs);
}

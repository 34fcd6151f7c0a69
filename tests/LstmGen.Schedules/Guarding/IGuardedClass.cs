using System;

namespace LstmGen.Schedules.Guarding;

/// <summary>A generated class, with each state as its values. A member that the class doesn't have throws.</summary>
/// <typeparam name="T">What it computes with.</typeparam>
public interface IGuardedClass<T>
    where T : unmanaged
{
    int StateCount { get; }

    void CopyParametersTo(Span<T> parameters);

    void Initial(Span<T> state);

    void Forward(ReadOnlySpan<T> input, Span<T> output);

    void Forward(ReadOnlySpan<T> input, int length, Span<T> output);

    void Forward(ReadOnlySpan<T> input, ReadOnlySpan<bool> mask, Span<T> output);

    void ForwardFrom(ReadOnlySpan<T> input, Span<T> output, Span<T> state);

    void Step(ReadOnlySpan<T> input, Span<T> output, Span<T> state);

    void Process(ReadOnlySpan<T> input, Span<T> output, Span<T> state);

    int TraceSize { get; }

    void Trace(ReadOnlySpan<T> input, Span<T> trace);

    void TraceFrom(ReadOnlySpan<T> input, Span<T> output, Span<T> trace, Span<T> state);

    void ForwardBatch(int count, ReadOnlySpan<T> inputs, Span<T> outputs);

    void ForwardBatchFrom(int count, ReadOnlySpan<T> inputs, Span<T> outputs, Span<T> states);

    void StepBatch(int count, ReadOnlySpan<T> inputs, Span<T> outputs, Span<T> states);

    void ProcessBatch(int count, ReadOnlySpan<T> inputs, Span<T> outputs, Span<T> states);

    void ForwardSlice(int first, int count, ReadOnlySpan<T> inputs, Span<T> outputs, Span<T> states);

    void StepSlice(int first, int count, ReadOnlySpan<T> inputs, Span<T> outputs, Span<T> states);

    void ProcessSlice(int first, int count, ReadOnlySpan<T> inputs, Span<T> outputs, Span<T> states);
}

using System;

namespace LstmGen.Tests.Cells;

/// <summary>A generated class with GRU layers.</summary>
public interface IGruModel
{
    void Forward(ReadOnlySpan<float> input, Span<float> output);

    void ForwardBatch(int count, ReadOnlySpan<float> inputs, Span<float> outputs);

    /// <summary>An output row for each step, one call for each.</summary>
    void StepByStep(ReadOnlySpan<float> input, Span<float> output);

    void CopyParametersTo(Span<float> destination);
}

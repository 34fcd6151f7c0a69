using System;

namespace LstmGen.Tests.Compiling;

/// <summary>A generated class behind an interface: each call goes straight to the class.</summary>
public interface IModel
{
    int ParameterCount { get; }

    void CopyParametersTo(Span<float> destination);

    void SetParameters(ReadOnlySpan<float> parameters);

    void SetInitialState(ReadOnlySpan<float> initialState);

    void ResetState(IModelState state);

    void ResetState(IModelBatchState state);

    void Forward(ReadOnlySpan<float> input, Span<float> output);

    void Forward(ReadOnlySpan<float> input, Span<float> output, IModelState state);

    void Step(ReadOnlySpan<float> input, Span<float> output, IModelState state);

    /// <summary>The step of one value. Only networks with one input and one output have it.</summary>
    float Step(float input, IModelState state);

    void Process(ReadOnlySpan<float> input, Span<float> output, IModelState state);

    void ForwardBatch(int count, ReadOnlySpan<float> inputs, Span<float> outputs);

    void ForwardBatch(int count, ReadOnlySpan<float> inputs, Span<float> outputs, IModelBatchState? state);

    void StepBatch(int count, ReadOnlySpan<float> inputs, Span<float> outputs, IModelBatchState? state);

    void ProcessBatch(int count, ReadOnlySpan<float> inputs, Span<float> outputs, IModelBatchState? state);

    void Trace(ReadOnlySpan<float> input, Span<float> trace);

    int TraceLength { get; }
    void ForwardBatch(int first, int count, ReadOnlySpan<float> inputs, Span<float> outputs, IModelBatchState? state);

    void StepBatch(int first, int count, ReadOnlySpan<float> inputs, Span<float> outputs, IModelBatchState? state);

    void ProcessBatch(int first, int count, ReadOnlySpan<float> inputs, Span<float> outputs, IModelBatchState? state);

    /// <summary>The slots of a part of a batch.</summary>
    void Part(int sequences, int part, int parts, out int first, out int count);

    /// <summary>A default state.</summary>
    IModelState CreateState();

    /// <summary>A default state for each of many sequences.</summary>
    IModelBatchState CreateBatchState(int capacity);
}

/// <summary>A network of one LSTM layer, which can also be made from other frameworks' tensors. Without a bias, the biases are not used.</summary>
public interface IOneLayerModel : IModel
{
    IModel FromKeras(float[] kernel, float[] recurrentKernel, float[] bias);

    IModel FromPyTorch(float[] weightIh, float[] weightHh, float[] biasIh, float[] biasHh);

    IModel FromOnnx(float[] w, float[] r, float[] b);
}

/// <summary>A box around the State of a generated class. Equality is the State's own.</summary>
public interface IModelState
{
    void Reset();

    Span<float> Hidden(int layer);

    Span<float> Cell(int layer);

    /// <summary>A box of its own around a copy of the State.</summary>
    IModelState Copy();

    int ByteCount { get; }

    int WriteTo(Span<byte> destination);

    void ReadFrom(ReadOnlySpan<byte> source);
}

/// <summary>A box around the BatchState of a generated class.</summary>
public interface IModelBatchState
{
    int Capacity { get; }

    /// <summary>What is read is a copy in a box of its own.</summary>
    IModelState this[int slot] { get; set; }

    void Reset();

    int ByteCount { get; }

    int WriteTo(Span<byte> destination);

    void ReadFrom(ReadOnlySpan<byte> source);
}

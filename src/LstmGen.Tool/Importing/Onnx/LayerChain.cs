using System.Collections.Generic;
using LstmGen.Generator.Model;

namespace LstmGen.Tool.Importing.Onnx;

/// <summary>The layers that the walk along the graph has met. Each must read what the one in front of it hands on: a graph that branches is refused.</summary>
internal sealed class LayerChain
{
    private readonly List<IPending> _layers = [];
    private int _stage;

    private interface IPending
    {
        void AddTo(NetworkBuilder builder, bool returnSequences);
    }

    /// <summary>The steps that the first LSTM reads, and every other with it.</summary>
    public Axis? Time { get; private set; }

    public bool IsEmpty => _layers.Count == 0;

    /// <summary>Whether a value is what the last layer hands on.</summary>
    public bool IsCurrent(Signal signal) => signal.Stage == _stage;

    /// <param name="reader">The node that reads the value.</param>
    /// <exception cref="ModelException">The value is from further in front, or is none that a layer can read.</exception>
    public void RequireReadable(OnnxNode reader, Signal signal)
    {
        if (signal.Skipped)
        {
            throw reader.Error("computes with a value that the graph's input was added to, which is supported at the end of the graph alone");
        }

        if (!IsCurrent(signal))
        {
            throw reader.Error("reads a value from in front of another layer: a graph that branches isn't supported");
        }
    }

    /// <summary>Adds an LSTM: kernel [input, 4·units], recurrent kernel [units, 4·units], bias [4·units], gates i, f, c, o, initial states [units].</summary>
    /// <returns>The stage of what it hands on.</returns>
    public int Lstm(
        string source, Axis time, int input, int units, Activation activation, Activation recurrentActivation,
        float[] kernel, float[] recurrentKernel, float[]? bias, float[]? hidden, float[]? cell)
    {
        Time ??= time;
        _layers.Add(new PendingLstm(source, input, units, activation, recurrentActivation, kernel, recurrentKernel, bias, hidden, cell));
        return ++_stage;
    }

    /// <summary>Adds a fully connected layer: kernel [input, units], bias [units].</summary>
    public int Dense(string source, int input, int units, float[] kernel, float[]? bias)
    {
        _layers.Add(new PendingDense(source, input, units, kernel) { Bias = bias });
        return ++_stage;
    }

    /// <summary>Puts a bias [units] on the last layer.</summary>
    /// <exception cref="ModelException">The last layer can't have it.</exception>
    public int Bias(OnnxNode node, float[] bias)
    {
        if (_layers.Count == 0 || _layers[^1] is not PendingDense { Bias: null, Activation.Kind: ActivationKind.Linear } dense)
        {
            throw node.Error("adds a constant to something else than a MatMul without a bias and an activation, which isn't supported");
        }

        dense.Bias = bias;
        return ++_stage;
    }

    /// <summary>Puts an activation on the last layer.</summary>
    /// <exception cref="ModelException">The last layer can't have it.</exception>
    public int Activate(OnnxNode node, Activation activation)
    {
        if (_layers.Count == 0 || _layers[^1] is not PendingDense { Activation.Kind: ActivationKind.Linear } dense)
        {
            throw node.Error("applies its activation to something else than a MatMul or Gemm without an activation, which isn't supported");
        }

        dense.Activation = activation;
        return ++_stage;
    }

    /// <param name="returnSequences">Whether the last LSTM hands on every step; those in front of it do.</param>
    public void AddTo(NetworkBuilder builder, bool returnSequences)
    {
        int last = _layers.FindLastIndex(layer => layer is PendingLstm);
        for (int i = 0; i < _layers.Count; i++)
        {
            _layers[i].AddTo(builder, i != last || returnSequences);
        }
    }

    private sealed record PendingLstm(
        string Source, int Input, int Units, Activation Activation, Activation RecurrentActivation,
        float[] Kernel, float[] RecurrentKernel, float[]? Bias, float[]? Hidden, float[]? Cell) : IPending
    {
        public void AddTo(NetworkBuilder builder, bool returnSequences) =>
            builder.Lstm(Source, Input, Units, Activation, RecurrentActivation, returnSequences, Kernel, RecurrentKernel, Bias, Hidden, Cell);
    }

    private sealed record PendingDense(string Source, int Input, int Units, float[] Kernel) : IPending
    {
        public float[]? Bias { get; set; }

        public Activation Activation { get; set; } = Activation.Linear;

        public void AddTo(NetworkBuilder builder, bool returnSequences) => builder.Dense(Source, Input, Units, Activation, Kernel, Bias);
    }
}

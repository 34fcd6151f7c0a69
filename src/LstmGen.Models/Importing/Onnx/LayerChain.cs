using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>The layers found along the graph. Each must read the previous one's output: a graph that branches is refused.</summary>
internal sealed class LayerChain
{
    private readonly List<IPending> _layers = [];

    /// <summary>How many layers there are at each stage.</summary>
    private readonly List<int> _layersAt = [0];
    private int _stage;

    /// <summary>This many layers stay as they are, because something else reads the last one's output.</summary>
    private int _sealed;

    private interface IPending
    {
        /// <summary>All numbers that the layer has.</summary>
        IEnumerable<float> Parameters { get; }

        void AddTo(NetworkBuilder builder, bool returnSequences);
    }

    /// <summary>The steps that the first LSTM reads, and so every other.</summary>
    public Axis? Time { get; private set; }

    /// <summary>The inputs of the graph that the first layer reads.</summary>
    public InputRow? Inputs { get; private set; }

    public bool IsEmpty => _layers.Count == 0;

    /// <summary>All numbers of the last layer, as a network has them.</summary>
    public IEnumerable<float> LastParameters => _layers.Count > 0 ? _layers[^1].Parameters : [];

    /// <summary>Whether a value is the last layer's output.</summary>
    public bool IsCurrent(Signal signal) => signal.Stage == _stage;

    /// <param name="reader">The node that reads the value.</param>
    /// <exception cref="ModelException">The value is from an earlier layer, or isn't one that a layer can read.</exception>
    public void RequireReadable(OnnxNode reader, Signal signal)
    {
        if (signal.IsHalf)
        {
            throw reader.Error("reads one direction of a bidirectional LSTM, and both are needed");
        }

        if (signal.Unshaped is not null)
        {
            throw reader.Error(
                $"reads {signal}, a shape that a Reshape made of {signal.Unshaped}, which is supported at the end of the graph alone");
        }

        if (!IsCurrent(signal))
        {
            throw reader.Error("reads a value from before another layer: a graph that branches isn't supported");
        }

        Inputs ??= signal.Inputs;
        TakeRow(reader, signal);
    }

    /// <summary>Turns the last layer into one in one direction if a row of both directions was taken from it.</summary>
    public void TakeRow(OnnxNode reader, Signal signal)
    {
        if (signal.Row is { } row && IsCurrent(signal) && _layers[^1] is PendingLstm { Directions.Count: 2 } both)
        {
            _layers[^1] = new PendingLstm(both.Source, [RowOfBoth.Join(reader, both.Directions[0], both.Directions[1], row)]);
        }
    }

    /// <summary>Adds an LSTM.</summary>
    /// <param name="directions">One direction, or the forward and the backward one of a bidirectional layer.</param>
    /// <returns>The stage of its output.</returns>
    public int Lstm(string source, Axis time, IReadOnlyList<LstmDirection> directions)
    {
        Time ??= time;
        _layers.Add(new PendingLstm(source, directions));
        return Next();
    }

    /// <summary>Adds a <see cref="RowsLayer"/>.</summary>
    /// <param name="count">The rows that it takes, joins or makes; 0 for a pooling layer.</param>
    public int Rows(string source, RowsKind kind, int count)
    {
        _layers.Add(new PendingRows(source, kind, count));
        return Next();
    }

    /// <summary>Whether there is a <see cref="RowsLayer"/>.</summary>
    public bool HasRows => _layers.Exists(layer => layer is PendingRows);

    /// <summary>Merges the two directions of the last layer in a way other than side by side.</summary>
    public int MergeDirections(Merge merge)
    {
        ((PendingLstm)_layers[^1]).Merge = merge;
        return Next();
    }

    /// <summary>Adds a fully connected layer: kernel [input, units], bias [units].</summary>
    public int Dense(string source, int input, int units, float[] kernel, float[]? bias)
    {
        _layers.Add(new PendingDense(source, input, units, kernel) { Bias = bias });
        return Next();
    }

    /// <summary>Whether a constant added now is the bias of the last layer.</summary>
    public bool LacksBias => _layers.Count > _sealed && _layers[^1] is PendingDense { Bias: null, Scaling: null, Activation.Kind: ActivationKind.Linear };

    /// <summary>Adds a bias [units] to the last layer, which lacks it.</summary>
    public int Bias(float[] bias)
    {
        ((PendingDense)_layers[^1]).Bias = bias;
        return Next();
    }

    /// <summary>Scales the last layer's output, or the input.</summary>
    public int Scale(string source, Scaling scaling)
    {
        if (_layers.Count <= _sealed || _layers[^1] is not PendingMap { Activation.Kind: ActivationKind.Linear } map)
        {
            _layers.Add(map = new PendingScale(source));
        }

        map.Scaling = map.Scaling?.Then(scaling) ?? scaling;
        return Next();
    }

    /// <summary>Puts an activation on the last layer.</summary>
    /// <exception cref="ModelException">The last layer can't have it.</exception>
    public int Activate(OnnxNode node, Activation activation)
    {
        // A layer of its own.
        if (_layers.Count > 0 && (_layers[^1] is PendingSum or PendingNormalization || (_layers.Count == _sealed && _layers[^1] is PendingMap)))
        {
            _layers.Add(new PendingScale(node.Name) { Scaling = new Scaling([1], [0]) });
        }

        // PyTorch has relu6 as a Relu and a Clip to 0 and 6.
        bool isRest = activation.Kind == ActivationKind.Relu6 && _layers.Count > 0 && _layers[^1] is PendingMap { Activation.Kind: ActivationKind.Relu };
        if (_layers.Count == 0 || _layers[^1] is not PendingMap map || (map.Activation != Activation.Linear && !isRest))
        {
            throw node.Error("applies its activation to something else than a MatMul, a Gemm or a scaling without an activation, which isn't supported");
        }

        map.Activation = activation;
        return Next();
    }

    /// <summary>Puts x·sigmoid(x) on the last layer, found as a sigmoid and a product.</summary>
    /// <param name="before">What the activation reads.</param>
    /// <exception cref="ModelException">The product is of something else.</exception>
    public int Silu(OnnxNode node, Signal before)
    {
        if (_layers.Count == 0 || _layers[^1] is not PendingMap { Activation.Kind: ActivationKind.Sigmoid } map || before.Stage != _stage - 1)
        {
            throw node.Error("multiplies two values that depend on the graph's input, which is supported for a value and its own Sigmoid, after a MatMul or Gemm, and for the two directions of an LSTM");
        }

        map.Activation = Activation.Of(ActivationKind.Silu);
        return Next();
    }

    /// <summary>Keeps the last layer as it is: what comes next is a layer of its own, because another node reads this one's output.</summary>
    public void Seal() => _sealed = _layers.Count;

    /// <summary>
    /// The layer that outputs a value, <see cref="AddLayer.OfInput"/> for the input, or null if it isn't a finished layer's output.
    /// </summary>
    public int? SourceOf(Signal signal)
    {
        int count = _layersAt[signal.Stage];
        bool isFinished = signal.Stage == _stage ? count == _layers.Count : _layersAt[signal.Stage + 1] > count;
        return isFinished && signal is { IsWhole: true, Unshaped: null } ? count - 1 : null;
    }

    /// <summary>Adds a layer's output to the last one's.</summary>
    /// <param name="of">The layer by <see cref="SourceOf"/>.</param>
    /// <param name="features">The values of its rows, or null if that isn't known.</param>
    public int Sum(string source, int of, int? features)
    {
        _layers.Add(new PendingSum(source, of, features));
        return Next();
    }

    /// <summary>Adds a table whose rows are looked up by the ids of the input.</summary>
    /// <param name="table">[count, units], row by row.</param>
    public int Embed(string source, int count, int units, float[] table)
    {
        _layers.Add(new PendingEmbedding(source, count, units, table));
        return Next();
    }

    /// <summary>Adds a layer normalization.</summary>
    /// <param name="features">How many features it reads, if the file says so.</param>
    public int Normalize(string source, int? features, float epsilon, float[]? scale, float[]? offset)
    {
        _layers.Add(new PendingNormalization(source, features, epsilon, scale, offset));
        return Next();
    }

    /// <summary>Whether the last layer adds the graph's input: at the end of a network that is its skip connection.</summary>
    public bool EndsInSkip => _layers.Count > 0 && _layers[^1] is PendingSum { Of: AddLayer.OfInput };

    /// <param name="returnSequences">
    /// Whether the network outputs every row of the last LSTM, or of the <see cref="RowsLayer"/> after it. An LSTM before another layer
    /// that reads rows outputs every step, and one whose row is repeated only the last.
    /// </param>
    public void AddTo(NetworkBuilder builder, bool returnSequences)
    {
        List<IPending> layers = EndsInSkip ? _layers[..^1] : _layers;
        PendingSum[] sums = [.. layers.OfType<PendingSum>()];
        var places = new Dictionary<int, int>();
        if (sums.FirstOrDefault(sum => sum.Of == AddLayer.OfInput) is { } ofInput)
        {
            places[AddLayer.OfInput] = builder.KeepInput(ofInput.Features);
        }

        for (int i = 0; i < layers.Count; i++)
        {
            IPending? next = layers.Skip(i + 1).FirstOrDefault(layer => layer is PendingLstm or PendingRows);
            if (layers[i] is PendingSum sum)
            {
                builder.Sum(sum.Source, places[sum.Of]);
            }
            else
            {
                layers[i].AddTo(builder, next is null ? returnSequences : next is not PendingRows { Kind: RowsKind.Repeat });
            }

            if (Array.Exists(sums, sum => sum.Of == i))
            {
                places[i] = builder.Keep();
            }
        }
    }

    private int Next()
    {
        _layersAt.Add(_layers.Count);
        return ++_stage;
    }

    private sealed record PendingLstm(string Source, IReadOnlyList<LstmDirection> Directions) : IPending
    {
        public Merge Merge { get; set; } = Merge.Concat;

        public IEnumerable<float> Parameters => Directions.Select(direction => direction.Tensors)
            .SelectMany(tensors => new[] { tensors.Kernel, tensors.RecurrentKernel, tensors.Bias, tensors.Peephole, tensors.Hidden, tensors.Cell })
            .SelectMany(values => values ?? []);

        public void AddTo(NetworkBuilder builder, bool returnSequences)
        {
            List<LstmLayer> layers = Directions.Select(direction => direction.Layer with { ReturnSequences = returnSequences }).ToList();
            if (layers.Count == 1)
            {
                builder.Lstm(Source, layers[0], Directions[0].Tensors);
            }
            else
            {
                builder.Bidirectional(Source, layers[0], Directions[0].Tensors, layers[1], Directions[1].Tensors, Merge);
            }
        }
    }

    private sealed record PendingRows(string Source, RowsKind Kind, int Count) : IPending
    {
        public IEnumerable<float> Parameters => [(int)Kind, Count];

        public void AddTo(NetworkBuilder builder, bool returnSequences)
        {
            if (Kind == RowsKind.Repeat && !returnSequences)
            {
                throw new ModelException(
                    $"node {Shown.Text(Source)} repeats a row, and one of the rows that it makes is taken: take the row itself");
            }

            // From the last rows, the last one may be taken.
            builder.Rows(Source, Kind, builder.Output!.Value, Kind == RowsKind.Last && !returnSequences ? 1 : Count);
        }
    }

    /// <summary>A residual sum.</summary>
    /// <param name="Of">The number of the layer whose output is added.</param>
    /// <param name="Features">The values of its rows.</param>
    private sealed record PendingSum(string Source, int Of, int? Features) : IPending
    {
        public IEnumerable<float> Parameters => [];

        public void AddTo(NetworkBuilder builder, bool returnSequences) =>
            throw new InvalidOperationException("Where the other layer is among those of the network has to be known.");
    }

    private sealed record PendingEmbedding(string Source, int Count, int Units, float[] Table) : IPending
    {
        public IEnumerable<float> Parameters => Table;

        public void AddTo(NetworkBuilder builder, bool returnSequences) => builder.Embed(Source, Count, Units, Table);
    }

    private sealed record PendingNormalization(string Source, int? Features, float Epsilon, float[]? Scale, float[]? Offset) : IPending
    {
        public IEnumerable<float> Parameters => (Scale ?? []).Concat(Offset ?? []).Append(Epsilon);

        public void AddTo(NetworkBuilder builder, bool returnSequences) => builder.Normalize(Source, Features, Epsilon, Scale, Offset);
    }

    /// <summary>What an activation may follow.</summary>
    private abstract record PendingMap : IPending
    {
        /// <summary>The scaling of the features before the activation.</summary>
        public Scaling? Scaling { get; set; }

        public Activation Activation { get; set; } = Activation.Linear;

        public virtual IEnumerable<float> Parameters => (Scaling?.Numbers ?? []).Select(number => (float)number);

        public abstract void AddTo(NetworkBuilder builder, bool returnSequences);
    }

    private sealed record PendingDense(string Source, int Input, int Units, float[] Kernel) : PendingMap
    {
        public float[]? Bias { get; set; }

        // Scalings are noted separately from what they scale, however many there are.
        public override IEnumerable<float> Parameters => Scaling is null ? Kernel.Concat(Bias ?? []) : base.Parameters;

        public override void AddTo(NetworkBuilder builder, bool returnSequences)
        {
            if (Scaling is null)
            {
                builder.Dense(Source, Input, Units, Activation, Kernel, Bias);
                return;
            }

            builder.Dense(Source, Input, Units, Activation.Linear, Kernel, Bias);
            builder.Scale(Source, Scaling);
            builder.Activate(Source, Activation);
        }
    }

    /// <summary>A scaling of something that isn't computed by a fully connected layer.</summary>
    private sealed record PendingScale(string Source) : PendingMap
    {
        public override void AddTo(NetworkBuilder builder, bool returnSequences)
        {
            builder.Scale(Source, Scaling!);
            builder.Activate(Source, Activation);
        }
    }
}

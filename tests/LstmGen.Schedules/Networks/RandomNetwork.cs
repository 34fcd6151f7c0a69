using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Schedules.Networks;

/// <summary>Random networks over all options at once, the same for a seed on every machine.</summary>
/// <param name="isOnnx">Whether a network has only what ONNX' LSTM describes.</param>
/// <param name="sizes">Draws the size of a layer; small ones by default.</param>
/// <param name="mostSteps">The most steps of a sequence.</param>
/// <param name="hasRows">Whether there are layers that change the rows, between and after the recurrent ones.</param>
internal sealed class RandomNetwork(int seed, bool isOnnx, Func<Random, int>? sizes = null, int mostSteps = 7, bool hasRows = false)
{
    private static readonly ActivationKind[] OnnxGates =
    [
        ActivationKind.Tanh, ActivationKind.Sigmoid, ActivationKind.HardSigmoid, ActivationKind.Relu, ActivationKind.Affine, ActivationKind.LeakyRelu,
        ActivationKind.ThresholdedRelu, ActivationKind.ScaledTanh, ActivationKind.Elu, ActivationKind.Softsign, ActivationKind.Softplus,
    ];

    private static readonly ActivationKind[] OnnxDense =
    [
        ActivationKind.Tanh, ActivationKind.Sigmoid, ActivationKind.HardSigmoid, ActivationKind.Relu, ActivationKind.Linear, ActivationKind.LeakyRelu,
        ActivationKind.ThresholdedRelu, ActivationKind.Elu, ActivationKind.Selu, ActivationKind.Softsign, ActivationKind.Softplus, ActivationKind.Softmax,
        ActivationKind.LogSoftmax,
    ];

    // Without what FurtherLayers adds.
    private static readonly ActivationKind[] Kinds = [.. Enum.GetValues<ActivationKind>().Where(kind => kind != ActivationKind.LogSoftmax)];

    private readonly Random _random = new(seed);
    private readonly LayerNames _names = new();

    public static Network Of(int seed, bool isOnnx = false) => new RandomNetwork(seed, isOnnx).Make();

    /// <summary>The same with layers of other sizes.</summary>
    public static Network Of(int seed, Func<Random, int> sizes, int mostSteps, bool hasRows = false) =>
        new RandomNetwork(seed, isOnnx: false, sizes, mostSteps, hasRows).Make();

    /// <summary>The same with layers that change the rows.</summary>
    public static Network WithRows(int seed, bool isOnnx = false) => new RandomNetwork(seed, isOnnx, hasRows: true).Make();

    /// <summary>Standard normal features for some steps.</summary>
    public static float[] Input(Network network, int steps, int seed) => LstmGen.Tool.Verifying.Verification.RandomInput(network, steps, seed);

    private Network Make()
    {
        int input = Size();
        int steps = _random.Next(1, mostSteps + 1);
        int recurrent = _random.Next(1, 4);
        bool sequences = Chance(2);
        var rows = new RandomRows(_random, _names, steps);
        var layers = new List<Layer>();
        void Dense(int most)
        {
            for (int count = Chance(3) ? _random.Next(0, most + 1) : 0; count > 0; count--)
            {
                layers.Add(new DenseLayer(_names.Next("dense"), Last(), Size(), Activation(isGate: false), !Chance(4)));
            }
        }

        int Last() => layers.Count == 0 ? input : layers[^1].Output;

        Dense(1);
        for (int i = 0; i < recurrent; i++)
        {
            bool isLast = i == recurrent - 1;
            bool returns = hasRows ? rows.Choose(isLast) : sequences || !isLast;
            layers.Add(Chance(2) ? Lstm(_names.Next("lstm"), Last(), returns) : Bidirectional(Last(), returns));
            Dense(isLast ? 2 : 1);
            if (hasRows)
            {
                layers.AddRange(rows.Behind(Last()));
                if (layers[^1] is RowsLayer { Kind: RowsKind.Flatten or RowsKind.Repeat } && isLast)
                {
                    layers.Add(new DenseLayer(_names.Next("dense"), Last(), Size(), Activation(isGate: false), !Chance(4)));
                }
            }
        }

        if (!isOnnx && layers[^1] is BidirectionalLayer both && Chance(4))
        {
            layers[^1] = both with { Merge = Merge.None };
        }

        var network = new Network(new EquatableArray<Layer>(layers), steps) { Parameters = new Floats([]) };
        bool mayMask = !isOnnx && layers.OfType<RowsLayer>().All(layer => layer.Kind == RowsKind.Mean) && !layers.Take(network.LastOverTime).Any(layer => layer.Parts.FirstOrDefault() is LstmLayer { Direction: Direction.GoBackwards });
        network = network with
        {
            Skip = !isOnnx && !hasRows && network.OutputSize <= network.InputSize && layers[^1] is not BidirectionalLayer { Merge: Merge.None } && Chance(4),
            Parameters = new Floats(network.Parts.SelectMany(Parameters).ToArray()),
            InitialState = Chance(3) ? new Floats(Enumerable.Range(0, network.StateCount).Select(_ => (float)Normal(0.5)).ToArray()) : null,
        };
        return mayMask && (network.IsStreaming || (!network.Skip && network.InitialState is null)) && Chance(2) ? network with { Masking = new Masking(Chance(2) ? 0f : null) } : network;
    }

    private BidirectionalLayer Bidirectional(int input, bool sequences)
    {
        string name = _names.Next("bidirectional");
        LstmLayer forward = Lstm(name + "_forward", input, sequences) with { Direction = Direction.Forward };
        LstmLayer backward = Lstm(name + "_backward", input, sequences) with { Direction = Direction.Backward };

        // The same options for both are the common case; ONNX has one size and one kind for both.
        if (isOnnx || Chance(2))
        {
            backward = forward with
            {
                Name = backward.Name,
                Direction = Direction.Backward,
                Activation = backward.Activation,
                RecurrentActivation = backward.RecurrentActivation,
                HiddenActivation = backward.HiddenActivation,
            };
        }

        if (!isOnnx && Chance(5))
        {
            forward = forward with { Direction = Direction.GoBackwards };
            backward = backward with { Direction = Direction.Turned };
        }

        return new BidirectionalLayer(name, forward, backward, !isOnnx && forward.Output == backward.Output ? (Merge)_random.Next(4) : Merge.Concat);
    }

    private LstmLayer Lstm(string name, int input, bool sequences)
    {
        int units = Size();
        Activation activation = Activation(isGate: true);
        Activation hidden = Activation(isGate: true);
        return new LstmLayer(name, input, units, activation, Chance(2) ? Generator.Model.Activation.Sigmoid : Activation(isGate: true), !Chance(4), sequences)
        {
            Direction = (Direction)(Chance(2) ? 0 : _random.Next(isOnnx ? 2 : 3)),
            HiddenActivation = hidden == activation || Chance(2) ? null : hidden,
            Peepholes = Chance(3),
            IsCoupled = Chance(4),
            Clip = Chance(3) ? 0.3f + (float)_random.NextDouble() : null,
            CellClip = !isOnnx && Chance(4) ? 0.2f + (float)_random.NextDouble() : null,
            Projection = !isOnnx && units > 1 && Chance(3) ? _random.Next(1, units) : null,
        };
    }

    private Activation Activation(bool isGate)
    {
        if (Chance(2))
        {
            return isGate ? Generator.Model.Activation.Tanh : Generator.Model.Activation.Linear;
        }

        ActivationKind[] kinds = isOnnx ? isGate ? OnnxGates : OnnxDense : Kinds;
        ActivationKind kind = kinds[_random.Next(kinds.Length)];
        if (kind == ActivationKind.Exponential || (isGate && kind is ActivationKind.Softmax or ActivationKind.LogSoftmax))
        {
            return Generator.Model.Activation.Sigmoid;
        }

        return Generator.Model.Activation.Of(kind, (float)(0.1 + (_random.NextDouble() * 0.8)), (float)(_random.NextDouble() - 0.3));
    }

    /// <summary>Each gate has its own mean: a swapped gate or a dropped bias can't hide.</summary>
    private IEnumerable<float> Parameters(WeightedLayer layer)
    {
        foreach (TensorShape tensor in layer.Tensors)
        {
            double deviation = 0.7 / Math.Sqrt(tensor.Name == TensorShape.RecurrentKernel ? layer.Recurrent : layer.Input);
            for (int row = 0; row < tensor.Rows; row++)
            {
                for (int block = 0; block < tensor.Blocks.Count; block++)
                {
                    for (int column = 0; column < tensor.BlockSize; column++)
                    {
                        yield return (float)(Normal(deviation) + (deviation * 0.3 * (block - 1.3)));
                    }
                }
            }
        }
    }

    private int Size() => sizes is not null ? sizes(_random)
        : Chance(8) ? _random.Next(10, 21) : _random.Next(1, 7);

    private bool Chance(int of) => _random.Next(of) == 0;

    private double Normal(double deviation) => deviation * Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}

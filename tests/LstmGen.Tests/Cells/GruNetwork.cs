using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Tests.Cells;

// Named here, so that they take precedence over public types with the same names.
using Activation = LstmGen.Generator.Model.Activation;

/// <summary>A random network with GRU layers, its parameters and some sequences: the same for a seed on every machine.</summary>
internal sealed class GruNetwork
{
    private readonly Random _random;

    /// <param name="isLarge">Whether the parameters of a layer outgrow a first cache.</param>
    public GruNetwork(int seed, bool resetsAfter, bool isLarge)
    {
        Seed = seed;
        _random = new Random(seed);
        Network = Make(resetsAfter, isLarge);
        Parameters = [.. Network.Parts.SelectMany(Values)];
        Sequences = [.. Enumerable.Range(0, 1 + _random.Next(40)).Select(_ => Normal(Network.Steps!.Value * Network.InputSize, 1))];
    }

    public int Seed { get; }

    public Network Network { get; }

    public float[] Parameters { get; }

    /// <summary>Some sequences, for a batch.</summary>
    public IReadOnlyList<float[]> Sequences { get; }

    public int OutputLength => Network.OutputSize * (Network.ReturnsSequences ? Network.Steps!.Value : 1);

    public override string ToString() => $"seed {Seed}: {string.Join("\n", Network.Layers)}";

    private Network Make(bool resetsAfter, bool isLarge)
    {
        int steps = _random.Next(1, 9);
        bool everyStep = Chance(2);
        int count = _random.Next(1, 3);
        int input = isLarge ? _random.Next(4, 40) : Size();
        var layers = new List<Layer>();
        int Last() => layers.Count == 0 ? input : layers[^1].Output;
        for (int i = 0; i < count; i++)
        {
            string name = $"gru_{i}";
            int units = isLarge ? _random.Next(50, 90) : Size();
            GruLayer layer = Layer(name, Last(), units, everyStep || i < count - 1, resetsAfter);
            layers.Add(!Chance(5) ? layer : new BidirectionalLayer(
                $"bidirectional_{i}",
                layer with { Name = name + "_forward" },
                Layer(name + "_backward", Last(), units, layer.ReturnSequences, resetsAfter) with { Direction = Direction.Backward },
                Merge.Concat));
            if (Chance(3))
            {
                layers.Add(new DenseLayer($"dense_{i}", Last(), Size(), Chance(2) ? Activation.Linear : Activation.Tanh, !Chance(4)));
            }
        }

        return new Network(new EquatableArray<Layer>(layers), steps);
    }

    private GruLayer Layer(string name, int input, int units, bool sequences, bool resetsAfter) => new(
        name,
        input,
        units,
        Chance(3) ? Activation.Of(ActivationKind.Softsign) : Activation.Tanh,
        Chance(4) ? Activation.Of(ActivationKind.HardSigmoid) : Activation.Sigmoid,
        !Chance(4),
        sequences,
        resetsAfter);

    /// <summary>Each gate has its own mean: a swapped gate or a dropped bias can't hide.</summary>
    private IEnumerable<float> Values(WeightedLayer layer) =>
        from tensor in layer.Tensors
        let deviation = 0.7 / Math.Sqrt(tensor.Name == TensorShape.RecurrentKernel ? layer.Recurrent : layer.Input)
        from row in Enumerable.Range(0, tensor.Rows)
        from block in Enumerable.Range(0, tensor.Blocks.Count)
        from value in Normal(tensor.BlockSize, deviation)
        select value + (float)(deviation * 0.3 * (block - 0.8));

    private int Size() => Chance(4) ? _random.Next(10, 34) : _random.Next(1, 10);

    private bool Chance(int of) => _random.Next(of) == 0;

    private float[] Normal(int count, double deviation)
    {
        var values = new float[count];
        for (int i = 0; i < count; i++)
        {
            double length = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble()));
            values[i] = (float)(deviation * length * Math.Cos(2 * Math.PI * _random.NextDouble()));
        }

        return values;
    }
}

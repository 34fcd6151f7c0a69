using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Tool.Tests.Text;

/// <summary>Random models, with the strings and the numbers that are hardest to write.</summary>
internal static class RandomModel
{
    private const string Hostile = "\"\\\n\r\t\0#'u \u007f\u0085\u00a0\u202e\u2028\u2029\ud800\udc00\ufeff\ufffeaü模";

    private static readonly float[] Finite =
        [0f, -0f, float.Epsilon, -float.Epsilon, 1.17549421e-38f, 1.17549435e-38f, float.MaxValue, float.MinValue, 1f, -1f, 0.1f, 1f / 3, 16777216f, 8.589973e9f, 9.5e-7f];

    private static readonly float[] NonFinite = [float.NaN, float.PositiveInfinity, float.NegativeInfinity];

    /// <summary>The same for a seed on every machine: one to four layers, with all that the format has.</summary>
    public static ModelFile Of(int seed)
    {
        var random = new Random(seed);
        int input = random.Next(1, 7);
        List<Layer> layers = Layers(random, input);
        bool mayBeNonFinite = random.Next(4) == 0;
        Floats Values(long count) => new(Enumerable.Range(0, (int)count).Select(_ => Number(random, mayBeNonFinite)).ToArray());
        var network = new Network(new EquatableArray<Layer>(layers), random.Next(2) == 0 ? null : random.Next(1, layers.All(layer => layer.IsStreaming) ? 1_000_000 : 1_000))
        {
            Skip = layers[^1].Output <= input && layers[^1] is not BidirectionalLayer { Merge: Merge.None } && random.Next(2) == 0,
            Masking = random.Next(5) == 0 && layers.All(layer => layer.IsStreaming && layer is not AddLayer) ? new Masking(random.Next(2) == 0 ? null : random.Next(-3, 3)) : null,
            Parameters = Values(layers.Sum(layer => layer.ParameterCount)),
        };
        return new ModelFile(String(random), String(random), network with { InitialState = random.Next(2) == 0 ? null : Values(network.StateCount) })
        {
            Metadata = new EquatableArray<ModelFact>(FactKind.OfMetadata.Where(_ => random.Next(3) == 0).Select(kind => Fact(random, kind))),
        };
    }

    private static ModelFact Fact(Random random, FactKind kind) => kind.IsText
        ? new ModelFact(kind, FactKind.Cut(String(random) ?? ""))
        : new ModelFact(kind, BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)) is var any && double.IsFinite(any) && random.Next(2) == 0 ? any : random.Next(-3, 96_001) / 2d);

    private static List<Layer> Layers(Random random, int input)
    {
        var names = new LayerNames();
        var layers = new List<Layer>();
        int count = random.Next(1, 5);
        int last = random.Next(count);
        bool sequences = random.Next(2) == 0;
        for (int i = 0; i < count; i++)
        {
            if (i == last || (i < last && random.Next(2) == 0))
            {
                layers.Add(random.Next(3) > 0
                    ? Lstm(random, names.Next("lstm"), input, sequences || i < last) with { Direction = (Direction)random.Next(3) }
                    : Bidirectional(random, names.Next("bidirectional"), input, sequences || i < last, mayHaveTwoOutputs: i == count - 1));
            }
            else
            {
                bool isScaling = random.Next(4) == 0;
                layers.Add(new DenseLayer(names.Next(isScaling ? "scaling" : "dense"), input, random.Next(1, 7), Activation(random, mayBeSoftmax: true), random.Next(3) > 0) { IsScaling = isScaling });
            }

            input = layers[^1].Output;
            bool hasTwoOutputs = layers[^1] is BidirectionalLayer { Merge: Merge.None };
            if (!hasTwoOutputs && Row(random, names, layers) is { } row)
            {
                layers.Add(row);
                input = row.Output;
            }
        }

        return layers;
    }

    /// <summary>A layer without weighted sums, in some of the places where it fits.</summary>
    private static PositionwiseLayer? Row(Random random, LayerNames names, List<Layer> layers)
    {
        Layer last = layers[^1];
        if (random.Next(4) == 0)
        {
            return new NormalizationLayer(names.Next("layer_normalization"), last.Output, random.Next(100) / 1000f, random.Next(2) == 0, random.Next(2) == 0);
        }

        int[] sources = [.. Enumerable.Range(AddLayer.OfInput, layers.Count).Where(source => (source == AddLayer.OfInput ? layers[0].Input : layers[source].Output) == last.Output)];
        bool fits = sources.Length > 0 && layers.All(layer => layer.IsStreaming);
        return fits && random.Next(2) == 0 ? new AddLayer(names.Next("add"), last.Output, sources[random.Next(sources.Length)]) : null;
    }

    private static LstmLayer Lstm(Random random, string name, int input, bool sequences)
    {
        int units = random.Next(1, 7);
        Activation activation = Activation(random, mayBeSoftmax: false);
        var plain = new LstmLayer(name, input, units, activation, Activation(random, mayBeSoftmax: false), random.Next(3) > 0, sequences);
        return LstmLayer.CellOptions.Aggregate(plain, (layer, option) => random.Next(3) > 0 ? layer : option.Kind switch
        {
            CellOptionKind.Flag => option.Set(layer, true),
            CellOptionKind.Number => option.Set(layer, random.Next(2) == 0 ? random.Next(1, 100) / 10f : float.Epsilon),
            CellOptionKind.Size => units > 1 ? option.Set(layer, random.Next(1, units)) : layer,
            _ => option.Set(layer, Activation(random, mayBeSoftmax: false)),
        });
    }

    private static BidirectionalLayer Bidirectional(Random random, string name, int input, bool sequences, bool mayHaveTwoOutputs)
    {
        LstmLayer forward = Lstm(random, name + "_forward", input, sequences);
        LstmLayer backward = random.Next(2) == 0
            ? Lstm(random, name + "_backward", input, sequences)
            : forward with { Name = name + "_backward" };
        Merge merge = mayHaveTwoOutputs ? (Merge)random.Next(5) : (Merge)random.Next(4);
        return new BidirectionalLayer(name, forward, backward with { Direction = Direction.Backward }, forward.Output == backward.Output ? merge : Merge.Concat);
    }

    private static Activation Activation(Random random, bool mayBeSoftmax)
    {
        var kind = (ActivationKind)random.Next(mayBeSoftmax ? 21 : 19);
        return random.Next(2) == 0
            ? Generator.Model.Activation.Of(kind)
            : Generator.Model.Activation.Of(kind, random.Next(-300, 300) / 100f, random.Next(-300, 300) / 100f);
    }

    private static string? String(Random random)
    {
        int length = random.Next(8) switch { 0 => -1, 1 => 0, 2 => 5000, _ => random.Next(1, 40) };
        return length < 0 ? null : string.Create(length, random, static (text, from) =>
        {
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = from.Next(4) == 0 ? (char)from.Next(0x10000) : Hostile[from.Next(Hostile.Length)];
            }
        });
    }

    private static float Number(Random random, bool mayBeNonFinite)
    {
        float any = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
        return random.Next(mayBeNonFinite ? 4 : 3) switch
        {
            0 => random.Next(-99_999, 100_000) / 1000f,
            1 => float.IsFinite(any) ? any : 1f,
            2 => Finite[random.Next(Finite.Length)],
            _ => NonFinite[random.Next(NonFinite.Length)],
        };
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace LstmGen.Tests.Networks;

/// <summary>
/// What a network is, for tests. It computes counts and shapes independently of the generator's model: a mistake in one must not be hidden
/// by the same mistake in the other.
/// </summary>
public sealed record NetworkSpec(int Input, int? Steps, IReadOnlyList<LayerSpec> Layers)
{
    public NetworkSpec(int input, int? steps, params LayerSpec[] layers)
        : this(input, steps, (IReadOnlyList<LayerSpec>)layers)
    {
    }

    public int Output => Layers[^1].Output;

    /// <summary>Whether the last LSTM layer, and so the network, outputs every step.</summary>
    public bool ReturnSequences => LstmLayers[^1].ReturnSequences;

    public IReadOnlyList<LstmSpec> LstmLayers => Layers.OfType<LstmSpec>().ToArray();

    public int InputLength => Input * Steps!.Value;

    public int OutputLength => ReturnSequences ? Output * Steps!.Value : Output;

    public int ParameterCount
    {
        get
        {
            int count = 0;
            for (int layer = 0; layer < Layers.Count; layer++)
            {
                count += Layers[layer].ParameterCount(InputOf(layer));
            }

            return count;
        }
    }

    public int InputOf(int layer) => layer == 0 ? Input : Layers[layer - 1].Output;

    /// <summary>The attributes that declare the network in C#.</summary>
    public string ToAttributes() => string.Join('\n', Layers.Select((layer, i) =>
        "[" + layer.AttributeName + "(" + string.Join(", ", AttributeArguments(layer, isFirst: i == 0)) + ")]"));

    /// <summary>The line that says what the network computes, with every step of the output.</summary>
    public string ToArchitecture() => string.Join("; ", Layers.Select((layer, i) => layer.Architecture(InputOf(i))));

    public override string ToString() => ToAttributes();

    /// <summary>
    /// Parameters in the order of Keras' <c>get_weights()</c>. The standard deviation of each kernel is
    /// <paramref name="scale"/>/√fan-in, and each gate has its own offset: with symmetric parameters a swapped gate or a dropped bias would
    /// be hard to see.
    /// </summary>
    public float[] RandomParameters(int seed, double scale)
    {
        var random = new Random(seed);
        var parameters = new List<float>(ParameterCount);
        for (int i = 0; i < Layers.Count; i++)
        {
            int input = InputOf(i);
            LayerSpec layer = Layers[i];
            Add(rows: input, fanIn: input, kernelOffset: 0.1);
            if (layer is LstmSpec)
            {
                Add(rows: layer.Output, fanIn: layer.Output, kernelOffset: 0.1);
            }

            if (layer.UseBias)
            {
                Add(rows: 1, fanIn: input, kernelOffset: 0.5);
            }

            if (layer is LstmSpec lstm)
            {
                int more = (lstm.Peepholes ? (lstm.Gates - 1) * lstm.Units : 0) + (lstm.Units * (lstm.Projection ?? 0));
                for (int k = 0; k < more; k++)
                {
                    parameters.Add((float)(scale / Math.Sqrt(lstm.Units) * Normal(random)));
                }
            }

            void Add(int rows, int fanIn, double kernelOffset)
            {
                double deviation = scale / Math.Sqrt(fanIn);
                for (int row = 0; row < rows; row++)
                {
                    for (int gate = 0; gate < layer.Gates; gate++)
                    {
                        double mean = kernelOffset * deviation * GateOffsets[gate];
                        for (int unit = 0; unit < layer.Units; unit++)
                        {
                            parameters.Add((float)(mean + (deviation * Normal(random))));
                        }
                    }
                }
            }
        }

        return [.. parameters];
    }

    /// <summary>Standard normal features, a row for each step.</summary>
    public float[] RandomInput(int seed, int? steps = null)
    {
        var random = new Random(seed ^ 0x5eed);
        var input = new float[Input * (steps ?? Steps!.Value)];
        for (int i = 0; i < input.Length; i++)
        {
            input[i] = (float)Normal(random);
        }

        return input;
    }

    /// <summary>Means of the gates i, f, c, o in standard deviations; a Dense layer has only the first.</summary>
    private static ReadOnlySpan<double> GateOffsets => [0.5, 1.5, -0.7, -1.2];

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private IEnumerable<string> AttributeArguments(LayerSpec layer, bool isFirst)
    {
        if (isFirst)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Input = {Input}");
        }

        yield return string.Create(CultureInfo.InvariantCulture, $"Units = {layer.Units}");
        if (isFirst && Steps is int steps)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Steps = {steps}");
        }

        foreach (string option in layer.AttributeOptions)
        {
            yield return option;
        }
    }
}

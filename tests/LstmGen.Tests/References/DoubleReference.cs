using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Tests.Networks;

namespace LstmGen.Tests.References;

/// <summary>What a reference computed: an output row for every step, and where the state of each LSTM layer ended.</summary>
public sealed record DoubleRun(double[][] StepOutputs, IReadOnlyList<DoubleState> Final)
{
    /// <summary>What <c>Forward</c> writes: every row, or the last one.</summary>
    public double[] Output(NetworkSpec spec) => spec.ReturnSequences ? [.. StepOutputs.SelectMany(row => row)] : StepOutputs[^1];
}

/// <summary>The hidden state and the cell state of one LSTM layer.</summary>
public sealed record DoubleState(double[] Hidden, double[] Cell);

/// <summary>The textbook equations in double precision, written to be read.</summary>
public static class DoubleReference
{
    public static DoubleRun Run(NetworkCase network) => Run(network.Spec, network.Parameters, network.Input);

    public static DoubleRun Run(NetworkSpec spec, float[] parameters, float[] input, IReadOnlyList<DoubleState>? initial = null)
    {
        double[][] rows = input.Select(x => (double)x).Chunk(spec.Input).ToArray();
        var final = new List<DoubleState>();
        int position = 0;
        for (int i = 0; i < spec.Layers.Count; i++)
        {
            LayerSpec layer = spec.Layers[i];
            int features = spec.InputOf(i);
            double[][] kernel = Matrix(features);
            switch (layer)
            {
                case LstmSpec lstm:
                    double[][] recurrentKernel = Matrix(layer.Units);
                    DoubleState state = initial?[final.Count] ?? new DoubleState(new double[layer.Units], new double[layer.Units]);
                    (rows, state) = Lstm(lstm, rows, kernel, recurrentKernel, Bias(), state);
                    final.Add(state);
                    break;
                case DenseSpec dense:
                    double[] bias = Bias();
                    rows = rows.Select(x => Add(Multiply(x, kernel), bias).Select(z => Apply(dense.Activation, z)).ToArray()).ToArray();
                    break;
            }

            double[][] Matrix(int count) => Enumerable.Range(0, count).Select(_ => Take()).ToArray();

            double[] Bias() => layer.UseBias ? Take() : new double[layer.Gates * layer.Units];

            double[] Take()
            {
                int columns = layer.Gates * layer.Units;
                double[] row = parameters.AsSpan(position, columns).ToArray().Select(x => (double)x).ToArray();
                position += columns;
                return row;
            }
        }

        if (position != parameters.Length)
        {
            throw new ArgumentException($"{parameters.Length} parameters, of which the layers read {position}", nameof(parameters));
        }

        return new DoubleRun(rows, final);
    }

    private static (double[][] Hidden, DoubleState Final) Lstm(
        LstmSpec layer, double[][] input, double[][] kernel, double[][] recurrentKernel, double[] bias, DoubleState initial)
    {
        int units = layer.Units;
        double[] h = [.. initial.Hidden];
        double[] c = [.. initial.Cell];
        var hidden = new List<double[]>();
        foreach (double[] x in input)
        {
            double[] z = Add(Add(Multiply(x, kernel), Multiply(h, recurrentKernel)), bias);
            for (int unit = 0; unit < units; unit++)
            {
                double i = Apply(layer.RecurrentActivation, z[unit]);
                double f = Apply(layer.RecurrentActivation, z[units + unit]);
                double candidate = Apply(layer.Activation, z[(2 * units) + unit]);
                double o = Apply(layer.RecurrentActivation, z[(3 * units) + unit]);
                c[unit] = (f * c[unit]) + (i * candidate);
                h[unit] = o * Apply(layer.Activation, c[unit]);
            }

            hidden.Add([.. h]);
        }

        return ([.. hidden], new DoubleState(h, c));
    }

    public static double Apply(Activation activation, double x) => activation switch
    {
        Activation.Tanh => Math.Tanh(x),
        Activation.Sigmoid => 1 / (1 + Math.Exp(-x)),
        Activation.HardSigmoid => Math.Clamp((x / 6) + 0.5, 0, 1),
        Activation.HardSigmoid02 => Math.Clamp((0.2 * x) + 0.5, 0, 1),
        Activation.Relu => Math.Max(x, 0),
        Activation.Linear => x,
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
    };

    /// <summary>row·matrix</summary>
    private static double[] Multiply(double[] row, double[][] matrix)
    {
        var result = new double[matrix[0].Length];
        for (int k = 0; k < row.Length; k++)
        {
            for (int column = 0; column < result.Length; column++)
            {
                result[column] += row[k] * matrix[k][column];
            }
        }

        return result;
    }

    private static double[] Add(double[] left, double[] right) => left.Zip(right, (l, r) => l + r).ToArray();
}

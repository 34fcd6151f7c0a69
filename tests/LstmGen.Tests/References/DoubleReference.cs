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
                    double[][] recurrentKernel = Matrix(layer.Output);
                    DoubleState state = initial?[final.Count] ?? new DoubleState(new double[layer.Output], new double[layer.Units]);
                    double[] ownBias = Bias();
                    double[]? peepholes = lstm.Peepholes ? Next((lstm.Gates - 1) * lstm.Units) : null;
                    double[][]? projection = lstm.Projection is int size ? Enumerable.Range(0, lstm.Units).Select(_ => Next(size)).ToArray() : null;
                    (rows, state) = Lstm(lstm, rows, kernel, recurrentKernel, ownBias, peepholes, projection, state);
                    final.Add(state);
                    break;
                case DenseSpec dense:
                    double[] bias = Bias();
                    rows = rows.Select(x => Dense(dense, Add(Multiply(x, kernel), bias))).ToArray();
                    break;
            }

            double[][] Matrix(int count) => Enumerable.Range(0, count).Select(_ => Take()).ToArray();

            double[] Bias() => layer.UseBias ? Take() : new double[layer.Gates * layer.Units];

            double[] Take() => Next(layer.Gates * layer.Units);

            double[] Next(int columns)
            {
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
        LstmSpec layer, double[][] input, double[][] kernel, double[][] recurrentKernel, double[] bias, double[]? peepholes, double[][]? projection, DoubleState initial)
    {
        int units = layer.Units;
        double[] h = [.. initial.Hidden];
        double[] c = [.. initial.Cell];
        var hidden = new List<double[]>();
        foreach (double[] x in input)
        {
            double[] z = Add(Add(Multiply(x, kernel), Multiply(h, recurrentKernel)), bias);
            var shown = new double[units];
            for (int unit = 0; unit < units; unit++)
            {
                double Peephole(int gate) => peepholes is null ? 0 : peepholes[(gate * units) + unit] * c[unit];
                double Sum(int gate, double seen) => Clip(z[(gate * units) + unit] + seen, layer.Clip);
                int candidateGate = layer.Gates - 2;
                double i = Apply(layer.RecurrentActivation, Sum(0, Peephole(0)), layer.RecurrentNumbers);
                double f = layer.CoupledGates ? 1 - i : Apply(layer.RecurrentActivation, Sum(1, Peephole(1)), layer.RecurrentNumbers);
                double candidate = Apply(layer.Activation, Sum(candidateGate, 0), layer.Numbers);
                c[unit] = Clip((f * c[unit]) + (i * candidate), layer.CellClip);
                double o = Apply(layer.RecurrentActivation, Sum(candidateGate + 1, Peephole(candidateGate)), layer.RecurrentNumbers);
                shown[unit] = o * (layer.HiddenActivation is { } own ? Apply(own, c[unit], layer.HiddenNumbers) : Apply(layer.Activation, c[unit], layer.Numbers));
            }

            h = projection is null ? shown : Multiply(shown, projection);
            hidden.Add([.. h]);
        }

        return ([.. hidden], new DoubleState(h, c));
    }

    private static double Clip(double value, float? limit) => limit is float most ? Math.Clamp(value, -most, most) : value;

    private static double[] Dense(DenseSpec layer, double[] sums)
    {
        if (layer.Activation is not (Activation.Softmax or Activation.LogSoftmax))
        {
            return sums.Select(z => Apply(layer.Activation, z, layer.Numbers)).ToArray();
        }

        double[] powers = sums.Select(z => Math.Exp(z - sums.Max())).ToArray();
        return layer.Activation == Activation.Softmax
            ? powers.Select(power => power / powers.Sum()).ToArray()
            : sums.Select(z => z - sums.Max() - Math.Log(powers.Sum())).ToArray();
    }

    public static double Apply(Activation activation, double x, Numbers numbers = default)
    {
        (double alpha, double beta) = numbers.For(activation);
        return activation switch
        {
            Activation.Tanh => Math.Tanh(x),
            Activation.Sigmoid => 1 / (1 + Math.Exp(-x)),
            Activation.HardSigmoid or Activation.HardSigmoid02 => Math.Clamp((alpha * x) + beta, 0, 1),
            Activation.Relu => Math.Max(x, 0),
            Activation.Linear => x,
            Activation.LeakyRelu => x < 0 ? alpha * x : x,
            Activation.ThresholdedRelu => x > alpha ? x : 0,
            Activation.Relu6 => Math.Clamp(x, 0, 6),
            Activation.Elu => x < 0 ? alpha * (Math.Exp(x) - 1) : x,
            Activation.Selu => 1.0507009873554805 * (x < 0 ? 1.6732632423543772 * (Math.Exp(x) - 1) : x),
            Activation.Softplus => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))),
            Activation.Softsign => x / (1 + Math.Abs(x)),
            Activation.Silu => x / (1 + Math.Exp(-x)),
            Activation.Gelu => x * Normal(x),
            Activation.GeluTanh => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))),
            Activation.Exponential => Math.Exp(x),
            Activation.Affine => (alpha * x) + beta,
            Activation.ScaledTanh => alpha * Math.Tanh(beta * x),
            _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
        };
    }

    /// <summary>The distribution function of the normal distribution, by Gauss' quadrature of its density in panels of a quarter.</summary>
    private static double Normal(double x)
    {
        if (Math.Abs(x) > 12)
        {
            return x > 0 ? 1 : 0;
        }

        ReadOnlySpan<double> nodes = [0, 0.5384693101056831, -0.5384693101056831, 0.9061798459386640, -0.9061798459386640];
        ReadOnlySpan<double> weights = [0.5688888888888889, 0.4786286704993665, 0.4786286704993665, 0.2369268850561891, 0.2369268850561891];
        int panels = (int)Math.Ceiling(Math.Abs(x) * 8) + 1;
        double half = x / panels / 2, sum = 0;
        for (int panel = 0; panel < panels; panel++)
        {
            for (int node = 0; node < nodes.Length; node++)
            {
                double t = (((2 * panel) + 1) * half) + (nodes[node] * half);
                sum += weights[node] * Math.Exp(-t * t / 2);
            }
        }

        return 0.5 + (sum * half / Math.Sqrt(2 * Math.PI));
    }

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

using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Tool.Verifying;

/// <summary>
/// Computes a network in double precision, straight from the equations of an LSTM (Hochreiter and Schmidhuber 1997, with the forget gate
/// of Gers et al. 2000) as Keras writes them, and without anything of the generated code in it.
/// </summary>
internal sealed class DoubleReference
{
    private readonly Network _network;
    private readonly List<double[]> _hidden = [];
    private readonly List<double[]> _cell = [];

    public DoubleReference(Network network)
    {
        _network = network;
        int at = 0;
        foreach (LstmLayer layer in network.Layers.OfType<LstmLayer>())
        {
            _hidden.Add(Initial(at, layer.Units));
            _cell.Add(Initial(at + layer.Units, layer.Units));
            at += 2 * layer.Units;
        }
    }

    /// <summary>The output rows of every step of a sequence that starts at the initial state.</summary>
    public static double[] Run(Network network, IReadOnlyList<float> input)
    {
        var reference = new DoubleReference(network);
        var outputs = new List<double>();
        for (int start = 0; start < input.Count; start += network.InputSize)
        {
            outputs.AddRange(reference.Step([.. Enumerable.Range(start, network.InputSize).Select(i => (double)input[i])]));
        }

        return [.. outputs];
    }

    /// <summary>One step: it reads a row of features, and returns the output.</summary>
    public double[] Step(double[] input)
    {
        double[] values = input;
        int at = 0;
        int recurrent = 0;
        foreach (Layer layer in _network.Layers)
        {
            int kernel = at;
            int recurrentKernel = kernel + (int)layer.KernelCount;
            int bias = recurrentKernel + (int)layer.RecurrentKernelCount;
            at += (int)layer.ParameterCount;
            if (layer is LstmLayer lstm)
            {
                values = Lstm(lstm, values, _hidden[recurrent], _cell[recurrent], kernel, recurrentKernel, bias);
                _hidden[recurrent++] = values;
            }
            else
            {
                double[] x = values;
                values = Enumerable.Range(0, layer.Units)
                    .Select(unit => Apply(layer.Activation, Sum(layer, unit, x, kernel, [], 0, bias)))
                    .ToArray();
            }
        }

        return _network.Skip ? values.Select((value, i) => value + input[i]).ToArray() : values;
    }

    private double[] Lstm(LstmLayer layer, double[] x, double[] h, double[] c, int kernel, int recurrentKernel, int bias)
    {
        int units = layer.Units;
        double Gate(int gate, int unit) => Sum(layer, (gate * units) + unit, x, kernel, h, recurrentKernel, bias);
        var next = new double[units];
        for (int unit = 0; unit < units; unit++)
        {
            double i = Apply(layer.RecurrentActivation, Gate(0, unit));
            double f = Apply(layer.RecurrentActivation, Gate(1, unit));
            double g = Apply(layer.Activation, Gate(2, unit));
            double o = Apply(layer.RecurrentActivation, Gate(3, unit));
            c[unit] = (f * c[unit]) + (i * g);
            next[unit] = o * Apply(layer.Activation, c[unit]);
        }

        return next;
    }

    private double Sum(Layer layer, int column, double[] x, int kernel, double[] h, int recurrentKernel, int bias)
    {
        Floats p = _network.Parameters!;
        int columns = layer.Gates * layer.Units;
        double sum = layer.UseBias ? p[bias + column] : 0;
        for (int k = 0; k < x.Length; k++)
        {
            sum += x[k] * p[kernel + (k * columns) + column];
        }

        for (int k = 0; k < h.Length; k++)
        {
            sum += h[k] * p[recurrentKernel + (k * columns) + column];
        }

        return sum;
    }

    private static double Apply(Activation activation, double value) => activation switch
    {
        Activation.Tanh => Math.Tanh(value),
        Activation.Sigmoid => 1 / (1 + Math.Exp(-value)),
        Activation.HardSigmoid => Math.Clamp((value / 6) + 0.5, 0, 1),
        Activation.HardSigmoid02 => Math.Clamp((0.2 * value) + 0.5, 0, 1),
        Activation.Relu => Math.Max(value, 0),
        Activation.Linear => value,
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
    };

    private double[] Initial(int start, int count) =>
        _network.InitialState is { } initial ? initial.Skip(start).Take(count).Select(value => (double)value).ToArray() : new double[count];
}

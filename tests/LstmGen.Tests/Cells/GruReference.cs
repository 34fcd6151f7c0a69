using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Tests.Cells;

// Named here, so that they take precedence over public types with the same names.
using ActivationKind = LstmGen.Generator.Model.ActivationKind;

/// <summary>The textbook equations of a network with GRU layers in double precision, written to be read.</summary>
internal sealed class GruReference
{
    private readonly IReadOnlyList<float> _parameters;
    private int _position;

    private GruReference(IReadOnlyList<float> parameters) => _parameters = parameters;

    public static double[] Run(GruNetwork network, float[] input) => new GruReference(network.Parameters).Output(network.Network, input);

    private double[] Output(Network network, float[] input)
    {
        double[][] rows = [.. input.Select(x => (double)x).Chunk(network.InputSize)];
        foreach (Layer layer in network.Layers)
        {
            rows = layer switch
            {
                GruLayer gru => Gru(gru, rows),
                BidirectionalLayer both => Merged(Gru((GruLayer)both.Forward, rows), Gru((GruLayer)both.Backward, [.. rows.Reverse()])),
                DenseLayer dense => Dense(dense, rows),
                _ => throw new ArgumentOutOfRangeException(nameof(network)),
            };
        }

        if (_position != _parameters.Count)
        {
            throw new ArgumentException($"{_parameters.Count} parameters, of which the layers read {_position}", nameof(network));
        }

        return [.. rows.SelectMany(row => row)];
    }

    /// <summary>The backward rows begin with the last step; where one row is handed on, it is the last that was computed.</summary>
    private static double[][] Merged(double[][] forward, double[][] backward) =>
        [.. forward.Zip(backward.Reverse(), (one, other) => (double[])[.. one, .. other])];

    private double[][] Gru(GruLayer layer, double[][] rows)
    {
        double[][] kernel = Matrix(layer.Input, 3 * layer.Units);
        double[][] recurrentKernel = Matrix(layer.Units, 3 * layer.Units);
        double[] bias = layer.UseBias ? Matrix(1, 3 * layer.Units)[0] : new double[3 * layer.Units];
        double[] recurrentBias = layer.UseBias && layer.ResetsAfter ? Matrix(1, layer.Units)[0] : new double[layer.Units];
        double[] h = new double[layer.Units];
        var hidden = new List<double[]>();
        foreach (double[] x in rows)
        {
            double[] z = Gate(0);
            double[] r = Gate(1);
            double[] reset = layer.ResetsAfter ? h : [.. h.Zip(r, (value, gate) => value * gate)];
            h = [.. h.Select((old, unit) =>
            {
                double recurrent = Product(reset, recurrentKernel, Column(2, unit)) + recurrentBias[unit];
                double weighed = layer.ResetsAfter ? r[unit] * recurrent : recurrent;
                double sum = Product(x, kernel, Column(2, unit)) + bias[Column(2, unit)] + weighed;
                return ((1 - z[unit]) * Active(layer.Activation.Kind, sum)) + (z[unit] * old);
            })];
            hidden.Add(h);

            double[] Gate(int gate) => [.. h.Select((_, unit) => Active(
                layer.RecurrentActivation.Kind,
                Product(x, kernel, Column(gate, unit)) + Product(h, recurrentKernel, Column(gate, unit)) + bias[Column(gate, unit)]))];

            int Column(int gate, int unit) => (gate * layer.Units) + unit;
        }

        return layer.ReturnSequences ? [.. hidden] : [h];
    }

    private double[][] Dense(DenseLayer layer, double[][] rows)
    {
        double[][] kernel = Matrix(layer.Input, layer.Units);
        double[] bias = layer.UseBias ? Matrix(1, layer.Units)[0] : new double[layer.Units];
        return [.. rows.Select(x => (double[])[.. bias.Select((b, unit) => Active(layer.Activation.Kind, Product(x, kernel, unit) + b))])];
    }

    private static double Product(double[] x, double[][] matrix, int column) => x.Select((value, row) => value * matrix[row][column]).Sum();

    private static double Active(ActivationKind kind, double x) => kind switch
    {
        ActivationKind.Linear => x,
        ActivationKind.Tanh => Math.Tanh(x),
        ActivationKind.Softsign => x / (1 + Math.Abs(x)),
        ActivationKind.Sigmoid => 1 / (1 + Math.Exp(-x)),
        ActivationKind.HardSigmoid => Math.Clamp((x / 6) + 0.5, 0, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private double[][] Matrix(int rows, int columns) => [.. Enumerable.Range(0, rows).Select(_ => Next(columns))];

    private double[] Next(int count)
    {
        double[] next = [.. _parameters.Skip(_position).Take(count).Select(value => (double)value)];
        _position += count;
        return next;
    }
}

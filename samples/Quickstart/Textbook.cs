using System;

namespace Quickstart;

/// <summary>One step of an LSTM layer as in a textbook, in <see cref="double"/>: the generated code must agree with it.</summary>
internal sealed class Textbook
{
    private readonly int _input;
    private readonly int _units;
    private readonly float[] _parameters;

    /// <param name="input">Features of a step.</param>
    /// <param name="units">Units of the layer.</param>
    /// <param name="parameters">Kernel [input, 4·units], recurrent kernel [units, 4·units], bias [4·units]; gates i, f, c, o.</param>
    internal Textbook(int input, int units, float[] parameters)
    {
        _input = input;
        _units = units;
        _parameters = parameters;
        I = new double[units];
        F = new double[units];
        G = new double[units];
        O = new double[units];
        C = new double[units];
        H = new double[units];
    }

    /// <summary>Input gates: how much of its candidate each unit takes in.</summary>
    internal double[] I { get; }

    /// <summary>Forget gates: how much of its old cell state each unit keeps.</summary>
    internal double[] F { get; }

    /// <summary>Candidates: what each unit would like to add to its cell state.</summary>
    internal double[] G { get; }

    /// <summary>Output gates: how much of its cell state each unit shows.</summary>
    internal double[] O { get; }

    /// <summary>Cell states, the memory.</summary>
    internal double[] C { get; }

    /// <summary>Hidden states, what the units show of their memory.</summary>
    internal double[] H { get; }

    internal void Step(ReadOnlySpan<float> x)
    {
        // Every unit reads the hidden states of the previous step, so all gates come first and no h changes until they are done.
        for (int unit = 0; unit < _units; unit++)
        {
            I[unit] = Sigmoid(Sum(x, gate: 0, unit));
            F[unit] = Sigmoid(Sum(x, gate: 1, unit));
            G[unit] = Math.Tanh(Sum(x, gate: 2, unit));
            O[unit] = Sigmoid(Sum(x, gate: 3, unit));
        }

        for (int unit = 0; unit < _units; unit++)
        {
            C[unit] = F[unit] * C[unit] + I[unit] * G[unit];
            H[unit] = O[unit] * Math.Tanh(C[unit]);
        }
    }

    // x·kernel + h·recurrent kernel + bias, for one gate of one unit: a column of each matrix.
    private double Sum(ReadOnlySpan<float> x, int gate, int unit)
    {
        int width = 4 * _units;
        int column = gate * _units + unit;
        ReadOnlySpan<float> kernel = _parameters.AsSpan(0, _input * width);
        ReadOnlySpan<float> recurrentKernel = _parameters.AsSpan(_input * width, _units * width);
        ReadOnlySpan<float> bias = _parameters.AsSpan((_input + _units) * width, width);

        double sum = bias[column];
        for (int feature = 0; feature < _input; feature++)
        {
            sum += x[feature] * (double)kernel[feature * width + column];
        }

        for (int other = 0; other < _units; other++)
        {
            sum += H[other] * recurrentKernel[other * width + column];
        }

        return sum;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}

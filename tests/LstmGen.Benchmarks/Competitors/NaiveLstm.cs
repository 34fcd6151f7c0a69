using System;

namespace LstmGen.Benchmarks.Competitors;

/// <summary>
/// The textbook's equations in plain loops, as one would write them after reading about LSTMs: Keras' matrices row by row, the sums of all
/// gates in one array, <see cref="MathF"/> for the activations, or <see cref="Math"/> where a target lacks it. It is written in C# 10 for
/// SmallTargets, which compiles it for them.
/// </summary>
internal sealed class NaiveLstm
{
    private readonly int _units;
    private readonly float[][] _kernel;
    private readonly float[][] _recurrentKernel;
    private readonly float[] _bias;
    private readonly float[] _sums;
    private readonly float[] _hidden;
    private readonly float[] _cell;

    public NaiveLstm(int input, int units, float[] parameters)
    {
        int columns = 4 * units;
        _units = units;
        _kernel = Rows(parameters, 0, input, columns);
        _recurrentKernel = Rows(parameters, input, units, columns);
        _bias = Rows(parameters, input + units, 1, columns)[0];
        _sums = new float[columns];
        _hidden = new float[units];
        _cell = new float[units];
    }

    /// <summary>Reads a sequence from the initial state, and writes the last hidden state.</summary>
    public void Forward(float[] input, float[] output)
    {
        Array.Clear(_hidden, 0, _units);
        Array.Clear(_cell, 0, _units);
        int features = _kernel.Length;
        for (int start = 0; start < input.Length; start += features)
        {
            Step(input, start);
        }

        _hidden.CopyTo(output, 0);
    }

    private void Step(float[] input, int start)
    {
        _bias.CopyTo(_sums, 0);
        for (int k = 0; k < _kernel.Length; k++)
        {
            AddRow(input[start + k], _kernel[k]);
        }

        for (int k = 0; k < _hidden.Length; k++)
        {
            AddRow(_hidden[k], _recurrentKernel[k]);
        }

        for (int unit = 0; unit < _units; unit++)
        {
            float i = Sigmoid(_sums[unit]);
            float f = Sigmoid(_sums[_units + unit]);
            float g = Tanh(_sums[(2 * _units) + unit]);
            float o = Sigmoid(_sums[(3 * _units) + unit]);
            _cell[unit] = (f * _cell[unit]) + (i * g);
            _hidden[unit] = o * Tanh(_cell[unit]);
        }
    }

    private void AddRow(float value, float[] row)
    {
        float[] sums = _sums;
        for (int column = 0; column < sums.Length; column++)
        {
            sums[column] += value * row[column];
        }
    }

#if NETFRAMEWORK
    private static float Sigmoid(float x) => (float)(1 / (1 + Math.Exp(-x)));

    private static float Tanh(float x) => (float)Math.Tanh(x);
#else
    private static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));

    private static float Tanh(float x) => MathF.Tanh(x);
#endif

    private static float[][] Rows(float[] values, int first, int rows, int columns)
    {
        var matrix = new float[rows][];
        for (int row = 0; row < rows; row++)
        {
            matrix[row] = new float[columns];
            Array.Copy(values, (first + row) * columns, matrix[row], 0, columns);
        }

        return matrix;
    }
}

using System;
using LstmGen.Pictures;

namespace LstmGen.TestKit.References;

/// <summary>The parameters of one LSTM, and its computation of a step.</summary>
internal sealed class LstmCell
{
    private readonly LstmArchitecture _lstm;
    private readonly double[][] _kernel;
    private readonly double[][] _recurrent;
    private readonly double[] _bias;
    private readonly double[]? _peepholes;
    private readonly double[][]? _projection;

    /// <param name="matrix">Reads the next parameters: rows, columns.</param>
    public LstmCell(LstmArchitecture lstm, Func<int, int, double[][]> matrix)
    {
        int columns = lstm.SumCount * lstm.Units;
        _lstm = lstm;
        _kernel = matrix(lstm.InputSize, columns);
        _recurrent = matrix(lstm.HiddenSize, columns);
        _bias = lstm.HasBias ? matrix(1, columns)[0] : new double[columns];
        _peepholes = lstm.HasPeepholes ? matrix(1, (lstm.SumCount - 1) * lstm.Units)[0] : null;
        _projection = lstm.Projection is { } size ? matrix(lstm.Units, size) : null;
    }

    /// <param name="trace">Gets i, f, g and o of each unit, and with a projection what is projected.</param>
    public (double[] Hidden, double[] Cell) Step(double[] x, double[] h, double[] c, double[] trace)
    {
        int units = _lstm.Units;
        int candidate = _lstm.SumCount - 2;
        var next = new double[units];
        var shown = new double[units];
        for (int unit = 0; unit < units; unit++)
        {
            int Column(int gate) => (gate * units) + unit;
            double Peephole(int gate, double seen) => _peepholes is null ? 0 : _peepholes[Column(gate)] * seen;
            double Gate(int gate, double seen) => Clipped(
                _bias[Column(gate)] + seen + Sum(x, _kernel, Column(gate)) + Sum(h, _recurrent, Column(gate)), _lstm.Clip);

            double i = DoubleActivation.Of(_lstm.RecurrentActivation, Gate(0, Peephole(0, c[unit])));
            double f = _lstm.IsCoupled ? 1 - i : DoubleActivation.Of(_lstm.RecurrentActivation, Gate(1, Peephole(1, c[unit])));
            double g = DoubleActivation.Of(_lstm.Activation, Gate(candidate, 0));
            next[unit] = Clipped((f * c[unit]) + (i * g), _lstm.CellClip);
            double o = DoubleActivation.Of(_lstm.RecurrentActivation, Gate(candidate + 1, Peephole(candidate, next[unit])));
            shown[unit] = o * DoubleActivation.Of(_lstm.HiddenActivation, next[unit]);
            (trace[unit], trace[units + unit], trace[(2 * units) + unit], trace[(3 * units) + unit]) = (i, f, g, o);
        }

        if (_projection is null)
        {
            return (shown, next);
        }

        shown.CopyTo(trace, 5 * units);
        var hidden = new double[_lstm.HiddenSize];
        for (int index = 0; index < hidden.Length; index++)
        {
            hidden[index] = Sum(shown, _projection, index);
        }

        return (hidden, next);
    }

    /// <summary>A row of values times a column of a matrix.</summary>
    public static double Sum(double[] values, double[][] matrix, int column)
    {
        double sum = 0;
        for (int row = 0; row < values.Length; row++)
        {
            sum += values[row] * matrix[row][column];
        }

        return sum;
    }

    private static double Clipped(double value, float? limit) => limit is float most ? Math.Clamp(value, -most, most) : value;
}

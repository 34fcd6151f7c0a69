using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Pictures;

namespace LstmGen.TestKit.References;

/// <summary>
/// The textbook equations in double precision, written to be read, for every option of an LSTM, of a bidirectional and of a Dense layer. It
/// belongs to the tests: the tool's <c>verify</c> has another, and neither uses the generator's mathematics, so that a mistake in one can't
/// be hidden by the others. Both are compared with ONNX Runtime.
/// </summary>
public sealed class DoubleReference
{
    private readonly NetworkArchitecture _network;
    private readonly IReadOnlyList<float> _parameters;
    private readonly IReadOnlyList<DoubleState>? _initial;
    private readonly bool[]? _mask;
    private readonly int _steps;

    /// <summary>What a trace has for each value, a column of all steps.</summary>
    private readonly List<double[]> _columns = [];

    private readonly List<DoubleState> _final = [];
    private int _parameter;

    private DoubleReference(
        NetworkArchitecture network, IReadOnlyList<float> parameters, int steps, IReadOnlyList<DoubleState>? initial, bool[]? mask) =>
        (_network, _parameters, _steps, _initial, _mask) = (network, parameters, steps, initial, mask);

    /// <param name="input">Consecutive rows of the input.</param>
    /// <param name="initial">The state of each LSTM at the start; zero by default.</param>
    /// <param name="mask">Whether each step is read; by default all of them.</param>
    public static DoubleRun Run(
        NetworkArchitecture network,
        IReadOnlyList<float> parameters,
        float[] input,
        IReadOnlyList<DoubleState>? initial = null,
        bool[]? mask = null)
    {
        double[][] rows = [.. input.Chunk(network.InputSize).Select(row => Array.ConvertAll(row, value => (double)value))];
        return new DoubleReference(network, parameters, rows.Length, initial, mask).Run(rows);
    }

    private DoubleRun Run(double[][] input)
    {
        double[][] rows = input;
        bool isLastAlone = false;
        foreach (LayerArchitecture layer in _network.Layers)
        {
            rows = layer switch
            {
                LstmArchitecture lstm => HandedOn(lstm, Lstm(lstm, rows, isLastAlone)),
                BidirectionalArchitecture both => Both(both, rows, isLastAlone),
                DenseArchitecture dense => Dense(dense, rows, isLastAlone),
                _ => throw new NotSupportedException($"The reference has no '{layer}'."),
            };
            isLastAlone |= layer.PassesOnLastStepAlone;
        }

        if (_network.HasSkip)
        {
            rows = [.. rows.Select((row, step) => row.Select((value, index) => value + input[step][index]).ToArray())];
            Write(rows);
        }

        if (_parameter != _parameters.Count || _columns.Count != _network.TraceSize)
        {
            throw new ArgumentException(
                $"The layers read {_parameter} of {_parameters.Count} parameters, and have {_columns.Count} of {_network.TraceSize} values of a trace.");
        }

        return new DoubleRun(rows, [.. Enumerable.Range(0, _steps).SelectMany(step => _columns.Select(column => column[step]))], _final);
    }

    /// <summary>The rows as read by the next layer.</summary>
    private double[][] HandedOn(LstmArchitecture lstm, double[][] rows)
    {
        if (lstm.PassesOnLastStepAlone)
        {
            double[][] last = [.. rows.Select(Missing)];
            last[_steps - 1] = rows[lstm.ReadsBackwards ? 0 : _steps - 1];
            return last;
        }

        return IsReversed(lstm) ? [.. rows.Reverse()] : rows;
    }

    private double[][] Both(BidirectionalArchitecture both, double[][] rows, bool isLastAlone)
    {
        double[][] first = Lstm(both.Lstms[0], rows, isLastAlone);
        double[][] second = Lstm(both.Lstms[1], rows, isLastAlone);
        double[][] merged = [.. Enumerable.Range(0, _steps).Select(step =>
        {
            IEnumerable<(double A, double B)> pairs = Of(both.Lstms[0], first, step).Zip(Of(both.Lstms[1], second, step));
            return both.Merge switch
            {
                MergeOfHalves.Sum => [.. pairs.Select(pair => pair.A + pair.B)],
                MergeOfHalves.Mul => [.. pairs.Select(pair => pair.A * pair.B)],
                MergeOfHalves.Ave => [.. pairs.Select(pair => (pair.A + pair.B) / 2)],
                _ => Of(both.Lstms[0], first, step).Concat(Of(both.Lstms[1], second, step)).ToArray(),
            };
        })];
        Write(merged);
        return merged;

        double[] Of(LstmArchitecture half, double[][] hidden, int step) =>
            !both.PassesOnLastStepAlone ? hidden[IsReversed(half) ? _steps - 1 - step : step]
            : step == _steps - 1 ? hidden[half.ReadsBackwards && !isLastAlone ? 0 : _steps - 1]
            : Missing(hidden[step]);
    }

    /// <summary>The hidden state after each step.</summary>
    private double[][] Lstm(LstmArchitecture lstm, double[][] rows, bool isLastAlone)
    {
        LstmCell cell = new(lstm, Matrix);
        (double[] h, double[] c) = _initial is null
            ? (new double[lstm.HiddenSize], new double[lstm.Units])
            : (_initial[_final.Count].Hidden, _initial[_final.Count].Cell);
        double[][] values = [.. Enumerable.Range(0, _steps).Select(_ => Enumerable.Repeat(double.NaN, (int)lstm.TraceSize).ToArray())];
        IEnumerable<int> order = Enumerable.Range(0, _steps);
        order = isLastAlone ? [_steps - 1] : lstm.ReadsBackwards ? order.Reverse() : order;
        foreach (int step in order)
        {
            if (_mask is null || _mask[step] || isLastAlone)
            {
                (h, c) = cell.Step(rows[step], h, c, values[step]);
            }

            c.CopyTo(values[step], 4 * lstm.Units);
            h.CopyTo(values[step], values[step].Length - h.Length);
        }

        _final.Add(new DoubleState(h, c));
        Write(values);
        return [.. values.Select(row => row[^lstm.HiddenSize..])];
    }

    private double[][] Dense(DenseArchitecture dense, double[][] rows, bool isLastAlone)
    {
        double[][] kernel = Matrix(dense.InputSize, dense.Units);
        double[] bias = dense.HasBias ? Matrix(1, dense.Units)[0] : new double[dense.Units];
        double[][] values = [.. rows.Select((row, step) => isLastAlone && step < _steps - 1
            ? Missing(bias)
            : DoubleActivation.OfLayer(dense.Activation, [.. bias.Select((add, unit) => add + LstmCell.Sum(row, kernel, unit))]))];
        Write(values);
        return values;
    }

    private void Write(double[][] rows)
    {
        for (int index = 0; index < rows[0].Length; index++)
        {
            _columns.Add([.. rows.Select(row => row[index])]);
        }
    }

    /// <summary>The next parameters.</summary>
    private double[][] Matrix(int rows, int columns)
    {
        var matrix = new double[rows][];
        for (int row = 0; row < rows; row++)
        {
            matrix[row] = new double[columns];
            for (int column = 0; column < columns; column++)
            {
                matrix[row][column] = _parameters[_parameter++];
            }
        }

        return matrix;
    }

    /// <summary>Whether rows are output in the order of computation, which isn't that of the steps.</summary>
    private static bool IsReversed(LstmArchitecture lstm) => lstm.Direction is ReadingDirection.GoBackwards or ReadingDirection.Turned;

    private static double[] Missing(double[] row) => [.. row.Select(_ => double.NaN)];
}

using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Pictures.Tests.Runs;

/// <summary>A network in double precision, which fills a trace as generated code does, for every option of an architecture.</summary>
internal sealed class Reference(NetworkArchitecture network, float[] parameters, float[] input, float[]? initialState = null, bool[]? mask = null)
{
    private readonly int _steps = input.Length / network.InputSize;
    private readonly List<double[]> _columns = [];
    private int _parameter;
    private int _state;

    /// <summary>The trace, step by step.</summary>
    public static double[] Trace(NetworkArchitecture network, float[] parameters, float[] input, float[]? initialState = null, bool[]? mask = null) =>
        new Reference(network, parameters, input, initialState, mask).Run();

    private double[] Run()
    {
        double[][] rows = [.. Enumerable.Range(0, _steps).Select(step => input.Skip(step * network.InputSize).Take(network.InputSize).Select(value => (double)value).ToArray())];
        double[][] original = rows;
        bool isLastAlone = false;
        foreach (LayerArchitecture layer in network.Layers)
        {
            rows = layer switch
            {
                LstmArchitecture lstm => Handed(lstm, Lstm(lstm, rows, isLastAlone)),
                BidirectionalArchitecture both => Both(both, rows, isLastAlone),
                _ => Dense((DenseArchitecture)layer, rows, isLastAlone),
            };
            isLastAlone |= layer.PassesOnLastStepAlone;
        }

        if (network.HasSkip)
        {
            foreach (int index in Enumerable.Range(0, network.OutputSize))
            {
                _columns.Add([.. Enumerable.Range(0, _steps).Select(step => rows[step][index] + original[step][index])]);
            }
        }

        Assert.That(_parameter == parameters.Length && _columns.Count == network.TraceSize);
        return [.. Enumerable.Range(0, _steps).SelectMany(step => _columns.Select(column => column[step]))];
    }

    /// <summary>The rows as the next layer sees them.</summary>
    private double[][] Handed(LstmArchitecture lstm, double[][] rows)
    {
        if (lstm.PassesOnLastStepAlone)
        {
            var handed = rows.Select(row => row.Select(_ => double.NaN).ToArray()).ToArray();
            handed[_steps - 1] = rows[lstm.ReadsBackwards ? 0 : _steps - 1];
            return handed;
        }

        return lstm.Direction is ReadingDirection.GoBackwards or ReadingDirection.Turned ? [.. rows.Reverse()] : rows;
    }

    private double[][] Both(BidirectionalArchitecture both, double[][] rows, bool isLastAlone)
    {
        double[][] first = Lstm(both.Lstms[0], rows, isLastAlone);
        double[][] second = Lstm(both.Lstms[1], rows, isLastAlone);
        double[][] merged = [.. Enumerable.Range(0, _steps).Select(step =>
        {
            double[] a = Of(both.Lstms[0], first, step);
            double[] b = Of(both.Lstms[1], second, step);
            return both.Merge switch
            {
                MergeOfHalves.Sum => [.. a.Zip(b, (x, y) => x + y)],
                MergeOfHalves.Mul => [.. a.Zip(b, (x, y) => x * y)],
                MergeOfHalves.Ave => [.. a.Zip(b, (x, y) => (x + y) / 2)],
                _ => a.Concat(b).ToArray(),
            };
        })];
        Write(both.OutputSize, merged);
        return merged;

        double[] Of(LstmArchitecture half, double[][] h, int step) =>
            !both.PassesOnLastStepAlone ? h[half.Direction is ReadingDirection.GoBackwards or ReadingDirection.Turned ? _steps - 1 - step : step]
            : step == _steps - 1 ? h[half.ReadsBackwards && !isLastAlone ? 0 : _steps - 1]
            : [.. h[step].Select(_ => double.NaN)];
    }

    private double[][] Lstm(LstmArchitecture lstm, double[][] rows, bool isLastAlone)
    {
        int units = lstm.Units;
        int sums = lstm.SumCount;
        double[][] kernel = Matrix(lstm.InputSize, sums * units);
        double[][] recurrent = Matrix(lstm.HiddenSize, sums * units);
        double[] bias = lstm.HasBias ? Matrix(1, sums * units)[0] : new double[sums * units];
        double[] peephole = lstm.HasPeepholes ? Matrix(1, (sums - 1) * units)[0] : new double[3 * units];
        double[][]? projection = lstm.Projection is { } size ? Matrix(units, size) : null;
        double[] h = State(lstm.HiddenSize);
        double[] c = State(units);
        double[][] values = [.. Enumerable.Range(0, _steps).Select(_ => Enumerable.Repeat(double.NaN, (int)lstm.TraceSize).ToArray())];
        IEnumerable<int> order = Enumerable.Range(0, _steps);
        order = isLastAlone ? [_steps - 1] : lstm.ReadsBackwards ? order.Reverse() : order;
        foreach (int step in order)
        {
            double[] row = values[step];
            if (mask is null || mask[step] || isLastAlone)
            {
                double[] x = rows[step];
                double[] before = h;
                var next = new double[units];
                var m = new double[units];
                for (int u = 0; u < units; u++)
                {
                    int candidate = lstm.IsCoupled ? 1 : 2;
                    double Sum(int sum, double peep) => Clipped(
                        bias[(sum * units) + u] + peep
                        + x.Select((value, k) => value * kernel[k][(sum * units) + u]).Sum()
                        + before.Select((value, k) => value * recurrent[k][(sum * units) + u]).Sum(), lstm.Clip);
                    double i = lstm.RecurrentActivation.Of(Sum(0, peephole[u] * c[u]));
                    double f = lstm.IsCoupled ? 1 - i : lstm.RecurrentActivation.Of(Sum(1, peephole[units + u] * c[u]));
                    double g = lstm.Activation.Of(Sum(candidate, 0));
                    next[u] = Clipped((f * c[u]) + (i * g), lstm.CellClip);
                    double o = lstm.RecurrentActivation.Of(Sum(candidate + 1, lstm.HasPeepholes ? peephole[((sums - 2) * units) + u] * next[u] : 0));
                    m[u] = o * lstm.HiddenActivation.Of(next[u]);
                    (row[u], row[units + u], row[(2 * units) + u], row[(3 * units) + u]) = (i, f, g, o);
                    if (projection is not null)
                    {
                        row[(5 * units) + u] = m[u];
                    }
                }

                c = next;
                h = projection is null ? m : [.. Enumerable.Range(0, lstm.HiddenSize).Select(index => m.Select((value, u) => value * projection[u][index]).Sum())];
            }

            c.CopyTo(row, 4 * units);
            h.CopyTo(row, row.Length - h.Length);
        }

        Write((int)lstm.TraceSize, values);
        return [.. values.Select(row => row[^lstm.HiddenSize..])];
    }

    private double[][] Dense(DenseArchitecture dense, double[][] rows, bool isLastAlone)
    {
        double[][] kernel = Matrix(dense.InputSize, dense.Units);
        double[] bias = dense.HasBias ? Matrix(1, dense.Units)[0] : new double[dense.Units];
        double[][] values = [.. rows.Select((row, step) =>
        {
            double[] sums = [.. bias.Select((add, u) => add + row.Select((value, k) => value * kernel[k][u]).Sum())];
            double total = sums.Sum(Math.Exp);
            return isLastAlone && step < _steps - 1 ? sums.Select(_ => double.NaN).ToArray()
                : dense.Activation.Name == "softmax" ? [.. sums.Select(sum => Math.Exp(sum) / total)] : [.. sums.Select(dense.Activation.Of)];
        })];
        Write(dense.Units, values);
        return values;
    }

    private void Write(int width, double[][] values)
    {
        for (int index = 0; index < width; index++)
        {
            _columns.Add([.. values.Select(row => row[index])]);
        }
    }

    private double[][] Matrix(int rows, int columns) =>
        [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, columns).Select(_ => (double)parameters[_parameter++]).ToArray())];

    private double[] State(int size) => [.. Enumerable.Range(0, size).Select(_ => initialState is null ? 0 : (double)initialState[_state++])];

    private static double Clipped(double value, float? limit) => limit is { } most ? Math.Clamp(value, -most, most) : value;

    private static class Assert
    {
        public static void That(bool isTrue)
        {
            if (!isTrue)
            {
                throw new InvalidOperationException("The reference and the architecture count differently.");
            }
        }
    }
}

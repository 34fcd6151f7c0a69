using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Models.Verifying;

/// <summary>
/// Computes a network in double precision, straight from the equations of an LSTM (Hochreiter and Schmidhuber 1997, with the forget gate of
/// Gers et al. 2000) as Keras writes them, layer by layer, and without using any of the generated code.
/// </summary>
internal sealed partial class DoubleReference
{
    private readonly Network _network;
    private bool[] _reads;
    private int _parameters;
    private int _initial;
    private double _largest;

    private DoubleReference(Network network, bool[] reads)
    {
        _network = network;
        _reads = reads;
    }

    /// <summary>
    /// The output for a sequence that starts at the initial state: a row for every step if steps can be computed as they arrive, otherwise
    /// the network's output rows.
    /// </summary>
    public static double[] Run(Network network, IReadOnlyList<float> input) => Run(network, input, null, network.IsStreaming || network.ReturnsSequences);

    /// <param name="mask">Whether each step is read, or null to use the network's own masking.</param>
    /// <param name="everyStep">Whether there is an output row for every step, or one for the last.</param>
    public static double[] Run(Network network, IReadOnlyList<float> input, bool[]? mask, bool everyStep) => Run(network, input, mask, everyStep, out _);

    /// <param name="largest">The largest magnitude in any state. Where states grow without bound, floats overflow, or round visibly, earlier than doubles.</param>
    /// <inheritdoc cref="Run(Network, IReadOnlyList{float}, bool[], bool)"/>
    public static double[] Run(Network network, IReadOnlyList<float> input, bool[]? mask, bool everyStep, out double largest)
    {
        double[][] rows = [.. input.Chunk(network.InputSize).Select(row => row.Select(value => (double)value).ToArray())];
        bool[] reads = mask ?? [.. rows.Select(row => network.Masking is not { Value: float value } || row.Any(feature => feature != value))];
        var reference = new DoubleReference(network, reads);
        double[] output = reference.Run(rows, everyStep);
        largest = reference._largest;
        return output;
    }

    private double[] Run(double[][] input, bool everyStep)
    {
        double[][] rows = input;
        _kept[AddLayer.OfInput] = input;
        for (int i = 0; i < _network.Layers.Count; i++)
        {
            // The previous layer's output.
            if (i > 0 && _network.IsKept(i - 1))
            {
                _kept[i - 1] = rows;
            }

            Layer layer = _network.Layers[i];
            if (layer is DenseLayer dense)
            {
                double[] p = Take(dense);
                rows = [.. rows.Select(row => Dense(dense, p, row))];
                continue;
            }

            if (layer is RowsLayer made)
            {
                rows = Rows(made, rows);
                _reads = [.. rows.Select(_ => true)];
                continue;
            }

            if (layer is PositionwiseLayer positionwise)
            {
                rows = Positionwise(positionwise, rows);
                continue;
            }

            bool isSequence = i < _network.LastOverTime ? layer.HandsOnEveryStep : everyStep;
            if (layer is BidirectionalLayer both)
            {
                double[][] forward = Lstm((LstmLayer)both.Forward, rows);
                double[][] backward = Lstm((LstmLayer)both.Backward, rows);
                if (isSequence)
                {
                    rows = [.. rows.Select((_, step) => _reads[layer.RowsAreBackwards ? rows.Length - 1 - step : step] ? Merge(both.Merge, Place(both.Forward, forward, step), Place(both.Backward, backward, step)) : new double[layer.Output])];
                    if (both.Merge == Generator.Model.Merge.None)
                    {
                        return [.. rows.SelectMany(row => row[..both.Forward.Output]), .. rows.SelectMany(row => row[both.Forward.Output..])];
                    }
                }
                else
                {
                    rows = [Merge(both.Merge, forward[^1], backward[^1])];
                }
            }
            else if (layer is LstmLayer lstm)
            {
                double[][] computed = Lstm(lstm, rows);
                rows = isSequence ? [.. rows.Select((_, step) => Place(lstm, computed, step))] : [computed[^1]];
            }
        }

        int skipped = input.Length - rows.Length;
        return [.. rows.SelectMany((row, step) => _network.Skip ? row.Select((value, i) => value + input[skipped + step][i]) : row)];
    }

    /// <summary>What a layer computes from rows.</summary>
    private double[][] Rows(RowsLayer layer, double[][] rows) => layer.Kind switch
    {
        RowsKind.Mean => [[.. Enumerable.Range(0, layer.Input).Select(k => rows.Where((_, step) => _reads[step]).Select(row => row[k]).DefaultIfEmpty(double.NaN).Average())]],
        RowsKind.Max => [[.. Enumerable.Range(0, layer.Input).Select(k => rows.Select(row => row[k]).Aggregate(Math.Max))]],
        RowsKind.Last => rows[^layer.Count..],
        RowsKind.Flatten => [[.. rows.SelectMany(row => row)]],
        RowsKind.Repeat => [.. Enumerable.Repeat(rows[^1], layer.Count)],
        _ => throw new ArgumentOutOfRangeException(nameof(layer), layer.Kind, null),
    };

    /// <summary>The row at a position of the output, from rows in the order of computation.</summary>
    private static double[] Place(RecurrentLayer layer, double[][] computed, int place) =>
        layer.Direction is Direction.Backward or Direction.Turned ? computed[^(place + 1)] : computed[place];

    private static double[] Merge(Merge merge, double[] forward, double[] backward) => merge switch
    {
        Generator.Model.Merge.Sum => [.. forward.Zip(backward, (a, b) => a + b)],
        Generator.Model.Merge.Mul => [.. forward.Zip(backward, (a, b) => a * b)],
        Generator.Model.Merge.Average => [.. forward.Zip(backward, (a, b) => (a + b) / 2)],
        _ => [.. forward, .. backward],
    };

    /// <summary>The hidden state after each step, in the order in which the steps are read. A masked step changes nothing.</summary>
    private double[][] Lstm(LstmLayer layer, double[][] rows)
    {
        double[] p = Take(layer);
        double[]? projection = layer.Projector is { } projector ? Take(projector) : null;
        double[] h = Initial(layer.Output);
        double[] c = Initial(layer.Units);
        var outputs = new List<double[]>();
        bool isBackwards = layer.Direction is Direction.Backward or Direction.GoBackwards;
        for (int i = 0; i < rows.Length; i++)
        {
            int step = isBackwards ? rows.Length - 1 - i : i;
            if (_reads[step])
            {
                (h, c) = Step(layer, p, projection, rows[step], h, c);
                _largest = h.Concat(c).Aggregate(_largest, (most, value) => double.IsNaN(value) ? double.PositiveInfinity : Math.Max(most, Math.Abs(value)));
            }

            outputs.Add(h);
        }

        return [.. outputs];
    }

    private static (double[] Hidden, double[] Cell) Step(LstmLayer layer, double[] p, double[]? projection, double[] x, double[] h, double[] c)
    {
        int units = layer.Units;
        int columns = layer.Gates * units;
        int recurrent = layer.Input * columns;
        int bias = recurrent + (layer.Output * columns);
        int peephole = bias + (layer.UseBias ? columns : 0);
        var cells = new double[units];
        var shown = new double[units];
        for (int unit = 0; unit < units; unit++)
        {
            double Sum(int gate, double seen, int peepholeGate)
            {
                int column = (gate * units) + unit;
                double sum = layer.UseBias ? p[bias + column] : 0;
                sum += x.Select((value, k) => value * p[(k * columns) + column]).Sum();
                sum += h.Select((value, k) => value * p[recurrent + (k * columns) + column]).Sum();
                sum += layer.Peepholes && peepholeGate >= 0 ? seen * p[peephole + (peepholeGate * units) + unit] : 0;
                return Clip(sum, layer.Clip);
            }

            double i = Apply(layer.RecurrentActivation, Sum(0, c[unit], 0));
            double f = layer.IsCoupled ? 1 - i : Apply(layer.RecurrentActivation, Sum(1, c[unit], 1));
            double g = Apply(layer.Activation, Sum(layer.IsCoupled ? 1 : 2, 0, -1));
            cells[unit] = Clip((f * c[unit]) + (i * g), layer.CellClip);
            double o = Apply(layer.RecurrentActivation, Sum(layer.IsCoupled ? 2 : 3, cells[unit], layer.IsCoupled ? 1 : 2));
            shown[unit] = o * Apply(layer.CellActivation, cells[unit]);
        }

        return (projection is null ? shown : [.. Enumerable.Range(0, layer.Output).Select(column => shown.Select((value, unit) => value * projection[(unit * layer.Output) + column]).Sum())], cells);
    }

    private static double[] Dense(DenseLayer layer, double[] p, double[] x)
    {
        double[] sums = [.. Enumerable.Range(0, layer.Units).Select(unit =>
            (layer.UseBias ? p[(layer.Input * layer.Units) + unit] : 0) + x.Select((value, k) => value * p[(k * layer.Units) + unit]).Sum())];
        if (!layer.Activation.IsOfLayer)
        {
            return [.. sums.Select(sum => Apply(layer.Activation, sum))];
        }

        double[] exponentials = [.. sums.Select(sum => Math.Exp(sum - sums.Max()))];
        return layer.Activation == Activation.Softmax
            ? [.. exponentials.Select(value => value / exponentials.Sum())]
            : [.. sums.Select(sum => sum - sums.Max() - Math.Log(exponentials.Sum()))];
    }

    private static double Clip(double value, float? limit) => limit is float most ? Math.Clamp(value, -Element.Double.Meant(most), Element.Double.Meant(most)) : value;

    private static double Apply(Activation activation, double x)
    {
        // The intended numbers: 1/6, and 0.1 for the float nearest to it.
        double alpha = activation == Activation.HardSigmoid ? 1.0 / 6 : Element.Double.Meant(activation.Alpha);
        double beta = Element.Double.Meant(activation.Beta);
        return activation.Kind switch
        {
            ActivationKind.Tanh => Math.Tanh(x),
            ActivationKind.Sigmoid => 1 / (1 + Math.Exp(-x)),
            ActivationKind.HardSigmoid or ActivationKind.HardSigmoid02 => Math.Clamp((alpha * x) + beta, 0, 1),
            ActivationKind.Relu => Math.Max(x, 0),
            ActivationKind.Linear => x,
            ActivationKind.LeakyRelu => x < 0 ? alpha * x : x,
            ActivationKind.ThresholdedRelu => x > alpha || double.IsNaN(x) ? x : 0,
            ActivationKind.Relu6 => Math.Clamp(x, 0, 6),
            ActivationKind.Elu => x < 0 ? alpha * (Math.Exp(x) - 1) : x,
            ActivationKind.Selu => 1.0507009873554804934193349852946 * (x < 0 ? 1.6732632423543772848170429916717 * (Math.Exp(x) - 1) : x),
            ActivationKind.Softplus => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))),
            ActivationKind.Softsign => double.IsInfinity(x) ? Math.Sign(x) : x / (1 + Math.Abs(x)),
            ActivationKind.Silu => x < -700 ? 0 : x / (1 + Math.Exp(-x)),
            ActivationKind.Gelu => x < -40 ? 0 : x * (0.5 + (Erf(x / Math.Sqrt(2)) / 2)),
            ActivationKind.GeluTanh => x < -40 ? 0 : x > 40 ? x : 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))),
            ActivationKind.Exponential => Math.Exp(x),
            ActivationKind.Affine => (alpha * x) + beta,
            ActivationKind.ScaledTanh => alpha * Math.Tanh(beta * x),
            _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
        };
    }

    /// <summary>2/√π times the integral of exp(−t²) from 0 to x, by Simpson's rule.</summary>
    private static double Erf(double x)
    {
        if (Math.Abs(x) > 6)
        {
            return Math.Sign(x);
        }

        const int Panels = 400;
        double width = x / Panels;
        double sum = 0;
        for (int i = 0; i <= Panels; i++)
        {
            double t = i * width;
            sum += Math.Exp(-t * t) * (i is 0 or Panels ? 1 : i % 2 == 1 ? 4 : 2);
        }

        return 2 / Math.Sqrt(Math.PI) * sum * width / 3;
    }

    /// <summary>The next parameters, which are those of a layer.</summary>
    private double[] Take(WeightedLayer layer)
    {
        int count = (int)layer.Tensors.Sum(tensor => tensor.Count);
        double[] taken = [.. _network.Parameters!.Skip(_parameters).Take(count).Select(value => (double)value)];
        _parameters += count;
        return taken;
    }

    private double[] Initial(int count)
    {
        double[] values = _network.InitialState is { } initial ? [.. initial.Skip(_initial).Take(count).Select(value => (double)value)] : new double[count];
        _initial += count;
        return values;
    }
}

using System.Collections.Generic;

namespace LstmGen.Models.Importing;

/// <summary>
/// The order in which a framework keeps the gates, and the conversion of its tensors to Keras' order: columns i, f, c, o.
/// </summary>
/// <param name="text">The order, for a reader.</param>
/// <param name="_places">The framework's place for each of Keras' gates that the layer has.</param>
internal sealed class GateOrder(string text, IReadOnlyList<int> _places)
{
    /// <summary>Keras, tfjs, RTNeural.</summary>
    public static readonly GateOrder Keras = new("i, f, c, o", [0, 1, 2, 3]);

    /// <summary>PyTorch, GuitarML, NAM: what they call g is Keras' c.</summary>
    public static readonly GateOrder PyTorch = new("i, f, g, o", [0, 1, 2, 3]);

    public static readonly GateOrder Onnx = new("i, o, f, c", [0, 2, 3, 1]);

    /// <summary>ONNX' tensors of coupled gates, which have rows for f that nothing reads.</summary>
    public static readonly GateOrder OnnxCoupled = new("i, o, f, c", [0, 3, 1]);

    /// <summary>ONNX' peepholes, which the candidate doesn't have.</summary>
    public static readonly GateOrder OnnxPeepholes = new("i, o, f", [0, 2, 1]);

    public static readonly GateOrder OnnxCoupledPeepholes = new("i, o, f", [0, 1]);

    public string Text { get; } = text;

    /// <summary>Converts a matrix with a row for each gate and unit, [4·units, columns], into Keras' [columns, gates·units].</summary>
    /// <param name="start">The first column to take from the matrix.</param>
    /// <param name="stride">The distance from one row to the next.</param>
    public float[] Kernel(IReadOnlyList<float> matrix, int units, int columns, int start, int stride)
    {
        int width = _places.Count * units;
        var kernel = new float[(long)width * columns];
        for (int gate = 0; gate < _places.Count; gate++)
        {
            for (int unit = 0; unit < units; unit++)
            {
                int row = (_places[gate] * units) + unit;
                for (int column = 0; column < columns; column++)
                {
                    kernel[(column * width) + (gate * units) + unit] = matrix[(row * stride) + start + column];
                }
            }
        }

        return kernel;
    }

    public float[] Kernel(IReadOnlyList<float> matrix, int units, int columns) => Kernel(matrix, units, columns, 0, columns);

    /// <summary>Converts a row with a value for each gate and unit, or the sum of two, since PyTorch and ONNX have two biases.</summary>
    public float[] Bias(IReadOnlyList<float> first, IReadOnlyList<float>? second, int units)
    {
        var bias = new float[_places.Count * units];
        for (int gate = 0; gate < _places.Count; gate++)
        {
            for (int unit = 0; unit < units; unit++)
            {
                int row = (_places[gate] * units) + unit;
                bias[(gate * units) + unit] = second is null ? first[row] : first[row] + second[row];
            }
        }

        return bias;
    }

    /// <summary>Converts the matrix of a fully connected layer, [units, columns], into Keras' [columns, units].</summary>
    public static float[] Dense(IReadOnlyList<float> matrix, int units, int columns)
    {
        var kernel = new float[(long)units * columns];
        for (int unit = 0; unit < units; unit++)
        {
            for (int column = 0; column < columns; column++)
            {
                kernel[(column * units) + unit] = matrix[(unit * columns) + column];
            }
        }

        return kernel;
    }
}

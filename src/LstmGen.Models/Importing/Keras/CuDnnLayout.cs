namespace LstmGen.Models.Importing.Keras;

/// <summary>
/// How a CuDNNLSTM layer keeps its tensors: in Keras' shapes, but with the numbers of each gate in cuDNN's order, a row for each unit.
/// </summary>
internal static class CuDnnLayout
{
    /// <summary>Converts a matrix [input, 4·units] whose gates each have their numbers unit by unit to Keras' order.</summary>
    public static float[] Kernel(float[] matrix, int input, int units)
    {
        var kernel = new float[matrix.Length];
        int columns = 4 * units;
        for (int gate = 0; gate < 4; gate++)
        {
            for (int at = 0; at < input * units; at++)
            {
                // The same number, counted by rows of the gate's block in the file, and by columns of it in Keras.
                int from = (at / units * columns) + (gate * units) + (at % units);
                int to = (at % input * columns) + (gate * units) + (at / input);
                kernel[to] = matrix[from];
            }
        }

        return kernel;
    }

    /// <summary>Adds the two halves [4·units] of a bias, one for the input and one for the hidden state.</summary>
    public static float[] Bias(float[] halves, int units)
    {
        var bias = new float[4 * units];
        for (int i = 0; i < bias.Length; i++)
        {
            bias[i] = halves[i] + halves[bias.Length + i];
        }

        return bias;
    }
}

using System;
using System.Linq;
using System.Text.Json.Nodes;

namespace LstmGen.Tool.Tests.Importing;

/// <summary>An nn.LSTM of one layer and one input, and a head of one output, straight from PyTorch's documentation, for files that come without outputs.</summary>
/// <param name="inputWeights">[4·units], gates i, f, g, o.</param>
/// <param name="hiddenWeights">[4·units][units].</param>
/// <param name="bias">[4·units], the sum of both.</param>
/// <param name="hidden">The initial hidden state [units].</param>
/// <param name="cell">The initial cell state [units].</param>
/// <param name="head">[units].</param>
internal sealed class PyTorchEquations(double[] inputWeights, double[][] hiddenWeights, double[] bias, double[] hidden, double[] cell, double[] head, double headBias)
{
    public static double[] Doubles(JsonNode list) => list.AsArray().Select(value => value!.GetValue<double>()).ToArray();

    /// <summary>Some signal that moves the gates.</summary>
    public static float[] Signal(int steps) => Enumerable.Range(0, steps).Select(step => (float)(1.5 * Math.Sin(0.7 * step) + (step % 3 * 0.25))).ToArray();

    /// <summary>The output of every step.</summary>
    public float[] Run(float[] signal)
    {
        int units = cell.Length;
        double[] h = [.. hidden];
        double[] c = [.. cell];
        return signal.Select(x =>
        {
            double[] z = Enumerable.Range(0, 4 * units)
                .Select(row => (inputWeights[row] * x) + bias[row] + hiddenWeights[row].Zip(h, (weight, value) => weight * value).Sum())
                .ToArray();
            for (int j = 0; j < units; j++)
            {
                c[j] = (Sigmoid(z[units + j]) * c[j]) + (Sigmoid(z[j]) * Math.Tanh(z[(2 * units) + j]));
                h[j] = Sigmoid(z[(3 * units) + j]) * Math.Tanh(c[j]);
            }

            return (float)(headBias + head.Zip(h, (weight, value) => weight * value).Sum());
        }).ToArray();
    }

    private static double Sigmoid(double value) => 1 / (1 + Math.Exp(-value));
}

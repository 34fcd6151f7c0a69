using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Tool.Importing;

namespace LstmGen.Tool.Verifying;

/// <summary>One comparison of what the generated class computes.</summary>
/// <param name="What">What it was compared with, on which input.</param>
/// <param name="Steps">How many steps were compared.</param>
/// <param name="LargestDifference">The largest difference of an output, as a part of the larger of 1 and the expected value's size; NaN where only one is a number.</param>
internal sealed record Compared(string What, int Steps, double LargestDifference);

/// <summary>Compares the generated class of a model with the double-precision reference, and with what the model's framework recorded.</summary>
internal static class Verification
{
    /// <param name="input">Rows of features that start at the initial state.</param>
    /// <param name="expected">What the framework computed for the last steps of the input, or null.</param>
    public static IEnumerable<Compared> Run(CompiledModel model, Network network, string name, float[] input, float[]? expected)
    {
        float[] output = model.Run(input);
        int steps = input.Length / network.InputSize;
        yield return new Compared($"double-precision reference, {name}", steps, Largest(output, DoubleReference.Run(network, input)));
        if (expected is not null)
        {
            yield return new Compared($"recorded output, {name}", expected.Length / network.OutputSize, Largest(output[^expected.Length..], [.. expected.Select(value => (double)value)]));
        }
    }

    /// <summary>Standard normal features, the same for a seed on every machine.</summary>
    public static float[] RandomInput(Network network, int steps, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, steps * network.InputSize).Select(_ =>
            (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
    }

    private static double Largest(float[] found, double[] expected)
    {
        double largest = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            // A NaN is right where a NaN is expected, and infinity where that is.
            bool same = double.IsNaN(expected[i]) ? float.IsNaN(found[i]) : found[i] == expected[i];
            double difference = same ? 0 : Math.Abs(found[i] - expected[i]) / Math.Max(1, Math.Abs(expected[i]));
            largest = double.IsNaN(difference) || difference > largest ? difference : largest;
        }

        return largest;
    }
}

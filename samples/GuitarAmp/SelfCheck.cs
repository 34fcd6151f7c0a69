using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace GuitarAmp;

/// <summary>Compares the class's output with PyTorch's for the same signal.</summary>
internal static class SelfCheck
{
    private const double Limit = 1e-5;

    /// <returns>What is wrong with the sizes of a model, or null.</returns>
    internal static string? SizesProblem(int input, int output) => input == 1 && output == 1
        ? null
        : $"{AmpModel.FileName} has {input} inputs and {output} outputs; an amp has one of each.";

    /// <returns>False if the class isn't the network that PyTorch trained.</returns>
    internal static bool Show(Amp amp)
    {
        // The project embeds the values only with the model to which they belong.
        using Stream? stream = typeof(SelfCheck).Assembly.GetManifestResourceStream("amp.expected.csv");
        if (stream is null)
        {
            Console.WriteLine("Check:  none; amp.expected.csv is of the sample's own model.");
            return true;
        }

        (float[] input, float[] expected) = Read(stream);
        float[] output = new float[input.Length];
        Amp.State state = Amp.State.Initial;
        amp.Process(input, output, ref state);

        double difference = 0;
        for (int index = 0; index < output.Length; index++)
        {
            // Math.Max propagates a NaN, and a NaN fails the comparison below.
            difference = Math.Max(difference, Math.Abs((double)output[index] - expected[index]));
        }

        bool agree = input.Length > 0 && difference <= Limit;
        string text = difference.ToString("0.0e+00", CultureInfo.InvariantCulture);
        Console.WriteLine(agree
            ? $"Check:  largest difference to PyTorch's output over {output.Length:#,0} samples {text} (limit 1e-05)"
            : $"Check:  FAILED, the largest difference to PyTorch's output over {output.Length:#,0} samples is {text}, the limit 1e-05");
        return agree;
    }

    private static (float[] Input, float[] Output) Read(Stream stream)
    {
        List<float> input = [];
        List<float> output = [];
        using StreamReader reader = new(stream);
        bool isHeader = true;
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
            {
                continue;
            }

            if (!isHeader)
            {
                string[] values = line.Split(',');
                input.Add(float.Parse(values[0], NumberStyles.Float, CultureInfo.InvariantCulture));
                output.Add(float.Parse(values[1], NumberStyles.Float, CultureInfo.InvariantCulture));
            }

            isHeader = false;
        }

        return ([.. input], [.. output]);
    }
}

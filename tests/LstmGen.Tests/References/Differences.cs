using System;
using System.Collections.Generic;

namespace LstmGen.Tests.References;

/// <summary>How far values are from a reference.</summary>
public static class Differences
{
    /// <summary>The largest |value − reference|. NaN on only one side counts as an infinite difference.</summary>
    public static double Largest(IReadOnlyList<float> values, IReadOnlyList<double> reference) => Largest(values, reference, _ => 1);

    /// <summary>The largest |value − reference| / (1 + |reference|).</summary>
    public static double LargestRelative(IReadOnlyList<float> values, IReadOnlyList<double> reference) => Largest(values, reference, y => 1 + Math.Abs(y));

    private static double Largest(IReadOnlyList<float> values, IReadOnlyList<double> reference, Func<double, double> magnitude)
    {
        if (values.Count != reference.Count)
        {
            throw new ArgumentException($"{values.Count} values and {reference.Count} in the reference");
        }

        double largest = 0;
        for (int i = 0; i < values.Count; i++)
        {
            double difference = Math.Abs(values[i] - reference[i]) / magnitude(reference[i]);
            largest = Math.Max(largest, double.IsNaN(difference) ? double.PositiveInfinity : difference);
        }

        return largest;
    }
}

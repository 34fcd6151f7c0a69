using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Benchmarks;

/// <summary>Measurements of one thing. The smallest is the least disturbed one; the median shows what is usual.</summary>
internal sealed class Samples
{
    private readonly List<double> _values = [];

    public double Min => _values.Min();

    public double Median
    {
        get
        {
            double[] sorted = [.. _values.Order()];
            int middle = sorted.Length / 2;
            return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        }
    }

    public static Samples Of(int count, Func<double> measure)
    {
        var samples = new Samples();
        for (int i = 0; i < count; i++)
        {
            samples.Add(measure());
        }

        return samples;
    }

    public void Add(double value) => _values.Add(value);

    /// <summary>Smallest and median with three digits.</summary>
    public override string ToString() => $"{Number.Of(Min)} ({Number.Of(Median)})";
}

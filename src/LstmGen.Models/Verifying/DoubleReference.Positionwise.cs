using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Models.Verifying;

/// <content>The layers without weighted sums that compute a row from each row.</content>
internal sealed partial class DoubleReference
{
    /// <summary>The input, and the outputs of layers whose rows are read later, by their numbers.</summary>
    private readonly Dictionary<int, double[][]> _kept = [];

    private double[][] Positionwise(PositionwiseLayer layer, double[][] rows)
    {
        return layer switch
        {
            AddLayer sum => [.. rows.Select((row, at) => Sum(row, _kept[sum.Source], rows.Length - at))],
            EmbeddingLayer embedding => LookedUp(embedding, rows),
            NormalizationLayer normalization => Normalized(normalization, rows),
            _ => throw new ArgumentOutOfRangeException(nameof(layer)),
        };
    }

    private double[][] LookedUp(EmbeddingLayer layer, double[][] rows)
    {
        double[] table = Take(layer);
        return [.. rows.Select(row => row[0] >= 0 && row[0] < layer.Count && Math.Floor(row[0]) == row[0]
            ? table[((int)row[0] * layer.Units)..(((int)row[0] + 1) * layer.Units)]
            : Enumerable.Repeat(double.NaN, layer.Units).ToArray())];
    }

    private double[][] Normalized(NormalizationLayer layer, double[][] rows)
    {
        double[] p = Take(layer);
        int units = layer.Units;
        double epsilon = Element.Double.Meant(layer.Epsilon);
        return [.. rows.Select(row =>
        {
            double mean = row.Average();
            double deviation = Math.Sqrt(row.Average(value => (value - mean) * (value - mean)) + epsilon);
            return row.Select((value, k) =>
                ((value - mean) / deviation * (layer.HasScale ? p[k] : 1)) + (layer.HasOffset ? p[p.Length - units + k] : 0)).ToArray();
        })];
    }

    /// <param name="fromEnd">The row's number, counted from the last one: a single row is that of the last step.</param>
    private static double[] Sum(double[] row, double[][] added, int fromEnd) => [.. row.Zip(added[^fromEnd], (value, other) => value + other)];
}

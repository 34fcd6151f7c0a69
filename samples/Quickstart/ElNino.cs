using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Quickstart;

/// <summary>Monthly sea-surface temperatures 1950 to 2010, prepared for the network as in train.py.</summary>
internal sealed class ElNino
{
    internal const int FirstYear = 1950;

    /// <summary>The years before this one made the climatology and the scale, and trained the network.</summary>
    internal const int ValidationYear = 1991;

    /// <summary>Nothing was fitted to or selected on the years from this one on.</summary>
    internal const int HeldOutYear = 2001;

    private ElNino(double[] months)
    {
        // Double in a fixed order, and cast to float at the very end: train.py computes the same.
        int training = (ValidationYear - FirstYear) * 12;
        double[] totals = new double[12];
        for (int t = 0; t < training; t++)
        {
            totals[t % 12] += months[t];
        }

        Months = months;
        Climatology = [.. totals.Select(total => total / (training / 12))];
        Anomalies = [.. months.Select((value, t) => value - Climatology[t % 12])];
        Scale = Anomalies.Take(training).Max(Math.Abs);
    }

    /// <summary>°C, from January of <see cref="FirstYear"/> on.</summary>
    internal double[] Months { get; }

    /// <summary>The mean of each calendar month in the training years, in °C.</summary>
    internal double[] Climatology { get; }

    /// <summary>How far each month is from its climatology, in °C.</summary>
    internal double[] Anomalies { get; }

    /// <summary>The largest anomaly of the training years in °C, which the network reads as 1.</summary>
    internal double Scale { get; }

    internal static ElNino Read()
    {
        IEnumerable<string[]> years = Resources.Rows("elnino.csv").Skip(1);
        return new ElNino([.. years.SelectMany(year => year.Skip(1)).Select(value => double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture))]);
    }

    /// <summary>The network's input for a forecast from month <paramref name="t"/> on: the months before it.</summary>
    internal void ReadWindow(int t, Span<float> input)
    {
        int steps = input.Length / Forecast.InputSize;
        for (int step = 0; step < steps; step++)
        {
            int month = t - steps + step;
            double angle = 2 * Math.PI * (month % 12) / 12;
            Span<float> features = input.Slice(step * Forecast.InputSize, Forecast.InputSize);
            features[0] = (float)(Anomalies[month] / Scale);

            // C libraries may differ in a sine's last bits, as doubles; as floats these twelve are the same in all of them.
            features[1] = (float)Math.Sin(angle); // The month is a point on a circle, on which December lies beside January.
            features[2] = (float)Math.Cos(angle);
        }
    }

    /// <summary>The expected output for that: how far the anomaly moved from the last month read.</summary>
    internal void ReadChanges(int t, Span<float> target)
    {
        for (int lead = 0; lead < target.Length; lead++)
        {
            target[lead] = (float)(Anomalies[t + lead] / Scale - Anomalies[t - 1] / Scale);
        }
    }

    /// <summary>°C in month <paramref name="t"/> + <paramref name="lead"/>, from the change that the network forecast.</summary>
    internal double Temperature(int t, int lead, float change) =>
        Climatology[(t + lead) % 12] + Anomalies[t - 1] + change * Scale;
}

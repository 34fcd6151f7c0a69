using System;
using System.Globalization;
using LstmGen;

namespace Quickstart;

/// <summary>Reads two years of months, and forecasts how far the temperature anomaly moves in the next three.</summary>
[Lstm(Input = 3, Units = 12, Steps = 24)]
[Dense(Units = 3)]
[Training(Optimizer = TrainingOptimizer.AdamW, Initializer = TrainingInitializer.PyTorch)]
internal sealed partial class Forecast;

/// <summary>Forecasts the held-out years, and compares the forecasts with PyTorch's and with the measurements.</summary>
internal static class ForecastReport
{
    private const double Tolerance = 1e-6;
    private const int ChartYears = 7;

    /// <returns>Whether the network's outputs are PyTorch's.</returns>
    internal static bool Show()
    {
        ElNino data = ElNino.Read();
        Forecast network = new(Resources.Floats("forecast.params.csv"));
        int horizon = Forecast.OutputSize;
        int first = (ElNino.HeldOutYear - ElNino.FirstYear) * 12;
        int windows = data.Months.Length - horizon + 1 - first;

        float[] outputs = new float[windows * horizon];
        float[] input = new float[Forecast.InputLength];
        for (int window = 0; window < windows; window++)
        {
            data.ReadWindow(first + window, input);
            network.Forward(input, outputs.AsSpan(window * horizon, horizon));
        }

        int lastYear = ElNino.FirstYear + data.Months.Length / 12 - 1;
        Console.WriteLine($"""
            FORECAST OF THE SEA-SURFACE TEMPERATURE IN THE EASTERN PACIFIC

            Measured each month from {ElNino.FirstYear} to {lastYear} (NOAA, Niño 1+2). train.py trained this network with
            PyTorch on the years to {ElNino.ValidationYear - 1}, and chose the epoch by the years {ElNino.ValidationYear} to {ElNino.HeldOutYear - 1}.
            It reads {Forecast.Steps} months and forecasts the next {horizon}.

            {Forecast.Summary}

            """);

        bool agree = ShowDifference(outputs, windows);
        if (!agree)
        {
            return false;
        }

        ShowErrors(data, outputs, first, windows);
        ShowChart(data, outputs, first);
        return true;
    }

    private static bool ShowDifference(float[] outputs, int windows)
    {
        float[] expected = Resources.Floats("forecast.expected.csv");
        if (expected.Length != outputs.Length)
        {
            Console.WriteLine($"forecast.expected.csv holds {expected.Length} values; the network made {outputs.Length}.");
            return false;
        }

        double difference = 0;
        for (int index = 0; index < outputs.Length; index++)
        {
            // Math.Max propagates a NaN, and a NaN fails the comparison below.
            difference = Math.Max(difference, Math.Abs((double)outputs[index] - expected[index]));
        }

        bool agree = difference <= Tolerance;
        string text = difference.ToString("0.0e+00", CultureInfo.InvariantCulture);
        Console.WriteLine(agree
            ? $"Largest difference to PyTorch's outputs over {windows} held-out windows: {text} (limit 1e-06)."
            : $"The outputs are not PyTorch's: the largest difference over {windows} held-out windows is {text}, the limit 1e-06.");
        Console.WriteLine();
        return agree;
    }

    private static void ShowErrors(ElNino data, float[] outputs, int first, int windows)
    {
        int horizon = Forecast.OutputSize;
        Console.WriteLine($"Root mean square error in °C, {ElNino.HeldOutYear} to {ElNino.FirstYear + data.Months.Length / 12 - 1} (held out):");
        Console.WriteLine();
        Console.Write("  months ahead             ");
        for (int lead = 1; lead <= horizon; lead++)
        {
            Console.Write($"{lead,8}");
        }

        Console.WriteLine("     all");
        Row("this LSTM", (t, lead) => data.Temperature(t, lead, outputs[(t - first) * horizon + lead]));
        Row("same month last year", (t, lead) => data.Months[t + lead - 12]);
        Row("climatology", (t, lead) => data.Climatology[(t + lead) % 12]);
        Row("anomaly stays as it is", (t, lead) => data.Temperature(t, lead, 0));
        Console.WriteLine();
        Console.WriteLine($"""
            Climatology is the mean of the same calendar month in the years to {ElNino.ValidationYear - 1}; an anomaly is the
            difference to it. The network forecasts how far the anomaly moves.
            """);
        Console.WriteLine();

        void Row(string name, Func<int, int, double> forecast)
        {
            Console.Write($"  {name,-25}");
            double all = 0;
            for (int lead = 0; lead < horizon; lead++)
            {
                double squares = 0;
                for (int t = first; t < first + windows; t++)
                {
                    double error = forecast(t, lead) - data.Months[t + lead];
                    squares += error * error;
                }

                all += squares;
                Console.Write(Error(squares / windows));
            }

            Console.WriteLine(Error(all / windows / horizon));
        }
    }

    private static string Error(double meanSquare) => Math.Sqrt(meanSquare).ToString("0.000", CultureInfo.InvariantCulture).PadLeft(8);

    private static void ShowChart(ElNino data, float[] outputs, int first)
    {
        int horizon = Forecast.OutputSize;
        int start = data.Months.Length - ChartYears * 12;
        double[] forecast = new double[ChartYears * 12];
        for (int month = 0; month < forecast.Length; month++)
        {
            int lead = month % horizon;
            int t = start + month - lead;
            forecast[month] = data.Temperature(t, lead, outputs[(t - first) * horizon + lead]);
        }

        Console.WriteLine("Each quarter, as the network forecast it from the months before the quarter:");
        Console.WriteLine();
        Chart.Draw(data.Months.AsSpan(start), forecast, ElNino.FirstYear + start / 12);
    }
}

using System;
using System.Globalization;

namespace Quickstart;

/// <summary>Draws monthly temperatures with a column for each month and a row for each half degree.</summary>
internal static class Chart
{
    private const double RowsPerDegree = 2;
    private const char Measured = 'o';
    private const char Forecast = 'x';
    private const char Both = '#';

    internal static void Draw(ReadOnlySpan<double> measured, ReadOnlySpan<double> forecast, int firstYear)
    {
        int top = int.MinValue;
        int bottom = int.MaxValue;
        for (int month = 0; month < measured.Length; month++)
        {
            top = Math.Max(top, Math.Max(Row(measured[month]), Row(forecast[month])));
            bottom = Math.Min(bottom, Math.Min(Row(measured[month]), Row(forecast[month])));
        }

        for (int row = top; row >= bottom; row--)
        {
            char[] line = new char[measured.Length];
            for (int month = 0; month < line.Length; month++)
            {
                bool isMeasured = Row(measured[month]) == row;
                bool isForecast = Row(forecast[month]) == row;
                char empty = month % 12 == 0 ? '┊' : ' ';
                line[month] = (isMeasured, isForecast) switch
                {
                    (true, true) => Both,
                    (true, false) => Measured,
                    (false, true) => Forecast,
                    _ => empty,
                };
            }

            string label = row % RowsPerDegree == 0 ? (row / RowsPerDegree).ToString("0 °C", CultureInfo.InvariantCulture) : "";
            Console.WriteLine($"{label,7} ┤{new string(line).TrimEnd()}");
        }

        Console.WriteLine("        └" + new string('─', measured.Length));
        Console.Write("         ");
        for (int year = 0; year < measured.Length / 12; year++)
        {
            string label = (firstYear + year).ToString(CultureInfo.InvariantCulture);
            Console.Write(year == measured.Length / 12 - 1 ? label : label.PadRight(12));
        }

        Console.WriteLine();
        Console.WriteLine($"         {Measured} measured   {Forecast} forecast   {Both} both");
    }

    private static int Row(double celsius) => (int)Math.Round(celsius * RowsPerDegree);
}

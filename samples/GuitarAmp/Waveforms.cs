using System;
using System.Linq;
using LstmGen.Pictures;

namespace GuitarAmp;

/// <summary>Draws a sound before and after the amp as SVG: both as a whole, and a few periods of them overlaid.</summary>
internal static class Waveforms
{
    private const double Width = 1100;
    private const double PanelHeight = 150;
    private const double DetailSeconds = 0.015;

    internal static string Draw(Sound input, Sound output)
    {
        int detail = Math.Min(input.Samples.Length, Math.Max(2, (int)(DetailSeconds * input.Rate)));
        int start = Math.Min(input.Samples.Length - detail, Loudest(input.Samples));
        return new Chart(
            "A guitar before and after the amp",
            Panel("Input", input.Rate, 0, input.Samples.Length, ("input", input)),
            Panel("Output", output.Rate, 0, output.Samples.Length, ("output", output)),
            Panel("Both where the input is loudest", input.Rate, start, detail, ("input", input), ("output", output)))
        {
            Width = Width,
        }.ToSvg();
    }

    private static ChartPanel Panel(string title, double rate, int start, int count, params (string Name, Sound Sound)[] sounds)
    {
        (string Name, ArraySegment<float> Samples)[] parts = [.. sounds.Select(sound => (sound.Name, new ArraySegment<float>(sound.Sound.Samples, start, count)))];
        float highest = parts.SelectMany(part => part.Samples).Where(float.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max();
        ChartAxis time = new("time", "s") { Includes = [start / rate, (start + count) / rate] };
        ChartAxis level = new() { Includes = [-highest, highest] };
        return new ChartPanel(time, level, [.. parts.Select(part => ChartSeries.OfSamples(part.Name, part.Samples, start / rate, 1 / rate))])
        {
            Title = title,
            Height = PanelHeight,
        };
    }

    private static int Loudest(ReadOnlySpan<float> samples)
    {
        int loudest = 0;
        for (int index = 1; index < samples.Length; index++)
        {
            if (Math.Abs(samples[index]) > Math.Abs(samples[loudest]))
            {
                loudest = index;
            }
        }

        return loudest;
    }
}

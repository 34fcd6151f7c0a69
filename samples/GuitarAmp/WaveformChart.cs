using System;
using System.Globalization;
using System.Text;

namespace GuitarAmp;

/// <summary>Draws a sound before and after the amp as SVG: both in whole, and a few periods of them on top of each other.</summary>
internal static class WaveformChart
{
    private const int Width = 1000;
    private const int Left = 60;
    private const int PanelHeight = 150;
    private const int PanelPitch = 200;
    private const int Top = 40;
    private const double DetailSeconds = 0.015;
    private const string InputColour = "#2a6fb0";
    private const string OutputColour = "#d1495b";

    internal static string Draw(Sound input, Sound output)
    {
        StringBuilder svg = new();
        int height = Top + 3 * PanelPitch;
        Line(svg, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Left + Width + 20} {height}" font-family="sans-serif" font-size="14">""");
        Line(svg, $"""<rect width="100%" height="100%" fill="white"/>""");

        int detail = Math.Min(input.Samples.Length, Math.Max(2, (int)(DetailSeconds * input.Rate)));
        int start = Math.Min(input.Samples.Length - detail, Loudest(input.Samples));
        ReadOnlySpan<float> inputDetail = input.Samples.AsSpan(start, detail);
        ReadOnlySpan<float> outputDetail = output.Samples.AsSpan(start, detail);
        double from = (double)start / input.Rate;
        double to = (double)(start + detail) / input.Rate;

        Whole(svg, Top, "input", input, InputColour);
        Whole(svg, Top + PanelPitch, "output", output, OutputColour);
        float scale = Math.Max(Highest(inputDetail), Highest(outputDetail));
        Frame(svg, Top + 2 * PanelPitch, "input (blue) and output (red) where the input is loudest", scale, from, to, "0.000");
        Curve(svg, Top + 2 * PanelPitch, inputDetail, scale, InputColour);
        Curve(svg, Top + 2 * PanelPitch, outputDetail, scale, OutputColour);
        Line(svg, $"</svg>");
        return svg.ToString();
    }

    // More samples than a screen has columns: each column goes from its lowest sample to its highest.
    private static void Whole(StringBuilder svg, int top, string title, Sound sound, string colour)
    {
        float scale = Highest(sound.Samples);
        Frame(svg, top, title, scale, 0, sound.Seconds, "0.0");
        svg.Append("<path d=\"");
        for (int column = 0; column < Width; column++)
        {
            int start = (int)((long)sound.Samples.Length * column / Width);
            int end = Math.Max(start + 1, (int)((long)sound.Samples.Length * (column + 1) / Width));
            float lowest = float.MaxValue;
            float highest = float.MinValue;
            foreach (float sample in sound.Samples.AsSpan(start, end - start))
            {
                lowest = Math.Min(lowest, sample);
                highest = Math.Max(highest, sample);
            }

            // Half a pixel more on both sides, so that silence is a line.
            svg.Append(CultureInfo.InvariantCulture, $"M{Left + column + 0.5:0.0} {Y(top, highest, scale) - 0.5:0.0}V{Y(top, lowest, scale) + 0.5:0.0}");
        }

        Line(svg, $"\" stroke=\"{colour}\" fill=\"none\"/>");
    }

    private static void Curve(StringBuilder svg, int top, ReadOnlySpan<float> samples, float scale, string colour)
    {
        svg.Append("<polyline points=\"");
        for (int index = 0; index < samples.Length; index++)
        {
            double x = Left + (double)index * Width / (samples.Length - 1);
            svg.Append(CultureInfo.InvariantCulture, $"{x:0.0},{Y(top, samples[index], scale):0.0} ");
        }

        Line(svg, $"\" stroke=\"{colour}\" stroke-width=\"1.5\" stroke-linejoin=\"round\" fill=\"none\"/>");
    }

    private static void Frame(StringBuilder svg, int top, string title, float scale, double from, double to, string format)
    {
        Line(svg, $"<text x=\"{Left}\" y=\"{top - 8}\">{title}</text>");
        Line(svg, $"<rect x=\"{Left}\" y=\"{top}\" width=\"{Width}\" height=\"{PanelHeight}\" fill=\"none\" stroke=\"#bbb\"/>");
        Line(svg, $"<path d=\"M{Left} {Y(top, 0, scale):0.0}h{Width}\" stroke=\"#bbb\"/>");
        foreach (float value in (ReadOnlySpan<float>)[scale, 0, -scale])
        {
            Line(svg, $"<text x=\"{Left - 8}\" y=\"{Y(top, value, scale) + 5:0.0}\" text-anchor=\"end\" fill=\"#555\">{value:0.00}</text>");
        }

        string start = from.ToString(format, CultureInfo.InvariantCulture);
        string end = to.ToString(format, CultureInfo.InvariantCulture);
        Line(svg, $"<text x=\"{Left}\" y=\"{top + PanelHeight + 17}\" fill=\"#555\">{start} s</text>");
        Line(svg, $"<text x=\"{Left + Width}\" y=\"{top + PanelHeight + 17}\" text-anchor=\"end\" fill=\"#555\">{end} s</text>");
    }

    private static double Y(int top, float value, float scale) => top + PanelHeight / 2 - value / scale * (PanelHeight / 2 - 6);

    private static float Highest(ReadOnlySpan<float> samples)
    {
        // Never zero, which would be divided by.
        float highest = 1e-6f;
        foreach (float sample in samples)
        {
            highest = Math.Max(highest, Math.Abs(sample));
        }

        return highest;
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

    private static void Line(StringBuilder svg, FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
}

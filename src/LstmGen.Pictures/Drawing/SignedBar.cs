using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Pictures.Svg;

namespace LstmGen.Pictures.Drawing;

/// <summary>A number as a bar from an axis: filled above zero, hollow below.</summary>
internal static class SignedBar
{
    /// <summary>To the right of the middle, or to the left.</summary>
    public static void Horizontal(Scene scene, Box track, double value, double scale, string letter)
    {
        scene.Line("axis", track.CenterX, track.Y - 1, track.CenterX, track.Bottom + 1);
        double length = Part(value, scale) * track.Width / 2;
        if (length > 0.25)
        {
            scene.Rect(new Box(value < 0 ? track.CenterX - length : track.CenterX, track.Y, length, track.Height), Class(value, letter));
        }
    }

    /// <summary>Up from a height, or down; returns its length.</summary>
    public static double Vertical(Scene scene, double x, double width, double zero, double up, double down, double value, double scale, string letter)
    {
        if (double.IsNaN(value))
        {
            return 0;
        }

        double length = Math.Max(0.5, Part(value, scale) * (value < 0 ? down : up));
        scene.Rect(new Box(x, value < 0 ? zero : zero - length, width, length), Class(value, letter));
        return length;
    }

    /// <summary>Many bars, each from its own axis, in two shapes: those above zero, and those below.</summary>
    public static void Many(Scene scene, IEnumerable<(double X, double Zero, double Value)> bars, double width, double up, double down, double high, double low, string letter)
    {
        foreach (IGrouping<bool, (double X, double Zero, double Value)> signed in bars.Where(bar => !double.IsNaN(bar.Value)).GroupBy(bar => bar.Value < 0).OrderBy(group => group.Key))
        {
            List<Box> boxes = [.. signed.Select(bar =>
            {
                double length = signed.Key ? Math.Max(0.5, Part(bar.Value, -low) * down) : Math.Max(0.5, Part(bar.Value, high) * up);
                return new Box(bar.X, signed.Key ? bar.Zero : bar.Zero - length, width, length);
            })];
            scene.Add(new RectsMark(boxes, Class(signed.Key ? -1 : 1, letter)));
        }
    }

    private static string Class(double value, string letter) => (value < 0 ? "neg-" : "bar-") + letter;

    private static double Part(double value, double scale) => double.IsNaN(value) ? 0 : Math.Min(1, Math.Abs(value) / scale);
}

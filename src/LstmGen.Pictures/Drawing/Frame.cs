using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Pictures.Svg;

namespace LstmGen.Pictures.Drawing;

/// <summary>What all pictures share: margins, a title, and the text below.</summary>
internal static class Frame
{
    public const double Margin = 24;

    private const double PartMargin = 12;

    /// <summary>A comfortable width for lines of text.</summary>
    private const double TextWidth = 780;

    private const double LeastWidth = 560;

    /// <summary>The group of the title and subtitle, which a page has as text.</summary>
    public const string HeadGroup = "head";

    /// <summary>The group of the text below, which a page has as text.</summary>
    public const string WordsGroup = "words";

    /// <summary>The title and the subtitle; returns where the drawing begins.</summary>
    public static double Head(Scene scene, double width, string subtitle)
    {
        double text = Math.Min(TextWidth, Math.Max(LeastWidth, width));
        double y = Margin + 16;
        scene.Subtitle = subtitle;
        using IDisposable group = scene.Group(HeadGroup, null);
        foreach (string line in Scene.Lines(scene.Title, 20, text, bold: true))
        {
            scene.Text(line, Margin, y, 20, bold: true);
            y += 25;
        }

        if (subtitle.Length == 0)
        {
            return y;
        }

        y = scene.Paragraph(subtitle, Margin, y - 1, 13, text, "muted");
        return y + 2;
    }

    /// <summary>The legend of lines and shapes, below the drawing; returns where it ends.</summary>
    public static double Legend(Scene scene, double y, double width, IEnumerable<(Action<Box> Sample, string Text)> entries)
    {
        const double Sample = 44;
        double text = Math.Min(TextWidth, Math.Max(LeastWidth, width)) - Sample;
        foreach ((Action<Box> sample, string words) in entries)
        {
            var box = new Box(Margin, y, Sample - 12, 16);
            using IDisposable group = scene.Group(WordsGroup, null);
            scene.Words.Add((words, scene.Collect(() => sample(box)), box));
            y = scene.Paragraph(words, Margin + Sample, y + 12.5, 13, text) - 12.5 + 5;
        }

        return y;
    }

    /// <summary>The text below the drawing; returns where it ends.</summary>
    public static double Notes(Scene scene, double y, double width, IEnumerable<string> notes)
    {
        foreach (string note in notes)
        {
            using IDisposable group = scene.Group(WordsGroup, null);
            scene.Words.Add((note, [], default));
            y = scene.Paragraph(note, Margin, y + 12.5, 13, Math.Min(TextWidth, Math.Max(LeastWidth, width))) - 12.5 + 5;
        }

        return y;
    }

    /// <summary>Sets the size to fit the content.</summary>
    public static void Close(Scene scene)
    {
        List<Box> bounds = [.. scene.Flat().SelectMany(Bounds)];
        scene.Width = Math.Ceiling(Math.Max(LeastWidth + (2 * Margin), bounds.Max(box => box.Right) + Margin));
        scene.Height = Math.Ceiling(bounds.Max(box => box.Bottom) + Margin - 4);
    }

    /// <summary>The drawing alone, for a page that has the title and the words as text.</summary>
    public static Scene WithoutWords(Scene scene)
    {
        var drawing = new Scene(scene.Kind, scene.Title, scene.Description) { IsPart = true };
        foreach (Mark mark in scene.Marks.Where(mark => mark is not GroupMark { Class: HeadGroup or WordsGroup }))
        {
            drawing.Add(mark);
        }

        List<Box> bounds = [.. drawing.Flat().SelectMany(Bounds)];
        drawing.Left = Math.Floor(bounds.Min(box => box.X) - PartMargin);
        drawing.Top = Math.Floor(bounds.Min(box => box.Y) - PartMargin);
        drawing.Width = Math.Ceiling(bounds.Max(box => box.Right) + PartMargin) - drawing.Left;
        drawing.Height = Math.Ceiling(bounds.Max(box => box.Bottom) + PartMargin) - drawing.Top;
        return drawing;
    }

    /// <summary>The area that a mark covers.</summary>
    public static IEnumerable<Box> Bounds(Mark mark) => mark switch
    {
        RectMark rect => [rect.Box],
        TextMark text => [text.Bounds],
        RectsMark rects => rects.Boxes,
        DotMark dot => [new Box(dot.Center.X, dot.Center.Y, 0, 0).Grown(dot.Radius)],
        CurveMark curve => curve.Points.Select(point => new Box(point.X, point.Y, 0, 0)),
        LineMark line => line.Points.Select(point => new Box(point.X, point.Y, 0, 0)),
        LinesMark lines => lines.Lines.SelectMany(line => new[] { new Box(line.From.X, line.From.Y, 0, 0), new Box(line.To.X, line.To.Y, 0, 0) }),
        _ => [],
    };
}

using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Pictures.Drawing;
using LstmGen.Pictures.Svg;
using Xunit;

namespace LstmGen.Pictures.Tests.Drawing;

/// <summary>
/// Checks where marks are: nothing outside the frame, no text over another, none outside its box, crossed by a line or covered.
/// </summary>
internal static class Geometry
{
    public static void Check(Scene scene)
    {
        var frame = new Box(0, 0, scene.Width, scene.Height);
        List<Mark> marks = [.. scene.Flat()];
        foreach (Mark mark in marks)
        {
            Assert.True(Frame.Bounds(mark).All(box => frame.Contains(box)), $"{mark} is outside {frame}");
        }

        List<(int Order, TextMark Mark, Box Bounds)> texts = [.. marks.Select((mark, order) => (order, mark)).Where(pair => pair.mark is TextMark).Select(pair => (pair.order, (TextMark)pair.mark, ((TextMark)pair.mark).Bounds))];
        foreach ((int _, TextMark text, Box bounds) in texts)
        {
            Assert.True(text.Inside is not { } box || box.Contains(bounds), $"'{text.Text}' is not inside its box: {bounds}, {text.Inside}");
        }

        Overlaps(texts);
        Crossings(marks, texts);
        Edges(marks, texts);
    }

    /// <summary>A text is in a box, or beside it.</summary>
    private static void Edges(List<Mark> marks, List<(int Order, TextMark Mark, Box Bounds)> texts)
    {
        foreach (Box box in marks.Where(mark => mark is RectMark && (mark.Class is "node" or "panel" || mark.Class.StartsWith("absent", StringComparison.Ordinal))).SelectMany(Frame.Bounds))
        {
            foreach ((int _, TextMark text, Box bounds) in texts.Where(text => text.Bounds.Overlaps(box, 0.5)))
            {
                Assert.True(box.Contains(bounds, 0.5), $"'{text.Text}' at {bounds} is across the edge of {box}");
            }
        }
    }

    private static void Overlaps(List<(int Order, TextMark Mark, Box Bounds)> texts)
    {
        var byTop = texts.OrderBy(text => text.Bounds.Y).ToList();
        for (int i = 0; i < byTop.Count; i++)
        {
            for (int j = i + 1; j < byTop.Count && byTop[j].Bounds.Y < byTop[i].Bounds.Bottom; j++)
            {
                Assert.False(byTop[i].Bounds.Overlaps(byTop[j].Bounds), $"'{byTop[i].Mark.Text}' at {byTop[i].Bounds} overlaps '{byTop[j].Mark.Text}' at {byTop[j].Bounds}");
            }
        }
    }

    private static void Crossings(List<Mark> marks, List<(int Order, TextMark Mark, Box Bounds)> texts)
    {
        List<(int Order, Box Box)> covers = [.. marks.SelectMany((mark, order) => (mark is RectMark or RectsMark && IsFilled(mark.Class) ? Frame.Bounds(mark) : []).Select(box => (order, box)))];
        List<(int Order, Box Box)> lines = [.. marks.SelectMany((mark, order) => Segments(mark).Select(box => (order, box)))];
        foreach ((int order, TextMark text, Box bounds) in texts)
        {
            // Lines are vertical or horizontal, and so have no width.
            Box core = bounds.Grown(-1);
            foreach ((int lineOrder, Box line) in lines.Where(line => line.Box.Grown(0.5).Overlaps(core)))
            {
                Assert.True(
                    lineOrder < order && covers.Any(cover => cover.Order > lineOrder && cover.Order < order && cover.Box.Contains(bounds, 2)),
                    $"'{text.Text}' at {bounds} is crossed by a line: {line}");
            }

            Assert.DoesNotContain(covers, cover => cover.Order > order && cover.Box.Overlaps(bounds));
        }
    }

    private static bool IsFilled(string @class) => @class is "node" or "panel" || @class.Contains("opaque", StringComparison.Ordinal);

    private static IEnumerable<Box> Segments(Mark mark) => mark switch
    {
        LineMark line when !line.Class.StartsWith("curve", StringComparison.Ordinal) => line.Points.Zip(line.Points.Skip(1), (a, b) => Box.Between(a.X, a.Y, b.X, b.Y)),
        LinesMark lines => lines.Lines.Select(line => Box.Between(line.From.X, line.From.Y, line.To.X, line.To.Y)),
        _ => [],
    };
}

using System.Collections.Generic;

namespace LstmGen.Pictures.Svg;

/// <summary>Something that is drawn; its place is known before it is printed.</summary>
/// <param name="Class">The classes of the style sheet that it has.</param>
internal abstract record Mark(string Class)
{
    /// <summary>The number that it shows; null if it shows none.</summary>
    public Datum? Datum { get; init; }
}

/// <summary>A rectangle.</summary>
internal sealed record RectMark(Box Box, string Class, double Radius = 0) : Mark(Class);

/// <summary>A line from point to point, with an arrowhead at its end if requested.</summary>
internal sealed record LineMark(IReadOnlyList<Point> Points, string Class, bool HasArrow = false) : Mark(Class)
{
    /// <summary>How round the corners are.</summary>
    public double Radius { get; init; }
}

/// <summary>Many lines of one class without corners, printed as one path.</summary>
internal sealed record LinesMark(IReadOnlyList<(Point From, Point To)> Lines, string Class) : Mark(Class);

/// <summary>Many rectangles of one class, printed as one path.</summary>
internal sealed record RectsMark(IReadOnlyList<Box> Boxes, string Class) : Mark(Class);

/// <summary>A line from point to point without round corners, or a closed shape.</summary>
internal sealed record CurveMark(IReadOnlyList<Point> Points, string Class, bool IsClosed = false) : Mark(Class);

/// <summary>A dot.</summary>
internal sealed record DotMark(Point Center, double Radius, string Class) : Mark(Class);

/// <summary>Where a text begins, is centred or ends.</summary>
internal enum Anchor
{
    Start,
    Middle,
    End,
}

/// <summary>A text on one line, with its anchor on the base line.</summary>
internal sealed record TextMark(string Text, Point At, double Size, Anchor Anchor, string Class, bool IsBold = false) : Mark(Class)
{
    /// <summary>The box that it must stay inside; null if there is only the frame.</summary>
    public Box? Inside { get; init; }

    /// <summary>The largest area that it may cover.</summary>
    public Box Bounds
    {
        get
        {
            double width = FontMetrics.Width(Text, Size, IsBold);
            double left = Anchor == Anchor.Start ? At.X : Anchor == Anchor.Middle ? At.X - (width / 2) : At.X - width;
            return new Box(left, At.Y - (FontMetrics.Ascent * Size), width, (FontMetrics.Ascent + FontMetrics.Descent) * Size);
        }
    }
}

/// <summary>Marks that belong together, with their common properties, such as their layer, as attributes <c>data-…</c>.</summary>
internal sealed record GroupMark(string Class, IReadOnlyList<(string Name, string Value)> Data, IReadOnlyList<Mark> Marks) : Mark(Class)
{
    /// <summary>The text for screen readers and mouse users; null for none.</summary>
    public string? Title { get; init; }
}

/// <summary>A number of a picture.</summary>
/// <param name="Of">The letter of its kind: <c>i</c>, <c>c</c>, <c>w</c>, …; empty if the group around it says that.</param>
/// <param name="Exact">The text that reads back as the same number.</param>
/// <param name="Data">What identifies it and isn't said by the group around it: <c>("unit", "0")</c>.</param>
internal sealed record Datum(string Of, string Exact, params (string Name, string Value)[] Data);

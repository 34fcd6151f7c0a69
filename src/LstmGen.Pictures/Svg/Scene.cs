using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace LstmGen.Pictures.Svg;

/// <summary>A picture while it is composed: marks in the order in which they are painted.</summary>
internal sealed class Scene
{
    private readonly List<Mark> _marks = [];
    private readonly Stack<(string Class, (string, string)[] Data, string? Title, List<Mark> Marks)> _open = new();

    /// <param name="kind">The class of the picture, such as <c>over-time</c>.</param>
    /// <param name="title">The picture's title.</param>
    /// <param name="description">What it shows, for somebody who can't see it.</param>
    public Scene(string kind, string title, string description)
    {
        Kind = kind;
        Title = title;
        Description = description;
    }

    public string Kind { get; }

    public string Title { get; }

    public string Description { get; }

    /// <summary>The style sheet.</summary>
    public string Css { get; init; } = Theme.Css;

    /// <summary>The text under the title.</summary>
    public string Subtitle { get; set; } = "";

    /// <summary>
    /// The texts below the drawing, each with the sample of the line or shape that it explains: its marks, and the box around them.
    /// </summary>
    public List<(string Text, IReadOnlyList<Mark> Sample, Box Box)> Words { get; } = [];

    /// <summary>Whether it is part of a page, which has the style sheet, the title and the words.</summary>
    public bool IsPart { get; init; }

    /// <summary>Where the frame begins.</summary>
    public double Left { get; set; }

    public double Top { get; set; }

    /// <summary>The size of the frame.</summary>
    public double Width { get; set; }

    public double Height { get; set; }

    public IReadOnlyList<Mark> Marks => _marks;

    /// <summary>All marks, those in groups too.</summary>
    public IEnumerable<Mark> Flat() => Flat(_marks);

    public void Add(Mark mark) => (_open.Count > 0 ? _open.Peek().Marks : _marks).Add(mark);

    /// <summary>Adds marks, and returns them.</summary>
    public IReadOnlyList<Mark> Collect(Action add)
    {
        List<Mark> marks = _open.Count > 0 ? _open.Peek().Marks : _marks;
        int before = marks.Count;
        add();
        return [.. marks.Skip(before)];
    }

    public void Rect(Box box, string @class, double radius = 0, Datum? datum = null) => Add(new RectMark(box, @class, radius) { Datum = datum });

    public void Line(string @class, bool hasArrow, params Point[] points) => Add(new LineMark(points, @class, hasArrow) { Radius = points.Length > 2 ? 8 : 0 });

    public void Line(string @class, double x1, double y1, double x2, double y2) => Add(new LineMark([new(x1, y1), new(x2, y2)], @class));

    public void Arrow(string @class, double x1, double y1, double x2, double y2) => Add(new LineMark([new(x1, y1), new(x2, y2)], @class, HasArrow: true));

    public void Dot(double x, double y, double radius, string @class) => Add(new DotMark(new(x, y), radius, @class));

    public TextMark Text(string text, double x, double y, double size, Anchor anchor = Anchor.Start, string @class = "ink", bool bold = false, Box? inside = null, Datum? datum = null)
    {
        var mark = new TextMark(text, new(x, y), size, anchor, @class, bold) { Inside = inside, Datum = datum };
        Add(mark);
        return mark;
    }

    /// <summary>A text in the middle of a box, cut off if the box is narrower.</summary>
    public void TextIn(Box box, string text, double size, string @class = "ink", bool bold = false, Datum? datum = null) =>
        Text(FontMetrics.Fitted(text, box.Width - 4, size, bold), box.CenterX, Middle(box.CenterY, size), size, Anchor.Middle, @class, bold, box, datum);

    /// <summary>A text on as many lines as it needs; returns the base line of the next.</summary>
    public double Paragraph(string text, double x, double y, double size, double width, string @class = "ink", bool bold = false)
    {
        foreach (string line in Lines(text, size, width, bold))
        {
            Text(line, x, y, size, Anchor.Start, @class, bold);
            y += size * 1.45;
        }

        return y;
    }

    public static List<string> Lines(string text, double size, double width, bool bold = false)
    {
        List<string> lines = [];
        string line = "";
        foreach (string word in text.Split(' '))
        {
            string longer = line.Length == 0 ? word : line + " " + word;
            if (line.Length > 0 && FontMetrics.Width(longer, size, bold) > width)
            {
                lines.Add(FontMetrics.Fitted(line, width, size, bold));
                longer = word;
            }

            line = longer;
        }

        lines.Add(FontMetrics.Fitted(line, width, size, bold));
        return lines;
    }

    /// <summary>The base line of a text whose capital letters are centred at a height.</summary>
    public static double Middle(double y, double size) => y + (size * 0.36);

    /// <summary>Until it is disposed, marks are added to a group.</summary>
    public IDisposable Group(string @class, string? title, params (string Name, string Value)[] data)
    {
        _open.Push((@class, data, title, []));
        return new Closing(this);
    }

    public static (string Name, string Value) Data(string name, int value) => (name, value.ToString(CultureInfo.InvariantCulture));

    private static IEnumerable<Mark> Flat(IEnumerable<Mark> marks) => marks.SelectMany(mark => mark is GroupMark group ? Flat(group.Marks) : [mark]);

    private sealed class Closing(Scene scene) : IDisposable
    {
        public void Dispose()
        {
            (string @class, (string, string)[] data, string? title, List<Mark> marks) = scene._open.Pop();
            scene.Add(new GroupMark(@class, data, marks) { Title = title });
        }
    }
}

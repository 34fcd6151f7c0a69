using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using LstmGen.Pictures.Numbers;

namespace LstmGen.Pictures.Svg;

/// <summary>Prints a picture: the same bytes for the same picture.</summary>
internal sealed class SvgPrinter
{
    private const double HeadLength = 8;
    private const double HeadWidth = 7;

    private readonly StringBuilder _svg = new();

    /// <summary>A page itself says what the mouse points at.</summary>
    private bool _isPart;

    public static string Print(Scene scene)
    {
        var printer = new SvgPrinter();
        printer.Root(scene);
        return printer._svg.ToString();
    }

    /// <summary>A small picture without words, beside the text that explains it.</summary>
    public static string PrintSample(IEnumerable<Mark> marks, Box box)
    {
        var printer = new SvgPrinter();
        printer._svg.Append("<svg class=\"sample\" aria-hidden=\"true\" viewBox=\"").Append(At(new Point(box.X, box.Y))).Append(' ').Append(At(new Point(box.Width, box.Height)))
            .Append("\" width=\"").Append(N(box.Width)).Append("\" height=\"").Append(N(box.Height)).Append("\">");
        foreach (Mark mark in marks)
        {
            printer.Print(mark);
        }

        return printer._svg.Append("</svg>").ToString();
    }

    private void Root(Scene scene)
    {
        _isPart = scene.IsPart;
        string place = At(new Point(scene.Left, scene.Top));
        string width = N(Math.Ceiling(scene.Width));
        string height = N(Math.Ceiling(scene.Height));
        _svg.Append("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"").Append(Theme.Root).Append(' ').Append(scene.Kind).Append("\" role=\"img\"")
            .Append(scene.IsPart ? $" aria-label=\"{Escaped(scene.Title)}. {Escaped(scene.Description)}\"" : "").Append(" viewBox=\"").Append(place).Append(' ')
            .Append(width).Append(' ').Append(height).Append("\" width=\"").Append(width).Append("\" height=\"").Append(height).Append("\">\n");
        if (!scene.IsPart)
        {
            _svg.Append("<title>").Append(Escaped(scene.Title)).Append("</title>\n<desc>").Append(Escaped(scene.Description)).Append("</desc>\n");
            _svg.Append("<style>\n").Append(scene.Css).Append("</style>\n");
            _svg.Append("<rect class=\"paper\" width=\"").Append(width).Append("\" height=\"").Append(height).Append("\"/>\n");
        }

        foreach (Mark mark in scene.Marks)
        {
            Print(mark);
        }

        _svg.Append("</svg>\n");
    }

    private void Print(Mark mark)
    {
        switch (mark)
        {
            case GroupMark group:
                Group(group);
                break;
            case RectMark rect:
                Open("rect", rect);
                Attributes(("x", rect.Box.X), ("y", rect.Box.Y), ("width", rect.Box.Width), ("height", rect.Box.Height));
                if (rect.Radius > 0)
                {
                    Attributes(("rx", rect.Radius));
                }

                _svg.Append("/>\n");
                break;
            case DotMark dot:
                Open("circle", dot);
                Attributes(("cx", dot.Center.X), ("cy", dot.Center.Y), ("r", dot.Radius));
                _svg.Append("/>\n");
                break;
            case TextMark text:
                Open("text", text);
                Attributes(("x", text.At.X), ("y", text.At.Y), ("font-size", text.Size));
                _svg.Append(text.Anchor == Anchor.Middle ? " text-anchor=\"middle\"" : text.Anchor == Anchor.End ? " text-anchor=\"end\"" : "");
                _svg.Append(text.IsBold ? " font-weight=\"700\">" : ">").Append(Escaped(text.Text)).Append("</text>\n");
                break;
            case LinesMark lines:
                Open("path", lines);
                _svg.Append(" d=\"");
                Many(lines.Lines.Select(line => (line.From, new[] { line.To })), isClosed: false);
                _svg.Append("\"/>\n");
                break;
            case RectsMark rects:
                Open("path", rects);
                _svg.Append(" d=\"");
                Many(rects.Boxes.Select(box => (new Point(box.X, box.Y), new[] { new Point(box.Right, box.Y), new Point(box.Right, box.Bottom), new Point(box.X, box.Bottom) })), isClosed: true);
                _svg.Append("\"/>\n");
                break;
            case CurveMark curve:
                Open("path", curve);
                _svg.Append(" d=\"");
                Many([(curve.Points[0], curve.Points.Skip(1).ToArray())], curve.IsClosed);
                _svg.Append("\"/>\n");
                break;
            case LineMark line:
                Line(line);
                break;
            default:
                throw new ArgumentException($"No {mark.GetType().Name} is printed.", nameof(mark));
        }
    }

    /// <summary>Many shapes in one path, each relative to the start or end of the previous one: the shortest possible text.</summary>
    private void Many(IEnumerable<(Point Start, Point[] Others)> shapes, bool isClosed)
    {
        var at = new Point(0, 0);
        foreach ((Point start, Point[] others) in shapes)
        {
            Point from = Rounded(start);
            _svg.Append('m').Append(N(from.X - at.X)).Append(' ').Append(N(from.Y - at.Y));
            at = from;
            foreach (Point other in others)
            {
                Point to = Rounded(other);
                _svg.Append(to.Y == at.Y ? "h" + N(to.X - at.X) : to.X == at.X ? "v" + N(to.Y - at.Y) : "l" + N(to.X - at.X) + " " + N(to.Y - at.Y));
                at = to;
            }

            if (isClosed)
            {
                _svg.Append('z');
                at = from;
            }
        }
    }

    /// <summary>Rounded as printed, so that errors don't accumulate.</summary>
    private static Point Rounded(Point point) => new(Math.Floor((point.X * 100) + 0.5) / 100, Math.Floor((point.Y * 100) + 0.5) / 100);

    private void Group(GroupMark group)
    {
        Open("g", group);
        foreach ((string name, string value) in group.Data)
        {
            if (_isPart && name is ("values" or "units" or "steps"))
            {
                // A page has them in its trace, where they take half the room.
                continue;
            }

            Data(name, value);
        }

        _svg.Append(">\n");
        if (group.Title is { } title && !_isPart)
        {
            _svg.Append("<title>").Append(Escaped(title)).Append("</title>\n");
        }

        foreach (Mark mark in group.Marks)
        {
            Print(mark);
        }

        _svg.Append("</g>\n");
    }

    private void Line(LineMark line)
    {
        List<Point> points = [.. line.Points];
        int last = points.Count - 1;
        Point tip = points[last];
        Point direction = Unit(points[last - 1], tip);
        if (line.HasArrow)
        {
            // The line ends inside the arrowhead, whose tip is at the end.
            points[last] = Moved(tip, direction, -HeadLength * 0.8);
        }

        Open("path", line);
        _svg.Append(" d=\"M").Append(At(points[0]));
        for (int i = 1; i < last; i++)
        {
            Point before = Unit(points[i], points[i - 1]);
            Point after = Unit(points[i], points[i + 1]);
            double radius = Math.Min(line.Radius, Math.Min(Distance(points[i - 1], points[i]), Distance(points[i], points[i + 1])) / 2);
            _svg.Append('L').Append(At(Moved(points[i], before, radius))).Append('Q').Append(At(points[i])).Append(' ').Append(At(Moved(points[i], after, radius)));
        }

        _svg.Append('L').Append(At(points[last])).Append("\"/>\n");
        if (line.HasArrow)
        {
            Point foot = Moved(tip, direction, -HeadLength);
            double scale = line.Class == "line-c" ? 1.6 : 1;
            foot = scale > 1 ? Moved(tip, direction, -HeadLength * 1.25) : foot;
            var across = new Point(-direction.Y * HeadWidth / 2 * scale, direction.X * HeadWidth / 2 * scale);
            _svg.Append("<path class=\"head-").Append(line.Class.Substring(line.Class.LastIndexOf('-') + 1)).Append("\" d=\"M").Append(At(tip))
                .Append('L').Append(At(new Point(foot.X + across.X, foot.Y + across.Y))).Append('L').Append(At(new Point(foot.X - across.X, foot.Y - across.Y))).Append("Z\"/>\n");
        }
    }

    private void Open(string element, Mark mark)
    {
        _svg.Append('<').Append(element);
        if (mark.Class.Length > 0)
        {
            _svg.Append(" class=\"").Append(mark.Class).Append('"');
        }

        if (mark.Datum is { } datum)
        {
            foreach ((string name, string value) in datum.Data)
            {
                Data(name, value);
            }

            if (datum.Of.Length > 0)
            {
                Data("value-of", datum.Of);
            }

            Data("value", datum.Exact);
        }
    }

    private void Data(string name, string value) => _svg.Append(" data-").Append(name).Append("=\"").Append(Escaped(value)).Append('"');

    private void Attributes(params (string Name, double Value)[] attributes)
    {
        foreach ((string name, double value) in attributes)
        {
            _svg.Append(' ').Append(name).Append("=\"").Append(N(value)).Append('"');
        }
    }

    private static string N(double value) => NumberText.Coordinate(value);

    private static string At(Point point) => N(point.X) + " " + N(point.Y);

    private static double Distance(Point a, Point b) => Math.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)));

    private static Point Unit(Point from, Point to)
    {
        double length = Distance(from, to);
        return length == 0 ? new Point(1, 0) : new Point((to.X - from.X) / length, (to.Y - from.Y) / length);
    }

    private static Point Moved(Point point, Point direction, double by) => new(point.X + (direction.X * by), point.Y + (direction.Y * by));

    /// <summary>Escaped for text and attribute values; what XML can't contain becomes U+FFFD.</summary>
    internal static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char letter = text[i];
            bool isPair = char.IsHighSurrogate(letter) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            switch (letter)
            {
                case '&':
                    escaped.Append("&amp;");
                    break;
                case '<':
                    escaped.Append("&lt;");
                    break;
                case '>':
                    escaped.Append("&gt;");
                    break;
                case '"':
                    escaped.Append("&quot;");
                    break;
                case '\t' or '\n' or '\r':
                    escaped.Append(' ');
                    break;
                case < ' ' or '\uFFFE' or '\uFFFF':
                case >= '\uD800' and <= '\uDFFF' when !isPair:
                    escaped.Append('\uFFFD');
                    break;
                default:
                    escaped.Append(letter);
                    if (isPair)
                    {
                        escaped.Append(text[++i]);
                    }

                    break;
            }
        }

        return escaped.ToString();
    }
}

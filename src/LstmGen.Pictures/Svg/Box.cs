using System;

namespace LstmGen.Pictures.Svg;

/// <summary>A rectangle; y grows downwards.</summary>
internal readonly record struct Box(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;

    public double CenterX => X + (Width / 2);

    public double CenterY => Y + (Height / 2);

    public static Box Between(double left, double top, double right, double bottom) =>
        new(Math.Min(left, right), Math.Min(top, bottom), Math.Abs(right - left), Math.Abs(bottom - top));

    public Box Grown(double by) => new(X - by, Y - by, Width + (2 * by), Height + (2 * by));

    /// <summary>Whether another box is entirely inside.</summary>
    public bool Contains(Box other, double slack = 0.01) =>
        other.X >= X - slack && other.Y >= Y - slack && other.Right <= Right + slack && other.Bottom <= Bottom + slack;

    /// <summary>Whether the two share more than an edge.</summary>
    public bool Overlaps(Box other, double slack = 0.01) =>
        other.X < Right - slack && other.Right > X + slack && other.Y < Bottom - slack && other.Bottom > Y + slack;

    public Box Union(Box other) => Between(Math.Min(X, other.X), Math.Min(Y, other.Y), Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));
}

namespace LstmGen.Pictures.Svg;

/// <summary>A point; y grows downwards.</summary>
internal readonly record struct Point(double X, double Y);

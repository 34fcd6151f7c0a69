using System;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;

/// <summary>The input of the program for Spark, and its expected output.</summary>
public static class RowsCase
{
    private const int Count = 100;

    public static byte[] Parameters()
    {
        var parameters = new float[Window.ParameterCount];
        Numbers.Window().CopyParametersTo(parameters);
        return MemoryMarshal.AsBytes<float>(parameters).ToArray();
    }

    public static string[] Rows() =>
        [.. Enumerable.Range(0, Count).Select(row => $"row {row},{string.Join(',', Sequence(row).Select(Text))}")];

    public static string[] Expected() => [.. Enumerable.Range(0, Count).Select(row => $"row {row},{Text(Score(row))}")];

    private static float[] Sequence(int row) => Numbers.Some(Window.InputLength, row);

    private static string Text(float number) => number.ToString(CultureInfo.InvariantCulture);

    private static float Score(int row)
    {
        var score = new float[Window.OutputLength];
        Numbers.Window().Forward(Sequence(row), score);
        return score[0];
    }
}

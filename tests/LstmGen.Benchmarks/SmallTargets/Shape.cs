using System;
using System.Collections.Generic;
using LstmGen.Benchmarks.Competitors;

/// <summary>A way to compute a network: the whole sequence from zero at each call.</summary>
internal sealed class Way
{
    public Way(string name, string title, Shape shape, Action<float[], float[]> forward)
    {
        Name = name;
        Title = title;
        Forward = forward;
        Input = Shape.Values(2, shape.Input * shape.Steps, 1);
        Output = new float[shape.Units];
    }

    public string Name { get; }

    public string Title { get; }

    public Action<float[], float[]> Forward { get; }

    public float[] Input { get; }

    public float[] Output { get; }
}

/// <summary>A network, and the ways to compute it.</summary>
internal sealed class Shape
{
    private Shape(int input, int units, int steps, Func<float[], Action<float[], float[]>>[] generated)
    {
        Input = input;
        Units = units;
        Steps = steps;
        float[] parameters = Values(1, 4 * units * (input + units + 1), 0.5f);
        var naive = new NaiveLstm(input, units, parameters);
        var ways = new List<Way> { new Way("naive", "naive C#", this, naive.Forward) };
        for (int i = 0; i < generated.Length; i++)
        {
            ways.Add(new Way(Names[i], Titles[i], this, generated[i](parameters)));
        }

        Ways = ways;
    }

#if NETFRAMEWORK
    private static readonly string[] Names = { "generated" };

    private static readonly string[] Titles = { "generated" };

    public static IReadOnlyList<Shape> All { get; } = new[]
    {
        new Shape(2, 3, 4, new Func<float[], Action<float[], float[]>>[]
        {
            p => { var net = new Lstm3On2(p); var s = new Lstm3On2.State(); return (x, y) => { s.Reset(); net.Forward(x, y, s); }; },
        }),
        new Shape(1, 8, 64, new Func<float[], Action<float[], float[]>>[]
        {
            p => { var net = new Lstm8On1(p); var s = new Lstm8On1.State(); return (x, y) => { s.Reset(); net.Forward(x, y, s); }; },
        }),
        new Shape(1, 20, 64, new Func<float[], Action<float[], float[]>>[]
        {
            p => { var net = new Lstm20On1(p); var s = new Lstm20On1.State(); return (x, y) => { s.Reset(); net.Forward(x, y, s); }; },
        }),
        new Shape(8, 32, 64, new Func<float[], Action<float[], float[]>>[]
        {
            p => { var net = new Lstm32On8(p); var s = new Lstm32On8.State(); return (x, y) => { s.Reset(); net.Forward(x, y, s); }; },
        }),
    };
#else
    private static readonly string[] Names = { "fused", "fused-scalar", "separate", "separate-scalar" };

    private static readonly string[] Titles = { "Fused (default)", "Fused, scalar", "Separate", "Separate, scalar" };

    public static IReadOnlyList<Shape> All { get; } = new[]
    {
        new Shape(2, 3, 4, new Func<float[], Action<float[], float[]>>[]
        {
            p => { var net = new Lstm3On2(p); return (x, y) => net.Forward(x, y); },
            p => { var net = new Lstm3On2Scalar(p); return (x, y) => net.Forward(x, y); },
            p => { var net = new Lstm3On2Separate(p); return (x, y) => net.Forward(x, y); },
            p => { var net = new Lstm3On2SeparateScalar(p); return (x, y) => net.Forward(x, y); },
        }),
        new Shape(1, 8, 64, new Func<float[], Action<float[], float[]>>[]
        {
            p => { var net = new Lstm8On1(p); return (x, y) => net.Forward(x, y); },
            p => { var net = new Lstm8On1Scalar(p); return (x, y) => net.Forward(x, y); },
            p => { var net = new Lstm8On1Separate(p); return (x, y) => net.Forward(x, y); },
            p => { var net = new Lstm8On1SeparateScalar(p); return (x, y) => net.Forward(x, y); },
        }),
        new Shape(1, 20, 64, new Func<float[], Action<float[], float[]>>[]
        {
            p => { var net = new Lstm20On1(p); return (x, y) => net.Forward(x, y); },
            p => { var net = new Lstm20On1Scalar(p); return (x, y) => net.Forward(x, y); },
            p => { var net = new Lstm20On1Separate(p); return (x, y) => net.Forward(x, y); },
            p => { var net = new Lstm20On1SeparateScalar(p); return (x, y) => net.Forward(x, y); },
        }),
        new Shape(8, 32, 64, new Func<float[], Action<float[], float[]>>[]
        {
            p => { var net = new Lstm32On8(p); return (x, y) => net.Forward(x, y); },
            p => { var net = new Lstm32On8Scalar(p); return (x, y) => net.Forward(x, y); },
            p => { var net = new Lstm32On8Separate(p); return (x, y) => net.Forward(x, y); },
            p => { var net = new Lstm32On8SeparateScalar(p); return (x, y) => net.Forward(x, y); },
        }),
    };
#endif

    public int Input { get; }

    public int Units { get; }

    public int Steps { get; }

    /// <summary>The hand-written loops come first.</summary>
    public IReadOnlyList<Way> Ways { get; }

    public string Name => Input + "-" + Units;

    public string Title => Input + "→" + Units + " × " + Steps;

    /// <summary>Uniform values from a linear congruential generator (Knuth's MMIX).</summary>
    public static float[] Values(uint seed, int count, float scale)
    {
        ulong state = seed;
        var values = new float[count];
        for (int i = 0; i < count; i++)
        {
            state = unchecked((state * 6364136223846793005) + 1442695040888963407);
            values[i] = ((long)(state >> 40) - 8388608) / 8388608f * scale;
        }

        return values;
    }
}

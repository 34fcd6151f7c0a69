namespace LstmGen.Generator.Model;

/// <summary>The values of <c>LstmGen.Unroll</c>.</summary>
internal enum Unroll
{
    Auto = 0,
    Full = 1,
    Step = 2,
    Tiled = 3,
}

/// <summary>The values of <c>LstmGen.Arithmetic</c>.</summary>
internal enum Arithmetic
{
    Auto = 0,
    Fused = 1,
    Separate = 2,
}

/// <summary>The values of <c>LstmGen.VectorWidth</c>.</summary>
internal enum VectorWidth
{
    Auto = 0,
    Scalar = 1,
    Vector128 = 128,
    Vector256 = 256,
    Vector512 = 512,
}

/// <summary>The values of <c>LstmGen.Precision</c>.</summary>
internal enum Precision
{
    Single = 0,
    Double = 1,
}

/// <summary>What <c>[LstmOptions]</c> on the assembly and on the type ask for, together.</summary>
internal sealed record Options(Unroll Unroll, Arithmetic Arithmetic, VectorWidth VectorWidth)
{
    public Precision Precision { get; init; }

    /// <summary>Whether there are static methods too, which need no object.</summary>
    public bool StaticForm { get; init; }

    public static readonly Options Default = new(Unroll.Auto, Arithmetic.Auto, VectorWidth.Auto);
}

namespace LstmGen.Generator.Model;

/// <summary>What <c>[LstmOptions]</c> on the assembly and on the type ask for, together.</summary>
internal sealed record Options(Unroll Unroll, Arithmetic Arithmetic, VectorWidth VectorWidth)
{
    public Precision Precision { get; init; }

    /// <summary>Whether there are static methods too, which need no object.</summary>
    public bool StaticForm { get; init; }

    /// <summary>Whether the class implements the interfaces that networks share.</summary>
    public bool Interface { get; init; }

    public static readonly Options Default = new(Unroll.Auto, Arithmetic.Auto, VectorWidth.Auto);
}

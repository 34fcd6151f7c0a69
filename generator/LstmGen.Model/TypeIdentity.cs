namespace LstmGen.Generator.Model;

/// <summary>One type declaration around, or of, the generated half: <c>partial class Outer</c>.</summary>
/// <param name="Keyword"><c>class</c>, <c>struct</c>, <c>record</c>, <c>record struct</c> or <c>interface</c>.</param>
/// <param name="Name">The name as C# text, escaped where it is a keyword.</param>
internal sealed record TypePart(string Keyword, string Name);

/// <summary>Where the generated half belongs.</summary>
/// <param name="Namespace">As C# text; empty for the global namespace.</param>
/// <param name="Containing">From the outermost to the innermost containing type.</param>
/// <param name="FileName">The name of the generated file, without its ending.</param>
internal sealed record TypeIdentity(string Namespace, EquatableArray<TypePart> Containing, TypePart Type, string FileName)
{
    public bool IsStruct => Type.Keyword == "struct";

    /// <summary>Whether it is a structure whose fields are set by its constructors alone.</summary>
    public bool IsReadOnly { get; init; }
}

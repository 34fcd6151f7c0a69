namespace LstmGen.Generator.Model;

/// <summary>A declaration of the generated type or of a type that contains it: <c>partial class Outer</c>.</summary>
/// <param name="Keyword"><c>class</c>, <c>struct</c>, <c>record</c>, <c>record struct</c> or <c>interface</c>.</param>
/// <param name="Name">The name as C# text, escaped where it is a keyword.</param>
internal sealed record TypePart(string Keyword, string Name);

/// <summary>The place of the generated half.</summary>
/// <param name="Namespace">As C# text; empty for the global namespace.</param>
/// <param name="Containing">From the outermost to the innermost containing type.</param>
/// <param name="FileName">The name of the generated file, without its extension.</param>
internal sealed record TypeIdentity(string Namespace, EquatableArray<TypePart> Containing, TypePart Type, string FileName)
{
    public bool IsStruct => Type.Keyword == "struct";

    /// <summary>Whether it is a readonly structure.</summary>
    public bool IsReadOnly { get; init; }
}

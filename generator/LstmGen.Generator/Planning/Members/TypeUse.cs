using System;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning.Members;

/// <summary>A type as it stands in a signature.</summary>
/// <param name="Name">A keyword, or the name of a nested type.</param>
internal sealed record TypeUse(string Name)
{
    public static readonly TypeUse Int = new("int");

    /// <summary>The generic type of the base library around it: that of a span.</summary>
    public string? Library { get; init; }

    /// <summary>The type of what classes have in common that it is nested in.</summary>
    public string? Helper { get; init; }

    /// <summary>The structure of values that start at a cache line.</summary>
    public static TypeUse Aligned(Element element) => new(HelperTypes.Aligned(element)) { Helper = HelperTypes.LstmParameters };

    public bool IsArray { get; init; }

    /// <summary>Whether it may be null, where the language can say so. It tells no signatures apart.</summary>
    public bool IsNullable { get; init; }

    /// <summary>A run of values: a span, or an array on a target without spans.</summary>
    public static TypeUse Run(string value, bool isWritten, Target target) => target.Spans
        ? new TypeUse(value) { Library = isWritten ? "Span" : "ReadOnlySpan" }
        : new TypeUse(value) { IsArray = true };

    /// <summary>The type as C# text.</summary>
    /// <param name="library">How a type of the base library is written.</param>
    public string Text(Func<string, string> library) =>
        (Helper is not null ? $"{library(Helper)}.{Name}" : Library is null ? Name : $"{library(Library)}<{Name}>")
        + (IsArray ? "[]" : "")
        + (IsNullable ? "?" : "");

    /// <summary>The type for a reader.</summary>
    public override string ToString() => (this with { IsNullable = false }).Text(library => library);

    /// <summary>The type in full, which tells it from every other.</summary>
    public string FullName => (this with { IsNullable = false }).Text(library => $"{BaseLibrary.Namespaces[library]}.{library}");
}

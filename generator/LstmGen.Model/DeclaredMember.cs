namespace LstmGen.Generator.Model;

/// <summary>A member of the user's half of a type by a name that generated code may use.</summary>
/// <param name="Name">For a type by the name of such a member, the type's name.</param>
/// <param name="Kind">What can stand beside what.</param>
/// <param name="Parameters">Of a method or constructor that isn't generic.</param>
internal sealed record DeclaredMember(string Name, DeclaredKind Kind, EquatableArray<string> Parameters);

internal enum DeclaredKind
{
    /// <summary>The annotated type itself.</summary>
    Type,

    Constructor,

    /// <summary>A method: others may have the same name with other parameters.</summary>
    Method,

    /// <summary>A generic method, which is in the way of no other.</summary>
    GenericMethod,

    /// <summary>A nested type that is generic, which is in the way of no type that isn't.</summary>
    GenericType,

    /// <summary>Anything else: nothing may have the same name.</summary>
    Other,
}

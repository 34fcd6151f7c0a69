namespace LstmGen.Generator.Model;

/// <summary>A member of the user's half of a type, with a name that generated code may use.</summary>
/// <param name="Name">The type's own name where the type is named like such a member.</param>
/// <param name="Kind">Decides which members may coexist.</param>
/// <param name="Parameters">Of a method or constructor that isn't generic.</param>
internal sealed record DeclaredMember(string Name, DeclaredKind Kind, EquatableArray<string> Parameters);

internal enum DeclaredKind
{
    /// <summary>The annotated type itself.</summary>
    Type,

    Constructor,

    /// <summary>A method: others may have the same name with other parameters.</summary>
    Method,

    /// <summary>A generic method, which conflicts with no other.</summary>
    GenericMethod,

    /// <summary>A generic nested type, which conflicts with no type that isn't generic.</summary>
    GenericType,

    /// <summary>Anything else: nothing may have the same name.</summary>
    Other,
}

namespace LstmGen.Generator.Model;

/// <summary>
/// Replaces a network that can't be generated: its nested types, without members. The compiler runs no analyzer once a declaration has an
/// error, such as a field of a missing type: the user would read about the field instead of the cause.
/// </summary>
/// <param name="Names">The names of the nested types; those that the user's half declares are left out.</param>
internal sealed record StandIn(TypeIdentity Type, EquatableArray<string> Names);

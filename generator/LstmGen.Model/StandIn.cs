namespace LstmGen.Generator.Model;

/// <summary>
/// What a type has in place of its network where that can't be generated: its nested types, without a member. The compiler doesn't ask any
/// analyzer once a declaration has an error, and a field of a type that isn't there is one: the user would read of the field, and not of what
/// is wrong.
/// </summary>
/// <param name="Names">Of the nested types; those that the user's half declares are left out.</param>
internal sealed record StandIn(TypeIdentity Type, EquatableArray<string> Names);

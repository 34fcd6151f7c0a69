using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>A printed member that generated classes share: two classes that need the same one have equal values of it.</summary>
/// <param name="Type">The type that it belongs to, one of <see cref="HelperTypes"/>.</param>
/// <param name="Order">Identifies it among the members of its type, and sorts them.</param>
/// <param name="Text">Its lines.</param>
/// <param name="Uses">The names of the base library's types in its text.</param>
internal sealed record Helper(string Type, string Order, string Text, EquatableArray<string> Uses);

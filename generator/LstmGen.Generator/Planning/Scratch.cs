namespace LstmGen.Generator.Planning;

/// <summary>Memory that a method needs while it runs.</summary>
/// <param name="Name">Its name in the method.</param>
/// <param name="Start">Its place if the memory is in an object: after the state, and after what the method's callers need.</param>
/// <param name="Count">How many values it holds.</param>
internal sealed record Scratch(string Name, int Start, int Count);

namespace LstmGen.Generator.Planning;

/// <summary>Memory that a method needs while it runs.</summary>
/// <param name="Name">Its name in the method.</param>
/// <param name="Start">Where it stands if the memory is an object's: behind the state, and behind what the method's callers need.</param>
/// <param name="Count">How many values it is.</param>
internal sealed record Scratch(string Name, int Start, int Count);

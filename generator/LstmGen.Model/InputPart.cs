namespace LstmGen.Generator.Model;

/// <summary>An input of a trained model's file, whose features are a part of a step's row.</summary>
/// <param name="Name">As the file calls it.</param>
/// <param name="Size">How many features it is.</param>
internal sealed record InputPart(string Name, int Size);

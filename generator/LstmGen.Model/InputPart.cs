namespace LstmGen.Generator.Model;

/// <summary>An input of a trained model's file, whose features are part of a step's row.</summary>
/// <param name="Name">As the file calls it.</param>
/// <param name="Size">How many features it has.</param>
internal sealed record InputPart(string Name, int Size);

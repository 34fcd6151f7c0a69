namespace LstmGen.Generator.Planning;

/// <summary>Where values of a block of sequences are: a row for each, with a lane for each sequence.</summary>
/// <param name="Memory">The name of the memory.</param>
/// <param name="Row">The row of the first value.</param>
internal readonly record struct BatchPlace(string Memory, int Row);

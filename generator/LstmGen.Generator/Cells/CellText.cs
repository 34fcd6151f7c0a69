using System.Collections.Generic;

namespace LstmGen.Generator.Cells;

/// <summary>What a reader is told of a layer's cell.</summary>
/// <param name="Opening">What a unit has and sees, up to the equations.</param>
/// <param name="Equations">Every equation in the order in which it is computed, with what it means.</param>
/// <param name="Weights">Which weights the sums have.</param>
/// <param name="Count">How many they are, as a product of the layer's sizes.</param>
internal sealed record CellText(
    string Opening, IReadOnlyList<(string Equation, string Meaning)> Equations, string Weights, string Count);

using System.Collections.Generic;

namespace LstmGen.Generator.Cells;

/// <summary>The explanation of a layer's cell for a reader.</summary>
/// <param name="Opening">What a unit has and reads, as the introduction to the equations.</param>
/// <param name="Equations">The equations in the order of computation, with their meanings.</param>
/// <param name="Weights">Which weights the sums have.</param>
/// <param name="Count">The number of weights, as a product of the layer's sizes.</param>
internal sealed record CellText(
    string Opening, IReadOnlyList<(string Equation, string Meaning)> Equations, string Weights, string Count);

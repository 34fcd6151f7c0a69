using System.Collections.Generic;

namespace LstmGen.Pictures.Drawing;

/// <summary>An input value of a unit, and its weight in each sum.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Value">The value; null for a bias, which is added as it is.</param>
/// <param name="Of">The letter of its kind, and its place: <c>("x", ("index", "0"))</c>.</param>
/// <param name="Weights">For each sum the place of the weight among all parameters; −1 if there is none.</param>
internal sealed record UnitTerm(string Name, double? Value, (string Letter, (string Name, string Value) Place)? Of, IReadOnlyList<int> Weights);

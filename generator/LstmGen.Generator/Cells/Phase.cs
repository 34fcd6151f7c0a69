using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Cells;

/// <summary>A part of what a cell computes, for which every unit needs no more than what stands ready when it begins.</summary>
/// <param name="Sums">What is added up.</param>
/// <param name="Update">
/// What is made of the gates, of the unit's own state and of what earlier phases left for it. A value that it gives the name of a part of
/// the state is the new one. Its results are what the phase leaves.
/// </param>
/// <param name="Leaves">The names of the results: of the last phase the hidden state alone, of others what later phases read.</param>
/// <param name="Equation">The update in one line.</param>
internal sealed record Phase(IReadOnlyList<CellSum> Sums, Definition Update, IReadOnlyList<string> Leaves, string Equation)
{
    /// <summary>What the update computes value by value.</summary>
    public IEnumerable<Activation> Activations => Update.Calls.SelectMany(call => call.Function);
}

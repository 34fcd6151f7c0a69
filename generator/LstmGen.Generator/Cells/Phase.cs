using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Cells;

/// <summary>A part of a cell's computation, for which every unit needs only values that are available when it begins.</summary>
/// <param name="Sums">The weighted sums.</param>
/// <param name="Update">
/// What is computed from the gates, the unit's own state and what earlier phases kept for it. A value named like a part of the state is its
/// new value. The results are what the phase keeps.
/// </param>
/// <param name="Leaves">The names of the results: for the last phase only the hidden state, for others what later phases read.</param>
/// <param name="Equation">The update in one line.</param>
internal sealed record Phase(IReadOnlyList<CellSum> Sums, Definition Update, IReadOnlyList<string> Leaves, string Equation)
{
    /// <summary>The activations that the update computes value by value.</summary>
    public IEnumerable<Activation> Activations => Update.Calls.SelectMany(call => call.Function);
}

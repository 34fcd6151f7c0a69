using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>A vector of sums, a lane for each unit.</summary>
/// <param name="Name">The local variable.</param>
/// <param name="Gates">The gates that it holds, as they stand behind K, R and b in the equations.</param>
/// <param name="Memory">The memory in which its parameters are found.</param>
/// <param name="Start">Where its column stands in the first row of that memory.</param>
/// <param name="RowSize">From one row of its group to the next.</param>
/// <param name="Unit">For a sum of one unit, the unit: a number, or the variable of a loop.</param>
/// <param name="Cell">What it takes in; where gates are joined, the first of them.</param>
internal sealed record Sum(string Name, string Gates, string Memory, int Start, int RowSize, string Unit, CellSum Cell)
{
    /// <summary>The sums of a group that are added up together.</summary>
    /// <param name="start">Where the group's first parameter stands in the memory.</param>
    /// <param name="suffix">What is behind the names of the group's local variables.</param>
    public static IEnumerable<Sum> Of(
        WeightedLayer layer, IReadOnlyList<CellSum> sums, Group group, string suffix, string memory, int start, string? unit = null) =>
        CellWriter.Vectors(sums, group, suffix)
            .Select(vector => Of(layer, vector, group.Lanes, memory, start, unit ?? Literal.Of(group.First)));

    /// <param name="lanes">From one gate of a row to the next.</param>
    public static Sum Of(WeightedLayer layer, GateVector vector, int lanes, string memory, int start, string unit) =>
        new(vector.Name, vector.Gates, memory, start + vector.Sum.Column * lanes, layer.Gates * lanes, unit, vector.Sum);
}

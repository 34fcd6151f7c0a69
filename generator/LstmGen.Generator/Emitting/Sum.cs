using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>A vector of sums, a lane for each unit.</summary>
/// <param name="Name">The local variable.</param>
/// <param name="Gates">The gates that it holds, as suffixed to K, R and b in the equations.</param>
/// <param name="Memory">The memory with its parameters.</param>
/// <param name="Start">Where the first gate's parameters for its units are in the first row of that memory.</param>
/// <param name="Gate">The distance from one gate of a row to the next.</param>
/// <param name="GatesOfRow">How many gates a row has.</param>
/// <param name="Unit">For a sum of one unit, the unit: a number, or the variable of a loop.</param>
/// <param name="Cell">The cell's sum; where gates are joined, the first of them.</param>
internal sealed record Sum(
    string Name, string Gates, string Memory, int Start, Stride Gate, int GatesOfRow, string Unit, CellSum Cell)
{
    /// <summary>The index of its parameters in one of the rows.</summary>
    public string Index(int row) => Gate.From(Start, Cell.Column + (row * GatesOfRow));

    /// <summary>The distance over some rows.</summary>
    public string Rows(int count) => Gate.Times(count * GatesOfRow);

    /// <summary>The sums of a group that are computed together.</summary>
    /// <param name="start">Where the group's first parameter is in the memory.</param>
    /// <param name="suffix">The suffix of the names of the group's local variables.</param>
    public static IEnumerable<Sum> Of(
        WeightedLayer layer, IReadOnlyList<CellSum> sums, Group group, string suffix, string memory, int start, string? unit = null) =>
        CellWriter.Vectors(sums, group, suffix)
            .Select(vector => Of(layer, vector, new Stride(group.Lanes), memory, start, unit ?? Literal.Of(group.First)));

    /// <param name="gate">The distance from one gate of a row to the next.</param>
    public static Sum Of(WeightedLayer layer, GateVector vector, Stride gate, string memory, int start, string unit) =>
        new(vector.Name, vector.Gates, memory, start, gate, layer.Gates, unit, vector.Sum);
}

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
/// <param name="Start">Where the first gate's parameters for its units stand in the first row of that memory.</param>
/// <param name="Gate">From one gate of a row to the next.</param>
/// <param name="GatesOfRow">How many gates a row has.</param>
/// <param name="Unit">For a sum of one unit, the unit: a number, or the variable of a loop.</param>
/// <param name="Cell">What it takes in; where gates are joined, the first of them.</param>
internal sealed record Sum(
    string Name, string Gates, string Memory, int Start, Stride Gate, int GatesOfRow, string Unit, CellSum Cell)
{
    /// <summary>Where the parameters of one of the rows stand.</summary>
    public string Index(int row) => Gate.From(Start, Cell.Column + (row * GatesOfRow));

    /// <summary>From one of some rows to the one behind them.</summary>
    public string Rows(int count) => Gate.Times(count * GatesOfRow);

    /// <summary>The sums of a group that are added up together.</summary>
    /// <param name="start">Where the group's first parameter stands in the memory.</param>
    /// <param name="suffix">What is behind the names of the group's local variables.</param>
    public static IEnumerable<Sum> Of(
        WeightedLayer layer, IReadOnlyList<CellSum> sums, Group group, string suffix, string memory, int start, string? unit = null) =>
        CellWriter.Vectors(sums, group, suffix)
            .Select(vector => Of(layer, vector, new Stride(group.Lanes), memory, start, unit ?? Literal.Of(group.First)));

    /// <param name="gate">From one gate of a row to the next.</param>
    public static Sum Of(WeightedLayer layer, GateVector vector, Stride gate, string memory, int start, string unit) =>
        new(vector.Name, vector.Gates, memory, start, gate, layer.Gates, unit, vector.Sum);
}

using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes loops over the tiles of a layer, and the names used in them. In a tile, <c>w</c> is its parameters.</summary>
internal sealed class TileLoops(CodeWriter code, Memory parameters, LayerLayout layout)
{
    /// <summary>The variable of a loop: a tile's first unit.</summary>
    private const string Variable = "u";

    private int RowSize => layout.Layer.Gates;

    /// <summary>
    /// Writes one loop for each run of equal tiles, and a single tile as a block. <c>w</c> starts at a row of the tile's parameters.
    /// </summary>
    /// <param name="backAndForth">
    /// Whether every other step begins with the tile whose parameters the previous step read last: they are still in the L1 cache.
    /// </param>
    /// <param name="write">Writes a tile, given the expression of its first unit.</param>
    public void Write(EquatableArray<TileRun> runs, int firstRow, bool backAndForth, Action<Tile, string> write)
    {
        foreach (TileRun run in runs)
        {
            if (!run.IsLoop && runs.Count > 1)
            {
                code.Comment(StraightNames.Units(run.Tile));
            }

            using (run.IsLoop ? Loop(run, backAndForth) : runs.Count > 1 ? code.Block() : null)
            {
                string unit = run.IsLoop ? Variable : Literal.Of(run.First);
                Legend(run, unit);
                foreach (Group group in run.Tile.Groups.GroupBy(group => group.Lanes).Select(alike => alike.First()))
                {
                    DeclareParameters(run.Tile, group, firstRow, unit);
                }

                write(run.Tile, unit);
            }
        }
    }

    private IDisposable Loop(TileRun run, bool backAndForth)
    {
        string variable = backAndForth ? "from" : Variable;
        string advance = Literal.Advance(variable, run.Step);
        IDisposable loop = code.Block($"for (int {variable} = {run.First}; {variable} <= {run.Last}; {advance})");
        if (backAndForth)
        {
            string unit = $"step % 2 == 0 ? from : {run.First + run.Last} - from";
            code.Line($"int u = {unit}; // back and forth: what was read last is still in the first-level cache");
        }

        return loop;
    }

    /// <summary>Declares the memory of the parameters in rows of a group's size.</summary>
    private void DeclareParameters(Tile tile, Group group, int firstRow, string unit)
    {
        int rows = layout.Layer.Rows * (group.First - tile.First);
        int start = layout.PackedStart + (RowSize * ((firstRow * group.Lanes) + rows));
        parameters.Declare(code, Cursor(tile, group), "p", Literal.Sum(start, Literal.Scaled(RowSize * layout.Layer.Rows, unit)));
    }

    /// <summary>The sums of a tile.</summary>
    public List<Sum> Sums(IReadOnlyList<CellSum> sums, Tile tile, string unit) =>
    [
        .. tile.Groups.SelectMany(group =>
            Sum.Of(layout.Layer, sums, group, Suffix(tile, group), Cursor(tile, group), Start(tile, group), unit)),
    ];

    /// <summary>Which of the tile's vectors a local variable belongs to, where it has several.</summary>
    public static string Suffix(Tile tile, Group group) =>
        tile.Groups.Count == 1 ? "" : Literal.Of(tile.Groups.TakeWhile(other => other != group).Count());

    /// <summary>Where a group's parameters start in the memory of its sums.</summary>
    private int Start(Tile tile, Group group)
    {
        Group first = tile.Groups.First(other => other.Lanes == group.Lanes);
        return Packing.GroupStart(layout, group) - Packing.GroupStart(layout, first);
    }

    /// <summary>The name of the memory with a group's parameters: groups with rows of one size share it.</summary>
    private static string Cursor(Tile tile, Group group) =>
        group.Lanes == tile.Groups[0].Lanes ? "w" : "w" + Literal.Of(group.Lanes);

    /// <summary>Writes which units the local variables of a tile belong to, where their names end in numbers.</summary>
    private void Legend(TileRun run, string unit)
    {
        Tile tile = run.Tile;
        if (tile.Groups.Count == 1)
        {
            return;
        }

        (int start, string from) = run.IsLoop ? (tile.First, unit) : (0, "");
        IEnumerable<string> names = tile.Groups.Select(group =>
            $"{Suffix(tile, group)} for {Units(group.First - start, group.First + group.Count - 1 - start, from)}");
        code.Comment($"Names end in {string.Join(", ", names)}.");
    }

    private static string Units(int first, int last, string from) => first == last
        ? "unit " + Number(first, from)
        : $"units {Number(first, from)} to {Number(last, from)}";

    /// <summary>A unit's number, counted from a variable or from 0.</summary>
    private static string Number(int unit, string from) => from.Length == 0 ? Literal.Of(unit) : unit == 0 ? from : $"{from} + {unit}";
}

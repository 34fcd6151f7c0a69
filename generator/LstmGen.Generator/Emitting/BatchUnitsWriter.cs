using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Writes the method that computes a step of a run of units, a few of them at a time, for a vector of sequences.
/// </summary>
/// <param name="phase">Of the layer's cell; null for a layer without one.</param>
internal sealed class BatchUnitsWriter(
    CodeWriter code, Names names, Plan plan, BatchBackEnd backEnd, LaneSet set, BatchLayer layer, Phase? phase, BatchRun run)
{
    private readonly Memory _memory = set.Memory;
    private readonly Lanes _lanes = set.Widest;
    private readonly LayerLayout _layout = layer.Layout;
    private readonly int _rowSize = backEnd.RowSize;

    /// <summary>What is behind the names of a unit's local variables, for each unit of a tile.</summary>
    private readonly IReadOnlyList<string> _suffixes =
        [.. Enumerable.Range(0, run.UnitsOfTile).Select(at => run.UnitsOfTile == 1 ? "" : Literal.Of(at))];

    /// <summary>The name of the method.</summary>
    public static string Name(BatchLayer layer, Phase? phase, BatchRun run, LaneSet lanes)
    {
        string which = phase is null || phase.Leaves[0] == StateSlot.Hidden ? "" : MemoryPlan.CarriedName(phase.Leaves[0]);
        return $"{layer.Layer.PascalName}{which}Batch{lanes.Suffix}{(layer.Runs.Count > 1 ? $"From{run.First}" : "")}";
    }

    public void Write()
    {
        string which = run.Count == layer.Layer.Units ? ""
            : run.Count == 1 ? $", unit {run.First}"
            : $", units {run.First} to {run.Last}";
        code.Comment($"One step of layer {layer.Layer.Name}{which}, {set.Width} sequences side by side.");
        KernelAttribute.Write(code, names, plan.Target);
        using (code.Block($"private static void {Name(layer, phase, run, set)}({Parameters()})"))
        {
            if (phase is not null)
            {
                Recurrent(_layout.Cell!, phase);
            }
            else
            {
                Dense((DenseLayer)layer.Layer);
            }
        }
    }

    private string Parameters()
    {
        IEnumerable<string> parameters = _layout.Cell is { } cell
            ? ["p", "x", BatchRows.State, "next", .. cell.Carried.Select(MemoryPlan.CarriedName)]
            : ["p", "x", "y"];
        return string.Join(", ", parameters.Select(name => $"ref {plan.Element.Type} {name}"));
    }

    private void Recurrent(Cell cell, Phase computed)
    {
        if (computed == cell.Phases[0])
        {
            CellEquations.Write(code, cell);
        }

        Part[] parts =
        [
            Part.OfInput(layer.Layer, new RowsSource("x", _rowSize)),
            Part.OfUnits(layer.Layer, StateSlot.Hidden, new RowsSource("h", _rowSize)),
            .. cell.Carried.Select(carried =>
                Part.OfUnits(layer.Layer, carried, new RowsSource(MemoryPlan.CarriedName(carried), _rowSize))),
        ];
        _memory.Declare(code, "h", BatchRows.State, Literal.Of(_layout.BatchStart * _rowSize));
        ForEachTile(unit =>
        {
            Func<string, string?> own = AddUp(computed.Sums, unit, parts);
            string start = Literal.Scaled(_rowSize, unit);
            foreach (SlotLayout slot in _layout.State.Skip(1))
            {
                _memory.Declare(code, slot.Word, BatchRows.State, Literal.Sum(slot.BatchStart * _rowSize, start));
            }

            bool isLast = cell.IsLast(computed);
            string[] shown = [.. computed.Leaves.Select(left => isLast ? "shown" : left + "Shown")];
            for (int i = 0; i < shown.Length; i++)
            {
                _memory.Declare(code, shown[i], isLast ? "next" : MemoryPlan.CarriedName(computed.Leaves[i]), start);
            }

            for (int at = 0; at < _suffixes.Count; at++)
            {
                Unit(cell, computed, own, at, unit, shown);
            }
        });
    }

    /// <summary>Writes what one unit makes of its sums.</summary>
    /// <param name="at">Its number in the tile.</param>
    /// <param name="unit">The tile's first.</param>
    /// <param name="shown">The memory that each result goes to.</param>
    private void Unit(Cell cell, Phase computed, Func<string, string?> own, int at, string unit, string[] shown)
    {
        string suffix = _suffixes[at];
        int row = at * _rowSize;
        string place = Literal.Sum(row, Literal.Scaled(_rowSize, unit));
        IEnumerable<SlotLayout> state = _layout.State.Skip(1);
        var writer = new CellWriter(code, _lanes, _lanes, computed, suffix,
        [
            .. state.Select(slot => new OwnValue(slot.Name, slot.Name + suffix, _lanes.Load(slot.Word, row))),
            new OwnValue(StateSlot.Hidden, "old" + suffix, _lanes.Load("h", place)),
            .. cell.Carried.Select(carried =>
                new OwnValue(carried, carried + suffix, _lanes.Load(MemoryPlan.CarriedName(carried), place))),
        ]);
        foreach (GateVector vector in Vectors(computed.Sums, suffix))
        {
            writer.Finish(vector, own(vector.Name));
        }

        IReadOnlyList<string> results = writer.Results();
        if (cell.IsLast(computed))
        {
            foreach (SlotLayout slot in state)
            {
                _lanes.StoreAll(code, slot.Name + suffix, slot.Word, row);
            }
        }

        for (int i = 0; i < results.Count; i++)
        {
            _lanes.StoreAll(code, results[i], shown[i], row);
        }
    }

    private void Dense(DenseLayer dense)
    {
        code.Comment(CellEquations.Of(dense));
        ForEachTile(unit =>
        {
            AddUp([CellSum.OfDense], unit, [Part.OfInput(dense, new RowsSource("x", _rowSize))]);
            _memory.Declare(code, "to", "y", Literal.Scaled(_rowSize, unit));
            for (int at = 0; at < _suffixes.Count; at++)
            {
                string sum = CellSum.OfDense.Name + _suffixes[at];
                _lanes.Apply(code, GateActivations.Of(dense.Activation), sum);
                _lanes.StoreAll(code, sum, "to", at * _rowSize);
            }
        });
    }

    /// <summary>Writes the sums of a tile, and returns how the weights of a sum's own are read after them.</summary>
    private Func<string, string?> AddUp(IReadOnlyList<CellSum> of, string unit, Part[] parts)
    {
        List<Sum> sums =
        [
            .. _suffixes.SelectMany((suffix, at) => Vectors(of, suffix)
                .Select(vector => Sum.Of(layer.Layer, vector, run.GroupLanes, "w", at, unit))),
        ];
        var weighted = new WeightedSums(code, layer.Layer, _lanes, sums, (name, index) => _lanes.Spread(_memory.Element(name, index)));
        int row = 0;
        if (run.HasLoopsOfTerms)
        {
            weighted.Start();
            row = weighted.WriteLoops(_memory, 0, parts);
        }
        else
        {
            weighted.WriteStraight(parts);
        }

        return name => weighted.Own(sums.Single(sum => sum.Name == name), row);
    }

    /// <summary>The sums of one unit: its lanes are sequences, so that no gates are joined in a vector.</summary>
    private IReadOnlyList<GateVector> Vectors(IReadOnlyList<CellSum> sums, string suffix) =>
        CellWriter.Vectors(sums, new Group(0, _lanes.Width, _lanes.Width, Joined: 1), suffix);

    /// <summary>Writes a loop over the tiles of the run, in which <c>w</c> starts at the parameters of the tile's first unit.</summary>
    private void ForEachTile(Action<string> write)
    {
        string advance = Literal.Advance("u", run.UnitsOfTile);
        using (run.IsLoop ? code.Block($"for (int u = {run.First}; u < {run.First + run.Count}; {advance})") : null)
        {
            Legend();
            string unit = run.IsLoop ? "u" : Literal.Of(run.First);
            int start = _layout.PackedStart;
            int stride = layer.Layer.Gates * layer.Layer.Rows;
            int lanes = run.GroupLanes;
            _memory.Declare(code, "w", "p", run.HasManyGroups
                ? $"{start} + {stride} * (u - u % {lanes}) + u % {lanes}"
                : Literal.Sum(start + (stride * run.First) - run.First, unit));
            write(unit);
        }
    }

    /// <summary>Writes which units the local variables belong to, where their names end in numbers.</summary>
    private void Legend()
    {
        if (run.UnitsOfTile > 1)
        {
            code.Comment($"Names end in {string.Join(", ", _suffixes.Select((suffix, at) => $"{suffix} for unit {Unit(at)}"))}.");
        }

        string Unit(int at) => !run.IsLoop ? Literal.Of(run.First + at) : at == 0 ? "u" : $"u + {at}";
    }
}

using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes a layer as loops: over groups of units, and within a group over the summed values.</summary>
internal sealed class TiledWriter(CodeWriter code, Plan plan, BackEnd backEnd, LaneSet lanes, TiledSchedule layer)
{
    private readonly Memory _memory = lanes.Memory;
    private readonly Memory _parameters = lanes.Parameters;
    private readonly LayerLayout _layout = layer.Layout;
    private readonly TileLoops _loops = new(code, lanes.Parameters, layer.Layout);
    private readonly InputHalfWriter? _inputHalf =
        layer.Hoisting is null ? null : new InputHalfWriter(code, lanes, layer.Layout, layer.Hoisting);

    /// <summary>
    /// Writes a recurrent layer that reads rows of <c>x</c>, advances the state <c>s</c> by one step for each, and writes each h to a row
    /// of <c>rows</c>.
    /// </summary>
    /// <param name="inputStride">The distance from one row of <c>x</c> to the next.</param>
    /// <param name="projection">The method of the layer's projection, or null.</param>
    public void Recurrent(int inputStride, string? projection)
    {
        Cell cell = _layout.Cell!;
        _inputHalf?.Write(cell, plan.Memory.Sums(backEnd, layer)!, inputStride);
        CellEquations.Write(code, cell);
        if (plan.Memory.Shown(backEnd, layer) is { } shown)
        {
            _memory.Scratch(code, shown);
        }

        foreach (Scratch carried in plan.Memory.Carried(backEnd, layer))
        {
            _memory.Scratch(code, carried);
        }

        _memory.Declare(code, "h", "s", Literal.Of(_layout.StateStart), written: true, "of the step before");
        using (code.Block("for (int step = 0; step < steps; step++)"))
        {
            foreach (Phase phase in cell.Phases)
            {
                Write(cell, phase);
            }

            if (projection is not null)
            {
                string shownFrom = _memory.From("shown", 0);
                code.Line($"{projection}({_parameters.From("p", 0)}, {shownFrom}, {_memory.From("rows", 0)}{_memory.WorkArgument});");
            }

            _memory.Rebind(code, "h", "rows");
            code.Line(_memory.Advance("rows", _layout.PaddedOutput));
            code.Line(_inputHalf is null ? _memory.Advance("x", inputStride) : _memory.Advance("z", _inputHalf.Count));
        }

        code.Line(_memory.Copy("h", 0, "s", _layout.StateStart, _layout.Layer.Output));
    }

    /// <summary>Writes a Dense layer from <c>x</c> to <c>y</c>.</summary>
    public void Dense()
    {
        var dense = (DenseLayer)_layout.Layer;
        code.Comment(CellEquations.Of(dense));
        _loops.Write(layer.Runs, firstRow: 0, backAndForth: false, (tile, unit) =>
        {
            Lanes tileLanes = lanes[tile.Groups[0]];
            List<Sum> sums = _loops.Sums([CellSum.OfDense], tile, unit);
            var weighted = new WeightedSums(code, dense, tileLanes, sums);
            weighted.Start();
            weighted.WriteLoops(_parameters, 0, [Part.OfInput(dense, new MemorySource(_memory, "x", 0))]);
            _memory.Declare(code, "to", "y", unit, written: true);
            for (int i = 0; i < sums.Count; i++)
            {
                Group group = tile.Groups[i];
                tileLanes.Apply(code, GateActivations.Of(dense.Activation), sums[i].Name);
                tileLanes.StoreExact(code, sums[i].Name, "to", group.First - tile.First, group);
            }
        });
        if (dense.Activation.IsOfLayer)
        {
            code.Line(SoftmaxHelpers.Call(dense.Activation, lanes, _memory.From("y", 0), dense.Units));
        }
    }

    private void Write(Cell cell, Phase phase)
    {
        // Phases use the same names.
        using (cell.Phases.Count > 1 ? code.Block() : null)
        {
            _loops.Write(layer.Runs, FirstRow, layer.GoesBackAndForth, (tile, unit) => Write(cell, phase, tile, unit));
        }
    }

    /// <summary>The first row of parameters that is read at each step.</summary>
    private int FirstRow => _inputHalf is null ? 0 : _layout.Layer.RowOf(TensorShape.RecurrentKernel);

    /// <summary>Writes a phase of the cell for the units of a tile.</summary>
    private void Write(Cell cell, Phase phase, Tile tile, string unit)
    {
        List<Sum> sums = _loops.Sums(phase.Sums, tile, unit);
        OwnState(unit);
        foreach (string left in phase.Leaves)
        {
            string memory = !cell.IsLast(phase) ? MemoryPlan.CarriedName(left) : layer.Projection is null ? "rows" : "shown";
            _memory.Declare(code, Next(phase, left), memory, unit, written: true);
        }

        int early = layer.AddsLastSumLate ? sums.Count - 1 : sums.Count;
        int row = AddUp(sums.Take(early).ToList(), tile, unit);
        foreach (Group group in tile.Groups)
        {
            string suffix = TileLoops.Suffix(tile, group);
            int at = group.First - tile.First;
            Lanes sumLanes = lanes.Sums(tile.Groups[0]);
            var writer = new CellWriter(code, lanes[group], sumLanes, phase, suffix, [.. Own(cell, suffix, lanes[group], at, unit)]);
            IReadOnlyList<GateVector> vectors = CellWriter.Vectors(phase.Sums, group, suffix);
            foreach (GateVector vector in vectors.Take(early))
            {
                Finish(vector);
            }

            writer.Update();
            if (early < sums.Count)
            {
                code.Comment("What follows doesn't wait for the activations above, nor they for it.");
                code.Line($"w = {_parameters.From("p", _layout.PackedStart)};");
                row = AddUp(sums.Skip(early).ToList(), tile, unit);
                Finish(vectors[early]);
            }

            Leave(cell, phase, writer.Results(), group, suffix, at);

            void Finish(GateVector vector)
            {
                Sum sum = sums.Single(one => one.Name == vector.Name);
                writer.Finish(vector, new WeightedSums(code, _layout.Layer, sumLanes, sums).Own(sum, row));
            }
        }
    }

    /// <summary>Writes what a phase keeps for a group's units, and after the last phase the new state other than h.</summary>
    /// <param name="at">The group's first unit, relative to the tile's first.</param>
    private void Leave(Cell cell, Phase phase, IReadOnlyList<string> results, Group group, string suffix, int at)
    {
        Lanes unitLanes = lanes[group];
        for (int i = 0; i < results.Count; i++)
        {
            code.Line($"{unitLanes.Type} {phase.Leaves[i]}{suffix}Next = {results[i]};");
        }

        foreach (SlotLayout slot in _layout.State.Skip(1).Where(_ => cell.IsLast(phase)))
        {
            unitLanes.StorePadded(code, slot.Name + suffix, slot.Word, at, group);
        }

        foreach (string left in phase.Leaves)
        {
            unitLanes.StorePadded(code, $"{left}{suffix}Next", Next(phase, left), at, group);
        }
    }

    /// <summary>The memory for a tile's part of what a phase keeps.</summary>
    private static string Next(Phase phase, string left) =>
        phase.Leaves.Count == 1 ? "next" : "next" + char.ToUpperInvariant(left[0]) + left.Substring(1);

    /// <summary>Declares where the tile's units have their state other than h.</summary>
    private void OwnState(string unit)
    {
        foreach (SlotLayout slot in _layout.State.Skip(1))
        {
            _memory.Declare(code, slot.Word, "s", Literal.Sum(slot.Start, unit), written: true);
        }
    }

    /// <summary>The values that a group's units already have.</summary>
    /// <param name="at">Its first unit, relative to the tile's first.</param>
    private IEnumerable<OwnValue> Own(Cell cell, string suffix, Lanes unitLanes, int at, string unit) => _layout.State.Skip(1)
        .Select(slot => new OwnValue(slot.Name, slot.Name + suffix, unitLanes.Load(slot.Word, at)))
        .Append(new OwnValue(StateSlot.Hidden, "old" + suffix, unitLanes.Load("h", Literal.Sum(at, unit))))
        .Concat(cell.Carried.Select(carried =>
            new OwnValue(carried, carried + suffix, unitLanes.Load(MemoryPlan.CarriedName(carried), Literal.Sum(at, unit)))));

    /// <summary>Computes some of the sums of a tile.</summary>
    /// <returns>The row of the sums' memory afterwards.</returns>
    private int AddUp(List<Sum> together, Tile tile, string unit)
    {
        WeightedLayer what = _layout.Layer;
        Cell cell = _layout.Cell!;
        var weighted = new WeightedSums(code, what, lanes.Sums(tile.Groups[0]), together);
        IEnumerable<Part> ofUnits = cell.Carried
            .Select(carried => Part.OfUnits(what, carried, new MemorySource(_memory, MemoryPlan.CarriedName(carried), 0)))
            .Prepend(Part.OfUnits(what, StateSlot.Hidden, new MemorySource(_memory, "h", 0)));
        if (_inputHalf is null)
        {
            weighted.Start();
            return weighted.WriteLoops(_parameters, 0, ofUnits.Prepend(Part.OfInput(what, new MemorySource(_memory, "x", 0))));
        }

        _inputHalf.Start(weighted, cell, tile, unit, FirstRow);
        return weighted.WriteLoops(_parameters, FirstRow, ofUnits);
    }
}

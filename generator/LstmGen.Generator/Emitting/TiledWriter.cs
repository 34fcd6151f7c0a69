using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes a layer as loops: over groups of units, and in a group over the summed values.</summary>
internal sealed class TiledWriter(CodeWriter code, Plan plan, BackEnd backEnd, LaneSet lanes, TiledSchedule layer)
{
    private readonly Memory _memory = lanes.Memory;
    private readonly LayerLayout _layout = layer.Layout;

    /// <summary>
    /// Writes a recurrent layer that reads rows of <c>x</c>, moves the state <c>s</c> on by as many steps, and leaves each h in a row of
    /// <c>rows</c>.
    /// </summary>
    /// <param name="inputStride">From one row of <c>x</c> to the next.</param>
    /// <param name="projection">The method of the layer's projection, or null.</param>
    public void Recurrent(int inputStride, string? projection)
    {
        Cell cell = _layout.Cell!;
        if (layer.Hoisting is { } hoisting)
        {
            InputHalf(hoisting, cell, inputStride);
        }

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
        code.Open("for (int step = 0; step < steps; step++)");
        foreach (Phase phase in cell.Phases)
        {
            // Phases use the same names.
            bool isBlock = cell.Phases.Count > 1;
            if (isBlock)
            {
                code.Open();
            }

            ForEachTile(
                layer.Runs,
                layer.Hoisting is null ? 0 : _layout.Layer.RowOf(TensorShape.RecurrentKernel),
                layer.GoesBackAndForth,
                (tile, unit) => Tile(cell, phase, tile, unit));
            if (isBlock)
            {
                code.Close();
            }
        }

        if (layer.Projection is not null)
        {
            code.Line($"{projection}({_memory.From("p", 0)}, {_memory.From("shown", 0)}, {_memory.From("rows", 0)}{_memory.WorkArgument});");
        }

        _memory.Rebind(code, "h", "rows");
        code.Line(_memory.Advance("rows", _layout.PaddedOutput));
        code.Line(layer.Hoisting is null ? _memory.Advance("x", inputStride) : _memory.Advance("z", SumCount));
        code.Close();
        code.Line(_memory.Copy("h", 0, "s", _layout.StateStart, _layout.Layer.Output));
    }

    /// <summary>Writes a phase of the cell for the units of a tile.</summary>
    private void Tile(Cell cell, Phase phase, Tile tile, string unit)
    {
        List<Sum> sums = Sums(phase.Sums, tile, unit);
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
            string suffix = Suffix(tile, group);
            int at = group.First - tile.Groups[0].First;
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
                code.Line($"w = {_memory.From("p", _layout.PackedStart)};");
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

    /// <summary>Writes what a phase leaves of a group's units, and after the last one the new state beside h.</summary>
    /// <param name="at">The group's first unit, from the tile's first.</param>
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

    /// <summary>The memory for a tile's part of what a phase leaves.</summary>
    private static string Next(Phase phase, string left) =>
        phase.Leaves.Count == 1 ? "next" : "next" + char.ToUpperInvariant(left[0]) + left.Substring(1);

    /// <summary>Declares where the tile's units have the state beside h.</summary>
    private void OwnState(string unit)
    {
        foreach (SlotLayout slot in _layout.State.Skip(1))
        {
            _memory.Declare(code, slot.Word, "s", Literal.Sum(slot.Start, unit), written: true);
        }
    }

    /// <summary>What a group's units have from before.</summary>
    /// <param name="at">Its first unit, from the tile's first.</param>
    private IEnumerable<OwnValue> Own(Cell cell, string suffix, Lanes unitLanes, int at, string unit) => _layout.State.Skip(1)
        .Select(slot => new OwnValue(slot.Name, slot.Name + suffix, unitLanes.Load(slot.Word, at)))
        .Append(new OwnValue(StateSlot.Hidden, "old" + suffix, unitLanes.Load("h", Literal.Sum(at, unit))))
        .Concat(cell.Carried.Select(carried =>
            new OwnValue(carried, carried + suffix, unitLanes.Load(MemoryPlan.CarriedName(carried), Literal.Sum(at, unit)))));

    /// <summary>Adds up some of the sums of a tile.</summary>
    /// <returns>The row where the memory of the sums stands then.</returns>
    private int AddUp(List<Sum> together, Tile tile, string unit)
    {
        WeightedLayer what = _layout.Layer;
        Cell cell = _layout.Cell!;
        Lanes sumLanes = lanes.Sums(tile.Groups[0]);
        var weighted = new WeightedSums(code, what, sumLanes, together);
        IEnumerable<Part> ofUnits = cell.Carried
            .Select(carried => Part.OfUnits(what, carried, new MemorySource(_memory, MemoryPlan.CarriedName(carried), 0)))
            .Prepend(Part.OfUnits(what, StateSlot.Hidden, new MemorySource(_memory, "h", 0)));
        if (layer.Hoisting is null)
        {
            weighted.Start();
            return weighted.WriteLoops(_memory, 0, ofUnits.Prepend(Part.OfInput(what, new MemorySource(_memory, "x", 0))));
        }

        int first = what.RowOf(TensorShape.RecurrentKernel);
        List<Sum> hoisted = [.. WithInput(Sums(cell.Sums, tile, unit))];
        _memory.Declare(code, "input", "z", SumsBefore(unit));
        weighted.GoOn(sum => sumLanes.Load("input", InputIndex(hoisted, sum, sumLanes)), first);
        return weighted.WriteLoops(_memory, first, ofUnits);
    }

    /// <summary>Writes a Dense layer from <c>x</c> to <c>y</c>.</summary>
    public void Dense()
    {
        var dense = (DenseLayer)_layout.Layer;
        code.Comment(CellEquations.Of(dense));
        ForEachTile(layer.Runs, firstRow: 0, backAndForth: false, (tile, unit) =>
        {
            Lanes tileLanes = lanes[tile.Groups[0]];
            List<Sum> sums = Sums([CellSum.OfDense], tile, unit);
            var weighted = new WeightedSums(code, dense, tileLanes, sums);
            weighted.Start();
            weighted.WriteLoops(_memory, 0, [Part.OfInput(dense, new MemorySource(_memory, "x", 0))]);
            _memory.Declare(code, "to", "y", unit, written: true);
            for (int i = 0; i < tile.Groups.Count; i++)
            {
                tileLanes.Apply(code, GateActivations.Of(dense.Activation), sums[i].Name);
                tileLanes.StoreExact(code, sums[i].Name, "to", tile.Groups[i].First - tile.Groups[0].First, tile.Groups[i]);
            }
        });
        if (dense.Activation == Activation.Softmax)
        {
            code.Line(SoftmaxHelpers.Call(lanes, _memory.From("y", 0), dense.Units));
        }
    }

    /// <summary>How many values the sums of a step are.</summary>
    private int SumCount => _layout.Layer.Gates * _layout.PaddedUnits;

    /// <summary>Where the sums of the units from this one on begin in those of a step.</summary>
    private string SumsBefore(string unit) => Literal.Scaled(_layout.Layer.Gates, unit);

    /// <summary>Writes the part of the sums that doesn't wait for the step before, for several steps at once, into <c>z</c>.</summary>
    private void InputHalf(Hoisting hoisting, Cell cell, int inputStride)
    {
        code.Comment("z = x·K + b, which doesn't wait for h, for several steps at once: each parameter is read once for all of them.");
        _memory.Scratch(code, plan.Memory.Sums(backEnd, layer)!);
        _memory.Declare(code, "z", "sums", "0", written: true);
        code.Line("int ready = 0;");
        WeightedLayer what = _layout.Layer;
        int most = hoisting.Steps;
        code.Open($"for (; ready + {most} <= steps; {Literal.Advance("ready", most)})");
        if (most > 1)
        {
            code.Comment($"Names end in {string.Join(", ", Enumerable.Range(0, most).Select(step => WeightedSums.Step(step, most)))} for the {most} steps.");
        }

        Steps(most, hoisting.OfSteps);
        code.Close();
        code.Open("for (; ready < steps; ready++)");
        Steps(1, hoisting.OfStep);
        code.Close();
        _memory.Rebind(code, "z", "sums");

        void Steps(int steps, EquatableArray<TileRun> runs)
        {
            ForEachTile(runs, firstRow: 0, backAndForth: false, (tile, unit) =>
            {
                Lanes sumLanes = lanes.Sums(tile.Groups[0]);
                List<Sum> sums = [.. WithInput(Sums(cell.Sums, tile, unit))];
                var weighted = new WeightedSums(code, what, sumLanes, sums);
                for (int step = 0; step < steps; step++)
                {
                    weighted.Start(WeightedSums.Step(step, steps));
                }

                weighted.WriteLoops(_memory, 0,
                [
                    Part.OfInput(what, [.. Enumerable.Range(0, steps).Select(step => new MemorySource(_memory, "x", step * inputStride))]),
                ]);
                _memory.Declare(code, "input", "z", SumsBefore(unit), written: true);
                for (int step = 0; step < steps; step++)
                {
                    foreach (Sum sum in sums)
                    {
                        sumLanes.StoreAll(code, sum.Name + WeightedSums.Step(step, steps), "input", step * SumCount + InputIndex(sums, sum, sumLanes));
                    }
                }
            });
            code.Line(_memory.Advance("x", steps * inputStride));
            code.Line(_memory.Advance("z", steps * SumCount));
        }
    }

    private static IEnumerable<Sum> WithInput(IEnumerable<Sum> sums) => sums.Where(sum => sum.Cell.TakesIn(CellSum.Input));

    /// <summary>Where the sums of a tile's input half stand, from the tile's first: one vector behind the other.</summary>
    private static int InputIndex(List<Sum> sums, Sum sum, Lanes sumLanes) => sums.FindIndex(one => one.Name == sum.Name) * sumLanes.Width;

    /// <summary>
    /// Writes one loop for each run of alike tiles, and a tile alone as a block; the second argument is the tile's first unit, as an
    /// expression. <c>w</c> starts at a row of the tile's parameters. Back and forth, every other step begins with the tile whose
    /// parameters the step before read last: they are in the first cache still.
    /// </summary>
    private void ForEachTile(EquatableArray<TileRun> runs, int firstRow, bool backAndForth, Action<Tile, string> write)
    {
        foreach (TileRun run in runs)
        {
            Tile tile = run.Tile;
            bool isLoop = run.IsLoop;
            bool isBlock = !isLoop && runs.Count > 1;
            (int first, int last, int size) = (run.First, run.Last, run.Step);
            if (isLoop && backAndForth)
            {
                code.Open($"for (int from = {first}; from <= {last}; {Literal.Advance("from", size)})");
                code.Line($"int u = step % 2 == 0 ? from : {first + last} - from; // back and forth: what was read last is still in the first-level cache");
            }
            else if (isLoop)
            {
                code.Open($"for (int u = {first}; u <= {last}; {Literal.Advance("u", size)})");
            }
            else if (isBlock)
            {
                code.Comment(StraightWriter.Units(tile));
                code.Open();
            }

            string unit = isLoop ? "u" : Literal.Of(tile.Groups[0].First);
            Legend(tile, unit);
            foreach (Group group in tile.Groups.GroupBy(group => group.Lanes).Select(alike => alike.First()))
            {
                int start = _layout.PackedStart + _layout.Layer.Gates * (firstRow * group.Lanes + _layout.Layer.Rows * (group.First - first));
                _memory.Declare(code, Cursor(tile, group), "p", Literal.Sum(start, Literal.Scaled(_layout.Layer.Gates * _layout.Layer.Rows, unit)));
            }

            write(tile, unit);
            if (isLoop || isBlock)
            {
                code.Close();
            }
        }
    }

    private static string Units(int first, int last, string from) => first == last
        ? "unit " + Number(first, from)
        : $"units {Number(first, from)} to {Number(last, from)}";

    /// <summary>A unit's number, counted from a variable or from 0.</summary>
    private static string Number(int unit, string from) => from.Length == 0 ? Literal.Of(unit) : unit == 0 ? from : $"{from} + {unit}";

    /// <summary>Writes which units the local variables of a tile belong to, where their names end in numbers.</summary>
    private void Legend(Tile tile, string unit)
    {
        if (tile.Groups.Count == 1)
        {
            return;
        }

        bool isVariable = unit == "u";
        int start = isVariable ? tile.Groups[0].First : 0;
        code.Comment("Names end in " + string.Join(", ", tile.Groups.Select(group =>
            $"{Suffix(tile, group)} for {Units(group.First - start, group.First + group.Count - 1 - start, isVariable ? unit : "")}")) + ".");
    }

    private List<Sum> Sums(IReadOnlyList<CellSum> sums, Tile tile, string unit) =>
    [
        .. tile.Groups.SelectMany(group => Sum.Of(_layout.Layer, sums, group, Suffix(tile, group), Cursor(tile, group), Start(tile, group), unit)),
    ];

    /// <summary>Where a group's parameters start in the memory of its sums.</summary>
    private int Start(Tile tile, Group group) =>
        Packing.GroupStart(_layout, group) - Packing.GroupStart(_layout, tile.Groups.First(other => other.Lanes == group.Lanes));

    /// <summary>The name of the memory in which a group's parameters are found: groups with rows of one size share it.</summary>
    private static string Cursor(Tile tile, Group group) =>
        group.Lanes == tile.Groups[0].Lanes ? "w" : "w" + Literal.Of(group.Lanes);

    /// <summary>Which of the tile's vectors a local variable belongs to, where it has several.</summary>
    private static string Suffix(Tile tile, Group group) =>
        tile.Groups.Count == 1 ? "" : Literal.Of(tile.Groups.TakeWhile(other => other != group).Count());
}

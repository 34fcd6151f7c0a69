using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>A local variable with its type.</summary>
internal sealed record LocalVariable(string Type, string Name);

/// <summary>
/// Writes steps of consecutive layers as straight-line code. The cell states, and hidden states that fit one vector, are local
/// variables that live from step to step; a wider hidden state is read back from memory, value by value.
/// </summary>
internal sealed class StraightWriter
{
    private readonly CodeWriter _code;
    private readonly LaneSet _lanes;
    private readonly Memory _memory;
    private readonly IReadOnlyList<StraightSchedule> _layers;
    private readonly StraightNames _names;

    public StraightWriter(CodeWriter code, LaneSet lanes, IReadOnlyList<StraightSchedule> layers)
    {
        _code = code;
        _lanes = lanes;
        _memory = lanes.Memory;
        _layers = layers;
        _names = new StraightNames(lanes, layers);
    }

    /// <summary>The state's local variables.</summary>
    public IEnumerable<LocalVariable> State =>
        from layer in Recurrent()
        from kept in InLocals(layer)
        select new LocalVariable(_lanes[kept.Group].Type, _names.State(layer, kept.Slot.Name, kept.Group));

    /// <summary>Declares the state's local variables and reads them from memory named <c>s</c>.</summary>
    public void LoadState()
    {
        foreach (StraightSchedule layer in Recurrent())
        {
            foreach ((SlotLayout slot, Group group) in InLocals(layer))
            {
                Lanes lanes = _lanes[group];
                _code.Line(
                    $"{lanes.Type} {_names.State(layer, slot.Name, group)} = {lanes.Load("s", slot.Start + group.First)};",
                    _names.Meaning(slot.Slot.Words, layer, group));
            }
        }
    }

    /// <summary>Writes the state's local variables back to memory named <c>s</c>.</summary>
    public void StoreState()
    {
        foreach (StraightSchedule layer in Recurrent())
        {
            foreach ((SlotLayout slot, Group group) in InLocals(layer))
            {
                _lanes[group].StorePadded(_code, _names.State(layer, slot.Name, group), "s", slot.Start + group.First, group);
            }
        }
    }

    /// <summary>The parts of a layer's state, group by group, that stay in local variables from step to step.</summary>
    private static IEnumerable<(SlotLayout Slot, Group Group)> InLocals(StraightSchedule layer) =>
        from slot in layer.Layout.State
        where slot.Name != StateSlot.Hidden || layer.KeepsInLocals
        from layerGroup in layer.Groups
        select (slot, layerGroup);

    /// <summary>Writes one step of some of the layers.</summary>
    /// <param name="first">The index of the first of them.</param>
    /// <param name="end">The index after the last of them.</param>
    /// <param name="input">What the first of them reads, or null for the output of the layer before it.</param>
    /// <param name="explained">Whether each gate's equation is written above it.</param>
    public void Step(int first, int end, Source? input, bool explained)
    {
        for (int i = first; i < end; i++)
        {
            StraightSchedule layer = _layers[i];
            Source read = i == first && input is not null ? input : _names.Output(i - 1);
            if (layer.Layout.Cell is { } cell)
            {
                Recurrent(layer, cell, read, explained);
            }
            else
            {
                Dense(layer, (DenseLayer)layer.Layer, read, isLast: i == _layers.Count - 1);
            }
        }
    }

    /// <summary>Writes the last layer's output of the step to memory named <c>y</c>.</summary>
    /// <param name="skipStart">Where the step's input starts in memory named <c>x</c>, if it is added; null if not.</param>
    public void StoreOutput(int outputStart, int? skipStart = null)
    {
        StraightSchedule layer = _layers[_layers.Count - 1];
        if (skipStart is not null)
        {
            _code.Comment(SkipMeaning);
        }

        foreach (Group group in layer.Groups)
        {
            string value = layer.Layer is DenseLayer ? _names.DenseOutput(layer, group) : _names.Hidden(layer, group);
            if (skipStart is not int start)
            {
                _lanes[group].StoreExact(_code, value, "y", outputStart + group.First, group);
                continue;
            }

            // In ascending order, because the output may overwrite the input.
            for (int lane = 0; lane < group.Count; lane++)
            {
                int unit = group.First + lane;
                var output = new Variable(_lanes[group].Element(value, lane));
                var feature = new Variable(_memory.Element("x", start + unit));
                _code.Line($"{_memory.Element("y", outputStart + unit)} = {_lanes.Scalar.Spell(output + feature)};");
            }
        }
    }

    /// <summary>The comment above the sum of output and input.</summary>
    public const string SkipMeaning = "y + x: the skip connection adds the step's input to the output";

    /// <summary>Writes the last layer's hidden state, with its padding, to memory of the given name.</summary>
    public void StoreRow(string memory)
    {
        StraightSchedule layer = _layers[_layers.Count - 1];
        foreach (Group group in layer.Groups)
        {
            _lanes[group].StorePadded(_code, _names.Hidden(layer, group), memory, group.First, group);
        }
    }

    private void Recurrent(StraightSchedule layer, Cell cell, Source input, bool explained)
    {
        // Layers use the same names for what they compute: with several layers, each needs a block.
        bool isBlock = _layers.Count > 1;
        if (isBlock)
        {
            _code.Comment("Layer " + layer.Layer.Name);
        }

        if (!layer.KeepsInLocals)
        {
            Declare(layer, group => _names.Hidden(layer, group));
        }

        using (isBlock ? _code.Block() : null)
        {
            foreach (string carried in cell.Carried.Where(_ => layer.KeepsInLocals))
            {
                Declare(layer, group => carried + _names.Suffix(layer, group));
            }

            List<Part> parts = Parts(layer, input);
            foreach (Phase phase in cell.Phases)
            {
                Write(layer, cell, phase, parts, explained);
            }
        }

        if (!layer.KeepsInLocals)
        {
            foreach (Group group in layer.Groups)
            {
                _lanes[group].StorePadded(_code, _names.Hidden(layer, group), "s", layer.Layout.StateStart + group.First, group);
            }
        }
    }

    /// <summary>Declares a local variable for each group.</summary>
    private void Declare(StraightSchedule layer, Func<Group, string> name)
    {
        foreach (Group group in layer.Groups)
        {
            _code.Line($"{_lanes[group].Type} {name(group)};");
        }
    }

    /// <summary>The parts available when a step begins, with names for their values where they get some.</summary>
    private List<Part> Parts(StraightSchedule layer, Source input)
    {
        WeightedLayer what = layer.Layer;
        Source hidden = _names.HiddenSource(layer);
        if (layer.NamesValues && !_lanes.IsScalar)
        {
            Lanes lanes = _lanes.Sums(layer.Groups[0]);
            input = Name(lanes, "x", what.Input, input, k => $"x[{k}], the same for every unit");
            hidden = Name(lanes, "h", what.Units, hidden, k => $"h[{k}] of the step before: every unit sees it");
            _code.Line();
        }
        else if (_lanes.IsScalar && input is MemorySource)
        {
            input = Name(_lanes[layer.Groups[0]], "x", what.Input, input, k => $"x[{k}]");
            _code.Line();
        }

        return [Part.OfInput(what, input), Part.OfUnits(what, StateSlot.Hidden, hidden)];
    }

    /// <summary>Writes a phase of a layer's cell.</summary>
    /// <param name="parts">The available parts; what the phase keeps is added to them.</param>
    private void Write(StraightSchedule layer, Cell cell, Phase phase, List<Part> parts, bool explained)
    {
        bool isLast = cell.IsLast(phase);

        // Phases use the same names for their sums.
        using (cell.Phases.Count > 1 ? _code.Block() : null)
        {
            foreach (Tile tile in layer.Tiles)
            {
                if (layer.Groups.Count > 1)
                {
                    _code.Comment(StraightNames.Units(tile));
                }

                using (layer.Groups.Count > 1 && !_lanes.IsScalar ? _code.Block() : null)
                {
                    Write(layer, cell, phase, tile, parts, explained);
                }

                _code.Line();
            }

            foreach (Group group in layer.Groups.Where(_ => _lanes.IsScalar && isLast))
            {
                _code.Line($"{_names.Hidden(layer, group)} = next{group.First};");
            }
        }

        if (!isLast)
        {
            parts.AddRange(phase.Leaves.Select(left => Part.OfUnits(layer.Layer, left, _names.CarriedSource(layer, left))));
        }
    }

    /// <summary>Writes a phase for the units of a tile.</summary>
    private void Write(StraightSchedule layer, Cell cell, Phase phase, Tile tile, List<Part> parts, bool explained)
    {
        Lanes lanes = _lanes.Sums(tile.Groups[0]);
        List<Sum> sums = [.. tile.Groups.SelectMany(group => Sums(layer, phase, group))];
        var together = new WeightedSums(_code, layer.Layer, lanes, sums);
        if (!layer.NamesValues)
        {
            together.WriteStraight(parts);
        }

        int at = 0;
        foreach (Group group in tile.Groups)
        {
            string suffix = _names.Suffix(layer, group);
            var writer = new CellWriter(_code, _lanes[group], lanes, phase, suffix, [.. Own(layer, cell, group)]);
            foreach (GateVector vector in CellWriter.Vectors(phase.Sums, group, suffix))
            {
                Sum sum = sums[at++];
                if (layer.NamesValues)
                {
                    Explain(phase, vector, group, explained);
                    new WeightedSums(_code, layer.Layer, lanes, [sum]).WriteStraight(parts);
                }

                writer.Finish(vector, together.Own(sum, 0));
                if (layer.NamesValues)
                {
                    _code.Line();
                }
            }

            if (layer.NamesValues && explained)
            {
                CellEquations.Update(_code, cell, phase);
            }

            IReadOnlyList<string> results = writer.Results();
            for (int i = 0; i < results.Count; i++)
            {
                Leave(layer, group, phase.Leaves[i], results[i]);
            }
        }
    }

    private IEnumerable<Sum> Sums(StraightSchedule layer, Phase phase, Group group)
    {
        int start = layer.Layout.PackedStart + Packing.GroupStart(layer.Layout, group);
        return Sum.Of(layer.Layer, phase.Sums, group, _names.Suffix(layer, group), "p", start);
    }

    /// <summary>Keeps one of a phase's results.</summary>
    private void Leave(StraightSchedule layer, Group group, string left, string value)
    {
        if (left == StateSlot.Hidden)
        {
            // In scalar code the units after this one still read the old h.
            _code.Line($"{(_lanes.IsScalar ? $"{_lanes.Scalar.Type} next{group.First}" : _names.Hidden(layer, group))} = {value};");
        }
        else if (layer.KeepsInLocals)
        {
            _code.Line($"{left}{_names.Suffix(layer, group)} = {value};");
        }
        else
        {
            string name = left + _names.Suffix(layer, group);
            _code.Line($"{_lanes[group].Type} {name} = {value};");
            _lanes[group].StorePadded(_code, name, MemoryPlan.CarriedName(left), group.First, group);
        }
    }

    /// <summary>The values that a group's units already have.</summary>
    private IEnumerable<OwnValue> Own(StraightSchedule layer, Cell cell, Group group)
    {
        string suffix = _names.Suffix(layer, group);
        foreach (SlotLayout slot in layer.Layout.State)
        {
            yield return slot.Name == StateSlot.Hidden && !layer.KeepsInLocals
                ? new OwnValue(slot.Name, "old" + suffix, _lanes[group].Load("s", slot.Start + group.First))
                : new OwnValue(slot.Name, _names.State(layer, slot.Name, group), null);
        }

        foreach (string carried in cell.Carried)
        {
            yield return layer.KeepsInLocals
                ? new OwnValue(carried, carried + suffix, null)
                : new OwnValue(carried, carried + suffix, _lanes[group].Load(MemoryPlan.CarriedName(carried), group.First));
        }
    }

    /// <summary>The equations of the gates that a vector holds, and which lanes belong to which gate.</summary>
    private void Explain(Phase phase, GateVector vector, Group group, bool explained)
    {
        if (!explained)
        {
            return;
        }

        for (int gate = vector.First; gate < vector.First + vector.Count; gate++)
        {
            CellEquations.Write(_code, phase.Sums[gate]);
        }

        if (vector.Count > 1)
        {
            string unused = group.IsFull ? "" : $", {group.Lanes - group.Count} unused";
            _code.Comment($"{group.Lanes} lanes for each of these gates: {ReaderText.Count(group.Count, "unit")}{unused}");
        }
    }

    private void Dense(StraightSchedule layer, DenseLayer dense, Source input, bool isLast)
    {
        LayerLayout layout = layer.Layout;
        _code.Comment($"{dense.Name}: {CellEquations.Of(dense)}");
        foreach (Group group in layer.Groups)
        {
            Lanes lanes = _lanes[group];
            int start = layout.PackedStart + Packing.GroupStart(layout, group);
            Sum sum = Sum.Of(dense, [CellSum.OfDense], group, "", "p", start).Single() with { Name = _names.DenseOutput(layer, group) };
            new WeightedSums(_code, dense, lanes, [sum]).WriteStraight([Part.OfInput(dense, input)]);
            lanes.Apply(_code, GateActivations.Of(dense.Activation), sum.Name);
            if (layer.HasRowInMemory(isLast))
            {
                lanes.StorePadded(_code, sum.Name, MemoryPlan.Rows, layout.Row.First(1) + group.First, group);
            }
        }

        if (dense.Activation.IsOfLayer)
        {
            _code.Line(SoftmaxHelpers.Call(dense.Activation, _lanes, _memory.From(MemoryPlan.Rows, layout.Row.First(1)), dense.Units));
            foreach (Group group in layer.Groups)
            {
                string result = _lanes[group].Load(MemoryPlan.Rows, layout.Row.First(1) + group.First);
                _code.Line($"{_names.DenseOutput(layer, group)} = {result};");
            }
        }

        _code.Line();
    }

    /// <summary>Gives each value of a source a local variable that holds it in every lane.</summary>
    private Source Name(Lanes lanes, string name, int count, Source source, Func<int, string> meaning)
    {
        for (int k = 0; k < count; k++)
        {
            _code.Line($"{lanes.Type} {name}{k} = {source.Spread(lanes, Literal.Of(k))};", meaning(k));
        }

        return new LocalsSource(name);
    }

    private IEnumerable<StraightSchedule> Recurrent() => _layers.Where(layer => layer.Layer is RecurrentLayer);
}

using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes the method that computes a step of a run of units, a few units at a time, for a vector of sequences.</summary>
/// <param name="phase">A phase of the layer's cell; null for a layer without one.</param>
internal sealed class BatchUnitsWriter(
    CodeWriter code, Names names, Plan plan, BatchForm form, BatchLayer layer, Phase? phase, BatchUnits units)
{
    private readonly Memory _memory = form.Lanes.Memory;
    private readonly Lanes _lanes = form.Lanes.Widest;
    private readonly LayerLayout _layout = layer.Layout;
    private readonly BatchRun _run = units.Run;

    /// <summary>The distance from one gate to the next in a row of parameters.</summary>
    private readonly Stride _group = units.IsGiven || units.IsGroupVector ? new Stride("group") : new Stride(units.Run.GroupLanes);

    /// <summary>The suffixes of local variables' names, one for each unit of a tile.</summary>
    private readonly IReadOnlyList<string> _suffixes =
        [.. Enumerable.Range(0, units.Run.UnitsOfTile).Select(at => units.Run.UnitsOfTile == 1 ? "" : Literal.Of(at))];

    /// <summary>The type parameter for the groups of units in which parameters are packed, where the caller passes them.</summary>
    private const string Group = "TGroup";

    /// <summary>The name of the method for all units of a layer, or of the one that calls the methods for parts of them.</summary>
    public static string Name(BatchLayer layer, Phase? phase)
    {
        string which = phase is null || phase.Leaves[0] == StateSlot.Hidden ? "" : MemoryPlan.CarriedName(phase.Leaves[0]);
        return $"{layer.Layer.PascalName}{which}Batch";
    }

    /// <summary>The name of the method for one width.</summary>
    public static string Name(BatchLayer layer, Phase? phase, BatchRun run, LaneSet lanes) =>
        $"{Name(layer, phase)}{lanes.Suffix}{(layer.Runs.Count > 1 ? $"From{run.First}" : "")}";

    /// <summary>The name of the method for units that the caller passes.</summary>
    public static string NameOfGiven(BatchLayer layer, Phase? phase, BatchRun run) => $"{Name(layer, phase)}Of{run.UnitsOfTile}";

    /// <summary>Its type arguments for a call from code for every width.</summary>
    /// <param name="group">The type with as many lanes as a group of parameters.</param>
    public static string Arguments(string group) => $"<{LaneHelpers.Lanes}, {LaneHelpers.Vector}, {group}>";

    public void Write()
    {
        code.Comment($"One step of layer {layer.Layer.Name}{Which()}, {Sequences} side by side.");
        KernelAttribute.Write(code, names, plan.Target);
        using (code.Block($"private static void {Head()}"))
        {
            form.Declare(code, plan.Batch.VectorsOfRow);
            if (units.IsGiven || units.IsGroupVector)
            {
                string of = units.IsGiven ? Group + ".Count" : LaneHelpers.Count;
                code.Line($"int {_group.Text} = {of};", "parameters are packed in groups of so many units");
            }

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

    private string Sequences => form.Lanes.IsEveryWidth ? "a vector of sequences" : $"{form.Lanes.Width} sequences";

    private string Which() => units.IsGiven ? ", units first to end - 1"
        : _run.Count == layer.Layer.Units ? ""
        : _run.Count == 1 ? $", unit {_run.First}"
        : $", units {_run.First} to {_run.Last}";

    /// <summary>The name and the parameters.</summary>
    private string Head()
    {
        string parameters = Parameters(layer, plan);
        if (!form.Lanes.IsEveryWidth)
        {
            return $"{Name(layer, phase, _run, form.Lanes)}({parameters})";
        }

        if (!units.IsGiven)
        {
            return $"{Name(layer, phase)}{form.Lanes.TypeParameters}({parameters}){form.Lanes.Constraint}";
        }

        return $"{NameOfGiven(layer, phase, _run)}{Arguments(Group)}({parameters}, int first, int end){form.Lanes.Constraint}"
            + LaneHelpers.CountedConstraint(names, Group);
    }

    /// <summary>The parameters of every method that computes units of a layer.</summary>
    public static string Parameters(BatchLayer layer, Plan plan) =>
        string.Join(", ", ParameterNames(layer).Select(name => $"ref {(name == "p" ? plan.Stored : plan.Element).Type} {name}"));

    /// <summary>Their names.</summary>
    public static IEnumerable<string> ParameterNames(BatchLayer layer) => layer.Layout.Cell is { } cell
        ? ["p", "x", BatchRows.State, "next", .. cell.Carried.Select(MemoryPlan.CarriedName)]
        : ["p", "x", "y"];

    private void Recurrent(Cell cell, Phase computed)
    {
        if (computed == cell.Phases[0])
        {
            CellEquations.Write(code, cell);
        }

        Part[] parts =
        [
            Part.OfInput(layer.Layer, new RowsSource("x", form.Row)),
            Part.OfUnits(layer.Layer, StateSlot.Hidden, new RowsSource("h", form.Row)),
            .. cell.Carried.Select(carried =>
                Part.OfUnits(layer.Layer, carried, new RowsSource(MemoryPlan.CarriedName(carried), form.Row))),
        ];
        _memory.Declare(code, "h", BatchRows.State, form.Row.Times(_layout.BatchStart));
        ForEachTile(unit =>
        {
            Func<string, string?> own = AddUp(computed.Sums, unit, parts);
            foreach (SlotLayout slot in _layout.State.Skip(1))
            {
                _memory.Declare(code, slot.Word, BatchRows.State, form.Row.Times(slot.BatchStart, unit));
            }

            bool isLast = cell.IsLast(computed);
            string[] shown = [.. computed.Leaves.Select(left => isLast ? "shown" : left + "Shown")];
            for (int i = 0; i < shown.Length; i++)
            {
                _memory.Declare(code, shown[i], isLast ? "next" : MemoryPlan.CarriedName(computed.Leaves[i]), form.Row.Times(unit));
            }

            for (int at = 0; at < _suffixes.Count; at++)
            {
                Unit(cell, computed, own, at, unit, shown);
            }
        });
    }

    /// <summary>Writes what one unit computes from its sums.</summary>
    /// <param name="at">Its index in the tile.</param>
    /// <param name="unit">The tile's first unit.</param>
    /// <param name="shown">The memory for each result.</param>
    private void Unit(Cell cell, Phase computed, Func<string, string?> own, int at, string unit, string[] shown)
    {
        string suffix = _suffixes[at];
        string row = form.Row.Times(at);
        string place = form.Row.Times(at, unit);
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
            AddUp([CellSum.OfDense], unit, [Part.OfInput(dense, new RowsSource("x", form.Row))]);
            _memory.Declare(code, "to", "y", form.Row.Times(unit));
            for (int at = 0; at < _suffixes.Count; at++)
            {
                string sum = CellSum.OfDense.Name + _suffixes[at];
                _lanes.Apply(code, GateActivations.Of(dense.Activation), sum);
                _lanes.StoreAll(code, sum, "to", form.Row.Times(at));
            }
        });
    }

    /// <summary>Writes the sums of a tile, and returns how a sum's own weights are read afterwards.</summary>
    private Func<string, string?> AddUp(IReadOnlyList<CellSum> of, string unit, Part[] parts)
    {
        List<Sum> sums =
        [
            .. _suffixes.SelectMany((suffix, at) => Vectors(of, suffix)
                .Select(vector => Sum.Of(layer.Layer, vector, _group, "w", at, unit))),
        ];
        Memory parameters = form.Lanes.Parameters;
        var weighted = new WeightedSums(code, layer.Layer, _lanes, sums, (name, index) => _lanes.Weight(parameters, name, index))
        {
            IsShort = true,
        };
        int row = 0;
        if (_run.HasLoopsOfTerms)
        {
            weighted.Start();
            row = weighted.WriteLoops(parameters, 0, parts);
        }
        else
        {
            weighted.WriteStraight(parts);
        }

        return name => weighted.Own(sums.Single(sum => sum.Name == name), row);
    }

    /// <summary>The sums of one unit: lanes are sequences, so no gates are joined in a vector.</summary>
    private IReadOnlyList<GateVector> Vectors(IReadOnlyList<CellSum> sums, string suffix) =>
        CellWriter.Vectors(sums, new Group(0, _lanes.Width, _lanes.Width, Joined: 1), suffix);

    /// <summary>Writes a loop over the tiles of the run, in which <c>w</c> starts at the parameters of the tile's first unit.</summary>
    private void ForEachTile(Action<string> write)
    {
        string advance = Literal.Advance("u", _run.UnitsOfTile);
        (string first, string end) = units.IsGiven ? ("first", "end") : (Literal.Of(_run.First), Literal.Of(_run.First + _run.Count));
        using (IsLoop ? code.Block($"for (int u = {first}; u < {end}; {advance})") : null)
        {
            Legend();
            string unit = IsLoop ? "u" : Literal.Of(_run.First);
            form.Lanes.Parameters.Declare(code, "w", "p", StartOf(unit));
            write(unit);
        }
    }

    private bool IsLoop => units.IsGiven || _run.IsLoop;

    /// <summary>Where a unit's parameters start.</summary>
    private string StartOf(string unit)
    {
        int start = _layout.PackedStart;
        int stride = layer.Layer.Gates * layer.Layer.Rows;
        string lanes = _group.Text;
        return _run.HasManyGroups
            ? Literal.Sum(start, $"{stride} * ({unit} - {unit} % {lanes}) + {unit} % {lanes}")
            : Literal.Sum(start + (stride * _run.First) - _run.First, unit);
    }

    /// <summary>Writes which units the local variables belong to, where their names end in numbers.</summary>
    private void Legend()
    {
        if (_run.UnitsOfTile > 1)
        {
            code.Comment($"Names end in {string.Join(", ", _suffixes.Select((suffix, at) => $"{suffix} for unit {Unit(at)}"))}.");
        }

        string Unit(int at) => !IsLoop ? Literal.Of(_run.First + at) : at == 0 ? "u" : $"u + {at}";
    }
}

using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes one step of one layer as loops: over groups of units, and in a group over the summed values.</summary>
internal sealed class TiledWriter(CodeWriter code, LaneSet lanes, LayerSchedule layer)
{
    private readonly Memory _memory = lanes.Memory;
    private readonly LayerLayout _layout = layer.Layout;

    /// <summary>Writes an LSTM layer that reads <c>x</c> and moves the state <c>s</c> on by a step.</summary>
    public void Lstm(Names names)
    {
        var lstm = (LstmLayer)_layout.Layer;
        for (int gate = 0; gate < lstm.Gates; gate++)
        {
            code.Comment($"{CellWriter.Equation(lstm, gate)}   {CellWriter.GateMeaning(gate)}");
        }

        code.Comment($"{CellWriter.CellEquation}, then {CellWriter.HiddenEquation(lstm)}   the new state of each unit");
        code.Line($"{names.WritableFloats} hidden = stackalloc float[{_layout.PaddedUnits}]; // h is read until the last unit is done");
        code.Line($"{_memory.Parameter("next", written: true)} = {_memory.OfSpan("hidden")};");
        var parts = new[]
        {
            new Part("x", "K", lstm.Input, 1, new MemorySource(_memory, "x", 0)),
            new Part("h", "R", lstm.Units, 1 + lstm.Input, new MemorySource(_memory, "s", _layout.StateStart)),
        };
        ForEachGroup((group, unit) =>
        {
            Lanes groupLanes = lanes[group];
            var cell = new CellWriter(code, groupLanes);
            new WeightedSums(code, _layout, group, groupLanes, CellWriter.LstmSums, CellWriter.LstmGates).WriteLoops(_memory, "w", parts);
            for (int gate = 0; gate < lstm.Gates; gate++)
            {
                cell.Activate(CellWriter.ActivationOf(lstm, gate), CellWriter.LstmSums[gate]);
            }

            code.Line(_memory.Declare("cell", "s", Sum(_layout.CellStart, unit), written: true));
            code.Line(_memory.Declare("shown", "next", unit, written: true));
            code.Line($"{groupLanes.Type} c = {groupLanes.Load("cell", 0)};");
            string next = cell.Update(lstm, CellWriter.LstmSums, "c");
            code.Line($"{groupLanes.Type} h = {next};");
            groupLanes.StorePadded(code, "c", "cell", 0, group);
            groupLanes.StorePadded(code, "h", "shown", 0, group);
        });
        code.Line($"hidden.CopyTo({_memory.AsSpan("s", _layout.StateStart, _layout.PaddedUnits)});");
    }

    /// <summary>Writes a Dense layer from <c>x</c> to <c>y</c>.</summary>
    public void Dense()
    {
        var dense = (DenseLayer)_layout.Layer;
        code.Comment($"{Activations.Apply(dense.Activation, "x·K" + (dense.UseBias ? " + b" : ""))}");
        ForEachGroup((group, unit) =>
        {
            string[] sums = ["sum"];
            new WeightedSums(code, _layout, group, lanes[group], sums, CellWriter.DenseGates).WriteLoops(
                _memory, "w", [new Part("x", "K", dense.Input, 1, new MemorySource(_memory, "x", 0))]);
            new CellWriter(code, lanes[group]).Activate(dense.Activation, sums[0]);
            code.Line(_memory.Declare("to", "y", unit, written: true));
            lanes[group].StoreExact(code, sums[0], "to", 0, group);
        });
    }

    /// <summary>Writes one loop for each run of alike groups, and a group alone as a block; the second argument is the group's first unit, as an expression.</summary>
    private void ForEachGroup(System.Action<Group, string> write)
    {
        List<Group> groups = layer.Groups.ToList();
        for (int i = 0; i < groups.Count;)
        {
            Group group = groups[i];
            int end = i + 1;
            while (end < groups.Count && groups[end].Lanes == group.Lanes && groups[end].Count == group.Count)
            {
                end++;
            }

            bool isLoop = end - i > 1;
            int endUnit = groups[end - 1].First + group.Lanes;
            if (isLoop)
            {
                code.Open($"for (int u = {group.First}; u < {endUnit}; u += {group.Lanes})");
            }
            else
            {
                code.Open();
            }

            string unit = isLoop ? "u" : Literal.Of(group.First);
            int stride = _layout.Layer.Gates * _layout.Rows;
            string start = isLoop
                ? Sum(_layout.PackedStart, $"{stride} * u")
                : Literal.Of(_layout.PackedStart + stride * group.First);
            code.Line(_memory.Declare("w", "p", start));
            write(group, unit);
            code.Close();
            i = end;
        }
    }

    private static string Sum(int start, string offset) =>
        start == 0 ? offset : int.TryParse(offset, out int constant) ? Literal.Of(start + constant) : $"{start} + {offset}";
}

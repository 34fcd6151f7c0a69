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
        ForEachTile((tile, unit) =>
        {
            Lanes tileLanes = lanes[tile[0]];
            var cell = new CellWriter(code, tileLanes);
            List<GroupSums> sums = Sums(tile, unit, CellWriter.LstmSums);
            new WeightedSums(code, _layout, tileLanes, sums, CellWriter.LstmGates).WriteLoops(_memory, "w", parts);
            code.Line(_memory.Declare("cell", "s", Literal.Sum(_layout.CellStart, unit), written: true));
            code.Line(_memory.Declare("shown", "next", unit, written: true));
            foreach (GroupSums group in sums)
            {
                for (int gate = 0; gate < lstm.Gates; gate++)
                {
                    cell.Activate(CellWriter.ActivationOf(lstm, gate), group.Names[gate]);
                }

                int at = group.Group.First - tile[0].First;
                string suffix = Suffix(tile, group.Group);
                code.Line($"{tileLanes.Type} c{suffix} = {tileLanes.Load("cell", at)};");
                string next = cell.Update(lstm, group.Names, "c" + suffix);
                code.Line($"{tileLanes.Type} h{suffix} = {next};");
                tileLanes.StorePadded(code, "c" + suffix, "cell", at, group.Group);
                tileLanes.StorePadded(code, "h" + suffix, "shown", at, group.Group);
            }
        });
        code.Line($"hidden.CopyTo({_memory.AsSpan("s", _layout.StateStart, _layout.PaddedUnits)});");
    }

    /// <summary>Writes a Dense layer from <c>x</c> to <c>y</c>.</summary>
    public void Dense()
    {
        var dense = (DenseLayer)_layout.Layer;
        code.Comment($"{Activations.Apply(dense.Activation, "x·K" + (dense.UseBias ? " + b" : ""))}");
        ForEachTile((tile, unit) =>
        {
            Lanes tileLanes = lanes[tile[0]];
            List<GroupSums> sums = Sums(tile, unit, ["sum"]);
            new WeightedSums(code, _layout, tileLanes, sums, CellWriter.DenseGates).WriteLoops(
                _memory, "w", [new Part("x", "K", dense.Input, 1, new MemorySource(_memory, "x", 0))]);
            code.Line(_memory.Declare("to", "y", unit, written: true));
            foreach (GroupSums group in sums)
            {
                new CellWriter(code, tileLanes).Activate(dense.Activation, group.Names[0]);
                tileLanes.StoreExact(code, group.Names[0], "to", group.Group.First - tile[0].First, group.Group);
            }
        });
    }

    /// <summary>
    /// Writes one loop for each run of alike tiles, and a tile alone as a block; the second argument is the tile's first unit, as an
    /// expression.
    /// </summary>
    private void ForEachTile(System.Action<IReadOnlyList<Group>, string> write)
    {
        List<IReadOnlyList<Group>> tiles = Packing.Tiles(layer.Groups, lanes.IsScalar ? 1 : Packing.GroupsOfTile).ToList();
        for (int i = 0; i < tiles.Count;)
        {
            IReadOnlyList<Group> tile = tiles[i];
            int end = i + 1;
            while (end < tiles.Count && IsAlike(tiles[end], tile))
            {
                end++;
            }

            bool isLoop = end - i > 1;
            int size = tile.Count * tile[0].Lanes;
            code.Open(isLoop ? $"for (int u = {tile[0].First}; u < {tile[0].First + (end - i) * size}; u += {size})" : null);
            string unit = isLoop ? "u" : Literal.Of(tile[0].First);
            int stride = _layout.Layer.Gates * _layout.Rows;
            string start = isLoop ? Literal.Sum(_layout.PackedStart, $"{stride} * u") : Literal.Of(_layout.PackedStart + stride * tile[0].First);
            code.Line(_memory.Declare("w", "p", start));
            write(tile, unit);
            code.Close();
            i = end;
        }
    }

    private static bool IsAlike(IReadOnlyList<Group> left, IReadOnlyList<Group> right) =>
        left.Count == right.Count && left.Zip(right, (a, b) => a.Lanes == b.Lanes && a.Count == b.Count).All(alike => alike);

    private static List<GroupSums> Sums(IReadOnlyList<Group> tile, string unit, string[] names) => tile
        .Select(group => new GroupSums(group, unit, names.Select(name => name + Suffix(tile, group)).ToArray()))
        .ToList();

    /// <summary>Which of the tile's vectors a local variable belongs to, where it has several.</summary>
    private static string Suffix(IReadOnlyList<Group> tile, Group group) =>
        tile.Count == 1 ? "" : Literal.Of((group.First - tile[0].First) / group.Lanes);
}

using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Writes steps of consecutive layers as straight-line code. The cell states, and hidden states that fit one vector, are local
/// variables that live from step to step; a wider hidden state is read back from memory, value by value.
/// </summary>
internal sealed class StraightWriter
{
    private readonly CodeWriter _code;
    private readonly LaneSet _lanes;
    private readonly Memory _memory;
    private readonly IReadOnlyList<LayerSchedule> _layers;
    private readonly bool _prefixNames;

    public StraightWriter(CodeWriter code, LaneSet lanes, IReadOnlyList<LayerSchedule> layers)
    {
        _code = code;
        _lanes = lanes;
        _memory = lanes.Memory;
        _layers = layers;
        _prefixNames = layers.Count(layer => layer.Layer is LstmLayer) > 1;
    }

    /// <summary>Declares the state's local variables and reads them from memory named <c>s</c>.</summary>
    public void LoadState()
    {
        foreach (LayerSchedule layer in Recurrent())
        {
            LayerLayout layout = layer.Layout;
            foreach (Group group in layer.Groups)
            {
                Lanes lanes = _lanes[group];
                if (KeepsHidden(layer))
                {
                    _code.Line($"{lanes.Type} {Hidden(layer, group)} = {lanes.Load("s", layout.StateStart + group.First)};", Meaning("hidden state", layer, group));
                }
            }

            foreach (Group group in layer.Groups)
            {
                Lanes lanes = _lanes[group];
                _code.Line($"{lanes.Type} {Cell(layer, group)} = {lanes.Load("s", layout.CellStart + group.First)};", Meaning("cell state", layer, group));
            }
        }
    }

    /// <summary>Writes the state's local variables back to memory named <c>s</c>.</summary>
    public void StoreState()
    {
        foreach (LayerSchedule layer in Recurrent())
        {
            foreach (Group group in layer.Groups)
            {
                Lanes lanes = _lanes[group];
                if (KeepsHidden(layer))
                {
                    lanes.StorePadded(_code, Hidden(layer, group), "s", layer.Layout.StateStart + group.First, group);
                }
            }

            foreach (Group group in layer.Groups)
            {
                _lanes[group].StorePadded(_code, Cell(layer, group), "s", layer.Layout.CellStart + group.First, group);
            }
        }
    }

    /// <summary>Writes one step of some of the layers.</summary>
    /// <param name="first">The index of the first of them.</param>
    /// <param name="end">The index behind the last of them.</param>
    /// <param name="input">What the first of them reads, or null for the output of the layer in front of it.</param>
    /// <param name="explained">Whether each gate's equation stands above it.</param>
    public void Step(int first, int end, Source? input, bool explained)
    {
        for (int i = first; i < end; i++)
        {
            LayerSchedule layer = _layers[i];
            Source read = i == first && input is not null ? input : Output(i - 1);
            if (layer.Layer is LstmLayer lstm)
            {
                Lstm(layer, lstm, read, explained);
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
        LayerSchedule layer = _layers[_layers.Count - 1];
        if (skipStart is not null)
        {
            _code.Comment(SkipMeaning);
        }

        foreach (Group group in layer.Groups)
        {
            string value = layer.Layer is DenseLayer ? DenseOutput(layer, group) : Hidden(layer, group);
            if (skipStart is not int start)
            {
                _lanes[group].StoreExact(_code, value, "y", outputStart + group.First, group);
                continue;
            }

            // From the first on, because the output may be written where the input is.
            for (int lane = 0; lane < group.Count; lane++)
            {
                int unit = group.First + lane;
                string sum = _lanes.Scalar.Spell(new Variable(_lanes[group].Element(value, lane)) + new Variable(_memory.Element("x", start + unit)));
                _code.Line($"{_memory.Element("y", outputStart + unit)} = {sum};");
            }
        }
    }

    /// <summary>What stands above the sum of output and input.</summary>
    public const string SkipMeaning = "y + x: the skip connection adds the step's input to the output";

    /// <summary>Writes the last layer's hidden state, with what pads it, to memory of the given name.</summary>
    public void StoreRow(string memory)
    {
        LayerSchedule layer = _layers[_layers.Count - 1];
        foreach (Group group in layer.Groups)
        {
            _lanes[group].StorePadded(_code, Hidden(layer, group), memory, group.First, group);
        }
    }

    private void Lstm(LayerSchedule layer, LstmLayer lstm, Source input, bool explained)
    {
        LayerLayout layout = layer.Layout;
        Source hidden = HiddenSource(layer);

        // Layers use the same names for what they compute: where several follow each other, each needs a block.
        bool isBlock = _layers.Count > 1;
        if (isBlock)
        {
            _code.Comment("Layer " + lstm.Name);
        }

        bool named = NamesValues(layer) || _lanes.IsScalar;
        if (!KeepsHidden(layer))
        {
            foreach (Group group in layer.Groups)
            {
                _code.Line($"{_lanes[group].Type} {Hidden(layer, group)};");
            }
        }

        if (isBlock)
        {
            _code.Open();
        }

        if (named && !_lanes.IsScalar)
        {
            Lanes lanes = _lanes.Sums(layer.Groups[0]);
            input = Name(lanes, "x", lstm.Input, input, k => $"x[{k}], the same for every unit");
            hidden = Name(lanes, "h", lstm.Units, hidden, k => $"h[{k}] of the step before: every unit sees it");
            _code.Line();
        }
        else if (_lanes.IsScalar && input is MemorySource)
        {
            input = Name(_lanes[layer.Groups[0]], "x", lstm.Input, input, k => $"x[{k}]");
            _code.Line();
        }

        Part[] parts = [new("x", "K", lstm.Input, 1, input), new("h", "R", lstm.Recurrent, 1 + lstm.Input, hidden)];
        foreach (IReadOnlyList<Group> tile in _lanes.Tiles(layer))
        {
            if (layer.Groups.Count > 1)
            {
                _code.Comment(Units(tile));
            }

            bool braces = layer.Groups.Count > 1 && !_lanes.IsScalar;
            if (braces)
            {
                _code.Open();
            }

            Lanes lanes = _lanes.Sums(tile[0]);
            List<Sum> sums = tile
                .SelectMany(group => Sum.Of(lstm, group, Suffix(layer, group), "p", layout.PackedStart + Packing.GroupStart(layout, group)))
                .ToList();
            var together = new WeightedSums(_code, lstm, lanes, sums);
            if (!named)
            {
                together.WriteStraight(parts);
            }

            int at = 0;
            foreach (Group group in tile)
            {
                string suffix = Suffix(layer, group);
                var cell = new CellWriter(_code, _lanes[group], lanes, lstm, suffix, Cell(layer, group));
                foreach (GateVector vector in CellWriter.Vectors(lstm, group, suffix))
                {
                    Sum sum = sums[at++];
                    if (named)
                    {
                        Explain(lstm, vector, group, explained);
                        new WeightedSums(_code, lstm, lanes, [sum]).WriteStraight(parts);
                    }

                    cell.Finish(vector, together.Peephole(sum, lstm.Rows - 1));
                    if (named)
                    {
                        _code.Line();
                    }
                }

                if (named && explained)
                {
                    CellEquations.Update(_code, lstm);
                }

                string next = cell.Hidden();
                _code.Line(_lanes.IsScalar ? $"{_lanes.Scalar.Type} next{group.First} = {next};" : $"{Hidden(layer, group)} = {next};");
            }

            if (braces)
            {
                _code.Close();
            }

            _code.Line();
        }

        if (_lanes.IsScalar)
        {
            foreach (Group group in layer.Groups)
            {
                _code.Line($"{Hidden(layer, group)} = next{group.First};");
            }
        }

        if (isBlock)
        {
            _code.Close();
        }

        if (!KeepsHidden(layer))
        {
            foreach (Group group in layer.Groups)
            {
                _lanes[group].StorePadded(_code, Hidden(layer, group), "s", layout.StateStart + group.First, group);
            }
        }
    }

    /// <summary>The equations of the gates that a vector holds, and which lanes are which gate's.</summary>
    private void Explain(LstmLayer lstm, GateVector vector, Group group, bool explained)
    {
        for (int gate = vector.First; explained && gate < vector.First + vector.Count; gate++)
        {
            Gate what = lstm.Sums[gate];
            _code.Comment($"{CellEquations.Of(lstm, what)}   {CellEquations.Meaning(what)}");
        }

        if (explained && vector.Count > 1)
        {
            _code.Comment($"{group.Lanes} lanes for each of these gates: {ReaderText.Count(group.Count, "unit")}" + (group.IsFull ? "" : $", {group.Lanes - group.Count} unused"));
        }
    }

    private void Dense(LayerSchedule layer, DenseLayer dense, Source input, bool isLast)
    {
        LayerLayout layout = layer.Layout;
        _code.Comment($"{dense.Name}: {CellEquations.Of(dense)}");
        foreach (Group group in layer.Groups)
        {
            Lanes lanes = _lanes[group];
            Sum sum = Sum.Of(dense, group, "", "p", layout.PackedStart + Packing.GroupStart(layout, group)).Single() with { Name = DenseOutput(layer, group) };
            new WeightedSums(_code, dense, lanes, [sum]).WriteStraight([new Part("x", "K", dense.Input, 1, input)]);
            lanes.Apply(_code, GateActivations.Of(dense.Activation), sum.Name);
            if (dense.Activation == Activation.Softmax || (!isLast && !KeepsInLocals(layer)))
            {
                lanes.StorePadded(_code, sum.Name, "scratch", layout.Row.First(1) + group.First, group);
            }
        }

        if (dense.Activation == Activation.Softmax)
        {
            _code.Line(SoftmaxHelpers.Call(_lanes, _memory.From("scratch", layout.Row.First(1)), dense.Units));
            foreach (Group group in layer.Groups)
            {
                _code.Line($"{DenseOutput(layer, group)} = {_lanes[group].Load("scratch", layout.Row.First(1) + group.First)};");
            }
        }

        _code.Line();
    }

    /// <summary>Gives each value of a source a local variable that holds it in every lane.</summary>
    private Source Name(Lanes lanes, string name, int count, Source source, System.Func<int, string> meaning)
    {
        for (int k = 0; k < count; k++)
        {
            _code.Line($"{lanes.Type} {name}{k} = {source.Spread(lanes, Literal.Of(k))};", meaning(k));
        }

        return new LocalsSource(name);
    }

    /// <summary>Whether all values that the sums take in are given names first, so that each gate's sum can be written from start to end.</summary>
    private static bool NamesValues(LayerSchedule layer) =>
        Crossovers.StaysInRegisters(layer.Groups) && Crossovers.NamesValues(layer.Layer);

    /// <summary>Which units a tile has, for a reader.</summary>
    public static string Units(IReadOnlyList<Group> tile)
    {
        Group last = tile[tile.Count - 1];
        int end = last.First + last.Count - 1;
        return tile[0].First == end ? $"Unit {end}" : $"Units {tile[0].First} to {end}";
    }

    private IEnumerable<LayerSchedule> Recurrent() => _layers.Where(layer => layer.Layer is LstmLayer);

    /// <summary>Whether a layer's values can be read from its local variables: one vector, or one variable for each value.</summary>
    private bool KeepsInLocals(LayerSchedule layer) => _lanes.IsScalar || Crossovers.StaysInRegisters(layer.Groups);

    /// <summary>Whether the hidden state stays in its local variables until the last step.</summary>
    private bool KeepsHidden(LayerSchedule layer) => KeepsInLocals(layer);

    private Source HiddenSource(LayerSchedule layer) => ValuesOf(layer, "H", layer.Layout.StateStart, "s");

    private Source Output(int index)
    {
        LayerSchedule layer = _layers[index];
        return layer.Layer is LstmLayer
            ? HiddenSource(layer)
            : ValuesOf(layer, "", layer.Layout.Row.First(1), "scratch");
    }

    private Source ValuesOf(LayerSchedule layer, string kind, int start, string memory)
    {
        string name = kind == "H" ? State(layer, "h") : _lanes.IsScalar ? DenseOutputs(layer) : layer.Layer.CamelName;
        return !KeepsInLocals(layer)
            ? new MemorySource(_memory, memory, start)
            : _lanes.IsScalar ? new LocalsSource(name) : new VectorSource(_lanes[layer.Groups[0]], name);
    }

    private string Hidden(LayerSchedule layer, Group group) => State(layer, "h") + Suffix(layer, group);

    private string Cell(LayerSchedule layer, Group group) => State(layer, "c") + Suffix(layer, group);

    private string State(LayerSchedule layer, string kind) =>
        _prefixNames ? layer.Layer.CamelName + kind.ToUpperInvariant() : kind;

    private string DenseOutput(LayerSchedule layer, Group group) => Suffix(layer, group) is { Length: > 0 } suffix
        ? DenseOutputs(layer) + suffix
        : layer.Layer.CamelName;

    /// <summary>With a letter behind it, so that unit 10 of <c>dense</c> is not unit 0 of <c>dense_1</c>.</summary>
    private static string DenseOutputs(LayerSchedule layer) => layer.Layer.CamelName + "Y";

    /// <summary>Which units a local variable holds, where a layer has several.</summary>
    private string Suffix(LayerSchedule layer, Group group) =>
        _lanes.IsScalar ? Literal.Of(group.First)
        : layer.Groups.Count == 1 ? ""
        : group.Count == 1 ? Literal.Of(group.First)
        : $"{group.First}to{group.First + group.Count - 1}";

    private string Meaning(string what, LayerSchedule layer, Group group) =>
        (_prefixNames ? layer.Layer.Name + ": " : "") + what
        + (group.Count == 1 && layer.Layer.Units > 1 ? $" of unit {group.First}" : layer.Groups.Count == 1 ? ", a lane for each unit" : $" of units {group.First} to {group.First + group.Count - 1}");
}

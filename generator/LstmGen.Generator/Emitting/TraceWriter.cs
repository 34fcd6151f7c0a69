using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Writes the method that runs some steps and shows what all units do: a row of the trace for each step (<see cref="TraceLayout"/>). A
/// layer reads what the previous one wrote to the row, so that no other memory is needed.
/// </summary>
internal sealed class TraceWriter(CodeWriter code, Names names, Plan plan)
{
    private const string EachRow = "for (int row = 0; row < steps; row++)";

    /// <summary>The row of the trace for what a sequence has only once.</summary>
    private const string Single = "steps - 1";

    private readonly ValueMemory _memory = names.Memory;
    private readonly StateForm _state = new(names, plan);
    private readonly TraceHelpers _helpers = new(names, plan.Arithmetic);
    private readonly LaneSet _lanes = new(names, plan.Arithmetic, 1);
    private readonly TraceLayout _trace = plan.Trace;

    /// <summary>The output rows of each layer, where layers are written one after another.</summary>
    private readonly List<Rows> _handed = [];

    private Network Network => plan.Network;

    /// <summary>The rows of the input.</summary>
    private Rows Input => new("steps", "x", row => Literal.Scaled(Network.InputSize, row), row => row);

    private string PackedLanes => plan.BackEnds.Count > 1 ? "Lanes" : "1";

    public void Write()
    {
        code.Comment("Runs some steps, unit by unit, and writes a row of the trace for each.");
        string parameters = CodeWriter.List(
            names.Parameters.Parameter("p"), _memory.Parameter("x"), _memory.Parameter("trace", written: true),
            "int steps", _state.Parameter);
        using (code.Block($"internal static void Trace({parameters})"))
        {
            string values = _state.Open(code);
            if (values != "s")
            {
                code.Line($"{_memory.Held(written: true)} s = {values};");
            }

            if (Network.IsStreaming)
            {
                Steps();
            }
            else
            {
                Layers();
            }

            _state.Close(code);
        }

        if (!Network.IsStreaming && Network.MasksByValue)
        {
            Masked();
        }
    }

    /// <summary>Writes all layers for one step after another.</summary>
    private void Steps()
    {
        using (code.Block("for (int step = 0; step < steps; step++)"))
        {
            if (Network.MasksByValue)
            {
                using (code.Block($"if ({IsMasked("0")})"))
                {
                    Unchanged();
                }

                using (code.Block("else"))
                {
                    Row(0, Network.LastOverTime);
                }
            }
            else
            {
                Row(0, Network.LastOverTime);
            }

            Row(Network.LastOverTime + 1, _trace.Layers.Count - 1);
            Skip("0", "0");
            code.Line(_memory.Advance("x", Network.InputSize));
            code.Line(_memory.Advance("trace", _trace.Size));
        }
    }

    /// <summary>Writes some layers for the current row of the trace.</summary>
    private void Row(int first, int last)
    {
        for (int i = first; i <= last; i++)
        {
            Part(_trace.Layers[i].Parts[0], Handed(i - 1), "0", Handed);
        }

        // A layer's output, or the input.
        RowStart Handed(int from) => from == AddLayer.OfInput
            ? new RowStart("x", "0")
            : new RowStart("trace", Literal.Of(_trace.Layers[from].Output));
    }

    /// <summary>Writes the row of a masked step: the unchanged state, and nothing else.</summary>
    private void Unchanged()
    {
        foreach (PartTrace part in _trace.Layers.Take(Network.LastOverTime + 1).SelectMany(layer => layer.Parts))
        {
            string at = _memory.From("trace", part.Start);
            code.Line($"{_helpers.Missing()}({at}, {part.Places.Sum(place => place.Count)});");
            foreach (SlotLayout slot in part.Layout.State)
            {
                code.Line(_memory.Copy("s", slot.Start, "trace", part.Of(slot.Name).Start, slot.Count));
            }
        }
    }

    /// <summary>Writes all steps for one layer after another.</summary>
    private void Layers()
    {
        if (plan.Memory.JoinedRows is { } joined)
        {
            _memory.Scratch(code, joined);
        }

        Rows rows = Input;
        var written = new List<(int Start, int End, string Count)>();
        foreach (LayerTrace layer in _trace.Layers)
        {
            written.AddRange(layer.Parts.Select(part => (part.Start, part.Places.Max(place => place.Start + place.Count), rows.Count)));
            rows = layer.Layer is RowsLayer made ? OfRows(layer, made, rows) : Layer(layer, rows);
            _handed.Add(rows);
            if (layer.Parts.Count != 1 && LayerTrace.IsShown(layer.Layer))
            {
                written.Add((layer.Output, layer.Output + layer.Layer.Output, rows.Count));
            }
        }

        if (Network.ReturnsSequences && Network.Skip)
        {
            using (code.Block(EachRow))
            {
                Skip("row", "row");
            }
        }
        else
        {
            Skip(Single, Single);
        }

        if (_trace.Sum is int sum)
        {
            written.Add((sum, _trace.Size, rows.Count));
        }

        Missing(written);
    }

    /// <summary>Writes all rows of a layer.</summary>
    /// <returns>Its output rows.</returns>
    private Rows Layer(LayerTrace layer, Rows read)
    {
        foreach (PartTrace part in layer.Parts)
        {
            using (read.Count == "1" ? null : code.Block(read.Each(ReadsBackwards(part))))
            {
                string row = read.Count == "1" ? "0" : "row";
                Part(part, new RowStart(read.Memory, read.At(row)), read.Place(row), source => Added(source, read, row));
            }
        }

        if (layer.Layer is BidirectionalLayer both)
        {
            Merged(layer, both, read);
        }

        if (layer.Layer.HandsOnEveryStep)
        {
            bool isBackwards = layer.Layer is RecurrentLayer { RowsAreBackwards: true };
            return read with
            {
                Memory = "trace",
                At = row => InRow(read.Place(isBackwards ? read.Back(row) : row), layer.Output),
            };
        }

        return One("trace", InRow(layer.Layer is BidirectionalLayer ? Single : Last(layer.Parts[0], read), layer.Output));
    }

    /// <summary>
    /// The row that a residual sum adds to one of those that it reads: if it reads only the last one, that of the last step.
    /// </summary>
    private RowStart Added(int source, Rows read, string row)
    {
        Rows added = source == AddLayer.OfInput ? Input : _handed[source];
        return new RowStart(added.Memory, added.At(added.Count == read.Count ? row : added.FromEnd(1, "0")));
    }

    /// <summary>Writes a <see cref="RowsLayer"/>, and returns its rows.</summary>
    private Rows OfRows(LayerTrace layer, RowsLayer made, Rows read)
    {
        string count = Literal.Of(made.Count);
        switch (made.Kind)
        {
            case RowsKind.Last:
                return read with
                {
                    Count = count,
                    At = row => read.At(read.FromEnd(made.Count, row)),
                    Place = row => read.Place(read.FromEnd(made.Count, row)),
                };
            case RowsKind.Repeat:
                return read with
                {
                    Count = count,
                    At = _ => read.At("0"),
                    Place = row => made.Count == Network.Steps ? row : $"(steps - {count} + {row})",
                };
            case RowsKind.Flatten:
                code.Comment($"Layer {made.Name}: {PoolingWriter.Meaning(made.Kind)}");
                using (code.Block(read.Each(isBackward: false)))
                {
                    code.Line(_memory.Copy(read.Memory, read.At("row"), MemoryPlan.Joined, Literal.Scaled(made.Input, "row"), made.Input));
                }

                return One(MemoryPlan.Joined, "0");
            default:
                code.Comment($"Layer {made.Name}: {PoolingWriter.Meaning(made.Kind)}");
                string output = InRow(Single, layer.Output);
                PoolingWriter.Pool(
                    code, plan.Element, made, (row, k) => _memory.Element(read.Memory, $"{read.At(row)} + {k}"), read.Count,
                    k => _memory.Element("trace", $"{output} + {k}"));
                return One("trace", output);
        }
    }

    /// <summary>A single row; what is computed from it goes to the last row of the trace.</summary>
    private static Rows One(string memory, string at) => new("1", memory, _ => at, _ => Single);

    /// <summary>Writes code that marks the missing values of rows where a layer has fewer rows than there are steps.</summary>
    /// <param name="written">Places of a row, and how many of the last rows have values there.</param>
    private void Missing(List<(int Start, int End, string Count)> written)
    {
        string all = Literal.Of(Network.Steps!.Value);
        for (int i = 0; i < written.Count;)
        {
            (int start, int end, string count) = written[i];
            for (i++; i < written.Count && written[i].Count == count; i++)
            {
                end = written[i].End;
            }

            if (count != "steps" && count != all)
            {
                code.Comment(count == "1" ? "Of these there is only the last row." : $"Of these there are only the last {count} rows.");
                using (code.Block($"for (int row = 0; row < steps - {count}; row++)"))
                {
                    code.Line($"{_helpers.Missing()}({_memory.From("trace", InRow("row", start))}, {end - start});");
                }
            }
        }
    }

    /// <summary>The first value that only the last row has.</summary>
    private int FirstOfLastRow()
    {
        LayerTrace last = _trace.Layers[Network.LastOverTime];
        return last.Layer is BidirectionalLayer or RowsLayer ? last.Output : last.Parts[0].Places.Max(place => place.Start + place.Count);
    }

    /// <summary>Writes the merge of both directions of a layer.</summary>
    private void Merged(LayerTrace layer, BidirectionalLayer both, Rows read)
    {
        if (!both.HandsOnEveryStep)
        {
            code.Comment($"The row that each direction computed last: {MergeWriter.Meaning(both.Merge)}.");
            Merge(layer, both, Single, Last(layer.Parts[0], read), Last(layer.Parts[1], read));
            return;
        }

        code.Comment($"Merged: {MergeWriter.Meaning(both.Merge)}.");
        using (code.Block(read.Each(isBackward: false)))
        {
            Merge(layer, both, read.Place("row"), Handed(both.Forward), Handed(both.Backward));
        }

        string Handed(RecurrentLayer half) => read.Place(half.RowsAreBackwards ? read.Back("row") : "row");
    }

    private void Merge(LayerTrace layer, BidirectionalLayer both, string row, string first, string second)
    {
        string one = InRow(first, layer.Parts[0].Of(PartTrace.Output).Start);
        string other = InRow(second, layer.Parts[1].Of(PartTrace.Output).Start);
        MergeWriter.Write(code, _memory, _lanes.Scalar, both, ("trace", one), ("trace", other), "trace", InRow(row, layer.Output));
    }

    /// <summary>Writes a layer in one direction for a row of its input.</summary>
    /// <param name="read">The row of its input.</param>
    /// <param name="row">The row of the trace, relative to the current one.</param>
    /// <param name="added">Where the row that a residual sum adds is, by the number of its layer.</param>
    private void Part(PartTrace part, RowStart read, string row, Func<int, RowStart> added)
    {
        WeightedLayer layer = part.Layout.Layer;
        if (layer is PositionwiseLayer)
        {
            new PositionwiseWriter(code, _lanes).Write(part.Layout, read, new RowStart("trace", InRow(row, part.Start)), added);
            return;
        }

        string x = _memory.From(read.Memory, read.At);
        if (layer is DenseLayer dense)
        {
            Dense(part.Layout, x, InRow(row, part.Start));
            if (dense.Activation.IsOfLayer)
            {
                code.Line(SoftmaxHelpers.Call(dense.Activation, _lanes, _memory.From("trace", InRow(row, part.Start)), dense.Units));
            }

            return;
        }

        int projected = part.Projection is null ? 0 : layer.Output;
        string runs = CodeWriter.List([
            names.Parameters.Within("p", part.Layout.PackedStart), x, .. part.Layout.State.Select(slot => _memory.Within("s", slot.Start)),
            _memory.From("trace", InRow(row, part.Start))]);
        string sizes = CodeWriter.List([
            Literal.Of(layer.Input), Literal.Of(layer.Units), projected == 0 ? "" : Literal.Of(projected),
            Order(layer, layer.Input), Order(layer, layer.Recurrent), PackedLanes]);
        code.Line($"{_helpers.Recurrent(part)}({runs}, {sizes});");
        TracePlace output = part.Of(PartTrace.Output);
        if (part.Projection is not null)
        {
            int unprojected = part.Of(PartTrace.Unprojected).Start;
            Dense(part.Projection, _memory.From("trace", InRow(row, unprojected)), InRow(row, output.Start));
        }

        code.Line(_memory.Copy("trace", InRow(row, output.Start), "s", Literal.Of(part.Layout.StateStart), output.Count));
    }

    private void Dense(LayerLayout layout, string x, string y)
    {
        WeightedLayer layer = layout.Layer;
        string runs = $"{names.Parameters.Within("p", layout.PackedStart)}, {x}, {_memory.From("trace", y)}";
        string sizes = $"{layer.Input}, {layer.Units}, {Order(layer, layer.Input)}, {PackedLanes}";
        code.Line($"{_helpers.Dense(layer.Activation)}({runs}, {sizes});");
    }

    private static string Order(WeightedLayer layer, int terms) => TraceHelpers.Orders(Summation.Order(layer, terms));

    /// <summary>The row of the trace that a layer outputs as a given row.</summary>
    private static string Handed(RecurrentLayer layer, string row) =>
        layer.RowsAreBackwards ? $"steps - 1 - {row}" : row;

    /// <summary>The row of the trace that a layer in one direction computes last.</summary>
    private static string Last(PartTrace part, Rows read) => read.Place(ReadsBackwards(part) ? "0" : read.FromEnd(1, "0"));

    private static bool ReadsBackwards(PartTrace part) =>
        part.Layout.Layer is RecurrentLayer { ReadsBackwards: true };

    /// <summary>Writes the sum of the last layer's output and the input.</summary>
    private void Skip(string row, string inputRow)
    {
        if (_trace.Sum is not int sum)
        {
            return;
        }

        LayerTrace last = _trace.Layers[_trace.Layers.Count - 1];
        string from = last.Layer is RecurrentLayer recurrent && !Network.IsStreaming
            ? Network.ReturnsSequences ? Handed(recurrent, row) : ReadsBackwards(last.Parts[0]) ? "0" : Single
            : row;
        var output = new Variable(_memory.Element("trace", Plus(InRow(from, last.Output))));
        var input = new Variable(_memory.Element("x", Plus(Literal.Scaled(Network.InputSize, inputRow))));
        code.Comment(StraightWriter.SkipMeaning);
        using (code.Block($"for (int k = 0; k < {Network.OutputSize}; k++)"))
        {
            code.Line($"{_memory.Element("trace", Plus(InRow(row, sum)))} = {_lanes.Scalar.Spell(output + input)};");
        }
    }

    /// <summary>Writes the method that skips the masked steps of a sequence, whose rows of the trace hold only the state.</summary>
    private void Masked()
    {
        code.Comment("The same where masked steps are left out. The trace has the state alone for them.");
        string parameters = CodeWriter.List(
            names.Parameters.Parameter("p"), _memory.Parameter("x"), _memory.Parameter("trace", written: true),
            "int steps", _state.Parameter);
        using (code.Block($"internal static void TraceMasked({parameters})"))
        {
            if (_state.HasObject)
            {
                code.Line($"{_memory.Held(written: true)} s = workspace.Values;");
            }

            _memory.Scratch(code, plan.Memory.KeptSteps);
            string run = CodeWriter.List("p", _memory.From("kept", 0), _memory.From("trace", 0), "count", _state.Argument);
            code.Line($$"""
                int count = 0;
                for (int step = 0; step < steps; step++)
                {
                    if (!{{IsMasked("step")}})
                    {
                        {{_memory.Copy("x", "step * InputSize", "kept", "InputSize * count++", "InputSize")}}
                    }
                }

                if (count > 0)
                {
                    Trace({{run}});
                }
                """);
            code.Line();

            // Output that a layer orders from the last row to the first, and what is computed from it, is in that order; what the layer
            // itself computed isn't.
            int handed = Network.ReturnsSequences && Network.Layers[Network.LastOverTime].RowsAreBackwards ? FirstOfLastRow() : _trace.Size;
            Scatter(0, handed, "row");
            if (handed < _trace.Size)
            {
                Scatter(handed, _trace.Size, "steps - 1 - row");
            }

            LastRow();
            foreach (PartTrace part in _trace.Layers.Take(Network.LastOverTime + 1).SelectMany(layer => layer.Parts))
            {
                Passed(part);
            }
        }
    }

    /// <summary>
    /// Writes code that moves the values that only the last row has to that row, where the sequence's final steps are masked.
    /// </summary>
    private void LastRow()
    {
        int first = FirstOfLastRow();
        if (Network.ReturnsSequences || first == _trace.Size)
        {
            return;
        }

        int count = _trace.Size - first;
        string from = InRow("last", first);
        code.Comment("What there is of the whole sequence is in the last row, though that may be masked.");
        code.Line($$"""
            int last = steps - 1;
            while (last > 0 && {{IsMasked("last")}})
            {
                last--;
            }

            if (last < steps - 1)
            {
                {{_memory.Copy("trace", from, "trace", InRow("steps - 1", first), count)}}
                {{_helpers.Missing()}}({{_memory.From("trace", from)}}, {{count}});
            }
            """);
        code.Line();
    }

    /// <summary>Writes code that moves some values of the computed rows to their places, the last row first.</summary>
    /// <param name="step">The step whose mask says whether there are values for a row.</param>
    private void Scatter(int first, int end, string step)
    {
        string from = InRow("from", first);
        string to = InRow("row", first);
        code.Line($$"""
            for (int row = steps - 1, from = count; row >= 0; row--)
            {
                if ({{IsMasked(step)}})
                {
                    {{_helpers.Missing()}}({{_memory.From("trace", to)}}, {{end - first}});
                }
                else
                {
                    from--;
                    {{_memory.Copy("trace", from, "trace", to, end - first)}}
                }
            }
            """);
        code.Line();
    }

    private string IsMasked(string step) => $"IsMasked({_memory.From("x", "0")}, {_memory.NoMask}, {step})";

    /// <summary>Writes the state of a layer in one direction at masked steps: that of the row read before, or zeros.</summary>
    private void Passed(PartTrace part)
    {
        if (part.Layout.Cell is null)
        {
            return;
        }

        bool isBackward = ReadsBackwards(part);
        using (code.Block(isBackward ? "for (int row = steps - 1; row >= 0; row--)" : EachRow))
        using (code.Block($"if ({IsMasked("row")})"))
        {
            string before = isBackward ? "(row + 1)" : "(row - 1)";
            using (code.Block(isBackward ? "if (row < steps - 1)" : "if (row > 0)"))
            {
                foreach (TracePlace place in State(part))
                {
                    code.Line(_memory.Copy("trace", InRow(before, place.Start), "trace", InRow("row", place.Start), place.Count));
                }
            }

            using (code.Block("else"))
            {
                foreach (TracePlace place in State(part))
                {
                    code.Line(_memory.Clear("trace", InRow("row", place.Start), Literal.Of(place.Count)));
                }
            }
        }
    }

    private static IEnumerable<TracePlace> State(PartTrace part) => part.Layout.State.Select(slot => part.Of(slot.Name));

    private string InRow(string row, int place) => row == "0"
        ? Literal.Of(place)
        : Literal.Sum(place, Literal.Scaled(_trace.Size, row));

    private static string Plus(string start) => start == "0" ? "k" : start + " + k";

    /// <summary>Rows that a layer reads.</summary>
    /// <param name="Count">How many there are: a number, or all steps.</param>
    /// <param name="Memory">Where they are.</param>
    /// <param name="At">Where a row starts there.</param>
    /// <param name="Place">The row of the trace for what is computed from it.</param>
    private sealed record Rows(string Count, string Memory, Func<string, string> At, Func<string, string> Place)
    {
        /// <summary>The loop over them.</summary>
        public string Each(bool isBackward) => isBackward
            ? $"for (int row = {Final}; row >= 0; row--)"
            : $"for (int row = 0; row < {Count}; row++)";

        /// <summary>The row as far from the last as another is from the first.</summary>
        public string Back(string row) => $"{Final} - {(row.IndexOf(' ') < 0 ? row : $"({row})")}";

        /// <summary>A row of the last ones.</summary>
        public string FromEnd(int rows, string row) => Count == "steps"
            ? $"steps - {Literal.Of(rows)}{(row == "0" ? "" : " + " + row)}"
            : Literal.Sum(int.Parse(Count, CultureInfo.InvariantCulture) - rows, row);

        private string Final => FromEnd(1, "0");
    }
}

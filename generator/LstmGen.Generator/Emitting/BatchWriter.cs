using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Writes what computes many sequences side by side: lanes run over sequences, so that a parameter is spread over all lanes, and each
/// value of a sequence has a row of memory with a lane for each sequence.
/// </summary>
internal sealed class BatchWriter(CodeWriter code, Names names, Plan plan)
{
    /// <summary>With more values than this a sum is a loop over them.</summary>
    private const int MostRowsWrittenOut = 8;

    /// <summary>With more units at a time their activations are more than the runtime's compiler inlines.</summary>
    private const int MostUnitsOfTile = 4;

    /// <summary>Features, or outputs, that are moved between sequences and rows without a loop.</summary>
    private const int MostMovesWrittenOut = 8;

    private readonly ValueMemory _memory = names.Memory;

    private readonly StateForm _state = new(names, plan);

    private Network Network => plan.Network;

    public IEnumerable<LaneSet> Widths => plan.Batch.IsVectorised
        ? plan.BackEnds.Where(backEnd => backEnd.Width > 1).Select(backEnd => new LaneSet(names, plan.Arithmetic, backEnd.Width))
        : [];

    public void Write()
    {
        if (!Network.IsStreaming)
        {
            Sequences();
            return;
        }

        if (plan.Batch.IsVectorised)
        {
            code.Comment(plan.Batch.VectorsOfRow == 1
                ? "The number of sequences of a batch that are computed side by side: a vector of them."
                : "The number of sequences of a batch that are computed side by side: two vectors of them, so that one computes while the other waits for its activations.");
            code.Body("internal static int BatchLanes", $"Lanes == 1 ? 1 : {(plan.Batch.VectorsOfRow == 1 ? "" : plan.Batch.VectorsOfRow + " * ")}Lanes");
            code.Line();
        }

        code.Comment(_state.HasObject ? "Runs some steps of many sequences from the given states."
            : plan.Batch.IsVectorised ? "Runs some steps of many sequences, from the given states or from the initial one. The states of the sequences of a block are stored together."
            : "Runs some steps of many sequences, from the given states or from the initial one.");
        code.Open($"internal static void RunBatch({BatchParameters})");
        if (!plan.Batch.IsVectorised)
        {
            code.Line("int inputs = steps * InputSize;");
            code.Line("int outputs = (steps - firstOutput) * OutputSize;");
        }
        else
        {
            Blocks();
        }

        if (_state.HasObject)
        {
            code.Open("for (int sequence = 0; sequence < count; sequence++)");
            code.Line("State state = states[sequence];");
            Sequence("sequence * inputs", "inputs", "sequence * outputs", "outputs", "steps, firstOutput");
            code.Close();
        }
        else
        {
            Turns();
        }

        code.Close();
        if (Network.InitialState is not null && plan.Batch.IsVectorised)
        {
            Start();
        }

        foreach (LaneSet lanes in Widths)
        {
            BlockMethod(lanes);
            foreach (LayerLayout layout in plan.Layouts)
            {
                foreach (Phase? phase in layout.Cell is { } cell ? cell.Phases : (IEnumerable<Phase?>)[null])
                {
                    foreach (Run run in Runs(layout.Layer, phase, lanes.Widest))
                    {
                        UnitsMethod(lanes, layout, phase, run);
                    }
                }
            }
        }
    }

    /// <summary>
    /// Sequences take turns, each with its state where it is, or with one in a block of rows, from which it is copied. No expression has a
    /// state as its value where that can be helped: code that isn't optimised yet would keep a copy of it on the stack.
    /// </summary>
    private void Turns()
    {
        if (plan.Batch.IsVectorised)
        {
            // A method of its own, so that its state is not on the stack while blocks are computed.
            code.Line("RunInTurn(p, x, y, count, steps, firstOutput, states);");
            code.Close();
            code.Comment("Runs the sequences one after the other.");
            code.Open($"private static void RunInTurn({BatchParameters})");
            code.Line("int inputs = steps * InputSize;");
            code.Line("int outputs = (steps - firstOutput) * OutputSize;");
        }

        code.Line("State own = default(State);");
        code.Open("for (int sequence = 0; sequence < count; sequence++)");
        code.Open("if (states is null)");
        code.Line("own.Reset();");
        if (plan.Batch.IsVectorised)
        {
            code.Close();
            code.Open("else");
            code.Line("own = states[sequence];");
            code.Close();
            Run("ref own");
            code.Open("if (!(states is null))");
            code.Line("states[sequence] = own;");
        }
        else
        {
            Run("ref own");
            code.Close();
            code.Open("else");
            Run("ref states.Slot(sequence)");
        }

        code.Close();
        code.Close();

        void Run(string state) => Sequence("sequence * inputs", "inputs", "sequence * outputs", "outputs", "steps, firstOutput", state);
    }

    private string BatchParameters =>
        $"{_memory.Parameter("p")}, {_memory.Parameter("x")}, {_memory.Parameter("y", written: true)}, int count, int steps, int firstOutput, BatchState{(_state.HasObject ? "" : Nullable)} states";

    /// <summary>Sequences that are read backwards take turns.</summary>
    private void Sequences()
    {
        code.Comment("Runs many sequences, one after the other.");
        code.Open($"internal static void RunBatch({CodeWriter.List(_memory.Parameter("p"), _memory.Parameter("x"), _memory.Parameter("y", written: true), "int count", _state.Parameter)})");
        code.Open("for (int sequence = 0; sequence < count; sequence++)");
        Sequence("sequence * InputLength", "InputLength", "sequence * OutputLength", "OutputLength", "Steps");
        code.Close();
        code.Close();
    }

    /// <summary>Writes the call for one sequence.</summary>
    private void Sequence(string inputStart, string inputs, string outputStart, string outputs, string steps, string? state = null) => code.Line(
        $"Run{(Network.MasksByValue ? "Masked" : "")}({CodeWriter.List("p", _memory.Part("x", inputStart, inputs), Network.MasksByValue ? _memory.NoMask : "", _memory.Part("y", outputStart, outputs), steps, state ?? _state.Argument)});");

    private string Nullable => plan.Target.LanguageVersion >= 800 ? "?" : "";

    /// <summary>A full block works on its states where they are; one that is not full, or has none, on a copy.</summary>
    private void Blocks()
    {
        int rows = plan.Batch.StateRows;
        string marshal = names["MemoryMarshal"];
        code.Open("if (BatchLanes > 1)");
        code.Line("int inputs = steps * InputSize;");
        code.Line("int outputs = (steps - firstOutput) * OutputSize;");
        code.Line($"{names.WritableValues} copy = stackalloc {names.Element.Type}[{plan.Memory.BlockCopyCount}];");
        code.Line($"copy = copy.Slice(0, {rows} * BatchLanes);");
        code.Open("for (int first = 0; first < count; first += BatchLanes)");
        code.Line("int used = count - first < BatchLanes ? count - first : BatchLanes;");
        code.Line($"{names.WritableValues} block = states is null ? copy : states.Block(first);");
        code.Line($"{names.WritableValues} s = used < BatchLanes ? copy : block;");
        code.Open("if (states is null)");
        code.Line(Network.InitialState is null ? "s.Clear();" : "Start(s);");
        code.Close();
        code.Open("else if (used < BatchLanes)");
        code.Line("block.CopyTo(s);");
        code.Close();
        foreach (LaneSet lanes in Widths)
        {
            code.Open($"{(lanes.Width == plan.BackEnds[0].Width ? "" : "else ")}if ({lanes.IsSupported})");
            code.Line($"Batch{lanes.Suffix}(ref {marshal}.GetReference(p), ref {marshal}.GetReference(x.Slice(first * inputs)), ref {marshal}.GetReference(y.Slice(first * outputs)), used, steps, firstOutput, ref {marshal}.GetReference(s));");
            code.Close();
        }

        code.Open("if (!(states is null) && used < BatchLanes)");
        code.Comment("The lanes after the last sequence belong to slots that take no part.");
        code.Open("for (int row = 0; row < s.Length; row += BatchLanes)");
        code.Line("s.Slice(row, used).CopyTo(block.Slice(row));");
        code.Close();
        code.Close();
        code.Close();
        code.Line("return;");
        code.Close();
    }

    /// <summary>Writes the method that puts a block's sequences at their initial state, where that is not zero.</summary>
    private void Start()
    {
        code.Comment("Sets the sequences of a block to their initial state. Each value of the state has a row, with a lane for each sequence.");
        code.Open($"internal static void Start({names.WritableValues} block)");
        code.Open($"for (int row = 0; row < {plan.Batch.StateRows}; row++)");
        code.Line("block.Slice(row * BatchLanes, BatchLanes).Fill(InitialState[row]);");
        code.Close();
        code.Close();
    }

    private void BlockMethod(LaneSet set)
    {
        Lanes lanes = set.Widest;
        Memory memory = set.Memory;
        code.Comment($"Steps of at most {RowSize(lanes)} sequences, one in each lane of {(plan.Batch.VectorsOfRow == 1 ? "a vector" : "two vectors")} of {set.Suffix} bits.");
        Optimized();
        code.Open($"private static void Batch{set.Suffix}(ref {plan.Element.Type} p, ref {plan.Element.Type} x, ref {plan.Element.Type} y, int count, int steps, int firstOutput, ref {plan.Element.Type} s)");
        memory.Scratch(code, plan.Memory.BlockRows(lanes.Width));

        code.Open("for (int step = 0; step < steps; step++)");
        code.Comment("x of the step. Each feature has a row, with a lane for each sequence.");
        code.Line($"ref {plan.Element.Type} from = ref x;");
        code.Open("for (int lane = 0; lane < count; lane++)");
        Moves(Network.InputSize, feature => $"{Lane("scratch", 0, feature)} = {memory.Element("from", feature)};");
        code.Line(memory.Advance("from", "steps * InputSize"));
        code.Close();
        for (int i = 0; i <= Network.LastRecurrent; i++)
        {
            Call(i);
        }

        code.Open("if (step >= firstOutput)");
        for (int i = Network.LastRecurrent + 1; i < Network.Layers.Count; i++)
        {
            Call(i);
        }

        (string name, int row) = OutputOf(Network.Layers.Count - 1);
        code.Line($"ref {plan.Element.Type} to = ref y;");
        code.Open("for (int lane = 0; lane < count; lane++)");
        if (Network.Skip)
        {
            code.Comment(StraightWriter.SkipMeaning);
        }

        Moves(Network.OutputSize, output => $"{memory.Element("to", output)} = {(Network.Skip ? Skipped(name, row, output) : Lane(name, row, output))};");
        code.Line(memory.Advance("to", "(steps - firstOutput) * OutputSize"));
        code.Close();
        code.Line(memory.Advance("y", Network.OutputSize));
        code.Close();
        code.Line(memory.Advance("x", Network.InputSize));
        code.Close();
        code.Close();

        string Lane(string rows, int start, string row)
        {
            string first = Literal.Sum(start * RowSize(lanes), Literal.Scaled(RowSize(lanes), row));
            return memory.Element(rows, first == "0" ? "lane" : first + " + lane");
        }

        // y + x: of an output and the feature of its number.
        string Skipped(string rows, int start, string output) => set.Scalar.Spell(new Variable(Lane(rows, start, output)) + new Variable(Lane("scratch", 0, output)));

        void Moves(int count, Func<string, string> move)
        {
            if (count > MostMovesWrittenOut)
            {
                code.Open($"for (int k = 0; k < {count}; k++)");
                code.Line(move("k"));
                code.Close();
                return;
            }

            for (int k = 0; k < count; k++)
            {
                code.Line(move(Literal.Of(k)));
            }
        }

        void Call(int i)
        {
            Stage layer = plan.BackEnds[0].Stages[i];
            LayerLayout layout = layer.First.Layout;
            (string input, int inputRow) = i == 0 ? ("scratch", 0) : OutputOf(i - 1);
            (string output, int outputRow) = OutputOf(i);
            Half(0);
            if (plan.Batch.VectorsOfRow > 1)
            {
                code.Open($"if (count > {lanes.Width})");
                Half(lanes.Width);
                code.Close();
            }

            void Half(int start)
            {
                string from = memory.From(input, (inputRow * RowSize(lanes)) + start);
                string to = memory.From(output, (outputRow * RowSize(lanes)) + start);
                string next = memory.From("scratch", (Network.InputSize * RowSize(lanes)) + start);
                if (layout.Cell is { } cell)
                {
                    Phases(cell, from, next, start);
                }
                else
                {
                    Runs(layout.Layer, null, from, to);
                }

                if (layer.First is TiledSchedule { Projection: { } projection })
                {
                    Runs(projection.Layer, null, next, to);
                }

                if (layout.Layer.Activation == Activation.Softmax && layout.Layer is DenseLayer)
                {
                    code.Line(SoftmaxHelpers.BatchCall(set, to, layout.Layer.Units, RowSize(lanes)));
                }
            }

            // Each phase for all units, with what the phases leave behind what is computed.
            void Phases(Cell cell, string from, string next, int start)
            {
                IReadOnlyList<string> carried = [.. cell.Carried];
                string left = string.Concat(carried.Select((_, i) =>
                    ", " + memory.From("scratch", (CarriedRow(layout, i) * RowSize(lanes)) + start)));
                foreach (Phase phase in cell.Phases)
                {
                    Runs(layout.Layer, phase, from, $"{memory.From("s", start)}, {next}{left}");
                }
            }

            void Runs(WeightedLayer computed, Phase? phase, string from, string to)
            {
                foreach (Run run in BatchWriter.Runs(computed, phase, lanes))
                {
                    code.Line($"{run.Method}(ref p, {from}, {to});");
                }
            }

            if (layout.Layer is RecurrentLayer { Projector: null })
            {
                code.Comment("Every unit has read the old h: the new one replaces it.");
                int size = layout.Layer.Units * RowSize(lanes);
                code.Line(memory.Copy("scratch", Network.InputSize * RowSize(lanes), "s", layout.BatchStart * RowSize(lanes), size));
            }
        }
    }

    /// <summary>Where a layer leaves its output: the memory's name and the first row.</summary>
    private (string Memory, int Row) OutputOf(int index)
    {
        LayerLayout layout = plan.BackEnds[0].Layers[index].Layout;
        if (layout.Layer is RecurrentLayer)
        {
            return ("s", layout.BatchStart);
        }

        // Only neighbours are alive at the same time, so two places take turns.
        return ("scratch", FirstDenseRow + (index % 2 == 0 ? 0 : MostDense));
    }

    /// <summary>The row behind a step's input and the next hidden state.</summary>
    private int FirstDenseRow => Network.InputSize + Network.Recurrent.Max(other => other.Units);

    private int MostDense => Network.Layers.OfType<DenseLayer>().Select(other => other.Units).DefaultIfEmpty(0).Max();

    /// <summary>The first row of what a phase of a layer's cell leaves for later ones.</summary>
    /// <param name="index">Its number among all that phases leave.</param>
    private int CarriedRow(LayerLayout layout, int index) => FirstDenseRow + 2 * MostDense + (index * layout.Layer.Units);

    /// <summary>From one row to the next.</summary>
    private int RowSize(Lanes lanes) => plan.Batch.VectorsOfRow * lanes.Width;

    /// <summary>
    /// A run of units whose parameters are packed in groups of one width, and so at one distance from row to row. Each has a method of its
    /// own: with two loops in one method the compiler keeps the constants of tanh in memory.
    /// </summary>
    private sealed record Run(int First, int Count, int GroupLanes, bool HasManyGroups, string Method);

    /// <param name="phase">Of the layer's cell; null for a layer without one.</param>
    private static IEnumerable<Run> Runs(WeightedLayer layer, Phase? phase, Lanes lanes)
    {
        string which = phase is null || phase.Leaves[0] == StateSlot.Hidden ? "" : MemoryPlan.CarriedName(phase.Leaves[0]);
        List<IGrouping<int, Group>> runs = Packing.Groups(layer, lanes.Width, lanes.ElementType).GroupBy(group => group.Lanes).ToList();
        return runs.Select(run => new Run(
            run.First().First,
            run.Sum(group => group.Count),
            run.Key,
            run.Count() > 1,
            $"{layer.PascalName}{which}Batch{lanes.Suffix}" + (runs.Count > 1 ? $"From{run.First().First}" : "")));
    }

    /// <summary>The lanes of a block, as a group of one unit in many sequences.</summary>
    private static Group Block(Lanes lanes) => new(0, lanes.Width, lanes.Width, 1);

    /// <summary>Writes the method for a run of units, a few of them at a time: <see cref="UnitsOfTile"/>.</summary>
    private void UnitsMethod(LaneSet set, LayerLayout layout, Phase? phase, Run run)
    {
        WeightedLayer layer = layout.Layer;
        string which = run.Count == layer.Units ? "" : run.Count == 1 ? $", unit {run.First}" : $", units {run.First} to {run.First + run.Count - 1}";
        code.Comment($"One step of layer {layer.Name}{which}, {set.Width} sequences side by side.");
        Optimized();
        string type = plan.Element.Type;
        IEnumerable<string> left = layout.Cell?.Carried.Select(carried => $", ref {type} {MemoryPlan.CarriedName(carried)}") ?? [];
        string more = phase is null ? $"ref {type} y" : $"ref {type} s, ref {type} next{string.Concat(left)}";
        code.Open($"private static void {run.Method}(ref {type} p, ref {type} x, {more})");
        int size = UnitsOfTile(set, layout, run);
        List<string> tile = Enumerable.Range(0, size).Select(at => size == 1 ? "" : Literal.Of(at)).ToList();
        if (phase is not null)
        {
            Recurrent(set, layout, phase, run, tile);
        }
        else
        {
            Dense(set, layout, run, tile);
        }

        code.Close();
    }

    private void Recurrent(LaneSet set, LayerLayout layout, Phase phase, Run run, List<string> tile)
    {
        Cell cell = layout.Cell!;
        if (phase == cell.Phases[0])
        {
            CellEquations.Write(code, cell);
        }

        Memory memory = set.Memory;
        int rowSize = RowSize(set.Widest);
        Part[] parts =
        [
            Part.OfInput(layout.Layer, new RowsSource("x", rowSize)),
            Part.OfUnits(layout.Layer, StateSlot.Hidden, new RowsSource("h", rowSize)),
            .. cell.Carried.Select(carried =>
                Part.OfUnits(layout.Layer, carried, new RowsSource(MemoryPlan.CarriedName(carried), rowSize))),
        ];
        memory.Declare(code, "h", "s", Literal.Of(layout.BatchStart * rowSize));
        ForEachTile(memory, layout, run, tile.Count, unit =>
        {
            Func<string, string?> own = AddUp(set.Widest, memory, layout, phase.Sums, run, unit, tile, parts);
            string start = Literal.Scaled(rowSize, unit);
            foreach (SlotLayout slot in layout.State.Skip(1))
            {
                memory.Declare(code, slot.Word, "s", Literal.Sum(slot.BatchStart * rowSize, start));
            }

            bool isLast = cell.IsLast(phase);
            string[] shown = [.. phase.Leaves.Select(left => isLast ? "shown" : left + "Shown")];
            for (int i = 0; i < shown.Length; i++)
            {
                memory.Declare(code, shown[i], isLast ? "next" : MemoryPlan.CarriedName(phase.Leaves[i]), start);
            }

            for (int at = 0; at < tile.Count; at++)
            {
                Unit(set.Widest, layout, phase, own, tile[at], at, unit, shown);
            }
        });
    }

    /// <summary>Writes what one unit makes of its sums.</summary>
    /// <param name="at">Its number in the tile.</param>
    /// <param name="unit">The tile's first.</param>
    /// <param name="shown">The memory that each result goes to.</param>
    private void Unit(
        Lanes lanes, LayerLayout layout, Phase phase, Func<string, string?> own, string suffix, int at, string unit, string[] shown)
    {
        int row = at * RowSize(lanes);
        string place = Literal.Sum(row, Literal.Scaled(RowSize(lanes), unit));
        IEnumerable<SlotLayout> state = layout.State.Skip(1);
        var writer = new CellWriter(code, lanes, lanes, phase, suffix,
        [
            .. state.Select(slot => new OwnValue(slot.Name, slot.Name + suffix, lanes.Load(slot.Word, row))),
            new OwnValue(StateSlot.Hidden, "old" + suffix, lanes.Load("h", place)),
            .. layout.Cell!.Carried.Select(carried =>
                new OwnValue(carried, carried + suffix, lanes.Load(MemoryPlan.CarriedName(carried), place))),
        ]);
        foreach (GateVector vector in CellWriter.Vectors(phase.Sums, Block(lanes), suffix))
        {
            writer.Finish(vector, own(vector.Name));
        }

        IReadOnlyList<string> results = writer.Results();
        if (layout.Cell.IsLast(phase))
        {
            foreach (SlotLayout slot in state)
            {
                lanes.StoreAll(code, slot.Name + suffix, slot.Word, row);
            }
        }

        for (int i = 0; i < results.Count; i++)
        {
            lanes.StoreAll(code, results[i], shown[i], row);
        }
    }

    private void Dense(LaneSet set, LayerLayout layout, Run run, List<string> tile)
    {
        Lanes lanes = set.Widest;
        var dense = (DenseLayer)layout.Layer;
        code.Comment(CellEquations.Of(dense));
        ForEachTile(set.Memory, layout, run, tile.Count, unit =>
        {
            Part input = Part.OfInput(dense, new RowsSource("x", RowSize(lanes)));
            AddUp(lanes, set.Memory, layout, [CellSum.OfDense], run, unit, tile, [input]);
            set.Memory.Declare(code, "to", "y", Literal.Scaled(RowSize(lanes), unit));
            for (int at = 0; at < tile.Count; at++)
            {
                string sum = CellSum.OfDense.Name + tile[at];
                lanes.Apply(code, GateActivations.Of(dense.Activation), sum);
                lanes.StoreAll(code, sum, "to", at * RowSize(lanes));
            }
        });
    }

    /// <summary>
    /// How many units are computed at a time. A few share each value, and each cache line of parameters, which holds those of several
    /// units. With one, registers are left for the constants of the activations: that is better where sums are short, or run in chains
    /// that keep the multiply-add units busy by themselves (1 -> 20: 38 ns a step of a sequence against 60 with two).
    /// </summary>
    private static int UnitsOfTile(LaneSet lanes, LayerLayout layout, Run run)
    {
        WeightedLayer layer = layout.Layer;
        int size = Summation.Chains(layer) > 1 || layout.Layer.Rows <= MostRowsWrittenOut ? 1 : Math.Min(MostUnitsOfTile, Registers.ForSums(lanes.Width, layout.Element) / layer.Gates);
        while (run.Count % size != 0 || run.GroupLanes % size != 0)
        {
            size /= 2;
        }

        return size;
    }

    /// <summary>Writes the sums of a tile, and returns how the weights of a sum's own are read after them.</summary>
    private Func<string, string?> AddUp(
        Lanes lanes, Memory memory, LayerLayout layout, IReadOnlyList<CellSum> of, Run run, string unit, List<string> tile, Part[] parts)
    {
        WeightedLayer layer = layout.Layer;
        List<Sum> sums =
        [
            .. tile.SelectMany((suffix, at) => CellWriter.Vectors(of, Block(lanes), suffix)
                .Select(vector => Sum.Of(layer, vector, run.GroupLanes, "w", at, unit))),
        ];
        var weighted = new WeightedSums(code, layer, lanes, sums, (name, index) => lanes.Spread(memory.Element(name, index)));
        int row = 0;
        if (layer.Rows <= MostRowsWrittenOut)
        {
            weighted.WriteStraight(parts);
        }
        else
        {
            weighted.Start();
            row = weighted.WriteLoops(memory, 0, parts);
        }

        return name => weighted.Own(sums.Single(sum => sum.Name == name), row);
    }

    /// <summary>Writes a loop over the tiles of a run, in which <c>w</c> starts at the parameters of the tile's first unit.</summary>
    private void ForEachTile(Memory memory, LayerLayout layout, Run run, int size, Action<string> write)
    {
        bool isLoop = run.Count > size;
        string unit = isLoop ? "u" : Literal.Of(run.First);
        if (isLoop)
        {
            code.Open($"for (int u = {run.First}; u < {run.First + run.Count}; {Literal.Advance("u", size)})");
        }

        if (size > 1)
        {
            code.Comment("Names end in " + string.Join(", ", Enumerable.Range(0, size).Select(at => $"{at} for unit {(!isLoop ? Literal.Of(run.First + at) : at == 0 ? unit : $"{unit} + {at}")}")) + ".");
        }

        int stride = layout.Layer.Gates * layout.Layer.Rows;
        string start = run.HasManyGroups
            ? $"{layout.PackedStart} + {stride} * (u - u % {run.GroupLanes}) + u % {run.GroupLanes}"
            : Literal.Sum(layout.PackedStart + (stride * run.First) - run.First, unit);
        memory.Declare(code, "w", "p", start);
        write(unit);
        if (isLoop)
        {
            code.Close();
        }
    }

    private void Optimized() => KernelAttribute.Write(code, names, plan.Target);
}

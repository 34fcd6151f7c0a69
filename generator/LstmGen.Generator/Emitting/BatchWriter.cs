using System.Linq;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Writes the code for many sequences: one block of sequences after another, or one sequence after another where lanes can't be sequences.
/// </summary>
internal sealed class BatchWriter(CodeWriter code, Names names, Plan plan)
{
    private const string EachSequence = "for (int sequence = 0; sequence < count; sequence++)";

    private readonly ValueMemory _memory = names.Memory;

    private readonly StateForm _state = new(names, plan);

    private Network Network => plan.Network;

    private BatchPlan Batch => plan.Batch;

    public void Write()
    {
        if (!Network.IsStreaming)
        {
            Sequences();
            return;
        }

        if (!Batch.IsVectorised)
        {
            code.Comment(_state.HasObject
                ? "Runs some steps of many sequences from the given states."
                : "Runs some steps of many sequences, from the given states or from the initial one.");
            using (code.Block($"internal static void RunBatch({Parameters})"))
            {
                InTurn();
            }

            return;
        }

        BatchLanes();
        Run();
        Start();
        if (Batch.IsWrittenOnce)
        {
            new EveryWidthWriter(code, names, plan).Write();
            return;
        }

        foreach (BatchBackEnd backEnd in Batch.BackEnds)
        {
            Write(backEnd);
        }
    }

    /// <summary>Writes the methods of a vector width.</summary>
    private void Write(BatchBackEnd backEnd)
    {
        BatchForm form = BatchForm.Of(names, plan, backEnd);
        new BatchBlockWriter(code, names, plan, form, backEnd).Write();
        foreach (BatchLayer layer in backEnd.All.Where(layer => layer.Layer is not PositionwiseLayer))
        {
            foreach (Phase? phase in layer.Phases)
            {
                foreach (BatchRun run in layer.Runs)
                {
                    new BatchUnitsWriter(code, names, plan, form, layer, phase, BatchUnits.Of(run)).Write();
                }
            }
        }
    }

    private LaneSet LanesOf(BatchBackEnd backEnd) => new(names, plan.Arithmetic, backEnd.Width);

    private string Parameters => string.Join(
        ", ",
        names.Parameters.Parameter("p"),
        _memory.Parameter("x"),
        _memory.Parameter("y", written: true),
        $"int first, int count, int steps, int firstOutput, "
        + (_state.HasObject ? "BatchState states" : $"BatchState{names.Nullable} states, {_state.InitialParameter}"));

    /// <summary>Sequences that are read backwards are computed one by one.</summary>
    private void Sequences()
    {
        code.Comment("Runs many sequences, one after the other.");
        string parameters = CodeWriter.List(
            names.Parameters.Parameter("p"), _memory.Parameter("x"), _memory.Parameter("y", written: true), "int count", _state.Parameter);
        using (code.Block($"internal static void RunBatch({parameters})"))
        using (code.Block(EachSequence))
        {
            string x = _memory.Part("x", "sequence * InputLength", "InputLength");
            string y = _memory.Part("y", "sequence * OutputLength", "OutputLength");
            Sequence(x, y, "Steps", _state.Argument);
        }
    }

    /// <summary>Writes the call for one sequence.</summary>
    private void Sequence(string x, string y, string steps, string state)
    {
        bool masks = Network.MasksByValue;
        string arguments = CodeWriter.List("p", x, masks ? _memory.NoMask : "", y, steps, state);
        code.Line($"Run{(masks ? "Masked" : "")}({arguments});");
    }

    private void BatchLanes()
    {
        bool isOne = Batch.VectorsOfRow == 1;
        const string What = "The number of sequences of a batch that are computed side by side: ";
        code.Comment(What + (isOne
            ? "a vector of them."
            : "two vectors of them, so that one computes while the other waits for its activations."));
        code.Body("internal static int BatchLanes", $"Lanes == 1 ? 1 : {(isOne ? "" : Batch.VectorsOfRow + " * ")}Lanes");
        code.Line();
    }

    /// <summary>Writes the choice between blocks and single sequences.</summary>
    private void Run()
    {
        SideBySide();
        code.Comment("Runs some steps of many sequences, from the states in the slots from first on or from the initial one: most side by "
            + "side, the rest in turn.");
        using (code.Block($"internal static void RunBatch({Parameters})"))
        {
            code.Line("""
                int sideBySide = SideBySide(first, count);
                if (sideBySide > 0)
                {
                    RunBlocks(p, x, y, first, sideBySide, steps, firstOutput, states, initial);
                }

                if (sideBySide < count)
                {
                    x = x.Slice(sideBySide * steps * InputSize);
                    y = y.Slice(sideBySide * (steps - firstOutput) * OutputSize);
                    RunInTurn(p, x, y, first + sideBySide, count - sideBySide, steps, firstOutput, states, initial);
                }
                """);
        }

        code.Comment("Runs sequences side by side. The states of the sequences of a block are stored together.");
        using (code.Block($"private static void RunBlocks({Parameters})"))
        {
            Lengths();
            Blocks();
        }

        // A method of its own, so that its state is not on the stack while blocks are computed.
        code.Comment("Runs sequences one after the other.");
        using (code.Block($"private static void RunInTurn({Parameters})"))
        {
            if (Batch.SequencesOfTurn > 1)
            {
                TurnsOfSteps();
            }
            else
            {
                InTurn();
            }
        }
    }

    private void SideBySide()
    {
        code.Comment("How many of some sequences are computed side by side: a last block of few would take longer than they take in turn.");
        using (code.Block("private static int SideBySide(int first, int count)"))
        {
            string few = IsFew(Batch.BackEnds[Batch.BackEnds.Count - 1]);
            for (int i = Batch.BackEnds.Count - 2; i >= 0; i--)
            {
                few = $"{LanesOf(Batch.BackEnds[i]).IsSupported} ? {IsFew(Batch.BackEnds[i])} : {few}";
            }

            code.Line("int lane = first % BatchLanes;");
            code.Line("int rest = (lane + count > BatchLanes ? lane + count : count) % BatchLanes;");
            code.Line($"bool isFew = {few};");
            code.Line("return Lanes == 1 ? 0 : isFew ? count - rest : count;");
        }
    }

    private string IsFew(BatchBackEnd backEnd) => Batch.VectorsOfRow == 1
        ? $"rest < {backEnd.Least}"
        : $"rest < (rest > {backEnd.Width} ? {backEnd.LeastOfTwo} : {backEnd.Least})";

    private void Lengths()
    {
        code.Line("int inputs = steps * InputSize;");
        code.Line("int outputs = (steps - firstOutput) * OutputSize;");
    }

    /// <summary>
    /// Computes sequences one by one, each with its state in place, or with a copy of one in a block of rows. Expressions whose value is a
    /// state are avoided where possible: code that isn't optimised yet would keep a copy of it on the stack.
    /// </summary>
    private void InTurn()
    {
        Lengths();
        if (!_state.HasObject)
        {
            code.Line("State own = default(State);");
        }

        using (code.Block(EachSequence))
        {
            if (_state.HasObject)
            {
                code.Line("State state = states[first + sequence];");
                Turn(_state.Argument);
            }
            else if (Batch.IsVectorised)
            {
                TurnOfCopy();
            }
            else
            {
                TurnInPlace();
            }
        }
    }

    /// <summary>The values of a state in a block are interleaved with those of others.</summary>
    private void TurnOfCopy()
    {
        Begin("own", "first + sequence");
        code.Line();
        Turn("ref own");
        using (code.Block("if (!(states is null))"))
        {
            code.Line("states[first + sequence] = own;");
        }
    }

    /// <summary>A few sequences of a small network take turns at each step: one computes while the others wait for activations.</summary>
    private void TurnsOfSteps()
    {
        Lengths();
        int most = Batch.SequencesOfTurn;
        string span = names["Span"];
        code.Line($"{span}<State> own = stackalloc State[{most}];");
        using (code.Block($"for (int sequence = 0; sequence < count; sequence += {most})"))
        {
            string x = _memory.Part("x", "(sequence + k) * inputs + step * InputSize", "several * InputSize");
            string rows = "(several == 1 ? OutputSize : outputs)";
            string y = _memory.Part("y", "(sequence + k) * outputs + (step < firstOutput ? 0 : step - firstOutput) * OutputSize", rows);
            code.Line($"int used = count - sequence < {most} ? count - sequence : {most};");
            using (code.Block("for (int k = 0; k < used; k++)"))
            {
                Begin("own[k]", "first + sequence + k");
            }

            code.Line();
            code.Line($$"""
                // While one waits for its activations, the next ones compute. One alone has nothing to wait for.
                int several = used > 1 ? 1 : steps;
                for (int step = 0; step < steps; step += several)
                {
                    for (int k = 0; k < used; k++)
                    {
                        Run(p, {{x}}, {{y}}, several, step < firstOutput ? firstOutput - step : 0, ref own[k]);
                    }
                }

                for (int k = 0; !(states is null) && k < used; k++)
                {
                    states[first + sequence + k] = own[k];
                }
                """);
        }
    }

    private void TurnInPlace()
    {
        using (code.Block("if (states is null)"))
        {
            Start("own");
            code.Line();
            Turn("ref own");
        }

        using (code.Block("else"))
        {
            Turn("ref states.Slot(first + sequence)");
        }
    }

    private void Turn(string state) => Sequence(
        _memory.Part("x", "sequence * inputs", "inputs"), _memory.Part("y", "sequence * outputs", "outputs"), "steps, firstOutput", state);

    /// <summary>
    /// A full block works on its states in place; one that isn't full, or has no states, on a copy. The other lanes of a block may belong
    /// to another thread: the copy reads them, whatever they hold, and only the sequences' own lanes are written back.
    /// </summary>
    private void Blocks()
    {
        string span = names.WritableValues;
        code.Line($"{span} copy = {AtLine(plan.Memory.BlockCopyCount)};");
        code.Line($"copy = copy.Slice(0, {Batch.StateRows} * BatchLanes);");
        // Here, not where a block is computed: stack memory is zeroed each time it is allocated.
        code.Line($"{span} {BatchRows.Scratch} = {AtLine(plan.Memory.BlockScratchCount)};");
        using (code.Block("for (int sequence = 0, used; sequence < count; sequence += used)"))
        {
            code.Line($$"""
                int lane = (first + sequence) % BatchLanes;
                used = count - sequence < BatchLanes - lane ? count - sequence : BatchLanes - lane;
                {{span}} block = states is null ? copy : states.Block(first + sequence - lane).Slice(lane);
                {{span}} s = used < BatchLanes ? copy : block;
                """);
            using (code.Block("if (states is null)"))
            {
                StartBlock();
            }

            using (code.Block("else if (used < BatchLanes)"))
            {
                code.Line("block.CopyTo(s);");
            }

            code.Line();
            foreach (BatchBackEnd backEnd in Batch.BackEnds)
            {
                LaneSet lanes = LanesOf(backEnd);
                int bits = plan.Element.VectorBits(backEnd.Width);
                using (code.Block($"{(backEnd == Batch.BackEnds[0] ? "" : "else ")}if ({lanes.IsSupported})"))
                {
                    string which = Batch.IsWrittenOnce ? LaneHelpers.Arguments(names, plan.Arithmetic, bits) : lanes.Suffix;
                    code.Line($"Batch{which}({BlockArguments()});");
                }
            }

            using (code.Block("if (!(states is null) && used < BatchLanes)"))
            {
                code.Comment("The other lanes belong to slots that take no part, or that another thread computes.");
                using (code.Block("for (int row = 0; row < s.Length; row += BatchLanes)"))
                {
                    code.Line("s.Slice(row, used).CopyTo(block.Slice(row));");
                }
            }
        }
    }

    /// <summary>Stack memory, aligned to a cache line, which it isn't by itself: a vector across two lines is read in two parts.</summary>
    private string AtLine(int count)
    {
        string memory = $"stackalloc {names.Element.Type}[{count}]";
        return count == 0 ? memory : $"{PackingHelpers.AtLine(names)}({memory})";
    }

    private string BlockArguments()
    {
        string first = $"ref {names["MemoryMarshal"]}.GetReference";
        string x = $"{first}(x.Slice(sequence * inputs))";
        string y = $"{first}(y.Slice(sequence * outputs))";
        return $"{first}(p), {x}, {y}, used, steps, firstOutput, {first}(s), {first}({BatchRows.Scratch})";
    }

    /// <summary>Writes code that sets a state to that of a sequence, or to the initial state if it has none.</summary>
    private void Begin(string state, string sequence)
    {
        using (code.Block("if (!(states is null))"))
        {
            code.Line($"{state} = states[{sequence}];");
        }

        Start(state, "else ");
    }

    /// <summary>Writes code that sets a state to the initial state.</summary>
    private void Start(string state, string before = "")
    {
        using (code.Block($"{before}if (initial is null)"))
        {
            code.Line($"{state}.Reset();");
        }

        using (code.Block("else"))
        {
            code.Line($"{state}.Start(initial);");
        }
    }

    /// <summary>Writes code that sets the sequences of a block to the initial state.</summary>
    private void StartBlock()
    {
        if (Network.InitialState is not null)
        {
            code.Line("Start(s, initial is null ? InitialState : initial);");
            return;
        }

        code.Line("s.Clear();");
        using (code.Block("if (!(initial is null))"))
        {
            code.Line("Start(s, initial);");
        }
    }

    /// <summary>Writes the method that sets a block's sequences to their initial state.</summary>
    private void Start()
    {
        code.Comment(
            "Sets the sequences of a block to their initial state. Each value of the state has a row, with a lane for each sequence.");
        using (code.Block($"internal static void Start({names.WritableValues} block, {names.Values} initial)"))
        using (code.Block($"for (int row = 0; row < {Batch.StateRows}; row++)"))
        {
            code.Line("block.Slice(row * BatchLanes, BatchLanes).Fill(initial[row]);");
        }
    }
}

using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes the public members of the generated half.</summary>
internal sealed class SurfaceWriter(CodeWriter code, Names names, Plan plan, string generatedCode)
{
    private readonly ValueMemory _memory = names.Memory;
    private readonly StateForm _state = new(names, plan);

    private Network Network => plan.Network;

    private string ClassName => plan.Class.Type.Type.Name;

    private string PlainName => ClassName.TrimStart('@');

    private string InputShape => $"[{Network.Steps}, {Network.InputSize}]";

    private string OutputShape => Network.ReturnsSequences ? $"[{Network.Steps}, {Network.OutputSize}]" : $"[{Network.OutputSize}]";

    public void Write()
    {
        Constants();
        Summary();
        Construction();
        if (Network.Layers.Count == 1 && Network.Layers[0] is LstmLayer { IsPlain: true } lstm && plan.Storage == ParameterStorage.Instance)
        {
            new ConversionWriter(code, names, ClassName, lstm, generatedCode).Write();
        }

        CopyParameters();
        if (Network.Steps is not null)
        {
            Forward();
        }

        if (Network.IsStreaming)
        {
            Step();
            Process();
        }

        new BatchSurfaceWriter(code, names, plan, PlainName, generatedCode).Write();
    }

    private void Constants()
    {
        Constant("InputSize", Network.InputSize, "Features that a step reads.");
        if (Network.Steps is int steps)
        {
            Constant("Steps", steps, "Steps of the sequence that <c>Forward</c> reads.");
        }

        Constant("OutputSize", Network.OutputSize, "Values that a step writes.");
        if (Network.Steps is int length)
        {
            Constant("InputLength", (long)length * Network.InputSize, $"Values that <c>Forward</c> reads: {length} steps × {ReaderText.Count(Network.InputSize, "feature")}.");
            Constant("OutputLength", OutputLength, Network.ReturnsSequences
                ? $"Values that <c>Forward</c> writes: {length} steps × {ReaderText.Count(Network.OutputSize, "value")}."
                : "Values that <c>Forward</c> writes: the output of the last step.");
        }

        Constant("ParameterCount", Network.ParameterCount, "All parameters of all layers: " + string.Join(" + ", Network.Layers.Select(layer => Literal.Of(layer.ParameterCount))) + ".");
    }

    private long OutputLength => Network.ReturnsSequences ? (long)Network.Steps!.Value * Network.OutputSize : Network.OutputSize;

    private void Constant(string name, long value, string meaning)
    {
        code.Doc($"<summary>{meaning}</summary>");
        code.Line($"public const int {name} = {Literal.Of(value)};");
        code.Line();
    }

    private void Summary()
    {
        code.Doc("<summary>The table that Keras' <c>model.summary()</c> prints for this network.</summary>");
        code.Line("public const string Summary =");
        string[] lines = SummaryTable.Lines(PlainName, Network, plan.Element).ToArray();
        for (int i = 0; i < lines.Length; i++)
        {
            bool last = i == lines.Length - 1;
            code.Line($"    \"{lines[i].Replace("\"", "\\\"")}{(last ? "\";" : "\\n\" +")}");
        }

        code.Line();
    }

    private void Construction()
    {
        if (plan.Storage != ParameterStorage.Instance)
        {
            TrainedConstruction();
            return;
        }

        code.Line("private readonly Kernel.Packed _packed;");
        code.Line();
        code.Doc("<summary>Packs the parameters. This is the network's only allocation. One instance serves any number of threads.</summary>");
        code.Doc(
            "<param name=\"parameters\">\n" +
            $"{ReaderText.Grouped(Network.ParameterCount)} values in the order of Keras' <c>get_weights()</c>, each matrix row by row, the gates in the order i, f, c, o:\n" +
            string.Join(",\n", Network.Parts.GroupBy(part => part is DenseLayer { IsProjection: true } projection ? projection.Name.Substring(0, projection.Name.Length - LstmLayer.ProjectionSuffix.Length) : part.Name).Select(ParametersOf)) + ".\n" +
            "</param>");
        code.Doc($"<exception cref=\"{names["ArgumentException"]}\">There are not {ReaderText.Grouped(Network.ParameterCount)} parameters.</exception>");
        code.Attribute(generatedCode);
        // Before C# 11 a structure's constructor has to assign the fields of the user's half, too. Later ones do that by themselves, and with the user's initializers.
        bool assigns = plan.Class.Type.IsStruct && plan.Target.LanguageVersion < 1100;
        code.Open($"public {ClassName}({_memory.WholeParameter("parameters")})" + (assigns && !plan.Class.HasConstructor ? " : this()" : ""));
        if (assigns && plan.Class.HasConstructor)
        {
            code.Line("this = default;");
        }

        _memory.CheckWhole(code, "parameters");
        RequireLength("parameters", "parameters.Length != ParameterCount", "parameters.Length", PlainName, Literal.Of(Network.ParameterCount));
        code.Line("_packed = new Kernel.Packed(parameters);");
        code.Close();
    }

    private void TrainedConstruction()
    {
        // A structure has a constructor without parameters anyway, and a class may have one of the user's.
        if (plan.Class.Type.IsStruct || plan.Class.HasConstructor)
        {
            return;
        }

        code.Doc("<summary>Makes an instance. The trained parameters belong to the class, so it holds nothing, and one instance serves any number of threads.</summary>");
        code.Attribute(generatedCode);
        code.Open($"public {ClassName}()");
        code.Close();
    }

    private static string ParametersOf(IGrouping<string, WeightedLayer> parts) =>
        $"{parts.Key}: {string.Join(", ", parts.SelectMany(part => part.Tensors).Select(tensor => $"{tensor.Words} {tensor}"))}";

    private void CopyParameters()
    {
        code.Doc($"<summary>Copies the parameters in the order {(plan.Storage == ParameterStorage.Instance ? "in which the constructor takes them" : "of Keras' <c>get_weights()</c>")}, bit for bit.</summary>");
        code.Doc($"<param name=\"destination\">Room for {ReaderText.Grouped(Network.ParameterCount)} values.</param>");
        code.Doc($"<exception cref=\"{names["ArgumentException"]}\">The destination has another length.</exception>");
        code.Attribute(generatedCode);
        code.Open($"public void CopyParametersTo({_memory.WholeParameter("destination", written: true)})");
        _memory.CheckWhole(code, "destination");
        RequireLength("destination", "destination.Length != ParameterCount", "destination.Length", PlainName + ".CopyParametersTo", Literal.Of(Network.ParameterCount));
        code.Line($"Kernel.Unpack({ParametersWriter.Packed(plan)}, destination);");
        code.Close();
    }

    private void Forward()
    {
        if (HasStateless)
        {
            code.Doc("<summary>Reads a whole sequence from the initial state.</summary>");
            Form("", "", Steps, hasState: false);
        }

        if (Network.IsStreaming)
        {
            code.Doc("<summary>Reads a whole sequence from a state, and leaves the state after the last step there.</summary>");
            Form("", "", Steps, hasState: true);
        }

        const string Shorter = "<summary>Reads a sequence that is shorter than <see cref=\"Steps\"/>: its first steps alone";
        string[] length = ["int length", "How many steps the sequence has, from 1 on; the rows of the input after them are not read" + (Network.ReturnsSequences ? ", and those of the output are set to zero." : ".")];
        if (HasStateless)
        {
            code.Doc(Shorter + ", from the initial state.</summary>");
            Form(length[0], length[1], "length", hasState: false);
        }

        if (Network.IsStreaming)
        {
            code.Doc(Shorter + ", from a state, and leaves the state after the last of them there.</summary>");
            Form(length[0], length[1], "length", hasState: true);
        }

        if (Network.Masking is null)
        {
            return;
        }

        const string Masked = "<summary>Reads a sequence with masked steps, which leave the state as it is";
        string[] mask = [_memory.MemberParameter("mask", type: "bool"), "Whether each step is to be read, as in Keras: <see langword=\"false\"/> for a masked one."];
        if (HasStateless)
        {
            code.Doc(Masked + ". It starts at the initial state.</summary>");
            Form(mask[0], mask[1], Steps, hasState: false, mask: "mask");
        }

        if (Network.IsStreaming)
        {
            code.Doc(Masked + ". It starts at a state, and leaves the state at the end there.</summary>");
            Form(mask[0], mask[1], Steps, hasState: true, mask: "mask");
        }
    }

    private const string Steps = "Steps";

    /// <summary>Whether a sequence can be read without a state of the caller's: its place is on the stack, or the network has none.</summary>
    private bool HasStateless => !_state.HasObject || !Network.IsStreaming;

    /// <summary>Writes one form of <c>Forward</c>.</summary>
    /// <param name="parameter">Its parameter between input and output, if it has one.</param>
    /// <param name="meaning">What that means.</param>
    /// <param name="steps">The expression of the number of steps.</param>
    /// <param name="mask">The expression of the mask, or null where only the values say what is masked.</param>
    private void Form(string parameter, string meaning, string steps, bool hasState, string? mask = null)
    {
        _memory.Doc(code, "input", $"{ReaderText.Grouped((long)Network.Steps!.Value * Network.InputSize)} values, row by row: {InputShape}, a row for each step.");
        if (mask is not null)
        {
            _memory.Doc(code, "mask", meaning);
        }
        else if (meaning.Length > 0)
        {
            code.Doc($"<param name=\"length\">{meaning}</param>");
        }

        _memory.Doc(code, "output", IsSplit
            ? $"Room for {ReaderText.Grouped(OutputLength)} values: the rows of the forward direction, then those of the backward one."
            : Network.ReturnsSequences
            ? $"Room for {ReaderText.Grouped(OutputLength)} values: {OutputShape}, a row for each step."
            : $"Room for {ReaderText.Count(OutputLength, "value")}: the output of the last step.");
        if (!Network.IsStreaming && _state.HasObject)
        {
            code.Doc("<param name=\"workspace\">The memory in which it is computed.</param>");
        }

        if (hasState)
        {
            code.Doc("<param name=\"state\">The state from which the sequence continues, as Keras' <c>initial_state</c>; afterwards the state at its end.</param>");
        }

        Exceptions();
        if (steps != Steps)
        {
            code.Doc($"<exception cref=\"{names["ArgumentOutOfRangeException"]}\">The length is less than 1 or more than <see cref=\"Steps\"/>.</exception>");
        }

        code.Attribute(generatedCode);
        code.Open($"public void Forward({CodeWriter.List(_memory.MemberParameter("input"), parameter, _memory.MemberParameter("output", written: true), Network.IsStreaming && !hasState ? "" : _state.Parameter)})");
        if (Network.IsStreaming && !hasState)
        {
            // In place: a state that another member returns is copied once more by code that isn't optimised yet.
            code.Line("State state = default(State);");
            if (Network.InitialState is not null)
            {
                code.Line("state.Reset();");
            }

            code.Line($"Forward({CodeWriter.List("input", mask ?? (steps == Steps ? "" : steps), "output", _state.Argument)});");
            code.Close();
            return;
        }

        CheckRuns("input", mask is null ? "" : "mask", "output");
        string shape = $" ({ReaderText.Count(Network.Steps!.Value, "step")} × {ReaderText.Count(Network.InputSize, "feature")})";
        RequireLength("input", $"{_memory.Length("input")} != InputLength", _memory.Length("input"), PlainName + ".Forward", Literal.Of((long)Network.Steps!.Value * Network.InputSize) + shape);
        string outputs = Network.ReturnsSequences
            ? $" ({ReaderText.Count(Network.Steps!.Value, "step")} × {ReaderText.Count(Network.OutputSize, "value")})"
            : "";
        RequireLength("output", $"{_memory.Length("output")} != OutputLength", _memory.Length("output"), PlainName + ".Forward", Literal.Of(OutputLength) + outputs);
        if (steps != Steps)
        {
            code.Open($"if (length < 1 || length > {Steps})");
            code.Line("Guard.Steps(length);");
            code.Close();
        }

        if (mask is not null)
        {
            RequireLength("mask", $"{_memory.Length("mask")} != {Steps}", _memory.Length("mask"), PlainName + ".Forward", Literal.Of(Network.Steps!.Value));
        }

        if (Network.ReturnsSequences)
        {
            RequireApart("Forward", isStrict: !Network.IsStreaming && Network.Masking is not null);
        }

        bool isFull = steps == Steps && mask is null && !Network.MasksByValue && plan.BackEnds.Any(backEnd => backEnd.StepsPerMethod > 0);
        code.Line(isFull
            ? $"Kernel.RunAll({ParametersWriter.Packed(plan)}, {_memory.From("input", "0")}, {_memory.From("output", "0")}, {_state.Argument});"
            : Run(steps, Network.ReturnsSequences ? "0" : steps + " - 1", mask));
        if (steps != Steps && Network.ReturnsSequences)
        {
            if (Network.Layers[Network.LastRecurrent] is BidirectionalLayer { Merge: Merge.None, Forward: var forward, Backward: var backward })
            {
                code.Line(_memory.Clear("output", $"length * {forward.Output}", $"({Steps} - length) * {forward.Output}"));
                code.Line(_memory.Clear("output", $"{Steps} * {forward.Output} + length * {backward.Output}"));
            }
            else
            {
                code.Line(_memory.Clear("output", "length * OutputSize"));
            }
        }

        code.Close();
        Whole("Forward", parameter, mask is not null ? "mask" : steps == Steps ? "" : steps);
    }

    private bool IsSplit => Network.ReturnsSequences && Network.Layers[Network.LastRecurrent] is BidirectionalLayer { Merge: Merge.None };

    /// <summary>The call that runs some steps.</summary>
    /// <param name="mask">The expression of the mask, or null where there is none.</param>
    private string Run(string steps, string firstOutput, string? mask = null)
    {
        bool isMasked = mask is not null || Network.MasksByValue;
        string masked = !isMasked ? "" : mask is null ? _memory.NoMask : _memory.From(mask, "0");
        string output = _memory.From("output", "0");
        return $"Kernel.Run{(isMasked ? "Masked" : "")}({CodeWriter.List(ParametersWriter.Packed(plan), _memory.From("input", "0"), masked, output, steps, Network.IsStreaming ? firstOutput : "", _state.Argument)});";
    }

    private void Step()
    {
        code.Doc("<summary>Reads one step, and advances the state by it: for sequences of any length, as they arrive.</summary>");
        _memory.Doc(code, "input", $"{ReaderText.Count(Network.InputSize, "value")}: the features of the step.");
        _memory.Doc(code, "output", $"Room for {ReaderText.Count(Network.OutputSize, "value")}.");
        code.Doc($"<param name=\"state\">The state that the step before left; {FirstState} for the first step.</param>");
        Exceptions();
        code.Attribute(generatedCode);
        code.Open($"public void Step({Runs})");
        CheckRuns("input", "output");
        RequireLength("input", $"{_memory.Length("input")} != InputSize", _memory.Length("input"), PlainName + ".Step", Literal.Of(Network.InputSize));
        RequireLength("output", $"{_memory.Length("output")} != OutputSize", _memory.Length("output"), PlainName + ".Step", Literal.Of(Network.OutputSize));
        code.Line(Run("1", "0"));
        code.Close();
        Whole("Step");
        if (Network.InputSize != 1 || Network.OutputSize != 1)
        {
            return;
        }

        code.Doc("<summary>Reads one step of one value, such as a sample of sound, and advances the state by it.</summary>");
        code.Doc("<param name=\"input\">The step's only feature.</param>");
        code.Doc($"<param name=\"state\">The state that the step before left; {FirstState} for the first step.</param>");
        code.Doc("<returns>The step's only output.</returns>");
        NoParameters();
        code.Attribute(generatedCode);
        code.Open($"public {plan.Element.Type} Step({plan.Element.Type} input, {_state.Parameter})");
        if (!plan.Target.SpansOfFields)
        {
            StepInMemory();
            return;
        }

        code.Line($"{plan.Element.Type} output = {plan.Element.Literal(0)};");
        string marshal = names["MemoryMarshal"];
        code.Line(Network.MasksByValue
            ? $"Step({marshal}.CreateReadOnlySpan(ref input, 1), {marshal}.CreateSpan(ref output, 1), {_state.Argument});"
            : $"Kernel.Run({ParametersWriter.Packed(plan)}, {marshal}.CreateReadOnlySpan(ref input, 1), {marshal}.CreateSpan(ref output, 1), 1, 0, {_state.Argument});");
        code.Line("return output;");
        code.Close();
    }

    /// <summary>The input's place in memory becomes the output's.</summary>
    private void StepInMemory()
    {
        if (_state.HasObject)
        {
            CheckRuns();
            code.Line($"{_memory.Held(written: true)} s = state.Values;");
        }

        _memory.Scratch(code, plan.Memory.Value);
        code.Line($"{_memory.Element("value", "0")} = input;");
        code.Line($"Step({(plan.Target.Spans ? "value, value" : "value, valueOffset, 1, value, valueOffset, 1")}, {_state.Argument});");
        code.Line($"return {_memory.Element("value", "0")};");
        code.Close();
    }

    private string FirstState => _state.HasObject ? "a new one" : "<see cref=\"State.Initial\"/>";

    private string Runs => $"{_memory.MemberParameter("input")}, {_memory.MemberParameter("output", written: true)}, {_state.Parameter}";

    /// <summary>Writes the checks of what arrays and objects can have wrong: they may not be there.</summary>
    private void CheckRuns(params string[] runs)
    {
        foreach (string run in runs.Where(run => run.Length > 0))
        {
            _memory.Check(code, run);
        }

        if (_state.HasObject)
        {
            code.Open($"if ({_state.Name} is null)");
            code.Line($"Guard.Missing(\"{_state.Name}\");");
            code.Close();
        }
    }

    /// <summary>Writes, after a member that takes parts of arrays, the one that takes all of them.</summary>
    /// <param name="parameter">What is between input and output.</param>
    /// <param name="name">Its name.</param>
    private void Whole(string member, string parameter = "", string name = "")
    {
        if (plan.Target.Spans)
        {
            return;
        }

        bool isRun = name == "mask";
        code.Doc("<summary>The same with whole arrays.</summary>");
        code.Attribute(generatedCode);
        code.Open($"public void {member}({CodeWriter.List(_memory.WholeParameter("input"), isRun ? "bool[] mask" : parameter, _memory.WholeParameter("output", written: true), _state.Parameter)})");
        foreach (string run in new[] { "input", isRun ? "mask" : "", "output" }.Where(run => run.Length > 0))
        {
            _memory.CheckWhole(code, run);
        }

        code.Line($"{member}({CodeWriter.List("input, 0, input.Length", isRun ? "mask, 0, mask.Length" : name, "output, 0, output.Length", _state.Argument)});");
        code.Close();
    }

    private void Process()
    {
        code.Doc("<summary>Reads as many steps as the input holds, writes an output row for each, and advances the state by all of them.</summary>");
        _memory.Doc(code, "input", $"Rows of {ReaderText.Count(Network.InputSize, "feature")}, one for each step.");
        _memory.Doc(code, "output", $"Room for as many rows of {ReaderText.Count(Network.OutputSize, "value")}." + (Network.OutputSize <= Network.InputSize ? " It may start where the input starts." : ""));
        code.Doc($"<param name=\"state\">The state that the step before left; {FirstState} for the first step.</param>");
        Exceptions();
        code.Attribute(generatedCode);
        code.Open($"public void Process({Runs})");
        CheckRuns("input", "output");
        string length = _memory.Length("input");
        code.Line($"int steps = {length} / InputSize;");
        if (Network.InputSize > 1)
        {
            code.Open($"if (steps * InputSize != {length})");
            code.Line($"Guard.Length(\"input\", {length}, \"{PlainName}.Process\", \"a multiple of {Network.InputSize}\");");
            code.Close();
        }

        code.Open($"if ((long)steps * OutputSize != {_memory.Length("output")})");
        code.Line($"Guard.Length(\"output\", {_memory.Length("output")}, \"{PlainName}.Process\", Guard.Text((long)steps * OutputSize) + \" (\" + Guard.Text(steps) + \" steps × {ReaderText.Count(Network.OutputSize, "value")})\");");
        code.Close();
        RequireApart("Process");
        code.Line(Run("steps", "0"));
        code.Close();
        Whole("Process");
    }

    private void Exceptions()
    {
        code.Doc($"<exception cref=\"{names["ArgumentException"]}\">{_memory.Noun} has the wrong length. Nothing was written.</exception>");
        NoParameters();
    }

    private void NoParameters()
    {
        if (plan.Storage != ParameterStorage.Instance)
        {
            return;
        }

        code.Doc($"<exception cref=\"{names["InvalidOperationException"]}\">The instance was made without its parameters.</exception>");
    }

    private void RequireLength(string parameter, string isWrong, string holds, string member, string needs)
    {
        code.Open($"if ({isWrong})");
        code.Line($"Guard.Length(\"{parameter}\", {holds}, \"{member}\", \"{needs}\");");
        code.Close();
    }

    /// <summary>Rows are written while later rows are still to be read: they must not lie on top of them.</summary>
    /// <param name="isStrict">Whether they may not even start at the same place.</param>
    private void RequireApart(string member, bool isStrict = false)
    {
        bool sameStart = !isStrict && !IsSplit && Network.OutputSize <= Network.InputSize;
        code.Open($"if ({_memory.Overlap("input", "output", sameStart)})");
        code.Line($"Guard.Overlap(\"{PlainName}.{member}\", \"output\", \"input\");");
        code.Close();
    }
}

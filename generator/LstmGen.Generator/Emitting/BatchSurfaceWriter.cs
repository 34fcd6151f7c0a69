using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes the public members that compute many sequences with the same parameters.</summary>
internal sealed class BatchSurfaceWriter(CodeWriter code, Names names, Plan plan, string plainName, string generatedCode)
{
    private readonly ValueMemory _memory = names.Memory;
    private readonly StateForm _state = new(names, plan);

    private Network Network => plan.Network;

    private bool HasNullable => plan.Target.LanguageVersion >= 800;

    public void Write()
    {
        if (Network.Steps is int steps)
        {
            string firstOutput = Network.ReturnsSequences ? "0" : "Steps - 1";
            int rows = Network.ReturnsSequences ? steps : 1;
            string outputs = Network.ReturnsSequences ? $"{Steps(steps)} × {Values}" : Values;
            if (!_state.HasObject || !Network.IsStreaming)
            {
                Member(
                    "ForwardBatch", "Reads many whole sequences, each from the initial state, with the same bits as <c>Forward</c>.",
                    $"[count, {steps}, {Network.InputSize}]", Network.ReturnsSequences ? $"[count, {steps}, {Network.OutputSize}]" : $"[count, {Network.OutputSize}]",
                    steps * (long)Network.InputSize, $"{Steps(steps)} × {Features}", rows * (long)Network.OutputSize, outputs, "Steps", firstOutput, hasState: false);
            }

            if (!Network.IsStreaming)
            {
                return;
            }

            Member(
                "ForwardBatch", "Reads many whole sequences, each from its own state, and leaves the states after the last step there.",
                $"[count, {steps}, {Network.InputSize}]", Network.ReturnsSequences ? $"[count, {steps}, {Network.OutputSize}]" : $"[count, {Network.OutputSize}]",
                steps * (long)Network.InputSize, $"{Steps(steps)} × {Features}", rows * (long)Network.OutputSize, outputs, "Steps", firstOutput, hasState: true);
        }

        Member(
            "StepBatch", "Reads one step of each of many sequences, and advances their states by it, with the same bits as <c>Step</c>.",
            $"[count, {Network.InputSize}]", $"[count, {Network.OutputSize}]", Network.InputSize, Features, Network.OutputSize, Values, "1", "0", hasState: true);
        Process();
    }

    private string Features => ReaderText.Count(Network.InputSize, "feature");

    private string Values => ReaderText.Count(Network.OutputSize, "value");

    private static string Steps(int steps) => ReaderText.Count(steps, "step");

    private void Member(
        string name, string summary, string inputShape, string outputShape, long inputs, string inputText, long outputs, string outputText,
        string steps, string firstOutput, bool hasState)
    {
        code.Doc($"<summary>{summary}</summary>");
        code.Doc("<param name=\"count\">The number of sequences.</param>");
        _memory.Doc(code, "inputs", $"{inputShape}, one sequence after the other.");
        _memory.Doc(code, "outputs", $"Room for {outputShape}.");
        Open(name, hasState);
        Require("inputs", name, Literal.Of(inputs), inputText);
        Require("outputs", name, Literal.Of(outputs), outputText);
        Rest(name, steps, firstOutput, hasState);
    }

    private void Process()
    {
        const string Name = "ProcessBatch";
        code.Doc("<summary>Reads as many steps of each of many sequences as the inputs hold, writes an output row for each step, and advances their states by all of them.</summary>");
        code.Doc("<param name=\"count\">The number of sequences.</param>");
        _memory.Doc(code, "inputs", $"[count, steps, {Network.InputSize}], one sequence after the other.");
        _memory.Doc(code, "outputs", $"Room for [count, steps, {Network.OutputSize}].");
        Open(Name, hasState: true);
        string length = _memory.Length("inputs");
        string room = _memory.Length("outputs");
        code.Line($"int steps = count == 0 ? 0 : (int)({length} / ((long)count * InputSize));");
        code.Open($"if ((long)count * steps * InputSize != {length})");
        code.Line($"Guard.Length(\"inputs\", {length}, \"{plainName}.{Name}\", (count == 0 ? \"0\" : \"a multiple of \" + Guard.Text((long)count * InputSize)) + \" (\" + Guard.Sequences(count) + \" × {Features})\");");
        code.Close();
        code.Open($"if ((long)count * steps * OutputSize != {room})");
        code.Line($"Guard.Length(\"outputs\", {room}, \"{plainName}.{Name}\", Guard.Text((long)count * steps * OutputSize) + \" (\" + Guard.Sequences(count) + \" × \" + Guard.Text(steps) + \" steps × {Values})\");");
        code.Close();
        Rest(Name, "steps", "0", hasState: true);
    }

    private void Open(string name, bool hasState)
    {
        if (hasState)
        {
            code.Doc("<param name=\"state\">The states of the sequences, in its slots from 0 to count - 1; the other slots stay as they are.</param>");
        }

        else if (_state.HasObject)
        {
            code.Doc("<param name=\"workspace\">The memory in which they are computed.</param>");
        }

        code.Doc($"<exception cref=\"{names["ArgumentOutOfRangeException"]}\">The count is negative.</exception>");
        code.Doc($"<exception cref=\"{names["ArgumentException"]}\">{_memory.Noun} has the wrong length{(hasState ? ", the state has too few slots," : "")} or the outputs overlap the inputs. Nothing was written.</exception>");
        if (plan.Storage == ParameterStorage.Instance)
        {
            code.Doc($"<exception cref=\"{names["InvalidOperationException"]}\">The instance was made without its parameters.</exception>");
        }

        code.Attribute(generatedCode);
        code.Open($"public void {name}({CodeWriter.List("int count", _memory.MemberParameter("inputs"), _memory.MemberParameter("outputs", written: true), hasState ? "BatchState state" : Network.IsStreaming ? "" : _state.Parameter)})");
        code.Open("if (count < 0)");
        code.Line("Guard.Count(count);");
        code.Close();
        _memory.Check(code, "inputs");
        _memory.Check(code, "outputs");
        if (!hasState && _state.HasObject)
        {
            code.Open("if (workspace is null)");
            code.Line("Guard.Missing(\"workspace\");");
            code.Close();
        }

        if (hasState)
        {
            code.Open("if (state is null)");
            code.Line("Guard.Missing(\"state\");");
            code.Close();
            code.Open($"if (state{(HasNullable ? "!" : "")}.Capacity < count)");
            code.Line($"Guard.Capacity(state.Capacity, \"{plainName}.{name}\", count);");
            code.Close();
        }
    }

    private void Require(string parameter, string name, string each, string text)
    {
        string needs = each == "1" ? "count" : $"(long)count * {each}";
        code.Open($"if ({needs} != {_memory.Length(parameter)})");
        code.Line($"Guard.Length(\"{parameter}\", {_memory.Length(parameter)}, \"{plainName}.{name}\", Guard.Text({needs}) + \" (\" + Guard.Sequences(count) + \" × {text})\");");
        code.Close();
    }

    private void Rest(string name, string steps, string firstOutput, bool hasState)
    {
        code.Open($"if ({_memory.Overlap("inputs", "outputs", mayShareStart: false)})");
        code.Line($"Guard.Overlap(\"{plainName}.{name}\", \"outputs\", \"inputs\");");
        code.Close();
        code.Line(Network.IsStreaming
            ? $"Kernel.RunBatch({ParametersWriter.Packed(plan)}, {_memory.From("inputs", "0")}, {_memory.From("outputs", "0")}, count, {steps}, {firstOutput}, {(hasState ? "state" : "null")});"
            : $"Kernel.RunBatch({CodeWriter.List(ParametersWriter.Packed(plan), _memory.From("inputs", "0"), _memory.From("outputs", "0"), "count", _state.Argument)});");
        code.Close();
        if (!plan.Target.Spans)
        {
            code.Doc("<summary>The same with whole arrays.</summary>");
            code.Attribute(generatedCode);
            code.Open($"public void {name}(int count, {_memory.WholeParameter("inputs")}, {_memory.WholeParameter("outputs", written: true)}, {(hasState ? "BatchState state" : _state.Parameter)})");
            _memory.CheckWhole(code, "inputs");
            _memory.CheckWhole(code, "outputs");
            code.Line($"{name}(count, inputs, 0, inputs.Length, outputs, 0, outputs.Length, {(hasState ? "state" : _state.Argument)});");
            code.Close();
        }
    }
}

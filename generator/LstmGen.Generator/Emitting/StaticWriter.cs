using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Writes the nested class that computes without an object, for compilers that have none, such as Unity's Burst: static methods over spans
/// and the unmanaged state. What they throw has a constant message, because such compilers put none together.
/// </summary>
internal sealed class StaticWriter(CodeWriter code, Names names, Plan plan)
{
    private readonly ValueMemory _memory = names.Memory;
    private readonly StateForm _state = new(names, plan);

    private Network Network => plan.Network;

    private string ClassName => plan.Class.Type.Type.Name.TrimStart('@');

    public void Write(string generatedCode)
    {
        code.Doc(
            "<summary>\n" +
            "The network without an object: static methods over spans and the unmanaged state, without pointers, references and strings made at\n" +
            "run time, for Unity's Burst, for jobs and for entities. The bits are those of the other members.\n" +
            "</summary>");
        code.Attribute(generatedCode);
        code.Open("public static class Static");
        code.Doc("<summary>Values of the packed parameters.</summary>");
        code.Line($"public const int PackedCount = {plan.PackedCount};");
        code.Line();
        Pack();
        if (Network.Steps is int steps)
        {
            long outputs = Network.ReturnsSequences ? (long)steps * Network.OutputSize : Network.OutputSize;
            Member(
                "Forward", $"Reads a whole sequence{(Network.IsStreaming ? " from a state, and leaves the state after the last step there" : "")}.",
                "input.Length != InputLength || output.Length != OutputLength", $"{(long)steps * Network.InputSize} values of input and {outputs} of output",
                "Steps", Network.ReturnsSequences ? "0" : "Steps - 1");
        }

        if (Network.IsStreaming)
        {
            Member(
                "Step", "Reads one step, and advances the state by it.",
                "input.Length != InputSize || output.Length != OutputSize", $"{Network.InputSize} values of input and {Network.OutputSize} of output", "1", "0");
            Member(
                "Process", "Reads as many steps as the input holds, writes an output row for each, and advances the state by all of them. The rows may overlap only as those of the class's own <c>Process</c> may, which is not checked here.",
                "input.Length % InputSize != 0 || (long)(input.Length / InputSize) * OutputSize != output.Length", $"rows of {Network.InputSize} values of input and as many rows of {Network.OutputSize} of output",
                "input.Length / InputSize", "0");
        }

        code.Close();
    }

    private void Pack()
    {
        bool isTrained = plan.Storage != ParameterStorage.Instance;
        code.Doc($"<summary>Copies {(isTrained ? "the trained " : "")}parameters in the order in which a step reads them. That order depends on the processor's vectors: store the parameters, not what is packed.</summary>");
        if (!isTrained)
        {
            code.Doc($"<param name=\"parameters\">{ReaderText.Grouped(Network.ParameterCount)} values, as the constructor takes them.</param>");
        }

        code.Doc("<param name=\"packed\">Room for <see cref=\"PackedCount\"/> values.</param>");
        code.Doc($"<exception cref=\"{names["ArgumentException"]}\">A span has the wrong length.</exception>");
        code.Open($"public static void Pack({(isTrained ? "" : _memory.WholeParameter("parameters") + ", ")}{_memory.WholeParameter("packed", written: true)})");
        Require(
            (isTrained ? "" : "parameters.Length != ParameterCount || ") + "packed.Length != PackedCount",
            "Pack", (isTrained ? "" : $"{Network.ParameterCount} parameters and ") + $"room for {plan.PackedCount} packed ones");
        if (isTrained)
        {
            code.Line("Kernel.Parameters.CopyTo(packed);");
        }
        else
        {
            code.Line("packed.Clear();");
            code.Line("Kernel.Pack(parameters, packed);");
        }

        code.Close();
    }

    private void Member(string name, string summary, string isWrong, string needs, string steps, string firstOutput)
    {
        code.Doc($"<summary>{summary}</summary>");
        code.Doc("<param name=\"packed\">What <see cref=\"Pack\"/> has written.</param>");
        code.Doc($"<param name=\"input\">{ReaderText.Grouped(Network.InputSize)} values for each step.</param>");
        code.Doc($"<param name=\"output\">Room for {needs.Substring(needs.IndexOf(" and ", System.StringComparison.Ordinal) + 5)}.</param>");
        if (Network.IsStreaming)
        {
            code.Doc("<param name=\"state\">The state that the step before left; <see cref=\"State.Initial\"/> for the first step.</param>");
        }

        code.Doc($"<exception cref=\"{names["ArgumentException"]}\">A span has the wrong length. Nothing was written.</exception>");
        code.Open($"public static void {name}({CodeWriter.List(_memory.Parameter("packed"), _memory.Parameter("input"), _memory.Parameter("output", written: true), _state.Parameter)})");
        Require("packed.Length != PackedCount || " + isWrong, name, $"{plan.PackedCount} packed parameters, {needs}");
        string mask = Network.MasksByValue ? _memory.NoMask : "";
        code.Line($"Kernel.Run{(mask.Length > 0 ? "Masked" : "")}({CodeWriter.List("packed", "input", mask, "output", steps, Network.IsStreaming ? firstOutput : "", _state.Argument)});");
        code.Close();
    }

    private void Require(string isWrong, string member, string needs)
    {
        code.Open($"if ({isWrong})");
        code.Line($"throw new {names["ArgumentException"]}(\"{ClassName}.Static.{member} needs {needs}.\");");
        code.Close();
    }
}

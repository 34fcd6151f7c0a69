using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Writes, for a network that needs its whole sequence, what the members of the others would be: using one is a compile error that says
/// why there is none.
/// </summary>
internal sealed class UnavailableWriter(CodeWriter code, Names names, Plan plan)
{
    public void Write()
    {
        Layer layer = plan.Network.Layers.First(layer => !layer.IsStreaming);
        string floats = names.Values;
        string written = names.WritableValues;
        string reason = $"{plan.Class.Type.Type.Name.TrimStart('@')} has no steps and no state: its layer {layer.Name} reads a sequence from the end, so it needs the whole sequence. Use Forward.";
        Member("struct State", null);
        Member("class BatchState", null);
        Member("void Step", $"{floats} input, {written} output, ref State state");
        Member("void Process", $"{floats} input, {written} output, ref State state");
        Member("void StepBatch", $"int count, {floats} inputs, {written} outputs, BatchState state");
        Member("void ProcessBatch", $"int count, {floats} inputs, {written} outputs, BatchState state");

        void Member(string what, string? parameters)
        {
            code.Doc("<summary>Not there: using it is an error.</summary>");
            code.Line($"[{names["Obsolete"]}(\"{reason}\", true)]");
            code.Line($"[{names["EditorBrowsable"]}({names["EditorBrowsableState"]}.Never)]");
            code.Open(parameters is null ? $"public {(what.StartsWith("class", System.StringComparison.Ordinal) ? "sealed " : "")}{what}" : $"public {what}({parameters})");
            code.Close();
        }
    }
}

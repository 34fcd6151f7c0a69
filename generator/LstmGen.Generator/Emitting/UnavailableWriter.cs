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
    public void Write(string generatedCode)
    {
        Layer layer = plan.Network.Layers.First(layer => !layer.IsStreaming);
        string state = new StateForm(names, plan).HasObject ? "State" : "ref State";
        string run = $"{names.Memory.MemberParameter("input")}, {names.Memory.MemberParameter("output", written: true)}, {state} state";
        string batch = $"int count, {names.Memory.MemberParameter("inputs")}, {names.Memory.MemberParameter("outputs", written: true)}, BatchState state";
        string reason = $"{plan.Class.Type.Type.Name.TrimStart('@')} has no steps and no state: its layer {layer.Name} reads a sequence from the end, so it needs the whole sequence. Use Forward.";
        Member((new StateForm(names, plan).HasObject ? "class" : "struct") + " State", null);
        Member("class BatchState", null);
        Member("void Step", run);
        Member("void Process", run);
        Member("void StepBatch", batch);
        Member("void ProcessBatch", batch);

        void Member(string what, string? parameters)
        {
            code.Doc("<summary>Not available for this network; using it is a compile error.</summary>");
            code.Line($"[{names["Obsolete"]}(\"{reason}\", true)]");
            code.Line($"[{names["EditorBrowsable"]}({names["EditorBrowsableState"]}.Never)]");
            code.Attribute(generatedCode);
            code.Open(parameters is null ? $"public {(what.StartsWith("class", System.StringComparison.Ordinal) ? "sealed " : "")}{what}" : $"public {what}({parameters})");
            code.Close();
        }
    }
}

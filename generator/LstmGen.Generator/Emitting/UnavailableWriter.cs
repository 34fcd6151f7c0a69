using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Writes what the members of other networks would be, where this one can't have them: using one is a compile error that says why there is
/// none, and what to use.
/// </summary>
internal sealed class UnavailableWriter(CodeWriter code, Names names, Plan plan, string generatedCode)
{
    private ValueMemory Memory => names.Memory;

    private string ClassName => plan.Class.Type.Type.Name.TrimStart('@');

    /// <summary>Writes, for a network that needs its whole sequence, what steps through others.</summary>
    public void Steps()
    {
        Layer layer = plan.Network.Layers.First(layer => !layer.IsStreaming);
        string state = plan.Target.Spans ? "ref State" : "State";
        string run = $"{Memory.MemberParameter("input")}, {Memory.MemberParameter("output", written: true)}, {state} state";
        string batch = $"int count, {Memory.MemberParameter("inputs")}, {Memory.MemberParameter("outputs", written: true)}, BatchState state";
        string reason = $"{ClassName} has no steps and no state: its layer {layer.Name} reads a sequence from the end, so it needs the whole sequence. Use Forward.";
        Type((plan.Target.Spans ? "struct" : "class") + " State", reason);
        Type("class BatchState", reason);
        Member("void Step", run, reason);
        Member("void Process", run, reason);
        Member("void StepBatch", batch, reason);
        Member("void ProcessBatch", batch, reason);
    }

    /// <summary>
    /// Writes what takes its memory from the stack in others, for a network whose runs need more than a stack has: on a target without
    /// spans no network has it.
    /// </summary>
    public void OnStack()
    {
        if (!plan.Target.Spans || !plan.Memory.IsObject || plan.Network.Steps is null)
        {
            return;
        }

        string type = plan.Network.IsStreaming ? "State" : "Workspace";
        string name = plan.Network.IsStreaming ? "state" : "workspace";
        string reason = $"A run of {ClassName} takes {plan.Memory.Deepest.Bytes / 1024} KB of memory, which a small stack doesn't have. Make it once, var {name} = new {ClassName}.{type}(), one for each {(plan.Network.IsStreaming ? "sequence that is read at the same time" : "thread")}, and pass it as the last argument of the call.";
        string input = Memory.MemberParameter("input");
        string output = Memory.MemberParameter("output", written: true);
        Member("void Forward", $"{input}, {output}", reason);
        Member("void Forward", $"{input}, int length, {output}", reason);
        if (plan.Network.Masking is not null)
        {
            Member("void Forward", $"{input}, {Memory.MemberParameter("mask", type: "bool")}, {output}", reason);
        }

        Member("void ForwardBatch", $"int count, {Memory.MemberParameter("inputs")}, {Memory.MemberParameter("outputs", written: true)}", plan.Network.IsStreaming ? reason.Replace(".State()", ".BatchState(count)").Replace("one for each sequence", "one for the sequences") : reason);
    }

    private void Member(string what, string parameters, string reason)
    {
        Attributes(reason);
        code.Open($"public {what}({parameters})");
        code.Close();
    }

    private void Type(string what, string reason)
    {
        Attributes(reason);
        code.Open($"public {(what.StartsWith("class", System.StringComparison.Ordinal) ? "sealed " : "")}{what}");
        code.Close();
    }

    private void Attributes(string reason)
    {
        code.Doc("<summary>Not available for this network; using it is a compile error.</summary>");
        code.Line($"[{names["Obsolete"]}(\"{reason}\", true)]");
        code.Line($"[{names["EditorBrowsable"]}({names["EditorBrowsableState"]}.Never)]");
        code.Attribute(generatedCode);
    }
}

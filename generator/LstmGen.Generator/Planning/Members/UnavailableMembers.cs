using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning.Members;

/// <summary>
/// What the members of other networks would be, where this one can't have them: using one is a compile error that says why there is none,
/// and what to use.
/// </summary>
internal static class UnavailableMembers
{
    /// <summary>What steps through others, for a network that needs its whole sequence.</summary>
    public static IEnumerable<Member> Steps(Plan plan)
    {
        if (plan.Network.IsStreaming)
        {
            return [];
        }

        var words = new Vocabulary(plan);
        Layer layer = plan.Network.Layers.First(layer => !layer.IsStreaming);
        string reason = $"{words.ClassName} has no steps and no state: its layer {layer.Name} {layer.Obstacle}, so it "
            + $"needs the whole sequence. Use Forward.";
        var state = new Parameter("state", new TypeUse(GeneratedTypes.State))
        {
            Passing = plan.Target.Spans ? Passing.Reference : Passing.Value,
        };
        Parameter[] run = [words.Run("input", ""), words.Run("output", "", isWritten: true), state];
        Parameter[] batch =
            [Vocabulary.Number("count", ""), words.Run("inputs", ""), words.Run("outputs", "", isWritten: true), Vocabulary.BatchState("")];
        return
        [
            Type(GeneratedTypes.State, plan.Target.Spans ? "struct" : "class", reason),
            Type(GeneratedTypes.BatchState, "class", reason),
            Method("Step", run, reason),
            Method("Process", run, reason),
            Method("StepBatch", batch, reason),
            Method("ProcessBatch", batch, reason),
            .. plan.Network.TakesInitialState ? [] : new[] { Method("SetInitialState", [words.Whole("initialState", "")], reason) },
            Method("ResetState", [state with { Passing = plan.Target.Spans ? Passing.Result : Passing.Value }], reason) with
            {
                Body = new Does(plan.Target.Spans ? [new Line("state = default(State);")] : []),
            },
        ];
    }

    /// <summary>What replaces what an instance holds, for a structure whose fields are set by its constructors alone.</summary>
    public static IEnumerable<Member> ReadOnly(Plan plan)
    {
        if (!plan.Class.Type.IsReadOnly)
        {
            return [];
        }

        string name = new Vocabulary(plan).ClassName;
        string reason = $"{name} is a readonly structure, whose parameters can't change. Create another one: new {name}(parameters).";
        return ReplacingMembers.Set(plan).Select(member => Method(member.Name, member.Parameters, reason));
    }

    /// <summary>What reads a sequence that is shorter, for a network whose layers take or join a number of steps.</summary>
    public static IEnumerable<Member> Shorter(Plan plan)
    {
        if (plan.Network.MayBeShorter || plan.Network.Steps is null)
        {
            return [];
        }

        var words = new Vocabulary(plan);
        Layer layer = plan.Network.Layers.OfType<RowsLayer>().First(layer => layer.ReadsSequence && layer.Count > 0);
        string reason = $"{words.ClassName} reads sequences of {plan.Network.Steps} steps: its layer {layer.Name} {layer.Obstacle}, as "
            + "many as the model was made for.";
        Parameter[] parameters =
        [
            words.Run("input", ""), Vocabulary.Number("length", ""), words.Run("output", "", isWritten: true),
            .. words.Handed(""),
        ];
        return [Method("Forward", parameters, reason)];
    }

    /// <summary>
    /// What takes its memory from the stack in others, for a network whose runs need more than a stack has: on a target without spans no
    /// network has it.
    /// </summary>
    public static IEnumerable<Member> OnStack(Plan plan)
    {
        if (!plan.Target.Spans || !plan.Memory.IsObject || plan.Network.Steps is null)
        {
            return [];
        }

        string className = new Vocabulary(plan).ClassName;
        bool isStreaming = plan.Network.IsStreaming;
        string Reason(string variable, string made, string each) =>
            $"A run of {className} takes {plan.Memory.Deepest.Bytes / 1024} KB of memory, which a small stack doesn't have. Make it once, "
            + $"var {variable} = new {className}.{made}, one for {each}, and pass it as the last argument of the call.";
        string one = isStreaming
            ? Reason("state", "State()", "each sequence that is read at the same time")
            : Reason("workspace", "Workspace()", "each thread");
        string many = isStreaming ? Reason("state", "BatchState(count)", "all sequences that are read at the same time") : one;
        Member batch = BatchMembers.ForwardOnStack(plan);
        return
        [
            .. ForwardMembers.OnStack(plan).Select(member => Method(member.Name, member.Parameters, one)),
            Method(batch.Name, batch.Parameters, many),
        ];
    }

    private static Member Method(string name, IEnumerable<Parameter> parameters, string reason) =>
        Unavailable(
            new Member(MemberKind.Method, "public", name)
            {
                Parameters = [.. parameters.Select(parameter => parameter with { Meaning = null })],
            },
            reason);

    private static Member Type(string name, string keyword, string reason) =>
        Unavailable(new Member(MemberKind.Type, keyword == "class" ? "public sealed" : "public", name) { Keyword = keyword }, reason);

    private static Member Unavailable(Member member, string reason) => member with
    {
        Documentation = new Documentation("Not available for this network; using it is a compile error."),
        Body = new Does([]),
        Obstacle = reason,
    };
}

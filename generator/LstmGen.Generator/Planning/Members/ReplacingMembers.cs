using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Planning.Members;

/// <summary>What gives an instance other parameters or another initial state, and what starts sequences there.</summary>
internal sealed class ReplacingMembers(Plan plan)
{
    private const string Concurrent =
        "Not for an instance that another thread computes with: it may read old and new values mixed. To switch without a pause, make a\n"
        + "second instance and exchange the reference.";

    private readonly Vocabulary _words = new(plan);

    public static IEnumerable<Member> Of(Plan plan) => plan.Class.Type.IsReadOnly ? [] : Set(plan);

    /// <summary>What sets a state to where sequences start.</summary>
    public static IEnumerable<Member> Reset(Plan plan) => plan.Network.IsStreaming ? [new ReplacingMembers(plan).ResetOne()] : [];

    /// <summary>The same for the states of many sequences.</summary>
    public static IEnumerable<Member> ResetBatch(Plan plan) => !plan.Network.IsStreaming ? [] :
    [
        new ReplacingMembers(plan).Reset(
            Vocabulary.BatchState("The states of many sequences."),
            "Sets every slot of a batch to where the instance's sequences start."),
    ];

    /// <summary>What replaces what an instance holds; that of a readonly structure stays as it was made.</summary>
    public static IEnumerable<Member> Set(Plan plan)
    {
        var members = new ReplacingMembers(plan);
        return plan.Network.TakesInitialState ? [members.SetParameters(), members.SetInitialState()] : [members.SetParameters()];
    }

    private Member SetParameters()
    {
        string count = ReaderText.Grouped(plan.Network.ParameterCount);
        Parameter parameters = _words.Whole("parameters", $"{count} values, as the constructor takes them.");
        return new Member(MemberKind.Method, "public", "SetParameters")
        {
            Documentation = new Documentation("Replaces the parameters, in place. " + FirstSet)
            {
                Remarks = Concurrent,
                Exceptions = [new Thrown("ArgumentException", $"There are not {count} parameters. Nothing was written.")],
            },
            Parameters = [parameters],
            Checks = [new IsGiven(parameters), new HasLength(parameters, "ParameterCount", NumberText.Of(plan.Network.ParameterCount))],
            Body = new IsOwn(),
        };
    }

    private Member SetInitialState()
    {
        Parameter initial = _words.InitialState();
        return new Member(MemberKind.Method, "public", "SetInitialState")
        {
            Documentation = new Documentation(
                "Replaces the state from which the instance's sequences start, in place, with what is said of <c>SetParameters</c>.")
            {
                Exceptions = [new Thrown("ArgumentException", "It has another length. Nothing was written.")],
            },
            Parameters = [initial],
            Checks = [_words.IsState(initial)],
            Body = new Does([new KeepsInitialState(IsFirst: false)]),
        };
    }

    /// <summary>What the first call costs, and what that means for a structure.</summary>
    private string FirstSet =>
        "Only the first call of an instance without parameters of its own allocates" + (plan.Class.Type.IsStruct ? "; copies of the structure share what is set after that." : ".");

    private Member ResetOne() => Reset(
        new Parameter(_words.State.Name, new TypeUse(_words.State.Type!))
        {
            Passing = _words.State.IsObject ? Passing.Value : Passing.Result,
            Meaning = "The state of a sequence.",
        },
        "Sets a state to where the instance's sequences start: the initial state that it was given, or that of its class.");

    private Member Reset(Parameter state, string summary)
    {
        bool isObject = state.Passing == Passing.Value;
        return new Member(MemberKind.Method, "public", "ResetState")
        {
            Documentation = new Documentation(summary)
            {
                Exceptions = isObject ? [new Thrown("ArgumentNullException", "The state is null.")] : [],
            },
            Parameters = [state],
            Checks = isObject ? [new IsNotNull(state.Name)] : [],
            Body = new Does([new StartsAtInitialState(state.Name, IsNew: !isObject)]),
        };
    }
}

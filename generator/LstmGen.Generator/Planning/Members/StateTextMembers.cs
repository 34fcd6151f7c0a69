using System.Collections.Generic;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning.Members;

/// <summary>What people see of a state: the text that <c>ToString</c> makes of it, and what a debugger shows.</summary>
internal static class StateTextMembers
{
    /// <summary>Values of an h or a c that the text shows.</summary>
    public const int Shown = 4;

    /// <summary>What debuggers read.</summary>
    /// <param name="type">The name of the nested type that the attributes stand on.</param>
    public static IEnumerable<AttributeUse> Attributes(Plan plan, string type) => !plan.Target.DebuggerViews ? [] :
    [
        new AttributeUse("DebuggerDisplay", "\"{ToString(),nq}\""),
        new AttributeUse("DebuggerTypeProxy", $"typeof({type}.View)"),
    ];

    public static IEnumerable<Member> OfState(Plan plan)
    {
        yield return Text(
            $"h and c of each layer, at most the first {Shown} values of each, in the invariant culture. It allocates the text.");
        if (plan.Target.DebuggerViews)
        {
            yield return View("What a debugger shows: all values of h and c by layer.");
        }
    }

    public static IEnumerable<Member> OfBatch(Plan plan)
    {
        yield return Text("How many sequences there is room for. It allocates the text.");
        if (plan.Target.DebuggerViews)
        {
            yield return View("What a debugger shows: the states of all slots.");
        }
    }

    private static Member Text(string summary) => new(MemberKind.Method, "public override", "ToString")
    {
        Type = new TypeUse("string"),
        Documentation = new Documentation(summary),
        Body = new IsOwn(),
    };

    private static Member View(string comment) => new(MemberKind.Type, "internal sealed", "View") { Comment = comment, Body = new IsOwn() };
}

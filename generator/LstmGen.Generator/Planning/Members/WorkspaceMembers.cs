using System.Collections.Generic;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning.Members;

/// <summary>
/// The nested class with the memory of a run, for a network that needs its whole sequence and more than a target has on the stack.
/// </summary>
internal static class WorkspaceMembers
{
    public static IEnumerable<Member> Of(Plan plan) => plan.Network.IsStreaming || !plan.Memory.IsObject ? [] :
    [
        new Member(MemberKind.Type, "public sealed", GeneratedTypes.Workspace)
        {
            Documentation = new Documentation("The memory in which a sequence is computed: allocate one for each thread. Its contents "
                + "mean nothing between two calls."),
            Members = [.. Values(plan, null)],
        },
    ];

    /// <summary>The array that an object's values are in, and the span of it where a target has spans.</summary>
    /// <param name="comment">What is said of the array.</param>
    public static IEnumerable<Member> Values(Plan plan, string? comment)
    {
        string type = plan.Element.Type;
        bool spans = plan.Target.Spans;
        yield return new Member(MemberKind.Field, spans ? "private readonly" : "internal readonly", spans ? "_values" : "Values")
        {
            Type = new TypeUse(type) { IsArray = true },
            Comment = comment,
            Body = new HasValue($"new {type}[Kernel.ValueCount]"),
        };
        if (spans)
        {
            yield return new Member(MemberKind.Property, "internal", "Values")
            {
                Type = TypeUse.Run(type, true, plan.Target),
                Body = new Gives("_values"),
            };
        }
    }
}

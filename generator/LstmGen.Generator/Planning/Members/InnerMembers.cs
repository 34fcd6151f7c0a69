using System.Collections.Generic;

namespace LstmGen.Generator.Planning.Members;

/// <summary>The nested class that nobody else sees: what computes.</summary>
internal static class InnerMembers
{
    public static IEnumerable<Member> Of(Plan plan) =>
    [
        new Member(MemberKind.Type, "private static", "Kernel")
        {
            Comment = "The kernels: the network's equations"
                + (plan.BackEnds.Count > 1 ? ", once for each vector width that a processor may have. All give the same bits." : "."),
            Body = new IsOwn(),
        },
    ];
}

namespace LstmGen.Generator.Planning.Members;

/// <summary>The nested class that nobody else sees: what computes. It has a part in each of several files.</summary>
internal static class InnerMembers
{
    public static Member Kernel(Plan plan) => Part(
        KernelPart.Sequence,
        "The kernels: the network's equations"
        + (plan.BackEnds.Count > 1 ? ", once for each vector width that a processor may have. All give the same bits." : "."));

    public static Member Packing() =>
        Part(KernelPart.Packing, "The order in which the kernels read the parameters.") with { IsLaterPart = true };

    public static Member Batch() =>
        Part(KernelPart.Batch, "The kernels for many sequences. Each has the bits that it has by itself.") with { IsLaterPart = true };

    private static Member Part(KernelPart part, string comment) => new(MemberKind.Type, "private static partial", "Kernel")
    {
        Comment = comment,
        Body = new IsKernel(part),
    };
}

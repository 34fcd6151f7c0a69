using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning.Members;

/// <summary>The members of a generated half, in the order in which they are printed: the one list of them.</summary>
internal static class Surface
{
    public static IReadOnlyList<Member> Of(Plan plan) => [.. Files(plan).SelectMany(file => file.Members)];

    /// <summary>The files that they are printed in; each has a member.</summary>
    public static IEnumerable<SurfaceFile> Files(Plan plan)
    {
        SurfaceFile[] others =
        [
            new("parameters", "Parameters: in the orders of other frameworks, and in the one in which kernels read them.", [.. Parameters(plan)]),
            new("state", "The state of a sequence: what is handed from one call to the next.", [.. State(plan)]),
            new("batch", "Many sequences at once: the members, their states, and the kernels.", [.. Batch(plan)]),
            new("training", "Training: the same equations, and their derivatives.", [.. TrainerMembers.Of(plan)]),
        ];
        others = [.. others.Where(file => file.Members.Count > 0)];
        string names = string.Join(", ", others.Select(file => file.Name));
        return [new("", $"What the network computes. Its other files are named after what they are about: {names}.", [.. Network(plan)]), .. others];
    }

    private static IEnumerable<Member> Network(Plan plan) =>
    [
        .. ConstantMembers.Of(plan),
        .. ConstructionMembers.Of(plan),
        .. ForwardMembers.Of(plan),
        .. StepMembers.Of(plan),
        .. ProcessMembers.Of(plan),
        .. TraceMembers.Of(plan),
        .. LayersMembers.Of(plan),
        .. MetadataMembers.Of(plan),
        .. UnavailableMembers.Steps(plan),
        .. UnavailableMembers.Shorter(plan),
        .. WorkspaceMembers.Of(plan),
        .. UnavailableMembers.OnStack(plan),
        .. StaticMembers.Of(plan),
        .. InterfaceMembers.Of(plan),
        InnerMembers.Kernel(plan),
    ];

    private static IEnumerable<Member> Parameters(Plan plan) =>
    [
        .. ConversionMembers.Of(plan),
        .. CopyMembers.Of(plan),
        .. ReplacingMembers.Of(plan),
        .. UnavailableMembers.ReadOnly(plan),
        InnerMembers.Packing(),
    ];

    private static IEnumerable<Member> State(Plan plan) =>
    [
        .. ReplacingMembers.Reset(plan),
        .. StateMembers.Of(plan),
    ];

    private static IEnumerable<Member> Batch(Plan plan) =>
    [
        .. BatchMembers.Of(plan),
        .. ReplacingMembers.ResetBatch(plan),
        .. BatchStateMembers.Of(plan),
        InnerMembers.Batch(),
    ];

    /// <summary>Every name that the half of some network has: others of the user's half need not be read.</summary>
    public static IReadOnlyCollection<string> AllNames { get; } = new HashSet<string>(
        from spans in new[] { true, false }
        from direction in new[] { Direction.Forward, Direction.GoBackwards }
        from member in Of(Planner.Plan(Example(direction), new Target(Target.OldestLanguageVersion) { Spans = spans }))
        where member.Kind != MemberKind.Constructor
        select member.Name);

    /// <summary>A network that has as many kinds of members as one can have.</summary>
    private static LstmClass Example(Direction direction)
    {
        var layer = new LstmLayer("lstm", 1, 1, Activation.Tanh, Activation.Sigmoid, true, false) { Direction = direction };
        var network = new Network(new EquatableArray<Layer>([layer]), 1) { Masking = new Masking(null) };
        var type = new TypeIdentity("", default, new TypePart("class", ""), "");
        return new LstmClass(type, network, Options.Default with { StaticForm = true }, QualifyNames: false)
        {
            Training = new Model.Training(TrainingLoss.MeanSquared, TrainingOptimizer.Adam, TrainingInitializer.Keras, 1),
            Facts = new EquatableArray<ModelFact>([new ModelFact(FactKind.Source, "")]),
        };
    }
}

using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Planning.Members;

/// <summary>What makes an instance: the constructor, and the field that it fills.</summary>
internal static class ConstructionMembers
{
    public static IEnumerable<Member> Of(Plan plan) => plan.Storage == ParameterStorage.Instance
        ?
        [
            new Member(MemberKind.Field, "private readonly", "_packed")
            {
                Type = plan.Target.Spans ? TypeUse.Aligned(plan.Stored) : new TypeUse(plan.Stored.Type) { IsArray = true },
            },
            WithParameters(plan),
        ]
        // A structure has a constructor without parameters anyway, and a class may have one of the user's.
        : plan.Class.Type.IsStruct || plan.Class.HasConstructor ? [] : [WithoutParameters(plan)];

    private static Member WithParameters(Plan plan)
    {
        var words = new Vocabulary(plan);
        string count = ReaderText.Grouped(plan.Network.ParameterCount);
        Parameter parameters = words.Whole(
            "parameters",
            $"{count} values in the order of Keras' <c>get_weights()</c>, each matrix row by row, the gates in the order i, f, c, o:\n" +
            string.Join(",\n", plan.Network.Parts.GroupBy(LayerOf).Select(ParametersOf)) + ".");
        // Before C# 11 a structure's constructor has to assign the fields of the user's half, too. Later ones do that by themselves, and
        // with the user's initializers.
        bool assigns = plan.Class.Type.IsStruct && plan.Target.LanguageVersion < 1100;
        return new Member(MemberKind.Constructor, "public", plan.Class.Type.Type.Name)
        {
            Documentation = new Documentation("Packs the parameters. This is the network's only allocation. One instance serves any "
                + "number of threads.")
            {
                Exceptions = [new Thrown("ArgumentException", $"There are not {count} parameters.")],
            },
            Parameters = [parameters],
            Initializer = assigns && !plan.Class.HasConstructor ? " : this()" : "",
            First = assigns && plan.Class.HasConstructor ? new Line("this = default;") : null,
            Checks = [new IsGiven(parameters), new HasLength(parameters, "ParameterCount", NumberText.Of(plan.Network.ParameterCount))],
            Body = new Does([new Line("_packed = Kernel.Packed(parameters);")]),
        };
    }

    private static Member WithoutParameters(Plan plan) => new(MemberKind.Constructor, "public", plan.Class.Type.Type.Name)
    {
        Documentation = new Documentation(
            "Makes an instance. The trained parameters belong to the class, so it holds nothing, and one instance serves any number of "
            + "threads."),
        Body = new Does([]),
    };

    /// <summary>A projection's parameters stand with those of its layer.</summary>
    private static string LayerOf(WeightedLayer part) => part is DenseLayer { IsProjection: true }
        ? part.Name.Substring(0, part.Name.Length - RecurrentLayer.ProjectionSuffix.Length)
        : part.Name;

    private static string ParametersOf(IGrouping<string, WeightedLayer> parts) =>
        $"{parts.Key}: {string.Join(", ", parts.SelectMany(part => part.Tensors).Select(tensor => $"{tensor.Words} {tensor}"))}";
}

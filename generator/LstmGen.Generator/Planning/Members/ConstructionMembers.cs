using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Planning.Members;

/// <summary>What makes an instance, and the fields that hold what is its own: parameters, and where its sequences start.</summary>
internal sealed class ConstructionMembers(Plan plan)
{
    private readonly Vocabulary _words = new(plan);

    public static IEnumerable<Member> Of(Plan plan)
    {
        var construction = new ConstructionMembers(plan);
        foreach (Member field in construction.Fields())
        {
            yield return field;
        }

        // A structure has a constructor without parameters anyway, and a class may have one of the user's.
        if (plan.Storage != ParameterStorage.Instance && !plan.Class.Type.IsStruct && !plan.Class.HasConstructor)
        {
            yield return construction.WithoutParameters();
        }

        yield return construction.WithParameters();
    }

    private IEnumerable<Member> Fields()
    {
        string modifiers = plan.Class.Type.IsReadOnly ? "private readonly" : "private";
        yield return new Member(MemberKind.Field, modifiers, "_packed")
        {
            Type = plan.Target.Spans ? TypeUse.Aligned(plan.Stored) : Array(plan.Stored),
            IsTight = true,
        };
        if (plan.Network.TakesInitialState)
        {
            yield return new Member(MemberKind.Field, modifiers, "_initialState")
            {
                Type = Array(plan.Element),
                IsTight = true,
            };
        }
    }

    /// <summary>An array that isn't there before it is needed.</summary>
    private TypeUse Array(Element of) => new(of.Type) { IsArray = true, IsNullable = plan.Target.NullableReferences };

    private Member WithParameters()
    {
        string count = ReaderText.Grouped(plan.Network.ParameterCount);
        Parameter parameters = _words.Whole(
            "parameters",
            $"{count} values in the order of Keras' <c>get_weights()</c>, each matrix row by row, the gates in the order i, f, c, o:\n" +
            string.Join(",\n", plan.Network.Parts.GroupBy(LayerOf).Select(ParametersOf)) + ".");
        Parameter[] initial = plan.Network.TakesInitialState ? [_words.InitialState() with { IsOptional = true }] : [];
        // Before C# 11 a structure's constructor has to assign the fields of the user's half, too. Later ones do that by themselves, and
        // with the user's initializers.
        bool assigns = plan.Class.Type.IsStruct && plan.Target.LanguageVersion < 1100;
        return new Member(MemberKind.Constructor, "public", plan.Class.Type.Type.Name)
        {
            Documentation = new Documentation(
                (plan.Storage == ParameterStorage.Instance
                    ? "Packs the parameters. This is the network's only allocation."
                    : "Makes an instance with parameters of its own, in place of the trained ones, and packs them: an allocation.")
                + " One instance serves any number of threads.")
            {
                Exceptions = [new Thrown("ArgumentException", $"There are not {count} parameters{_words.OrOtherState}.")],
            },
            Parameters = [parameters, .. initial],
            Initializer = assigns && !plan.Class.HasConstructor ? " : this()" : "",
            First = assigns && plan.Class.HasConstructor ? new Line("this = default;") : null,
            Checks =
            [
                new IsGiven(parameters),
                new HasLength(parameters, "ParameterCount", NumberText.Of(plan.Network.ParameterCount)),
                .. initial.Select(_words.IsState),
            ],
            Body = new Does(
            [
                new Line("_packed = Kernel.Packed(parameters);"),
                .. initial.Select(_ => new KeepsInitialState(IsFirst: true)),
            ]),
        };
    }

    private Member WithoutParameters() => new(MemberKind.Constructor, "public", plan.Class.Type.Type.Name)
    {
        Documentation = new Documentation(
            "Makes an instance with the trained parameters. They belong to the class, so it allocates nothing more, and one instance "
            + "serves any\nnumber of threads."),
        Body = new Does([]),
    };

    /// <summary>A projection's parameters stand with those of its layer.</summary>
    private static string LayerOf(WeightedLayer part) => part is DenseLayer { IsProjection: true }
        ? part.Name.Substring(0, part.Name.Length - RecurrentLayer.ProjectionSuffix.Length)
        : part.Name;

    private static string ParametersOf(IGrouping<string, WeightedLayer> parts) =>
        $"{parts.Key}: {string.Join(", ", parts.SelectMany(part => part.Tensors).Select(tensor => $"{tensor.Words} {tensor}"))}";
}

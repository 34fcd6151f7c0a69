using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning.Members;

/// <summary>
/// The nested type that holds h and c of every layer: a structure without references, or a class where that is too large for a stack or a
/// target has no spans. What is read and written of a layer is a span, or a copy where the target can't make a span of a structure's
/// fields.
/// </summary>
internal sealed class StateMembers(Plan plan)
{
    private readonly Vocabulary _words = new(plan);

    private static readonly TypeUse State = new(GeneratedTypes.State);

    private bool IsObject => _words.State.IsObject;

    public static IEnumerable<Member> Of(Plan plan) => plan.Network.IsStreaming ? [new StateMembers(plan).Type()] : [];

    private Member Type()
    {
        string plural = plan.Element.Plural;
        string initial = plan.Network.InitialState is null
            ? "; <see langword=\"default\"/> is the initial state, all zero."
            : ". A sequence starts at <see cref=\"Initial\"/>, which is not zero.";
        string holds =
            $"What one step passes to the next: the hidden state h and the cell state c of every LSTM layer, {plan.StateCount} {plural}";
        bool hasLayout = !IsObject && !plan.Target.InlineArray;
        return new Member(MemberKind.Type, IsObject ? "public sealed" : "public", GeneratedTypes.State)
        {
            Keyword = IsObject ? "class" : "struct",
            IsEquatable = !IsObject,
            Documentation = new Documentation(IsObject
                ? $"{holds}. Make one\n"
                    + "for each sequence that is read at the same time; <see cref=\"CopyFrom\"/> saves it or restores what was saved."
                : $"{holds} without any\nreference. Copy it to save it, to restore it or to send it{initial}")
            {
                Remarks = $"Each h and each c is padded with zeros to whole vectors of {plan.Element.Narrowest}, "
                    + $"{2 * plan.Element.Narrowest} or {plan.Element.Widest} {plural}, the same on every machine.",
            },
            Attributes =
            [
                .. StateTextMembers.Attributes(plan, GeneratedTypes.State),
                .. StateBytesMembers.Contract(plan, "DataContract"),
                .. hasLayout
                    ? [new AttributeUse("StructLayout", $".Sequential, Size = {plan.Element.Bytes * plan.StateCount}", "LayoutKind")]
                    : Enumerable.Empty<AttributeUse>(),
            ],
            Members =
            [
                .. IsObject ? Object() : Structure(),
                .. new StateLayerMembers(plan).All(),
                .. StateBytesMembers.OfState(plan),
                .. StateTextMembers.OfState(plan),
                .. Comparing(),
                .. IsObject ? [] : Structures(),
            ],
        };
    }

    /// <summary>What a structure begins with: its values, and where a sequence starts.</summary>
    private IEnumerable<Member> Structure()
    {
        TypeUse written = TypeUse.Run(plan.Element.Type, true, plan.Target);
        yield return plan.Target.InlineArray
            ? new Member(MemberKind.Field, "private", "_" + plan.Element.Plural) { Type = new TypeUse(Many) }
            : new Member(MemberKind.Field, "private", "_first") { Type = new TypeUse(plan.Element.Type) };
        if (_words.State.IsCopied && !plan.Target.InlineArray)
        {
            yield return Own("internal", "CopyTo") with { Parameters = [new Parameter("values", written)] };
            yield return Own("internal", "Set") with
            {
                Parameters = [new Parameter("values", TypeUse.Run(plan.Element.Type, false, plan.Target))],
            };
        }
        else
        {
            yield return new Member(MemberKind.Property, "internal", "Values")
            {
                Type = written,
                Attributes = [.. UnscopedRef(plan)],
                Body = new IsOwn(),
            };
        }

        yield return new Member(MemberKind.Property, "public static", "Initial")
        {
            Type = State,
            Documentation = new Documentation(plan.Network.InitialState is null
                ? "Where a sequence starts: every h and c is zero."
                : "Where a sequence starts: the h and c that were trained with the model."),
            Body = new IsOwn(),
        };
        yield return Own("public", "Reset") with { Documentation = new Documentation("Returns to the initial state.") };
        yield return Start(plan);
    }

    /// <summary>What sets the values, of a state or of many, to given ones without what pads them.</summary>
    public static Member Start(Plan plan) => Own("internal", "Start") with
    {
        Parameters = [new Parameter("initial", TypeUse.Run(plan.Element.Type, false, plan.Target))],
    };

    /// <summary>The name of the structure that is an array within the state.</summary>
    private string Many => plan.Element.Plural.Substring(0, 1).ToUpperInvariant() + plan.Element.Plural.Substring(1);

    private IEnumerable<Member> Object()
    {
        foreach (Member member in WorkspaceMembers.Values(
            plan,
            "The state, followed by memory that a run needs, because "
            + (plan.Target.Spans ? "a small stack has no room for it." : "a target without spans has none on the stack.")))
        {
            yield return member;
        }

        yield return new Member(MemberKind.Constructor, "public", GeneratedTypes.State)
        {
            Documentation = new Documentation("Makes a state: the initial one."),
            Body = new Does([new Line("Reset();")]),
        };
        string start = plan.Network.InitialState is null ? ": every h and c is zero" : ", which was trained with the model";
        yield return Own("public", "Reset") with { Documentation = new Documentation($"Returns to the initial state{start}.") };
        yield return Start(plan);
        yield return Own("public", "CopyFrom") with
        {
            Documentation = new Documentation("Copies every value from another state.")
            {
                Exceptions = [new Thrown("ArgumentNullException", "The other state is null.")],
            },
            Parameters = [new Parameter("other", State)],
            Checks = [new IsNotNull("other")],
        };
    }

    private IEnumerable<Member> Comparing()
    {
        var truth = new TypeUse("bool");
        string changes = IsObject ? " It changes with the state." : "";
        yield return Own("public", "Equals") with
        {
            Type = truth,
            Documentation = new Documentation("Whether both hold the same bits, and so continue in the same way."),
            Parameters = [new Parameter("other", State with { IsNullable = IsObject && plan.Target.NullableReferences })],
        };
        yield return Own("public override", "Equals") with
        {
            Type = truth,
            Documentation = Documentation.Inherited,
            Parameters = [new Parameter("obj", new TypeUse("object") { IsNullable = plan.Target.NullableReferences })],
        };
        yield return Own("public override", "GetHashCode") with
        {
            Type = TypeUse.Int,
            Documentation = new Documentation($"A hash of the bits, the same on every machine and in every process.{changes}"),
        };
    }

    /// <summary>What only a structure has at its end.</summary>
    private IEnumerable<Member> Structures()
    {
        Passing passing = plan.Memory.ComparesInPlace ? Passing.ReadOnlyReference : Passing.Value;
        foreach ((string sign, string meaning) in new[] { ("==", "Whether both hold the same bits."), ("!=", "Whether a bit differs.") })
        {
            yield return new Member(MemberKind.Operator, "public static", sign)
            {
                Type = new TypeUse("bool"),
                Documentation = new Documentation(meaning),
                Parameters = [new Parameter("left", State) { Passing = passing }, new Parameter("right", State) { Passing = passing }],
                Body = new IsOwn(),
            };
        }

        yield return Own("private static", "Same") with
        {
            Type = new TypeUse("bool"),
            Parameters =
            [
                new Parameter("left", State) { Passing = Passing.Reference },
                new Parameter("right", State) { Passing = Passing.Reference },
            ],
        };
        if (plan.Target.InlineArray)
        {
            yield return new Member(MemberKind.Type, "private", Many)
            {
                Keyword = "struct",
                Attributes = [new AttributeUse("InlineArray", $"{plan.StateCount}")],
                Members = [new Member(MemberKind.Field, "private", "_first") { Type = new TypeUse(plan.Element.Type) }],
            };
        }
    }

    /// <summary>Lets a span be returned only as long as the state that it looks into lives.</summary>
    public static IEnumerable<AttributeUse> UnscopedRef(Plan plan) =>
        plan.Target.UnscopedRef && plan.Target.LanguageVersion >= 1100 ? [new AttributeUse("UnscopedRef")] : [];

    private static Member Own(string modifiers, string name) => new(MemberKind.Method, modifiers, name) { Body = new IsOwn() };
}

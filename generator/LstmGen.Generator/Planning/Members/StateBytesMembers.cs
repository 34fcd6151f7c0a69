using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning.Members;

/// <summary>
/// The property that serializers save and restore a state by, and what it is made of. Bytes, because every serializer keeps their bits,
/// whatever is in them, and all have the same text for them; one property, because serializers know properties, on every target and without
/// being referenced.
/// </summary>
internal static class StateBytesMembers
{
    /// <summary>An attribute by which serializers take a type apart, or serialize a property beside the bytes.</summary>
    public static IEnumerable<AttributeUse> Contract(Plan plan, string attribute) =>
        HasBytes(plan) && plan.Target.DataContracts ? [new AttributeUse(attribute)] : [];

    public static IEnumerable<Member> OfState(Plan plan)
    {
        if (!HasBytes(plan))
        {
            yield break;
        }

        var bytes = new TypeUse("byte") { IsArray = true };
        yield return Bytes(
            plan,
            "The state as bytes, for serializers and for files: four that stand for the network, then h and c of each layer, the "
            + "same on every\nmachine. Every bit is kept. Getting them allocates.",
            "a state");
        yield return Method(
            "internal", "Move",
            new Parameter("bytes", bytes), new Parameter("at", TypeUse.Int), new Parameter("isRead", new TypeUse("bool")));
    }

    public static IEnumerable<Member> OfBatch(Plan plan) => !HasBytes(plan) ? [] :
    [
        Bytes(
            plan,
            "The states of all slots as bytes, for serializers and for files: four that stand for the network, then h and c of each "
            + "layer of slot\n0, and so on, the same on every machine. Every bit is kept. Getting them allocates.",
            "as many states"),
    ];

    /// <summary>Whether the target has what it takes.</summary>
    private static bool HasBytes(Plan plan) => plan.Target.Spans || plan.Target.BlockCopies;

    private static Member Bytes(Plan plan, string meaning, string what) => new(MemberKind.Property, "public", "Bytes")
    {
        Type = new TypeUse("byte") { IsArray = true },
        IsWritable = true,
        Documentation = new Documentation(meaning)
        {
            Exceptions = [new Thrown("ArgumentException", $"The bytes are not {what} of this network. Nothing was written.")],
        },
        Attributes =
        [
            .. plan.Target.DataContracts ? [new AttributeUse("DataMember", "IsRequired = true")] : Enumerable.Empty<AttributeUse>(),
            .. plan.Target.JsonRequired ? [new AttributeUse("JsonRequired")] : Enumerable.Empty<AttributeUse>(),
        ],
        Body = new IsOwn(),
    };

    private static Member Method(string modifiers, string name, params Parameter[] parameters) =>
        new(MemberKind.Method, modifiers, name) { Parameters = parameters, Body = new IsOwn() };
}

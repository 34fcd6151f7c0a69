using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning.Members;

/// <summary>
/// What saves and restores states as bytes: into memory of the caller's, and by a property for serializers. Bytes, because every serializer
/// keeps their bits, whatever is in them, and all have the same text for them; one property, because serializers know properties, on every
/// target and without being referenced.
/// </summary>
internal sealed class StateBytesMembers(Plan plan)
{
    private readonly Vocabulary _words = new(plan);
    private readonly SavedState _saved = SavedState.Of(plan);

    /// <summary>An attribute by which serializers take a type apart, or serialize a property beside the bytes.</summary>
    public static IEnumerable<AttributeUse> Contract(Plan plan, string attribute) =>
        HasBytes(plan) && plan.Target.DataContracts ? [new AttributeUse(attribute)] : [];

    public static IEnumerable<Member> OfState(Plan plan) => HasBytes(plan) ? new StateBytesMembers(plan).State() : [];

    public static IEnumerable<Member> OfBatch(Plan plan) => HasBytes(plan) ? new StateBytesMembers(plan).Batch() : [];

    private IEnumerable<Member> State()
    {
        yield return ConstantMembers.Number(
            "ByteCount", _saved.ByteCount, $"Bytes of a saved state: {SavedState.Overhead} + {_saved.Count} × {_saved.ValueBytes}.");
        yield return new Member(MemberKind.Constant, "internal const", "Network")
        {
            Type = new TypeUse("ulong"),
            Comment = "The hash of the architecture, which identifies the network of a saved state.",
            Body = new HasValue($"0x{_saved.Network.ToString("X16", CultureInfo.InvariantCulture)}UL"),
        };
        foreach (Member member in Members("the state", "the h and c of each layer", "a state", "<see cref=\"ByteCount\"/>"))
        {
            yield return member;
        }

        yield return Move("internal", "Write", new Parameter("bytes", Run(isWritten: true)), new Parameter("at", TypeUse.Int));
        yield return Read("internal");
    }

    private IEnumerable<Member> Batch()
    {
        yield return new Member(MemberKind.Property, "public", "ByteCount")
        {
            Type = TypeUse.Int,
            Documentation = new Documentation(
                $"Bytes of the saved states of all slots: {SavedState.Overhead} + {_saved.Count} × {_saved.ValueBytes} for each."),
            Attributes = plan.Target.JsonRequired ? [new AttributeUse("JsonIgnore")] : [],
            Body = new Gives($"checked({SavedState.Overhead} + {_saved.StateBytes} * Capacity)"),
        };
        const string Values = "the h and c of each layer, slot by slot";
        foreach (Member member in Members("the states of all slots", Values, "as many states", "<see cref=\"ByteCount\"/>"))
        {
            yield return member;
        }

        yield return Read("private");
    }

    private IEnumerable<Member> Members(string what, string values, string noun, string count)
    {
        string are = noun == "a state" ? "is" : "are";
        string format = $"a header, {values}, and a checksum, the same on every machine. Every bit is kept";
        Parameter destination = _words.Bytes("destination", $"Room for {count} bytes; the rest of it stays as it is.", isWritten: true);
        Parameter source = _words.Bytes("source", $"{count} bytes.");
        Member writes = new(MemberKind.Method, "public", "WriteTo")
        {
            Type = TypeUse.Int,
            Documentation = new Documentation($"Saves {what} as bytes, without an allocation:\n{format}.")
            {
                Returns = $"How many bytes were written: {count}.",
                Exceptions = [new Thrown("ArgumentException", "There is less room. Nothing was written.")],
            },
            Parameters = [destination],
            Checks = [new IsGiven(destination)],
            Body = new IsOwn(),
        };
        Thrown refused = new(
            "ArgumentException",
            $"They are not the whole and unaltered bytes of {noun} of this network. Nothing was written.");
        Member reads = new(MemberKind.Method, "public", "ReadFrom")
        {
            Documentation = new Documentation($"Restores {what} from the bytes that any machine saved, without an allocation.")
            {
                Exceptions = [refused],
            },
            Parameters = [source],
            Checks = [new IsGiven(source)],
            Body = new IsOwn(),
        };
        return [.. _words.WithWholeArrays(writes), .. _words.WithWholeArrays(reads), Bytes(what, are, refused)];
    }

    /// <summary>Whether the target has what it takes.</summary>
    private static bool HasBytes(Plan plan) => plan.Target.Spans || plan.Target.BlockCopies;

    private Member Bytes(string what, string are, Thrown refused) => new(MemberKind.Property, "public", "Bytes")
    {
        Type = new TypeUse("byte") { IsArray = true },
        IsWritable = true,
        Documentation = new Documentation($"The bytes that {what} {are} saved as, for serializers. Getting them allocates.")
        {
            Exceptions = [refused],
        },
        Attributes =
        [
            .. plan.Target.DataContracts ? [new AttributeUse("DataMember", "IsRequired = true")] : Enumerable.Empty<AttributeUse>(),
            .. plan.Target.JsonRequired ? [new AttributeUse("JsonRequired")] : Enumerable.Empty<AttributeUse>(),
        ],
        Body = new IsOwn(),
    };

    private Member Read(string modifiers) => Move(
        modifiers, "Read",
        new Parameter("bytes", Run(isWritten: false)), new Parameter("at", TypeUse.Int), new Parameter("valueBytes", TypeUse.Int));

    private TypeUse Run(bool isWritten) => TypeUse.Run("byte", isWritten, plan.Target);

    /// <summary>What moves the values alone, and returns where the next bytes are.</summary>
    private static Member Move(string modifiers, string name, params Parameter[] parameters) =>
        new(MemberKind.Method, modifiers, name) { Type = TypeUse.Int, Parameters = parameters, Body = new IsOwn() };
}

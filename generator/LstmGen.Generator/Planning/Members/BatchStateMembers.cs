using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning.Members;

/// <summary>
/// The nested class that holds the states of many sequences: blocks of as many as are computed side by side, or an array of states where
/// they take turns.
/// </summary>
internal sealed class BatchStateMembers(Plan plan)
{
    private static readonly TypeUse State = new(GeneratedTypes.State);

    private readonly HandedState _state = HandedState.Of(plan);

    private bool HasBlocks => plan.Batch.IsVectorised;

    public static IEnumerable<Member> Of(Plan plan) => plan.Network.IsStreaming ? [new BatchStateMembers(plan).Type()] : [];

    private Member Type() => new(MemberKind.Type, "public sealed", GeneratedTypes.BatchState)
    {
        Documentation = new Documentation(
            "The states of many sequences that advance together: a slot for each, numbered from 0. Allocated once; every slot "
            + "starts at the\n"
            + $"initial state. <see cref=\"this[int]\"/> {(_state.IsObject ? "is" : "reads or writes")} the state of one sequence."),
        Attributes = [.. StateTextMembers.Attributes(plan, GeneratedTypes.BatchState), .. StateBytesMembers.Contract(plan, "DataContract")],
        Members =
        [
            .. Fields(),
            Constructor(),
            Capacity(),
            Indexer(),
            Own("public", "Reset") with { Documentation = new Documentation("Returns every slot to the initial state.") },
            CopyFrom(),
            Part(),
            .. StateBytesMembers.OfBatch(plan),
            .. StateTextMembers.OfBatch(plan),
            .. Inner(),
        ],
    };

    private IEnumerable<Member> Fields() => HasBlocks
        ?
        [
            Field("_values", TypeUse.Aligned(plan.Element)),
            Field("_length", TypeUse.Int),
        ]
        : [Field("_states", State with { IsArray = true })];

    private static Member Field(string name, TypeUse type) =>
        new(MemberKind.Field, "private readonly", name) { Type = type, IsTight = true };

    private static Member Constructor() => new(MemberKind.Constructor, "public", GeneratedTypes.BatchState)
    {
        Documentation = new Documentation("Allocates room for a number of sequences.")
        {
            Exceptions = [new Thrown("ArgumentOutOfRangeException", "The capacity is negative, or more than one array can hold.")],
        },
        Parameters = [new Parameter("capacity", TypeUse.Int)],
        Body = new IsOwn(),
    };

    private Member Capacity() => new(MemberKind.Property, "public", "Capacity")
    {
        Type = TypeUse.Int,
        Documentation = new Documentation("How many sequences there is room for."),
        Attributes = [.. StateBytesMembers.Contract(plan, "DataMember")],
        Body = new IsStored(),
    };

    private Member Indexer() => new(MemberKind.Property, "public", "this")
    {
        Type = State,
        IsWritable = !_state.IsObject,
        Documentation = new Documentation(_state.IsObject
            ? "The state of one sequence itself, as <c>Step</c> and <c>Forward</c> take it. Its <c>Reset</c> starts a new sequence in "
                + "the slot."
            : "The state of one sequence, as <c>Step</c> and <c>Forward</c> take it: to save it, to send it, or to start a new "
                + "sequence in the slot.")
        {
            Exceptions = [new Thrown("ArgumentOutOfRangeException", "There is no such slot.")],
        },
        Parameters = [Vocabulary.Number("slot", "From 0 to the capacity - 1.")],
        Body = new IsOwn(),
    };

    private static Member CopyFrom() => Own("public", "CopyFrom") with
    {
        Documentation = new Documentation("Copies the states of all slots from another one at once: to save them, or to restore what "
            + "was saved.")
        {
            Exceptions =
            [
                new Thrown("ArgumentNullException", "The other one is null."),
                new Thrown("ArgumentException", "It has another capacity. Nothing was written."),
            ],
        },
        Parameters = [new Parameter("other", new TypeUse(GeneratedTypes.BatchState))],
        Checks = [new IsNotNull("other")],
    };

    private static Member Part() => Own("public static", "Part") with
    {
        Documentation = new Documentation("Splits a batch into parts for threads, where that is fast: between sequences that are computed "
            + "side by side.")
        {
            Exceptions =
            [
                new Thrown("ArgumentOutOfRangeException", "The number of sequences is negative, or there is no such part."),
            ],
        },
        Parameters =
        [
            Vocabulary.Number("sequences", "How many the batch has, from slot 0 on."),
            Vocabulary.Number("part", "From 0 to parts - 1."),
            Vocabulary.Number("parts", "Into how many the batch is split."),
            Vocabulary.Number("first", "The first slot of the part.") with { Passing = Passing.Result },
            Vocabulary.Number("count", "How many slots it has.") with { Passing = Passing.Result },
        ],
        Checks = [new IsPartOfBatch()],
    };

    /// <summary>What the class's own members get at the states by.</summary>
    private IEnumerable<Member> Inner()
    {
        Parameter slot = new("slot", TypeUse.Int);
        yield return StateMembers.Start(plan);
        if (HasBlocks)
        {
            yield return Own("internal", "Block") with
            {
                Type = TypeUse.Run(plan.Element.Type, true, plan.Target),
                Comment = "The states of the sequences that are computed side by side, from first on. Each value has a row, with a "
                    + "lane for each sequence.",
                Parameters = [new Parameter("first", TypeUse.Int)],
            };
        }
        else if (!_state.IsObject)
        {
            yield return Own("internal", "Slot") with
            {
                Type = new TypeUse("ref State"),
                Comment = "The state in a slot that there is, in its place.",
                Parameters = [slot],
                Body = new Does([new Line("return ref _states[slot];")]),
            };
        }

        yield return Own("private", HasBlocks ? "Lane" : "Checked") with { Type = TypeUse.Int, Parameters = [slot] };
    }

    private static Member Own(string modifiers, string name) => new(MemberKind.Method, modifiers, name) { Body = new IsOwn() };
}

using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Planning.Members;

/// <summary>What computes many sequences with the same parameters.</summary>
internal sealed class BatchMembers(Plan plan)
{
    private static readonly Parameter Count = Vocabulary.Number("count", "The number of sequences.");

    private static readonly Parameter First = Vocabulary.Number("first", "The slot of the first sequence.");

    private static readonly Parameter SliceState = Vocabulary.BatchState(
        "The states of the sequences, in its slots from first to first + count - 1; the other slots stay as they are.");

    private readonly Vocabulary _words = new(plan);

    private Network Network => plan.Network;

    public static IEnumerable<Member> Of(Plan plan)
    {
        var batch = new BatchMembers(plan);
        return
        [
            .. plan.Network.Steps is null ? [] : batch.Forward(),
            .. plan.Network.IsStreaming ? batch.Step() : [],
            .. plan.Network.IsStreaming ? batch.Process() : [],
        ];
    }

    /// <summary>The form that has no states of the caller's and takes its memory from the stack.</summary>
    public static Member ForwardOnStack(Plan plan) =>
        new BatchMembers(plan).Forward(hasState: false) with { Parameters = [.. new BatchMembers(plan).Runs()] };

    private IEnumerable<Member> Forward()
    {
        if (!_words.State.IsObject || !Network.IsStreaming)
        {
            foreach (Member member in _words.WithWholeArrays(Forward(hasState: false)))
            {
                yield return member;
            }
        }

        if (Network.IsStreaming)
        {
            foreach (Member member in WithSlice(Forward(hasState: true)))
            {
                yield return member;
            }
        }
    }

    private IEnumerable<Parameter> Runs()
    {
        int steps = Network.Steps!.Value;
        string rows = Network.ReturnsSequences ? $"{Network.OutputRows}, " : "";
        string outputs = $"[count, {rows}{Network.OutputSize}]";
        return Runs($"[count, {steps}, {Network.InputSize}]", outputs);
    }

    private Parameter[] Runs(string inputs, string outputs) =>
    [
        Count,
        _words.Run("inputs", inputs + ", one sequence after the other."),
        _words.Run("outputs", $"Room for {outputs}.", isWritten: true),
    ];

    private Member Forward(bool hasState)
    {
        int steps = Network.Steps!.Value;
        string shown = ReaderText.Count(steps, "step");
        Parameter[] runs = [.. Runs()];
        return Form(
            "ForwardBatch",
            hasState
                ? "Reads many whole sequences, each from its own state, and leaves the states after the last step there."
                : "Reads many whole sequences, each from the initial state, with the same bits as <c>Forward</c>.",
            runs,
            [
                new HasLengthForEach(runs[1], steps * (long)Network.InputSize, $"{shown} × {_words.Features}"),
                new HasLengthForEach(
                    runs[2], _words.OutputLength, Network.ReturnsSequences ? $"{_words.ShownRows} × {_words.Values}" : _words.Values),
            ],
            "Steps", Network.ReturnsSequences ? "0" : "Steps - 1", hasState);
    }

    private IEnumerable<Member> Step()
    {
        Parameter[] runs = Runs($"[count, {Network.InputSize}]", $"[count, {Network.OutputSize}]");
        return WithSlice(Form(
            "StepBatch", "Reads one step of each of many sequences, and advances their states by it, with the same bits as <c>Step</c>.",
            runs,
            [
                new HasLengthForEach(runs[1], Network.InputSize, _words.Features),
                new HasLengthForEach(runs[2], Network.OutputSize, _words.Values),
            ],
            "1", "0", hasState: true));
    }

    private IEnumerable<Member> Process()
    {
        Parameter[] runs = Runs($"[count, steps, {Network.InputSize}]", $"[count, steps, {Network.OutputSize}]");
        return WithSlice(Form(
            "ProcessBatch",
            "Reads as many steps of each of many sequences as the inputs hold, writes an output row for each step, and advances their "
            + "states by all of them.",
            runs, [new HasRowsForEach(runs[1], runs[2])], "steps", "0", hasState: true));
    }

    /// <summary>The states, and where the sequences start that have none.</summary>
    private Argument[] States(bool hasState) => _words.State.IsObject ? [new Text("state")]
        : hasState ? [new Text("state"), new Text("null")]
        : [new Text("null"), new Text("_initialState")];

    /// <summary>
    /// The member for the sequences in the first slots, and the one for those in any slots, which it calls. That one takes parts of arrays
    /// alone: threads that share a batch share its inputs and outputs.
    /// </summary>
    /// <param name="slice">The latter, with the documentation of the former.</param>
    private IEnumerable<Member> WithSlice(Member slice) =>
    [
        .. _words.WithWholeArrays(OfFirstSlots(slice)),
        slice with
        {
            Documentation = Documented(
                "The same for a slice of the slots. Threads may compute slices of one batch at the same time; "
                + "<c>BatchState.Part</c> splits it.",
                "The first slot or the count is negative.",
                hasState: true),
        },
    ];

    private static Member OfFirstSlots(Member slice)
    {
        Parameter[] runs = [.. slice.Parameters.Skip(1).Take(3)];
        string arguments = string.Join(", ", runs.SelectMany(parameter => parameter.Declared).Select(parameter => parameter.Name));
        return slice with
        {
            Parameters =
            [
                .. runs,
                Vocabulary.BatchState("The states of the sequences, in its slots from 0 to count - 1; the other slots stay as they are."),
            ],
            Checks = [],
            Body = new Gives($"{slice.Name}(0, {arguments}, state)"),
        };
    }

    /// <param name="negative">What is said of a number that is negative.</param>
    private Documentation Documented(string summary, string negative, bool hasState)
    {
        string slots = hasState ? ", the state has too few slots," : "";
        return new Documentation(summary)
        {
            Exceptions =
            [
                new Thrown("ArgumentOutOfRangeException", negative),
                new Thrown(
                    "ArgumentException",
                    $"{_words.Noun} has the wrong length{slots} or the outputs overlap the inputs. Nothing was written."),
                .. _words.NoParameters,
            ],
        };
    }

    /// <param name="hasState">Whether the states are the caller's, in any slots.</param>
    private Member Form(
        string name, string summary, Parameter[] runs, IEnumerable<Check> lengths, string steps, string firstOutput, bool hasState)
    {
        Parameter[] handed =
            hasState ? [SliceState] : Network.IsStreaming ? [] : [.. _words.Handed("The memory in which they are computed.")];
        return new Member(MemberKind.Method, "public", name)
        {
            Documentation = Documented(summary, "The count is negative.", hasState),
            Parameters = [.. hasState ? [First] : Enumerable.Empty<Parameter>(), .. runs, .. handed],
            Checks =
            [
                new IsCount(),
                new IsGiven(runs[1]),
                new IsGiven(runs[2]),
                .. handed.Where(parameter => hasState || _words.State.IsObject).Select(parameter => new IsNotNull(parameter.Name)),
                .. hasState ? [new HasSlots("state")] : Enumerable.Empty<Check>(),
                .. lengths,
                new IsApart(runs[1], runs[2], MayShareStart: false),
            ],
            Body = new Does([new Call("Kernel.RunBatch",
            [
                new PackedParameters(),
                new TheRun("inputs"),
                new TheRun("outputs"),
                .. Network.IsStreaming ? [new Text(hasState ? "first" : "0")] : Enumerable.Empty<Argument>(),
                new Text("count"),
                .. Network.IsStreaming
                    ? [new Text(steps), new Text(firstOutput), .. States(hasState)]
                    : handed.Select(parameter => new Given(parameter)).Concat(_words.Starts()).ToArray(),
            ])]),
        };
    }
}

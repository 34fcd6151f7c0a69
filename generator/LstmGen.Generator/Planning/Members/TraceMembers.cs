using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Planning.Members;

/// <summary>What shows what all units do at each step.</summary>
internal static class TraceMembers
{
    private const string Name = "Trace";

    /// <summary>What both forms show.</summary>
    private const string Shown =
        "what each unit computes, with the same bits: its gates i, f and o, its candidate g, and its states c and h";

    private const string Where = "The constants <c>Trace…</c> of <see cref=\"Layers\"/> say where a row has what.";

    public static IEnumerable<Member> Of(Plan plan)
    {
        var words = new Vocabulary(plan);
        if (plan.Trace.Length(plan.Network.Steps) is int length)
        {
            foreach (Member member in OfSequence(plan, words, length))
            {
                yield return member;
            }
        }

        if (plan.Network.IsStreaming)
        {
            foreach (Member member in OfSteps(plan, words))
            {
                yield return member;
            }
        }
    }

    /// <summary>The form that reads a whole sequence; a network whose state is an object has the other form alone.</summary>
    private static IEnumerable<Member> OfSequence(Plan plan, Vocabulary words, int length)
    {
        Network network = plan.Network;
        if (network.IsStreaming && words.State.IsObject)
        {
            return [];
        }

        int steps = network.Steps!.Value;
        long inputs = (long)steps * network.InputSize;
        string counted = ReaderText.Count(steps, "step");
        Parameter input = words.Run("input", $"{ReaderText.Grouped(inputs)} values, row by row: [{steps}, {network.InputSize}].");
        Parameter trace = words.Run(
            "trace", $"Room for {ReaderText.Grouped(length)} values: [{steps}, {plan.Trace.Size}]. {Where}", isWritten: true);
        Parameter[] handed = network.IsStreaming ? [] : [.. words.Handed("The memory in which it is computed.")];
        Parameter[] parameters = [input, trace, .. handed];
        return words.WithWholeArrays(new Member(MemberKind.Method, "public", Name)
        {
            Documentation = new Documentation($"Reads a whole sequence from the initial state, and shows {Shown}.")
            {
                Exceptions = [.. words.WrongLength],
            },
            Parameters = parameters,
            Checks =
            [
                .. words.AreGiven(parameters),
                new HasLength(input, "InputLength", $"{NumberText.Of(inputs)} ({counted} × {words.Features})"),
                new HasLength(trace, "TraceLength", $"{NumberText.Of(length)} ({counted} × {ReaderText.Count(plan.Trace.Size, "value")})"),
                new IsApart(input, trace, MayShareStart: false),
            ],
            Body = new Does(
            [
                .. network.IsStreaming ? [new HasOwnState()] : Enumerable.Empty<Statement>(),
                Run(words, "Steps", network.IsStreaming ? words.Handed("") : handed),
            ]),
        });
    }

    /// <summary>The form that reads some steps as they arrive.</summary>
    private static IEnumerable<Member> OfSteps(Plan plan, Vocabulary words)
    {
        string size = NumberText.Of(plan.Trace.Size);
        Parameter input = words.Run("input", $"Rows of {words.Features}, one for each step.");
        Parameter output = words.Run("output", $"Room for as many rows of {words.Values}.", isWritten: true);
        Parameter trace = words.Run("trace", $"Room for as many rows of {size} values. {Where}", isWritten: true);
        Parameter[] handed = [.. words.Handed(words.StateBefore)];
        Parameter[] parameters = [input, output, trace, .. handed];
        return words.WithWholeArrays(new Member(MemberKind.Method, "public", Name)
        {
            Documentation = new Documentation($"Does what <c>Process</c> does, and shows {Shown}.")
            {
                Exceptions = [.. words.WrongLength],
            },
            Parameters = parameters,
            Checks =
            [
                .. words.AreGiven(parameters),
                new HasRows(input, output),
                new HasLength(trace, "checked(steps * TraceSize)", $"{size} values for each step"),
                new IsApart(input, trace, MayShareStart: false),
                new IsApart(trace, output, MayShareStart: false),
            ],
            Body = new Does([Run(words, "steps", handed), new CopiesOutputs(trace, output)]),
        });
    }

    private static Call Run(Vocabulary words, string steps, IEnumerable<Parameter> handed) =>
        new(words.Network is { IsStreaming: false, MasksByValue: true } ? "Kernel.TraceMasked" : "Kernel.Trace",
        [
            new PackedParameters(), new TheRun("input"), new TheRun("trace"), new Text(steps),
            .. handed.Select(state => new Given(state)),
            .. words.Starts(),
        ]);
}

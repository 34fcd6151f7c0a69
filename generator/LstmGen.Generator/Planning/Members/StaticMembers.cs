using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Planning.Members;

/// <summary>
/// The nested class that computes without an object, for compilers that have none, such as Unity's Burst: static methods over spans and the
/// unmanaged state. What they throw has a constant message, because such compilers put none together.
/// </summary>
internal sealed class StaticMembers(Plan plan)
{
    private readonly Vocabulary _words = new(plan);

    private Network Network => plan.Network;

    public static IEnumerable<Member> Of(Plan plan) => !plan.Class.Options.StaticForm ? [] :
    [
        new Member(MemberKind.Type, "public static", GeneratedTypes.Static)
        {
            Documentation = new Documentation(
                "The network without an object: static methods over spans and the unmanaged state, without pointers, references and "
                + "strings made at\nrun time, for Unity's Burst, for jobs and for entities. The bits are those of the other members."),
            Members = [.. new StaticMembers(plan).All()],
        },
    ];

    private IEnumerable<Member> All()
    {
        yield return ConstantMembers.Number("PackedCount", plan.PackedCount, "Values of the packed parameters.");
        if (plan.Storage != ParameterStorage.Instance)
        {
            yield return Pack(isTrained: true);
        }

        yield return Pack(isTrained: false);
        if (Network.Steps is int steps)
        {
            string state = Network.IsStreaming ? " from a state, and leaves the state after the last step there" : "";
            yield return Run(
                "Forward", $"Reads a whole sequence{state}.",
                ["input.Length != InputLength", "output.Length != OutputLength"],
                $"{(long)steps * Network.InputSize} values of input", $"{_words.OutputLength} of output",
                "Steps", Network.ReturnsSequences ? "0" : "Steps - 1");
        }

        if (Network.IsStreaming)
        {
            yield return Run(
                "Step", "Reads one step, and advances the state by it.",
                ["input.Length != InputSize", "output.Length != OutputSize"],
                $"{Network.InputSize} values of input", $"{Network.OutputSize} of output", "1", "0");
            yield return Run(
                "Process",
                "Reads as many steps as the input holds, writes an output row for each, and advances the state by all of them. The "
                + "rows may overlap only as those of the class's own <c>Process</c> may, which is not checked here.",
                ["input.Length % InputSize != 0", "(long)(input.Length / InputSize) * OutputSize != output.Length"],
                $"rows of {Network.InputSize} values of input", $"as many rows of {Network.OutputSize} of output",
                "input.Length / InputSize", "0");
        }
    }

    private Member Pack(bool isTrained)
    {
        string count = NumberText.Of(Network.ParameterCount);
        Parameter packed = _words.Packed("Room for <see cref=\"PackedCount\"/> values.", isWritten: true) with
        {
            Form = ParameterForm.Whole,
        };
        Parameter parameters = _words.Whole(
            "parameters", $"{ReaderText.Grouped(Network.ParameterCount)} values, as the constructor takes them.");
        string room = $"room for {plan.PackedCount} packed ones";
        string copied = isTrained ? "the trained parameters" : "parameters";
        return new Member(MemberKind.Method, "public static", "Pack")
        {
            Documentation = new Documentation(
                $"Copies {copied} in the order in which a step reads them. That order depends on the processor's vectors: store the "
                + "parameters, not what is packed.")
            {
                Exceptions = [new Thrown("ArgumentException", "A span has the wrong length.")],
            },
            Parameters = isTrained ? [packed] : [parameters, packed],
            Checks = isTrained
                ? [new HasLengths(["packed.Length != PackedCount"], room)]
                :
                [
                    new HasLengths(
                        ["parameters.Length != ParameterCount", "packed.Length != PackedCount"], $"{count} parameters and {room}"),
                ],
            Body = new Does(isTrained
                ? [new Line("Kernel.Trained.CopyTo(packed);")]
                : [new Line("packed.Clear();"), new Line("Kernel.Pack(parameters, packed);")]),
        };
    }

    private Member Run(string name, string summary, string[] wrong, string inputs, string outputs, string steps, string firstOutput)
    {
        Parameter packed = _words.Packed("What <see cref=\"Pack\"/> has written.");
        Parameter[] state = Network.IsStreaming
            ? [.. _words.Handed("The state that the step before left; <see cref=\"State.Initial\"/> for the first step.")]
            : [];
        return new Member(MemberKind.Method, "public static", name)
        {
            Documentation = new Documentation(summary)
            {
                Exceptions = [new Thrown("ArgumentException", "A span has the wrong length. Nothing was written.")],
            },
            Parameters =
            [
                packed,
                _words.Run("input", $"{ReaderText.Grouped(Network.InputSize)} values for each step."),
                _words.Run("output", $"Room for {outputs}.", isWritten: true),
                .. state,
            ],
            Checks =
            [
                new HasLengths(["packed.Length != PackedCount", .. wrong], $"{plan.PackedCount} packed parameters, {inputs} and {outputs}"),
            ],
            Body = new Does([_words.RunSteps(steps, firstOutput, state, packed: new TheRun("packed"))]),
        };
    }
}

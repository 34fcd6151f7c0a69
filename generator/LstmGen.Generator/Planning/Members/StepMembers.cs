using System.Collections.Generic;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Planning.Members;

/// <summary>What reads one step.</summary>
internal static class StepMembers
{
    private const string Name = "Step";

    public static IEnumerable<Member> Of(Plan plan)
    {
        if (!plan.Network.IsStreaming)
        {
            yield break;
        }

        var words = new Vocabulary(plan);
        foreach (Member member in words.WithWholeArrays(OfRows(words)))
        {
            yield return member;
        }

        if (plan.Network.InputSize == 1 && plan.Network.OutputSize == 1)
        {
            yield return OfValue(plan, words);
        }
    }

    private static Member OfRows(Vocabulary words)
    {
        Network network = words.Network;
        Parameter input = words.Run("input", $"{ReaderText.Count(network.InputSize, "value")}: the features of the step.");
        Parameter output = words.Run("output", $"Room for {words.Values}.", isWritten: true);
        Parameter[] handed = [.. words.Handed(words.StateBefore)];
        Parameter[] parameters = [input, output, .. handed];
        return new Member(MemberKind.Method, "public", Name)
        {
            Documentation = new Documentation("Reads one step, and advances the state by it: for sequences of any length, as they arrive.")
            {
                Exceptions = [.. words.WrongLength],
            },
            Parameters = parameters,
            Checks =
            [
                .. words.AreGiven(parameters),
                new HasLength(input, "InputSize", NumberText.Of(network.InputSize)),
                new HasLength(output, "OutputSize", NumberText.Of(network.OutputSize)),
            ],
            Body = new Does([words.RunSteps("1", "0", handed)]),
        };
    }

    private static Member OfValue(Plan plan, Vocabulary words)
    {
        var value = new TypeUse(plan.Element.Type);
        return new Member(MemberKind.Method, "public", Name)
        {
            Type = value,
            Documentation = new Documentation("Reads one step of one value, such as a sample of sound, and advances the state by it.")
            {
                Returns = "The step's only output.",
                Exceptions = [.. words.NoParameters],
            },
            Parameters = [new Parameter("input", value) { Meaning = "The step's only feature." }, .. words.Handed(words.StateBefore)],
            Checks = plan.Target.SpansOfFields ? [] : [.. words.AreGiven(words.Handed(""))],
            Body = new IsOwn(),
        };
    }
}

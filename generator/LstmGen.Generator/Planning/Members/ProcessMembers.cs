using System.Collections.Generic;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning.Members;

/// <summary>What reads some steps as they arrive.</summary>
internal static class ProcessMembers
{
    public static IEnumerable<Member> Of(Plan plan)
    {
        if (!plan.Network.IsStreaming)
        {
            return [];
        }

        var words = new Vocabulary(plan);
        Network network = plan.Network;
        Parameter input = words.Run("input", $"Rows of {words.Features}, one for each step.");
        Parameter output = words.Run(
            "output",
            $"Room for as many rows of {words.Values}."
            + (network.OutputSize <= network.InputSize ? " It may start where the input starts." : ""),
            isWritten: true);
        Parameter[] handed = [.. words.Handed(words.StateBefore)];
        Parameter[] parameters = [input, output, .. handed];
        return words.WithWholeArrays(new Member(MemberKind.Method, "public", "Process")
        {
            Documentation = new Documentation("Reads as many steps as the input holds, writes an output row for each, and advances the "
                + "state by all of them.")
            {
                Exceptions = [.. words.WrongLength],
            },
            Parameters = parameters,
            Checks = [.. words.AreGiven(parameters), new HasRows(input, output), words.AreApart(input, output)],
            Body = new Does([words.RunSteps("steps", "0", handed)]),
        });
    }
}

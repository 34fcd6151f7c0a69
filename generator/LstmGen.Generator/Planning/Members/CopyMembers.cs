using System.Collections.Generic;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Planning.Members;

/// <summary>What gives the parameters back.</summary>
internal static class CopyMembers
{
    public static IEnumerable<Member> Of(Plan plan)
    {
        var words = new Vocabulary(plan);
        string order = plan.Storage == ParameterStorage.Instance ? "in which the constructor takes them" : "of Keras' <c>get_weights()</c>";
        Parameter destination = words.Whole(
            "destination", $"Room for {ReaderText.Grouped(plan.Network.ParameterCount)} values.", isWritten: true);
        yield return new Member(MemberKind.Method, "public", "CopyParametersTo")
        {
            Documentation = new Documentation($"Copies the parameters in the order {order}, bit for bit.")
            {
                Exceptions = [new Thrown("ArgumentException", "The destination has another length.")],
            },
            Parameters = [destination],
            Checks = [new IsGiven(destination), new HasLength(destination, "ParameterCount", NumberText.Of(plan.Network.ParameterCount))],
            Body = new Does([new Call("Kernel.Unpack", [new PackedParameters(), new Text("destination")])]),
        };
    }
}

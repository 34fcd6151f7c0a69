using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Planning.Members;

/// <summary>The nested class with what the trained model's file says besides the network.</summary>
internal static class MetadataMembers
{
    public static IEnumerable<Member> Of(Plan plan)
    {
        if (plan.Class.Facts.Count == 0)
        {
            yield break;
        }

        yield return new Member(MemberKind.Type, "public static", "Metadata")
        {
            Documentation = new Documentation("What the trained model's file says in addition to the network."),
            Members = [.. plan.Class.Facts.Select(Constant)],
        };
    }

    private static Member Constant(ModelFact fact) => new(MemberKind.Constant, "public const", fact.Kind.Name)
    {
        Type = new TypeUse(fact.Kind.IsText ? "string" : "double"),
        Documentation = new Documentation(fact.Kind.Meaning),
        Body = new HasValue(fact.Kind.IsText ? Literal(fact.Text) : DoubleText.Of(fact.Number)),
        IsTight = true,
    };

    /// <summary>A stranger's text as a literal: what can't be seen, or could end the line, is an escape there.</summary>
    private static string Literal(string text) => "\"" + PlainText.Of(text.Replace("\\", "\\\\").Replace("\"", "\\\"")) + "\"";
}

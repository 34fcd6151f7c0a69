using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Planning.Members;

/// <summary>The sizes of the network, and its summary.</summary>
internal static class ConstantMembers
{
    public static IEnumerable<Member> Of(Plan plan)
    {
        Network network = plan.Network;
        var words = new Vocabulary(plan);
        yield return Number("InputSize", network.InputSize, "Features that a step reads.");
        if (network.Steps is int steps)
        {
            yield return Number("Steps", steps, "Steps of the sequence that <c>Forward</c> reads.");
        }

        yield return Number("OutputSize", network.OutputSize, "Values that a step writes.");
        if (network.Steps is int length)
        {
            yield return Number(
                "InputLength", (long)length * network.InputSize, $"Values that <c>Forward</c> reads: {length} steps × {words.Features}.");
            yield return Number("OutputLength", words.OutputLength, network.ReturnsSequences
                ? $"Values that <c>Forward</c> writes: {network.OutputRows} "
                    + $"{(network.OutputFollowsSteps ? "steps" : "rows")} × {words.Values}."
                : $"Values that <c>Forward</c> writes: the output of {words.OfSequence}.");
        }

        if (network.TakesInitialState)
        {
            yield return Number("StateSize", network.StateCount, "Values of an initial state: h and c of each LSTM layer.");
        }

        yield return Number("TraceSize", plan.Trace.Size, "Values of a row of the trace: what all units compute at a step.");
        if (plan.Trace.Length(network.Steps) is int trace)
        {
            yield return Number(
                "TraceLength", trace, $"Values that <c>Trace</c> writes for a whole sequence: {network.Steps} steps × {plan.Trace.Size}.");
        }

        yield return Number(
            "ParameterCount", network.ParameterCount,
            "All parameters of all layers: "
            + string.Join(" + ", network.Layers.Select(layer => NumberText.Of(layer.ParameterCount))) + ".");
        yield return new Member(MemberKind.Constant, "public const", "Architecture")
        {
            Type = new TypeUse("string"),
            Documentation = new Documentation(
                "What is computed, in one line: networks with the same line take each other's parameters and states."),
            Body = new HasValue($"\"{ArchitectureText.Of(network)}\""),
        };
        yield return Number(
            "ArithmeticVersion", ArithmeticVersion.Current,
            "The version of the arithmetic: classes with the same one and the same parameters compute the same bits.");
        yield return new Member(MemberKind.Constant, "public const", "Summary")
        {
            Type = new TypeUse("string"),
            Documentation = new Documentation("The table that Keras' <c>model.summary()</c> prints for this network."),
            Body = new IsOwn(),
        };
    }

    public static Member Number(string name, long value, string meaning) => new(MemberKind.Constant, "public const", name)
    {
        Type = TypeUse.Int,
        Documentation = new Documentation(meaning),
        Body = new HasValue(NumberText.Of(value)),
    };
}

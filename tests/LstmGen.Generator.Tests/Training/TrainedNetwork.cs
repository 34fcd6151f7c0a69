using System.Linq;
using System.Numerics;

namespace LstmGen.Generator.Tests.Training;

/// <summary>A network with a trainer, as a user declares it.</summary>
/// <param name="Name">Of the class.</param>
/// <param name="Layers">The attributes of its layers.</param>
/// <param name="Inputs">Features of a step.</param>
/// <param name="Outputs">Values of an output row.</param>
/// <param name="Steps">Steps of a sequence that it is trained on.</param>
/// <param name="HasEveryOutput">Whether each step has an output row.</param>
/// <param name="IsStream">Whether the network has no steps of its own, and is trained on windows.</param>
internal sealed record TrainedNetwork(string Name, string Layers, int Inputs, int Outputs, int Steps, bool HasEveryOutput, bool IsStream)
{
    public TrainingLoss Loss { get; init; }

    public TrainingOptimizer Optimizer { get; init; }

    public bool IsDouble { get; init; }

    public Arithmetic Arithmetic { get; init; } = Arithmetic.Fused;

    /// <summary>The layers that are trained, if not all are.</summary>
    public string? Train { get; init; }

    /// <summary>
    /// The layers as the text of a model, if attributes can't declare all of them; <see cref="Layers"/> then names it. Null if they can.
    /// </summary>
    public string? Model { get; init; }

    /// <summary>The model's file, which a class with only layers of attributes doesn't have.</summary>
    public string ModelFile => Layers.Split('"') is [_, var file, ..] ? file : "";

    /// <summary>How many ids there are, if the inputs are ids; otherwise 0.</summary>
    public int Ids { get; init; }

    /// <summary>The value that masked steps have in every feature, or null if none is masked by its values.</summary>
    public float? MaskValue { get; init; }

    /// <summary>Whether the output rows are in order from the last step to the first.</summary>
    public bool RowsAreBackwards { get; init; }

    /// <summary>
    /// Values of a row of the forward direction, if all of its rows come before those of the backward one; 0 if they are merged.
    /// </summary>
    public int Half { get; init; }

    /// <summary>Outputs with both directions in a row.</summary>
    public T[] SideBySide<T>(T[] values) => Half == 0
        ? values
        : [.. Enumerable.Range(0, Rows).SelectMany(row => values.Skip(row * Half).Take(Half).Concat(
            values.Skip((Rows * Half) + (row * (Outputs - Half))).Take(Outputs - Half)))];

    /// <summary>The output rows of a sequence that count: those of steps that aren't masked.</summary>
    public int[] CountedRows<T>(T[] input)
        where T : INumberBase<T>
    {
        bool[] reads = [.. input.Chunk(Inputs).Select(step => MaskValue is not { } value || step.Any(feature => feature != T.CreateChecked(value)))];
        return [.. Enumerable.Range(0, Rows).Where(row => HasEveryOutput ? reads[RowsAreBackwards ? Steps - 1 - row : row] : reads.Contains(true))];
    }

    public int InputCount => Steps * Inputs;

    public int TargetCount => Rows * Outputs;

    /// <summary>Output rows of a sequence.</summary>
    public int Rows => HasEveryOutput ? Steps : RowCount;

    /// <summary>Its number of rows, if there isn't one for each step.</summary>
    public int RowCount { get; init; } = 1;

    public string Element => IsDouble ? "double" : "float";

    /// <summary>The annotated class.</summary>
    public string Source
    {
        get
        {
            string steps = IsStream ? $", Steps = {Steps}" : "";
            string train = Train is null ? "" : $", Train = \"{Train}\"";
            return $$"""
                {{Layers}}
                [LstmOptions(Precision = Precision.{{(IsDouble ? "Double" : "Single")}}, Arithmetic = Arithmetic.{{Arithmetic}})]
                [Training(Loss = TrainingLoss.{{Loss}}, Optimizer = TrainingOptimizer.{{Optimizer}}{{steps}}{{train}})]
                public partial class {{Name}} { }
                """;
        }
    }
}

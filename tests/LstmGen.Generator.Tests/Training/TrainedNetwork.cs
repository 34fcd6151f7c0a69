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

    /// <summary>The layers that are trained, where it is not all of them.</summary>
    public string? Train { get; init; }

    public int InputCount => Steps * Inputs;

    public int TargetCount => Rows * Outputs;

    /// <summary>Output rows of a sequence.</summary>
    public int Rows => HasEveryOutput ? Steps : 1;

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

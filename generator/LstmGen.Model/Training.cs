namespace LstmGen.Generator.Model;

/// <summary>What <c>[Training]</c> asks for.</summary>
/// <param name="Loss">What training minimises.</param>
/// <param name="Optimizer">How a step of training changes the parameters.</param>
/// <param name="Initializer">How the parameters are initialised, where a seed is given.</param>
/// <param name="Steps">Steps of the sequences that it trains on: those of the network, or of a window of a stream.</param>
internal sealed record Training(TrainingLoss Loss, TrainingOptimizer Optimizer, TrainingInitializer Initializer, int Steps)
{
    /// <summary>The names of the layers that are trained; empty where all are.</summary>
    public EquatableArray<string> Layers { get; init; }

    /// <summary>Whether a layer is trained.</summary>
    public bool Trains(Layer layer) => TrainingRules.Obstacle(layer) is null && (Layers.Count == 0 || System.Linq.Enumerable.Contains(Layers, layer.Name));
}

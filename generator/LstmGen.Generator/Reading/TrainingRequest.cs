using LstmGen.Generator.Model;

namespace LstmGen.Generator.Reading;

/// <summary>What <c>[Training]</c> says, before its network is known.</summary>
/// <param name="Steps">Null where they aren't given.</param>
/// <param name="Layers">The names of the layers to train, as written; empty if none are given.</param>
internal sealed record TrainingRequest(
    TrainingLoss Loss, TrainingOptimizer Optimizer, TrainingInitializer Initializer, int? Steps, EquatableArray<string> Layers);

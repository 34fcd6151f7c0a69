using LstmGen.Generator.Model;

namespace LstmGen.Generator.Reading;

/// <summary>What <c>[Training]</c> says, before the network is known that it is about.</summary>
/// <param name="Steps">Null where they aren't given.</param>
/// <param name="Layers">The names of those that are to be trained, as they are written; empty where none are.</param>
internal sealed record TrainingRequest(
    TrainingLoss Loss, TrainingOptimizer Optimizer, TrainingInitializer Initializer, int? Steps, EquatableArray<string> Layers);

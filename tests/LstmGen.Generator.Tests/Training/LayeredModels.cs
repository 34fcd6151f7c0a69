using LstmGen.Generator.Model;
using static LstmGen.Generator.Model.Activation;

namespace LstmGen.Generator.Tests.Training;

/// <summary>Models that between them have every layer that no attribute declares, for tests that need each of them once.</summary>
internal static class LayeredModels
{
    public static TrainedNetwork Ids { get; } = TrainedModels.Of(
        new TrainedNetwork("Ids", "", 1, 3, 5, false, false),
        new Network(
            new EquatableArray<Layer>([
                new EmbeddingLayer("embedding", 7, 17),
                new LstmLayer("lstm", 17, 17, Tanh, Sigmoid, UseBias: true, ReturnSequences: true),
                new AddLayer("add", 17, 0),
                new NormalizationLayer("layer_normalization", 17, 0.001f, HasScale: true, HasOffset: true),
                new RowsLayer("global_average_pooling1d", 17, RowsKind.Mean),
                new DenseLayer("dense", 17, 3, Softmax, UseBias: true),
            ]),
            5))
        with
    { Loss = LstmGen.TrainingLoss.CrossEntropy };

    /// <summary>A sequence that is read, and another that is written.</summary>
    public static TrainedNetwork Rows { get; } = TrainedModels.Of(
        new TrainedNetwork("Rows", "", 3, 2, 5, false, false),
        new Network(
            new EquatableArray<Layer>([
                new NormalizationLayer("layer_normalization", 3, 0.25f, HasScale: false, HasOffset: false),
                new LstmLayer("lstm", 3, 9, Tanh, Sigmoid, UseBias: true, ReturnSequences: true),
                new RowsLayer("cropping1d", 9, RowsKind.Last, 3),
                new NormalizationLayer("layer_normalization_1", 9, 0.25f, HasScale: true, HasOffset: false),
                new RowsLayer("flatten", 9, RowsKind.Flatten, 3),
                new RowsLayer("repeat_vector", 27, RowsKind.Repeat, 7),
                new LstmLayer("lstm_1", 27, 6, Tanh, Sigmoid, UseBias: true, ReturnSequences: true) { Direction = Direction.Backward, Peepholes = true },
                new NormalizationLayer("layer_normalization_2", 6, 0.25f, HasScale: false, HasOffset: true),
                new DenseLayer("dense", 6, 2, Linear, UseBias: true),
            ]),
            5));

    public static TrainedNetwork[] All => [Ids, Rows, Largest];

    public static TrainedNetwork Largest { get; } = TrainedModels.Of(
        new TrainedNetwork("Largest", "", 2, 18, 4, false, false),
        new Network(
            new EquatableArray<Layer>([
                new LstmLayer("lstm", 2, 18, Tanh, Sigmoid, UseBias: false, ReturnSequences: true),
                new RowsLayer("global_max_pooling1d", 18, RowsKind.Max),
            ]),
            4));
}

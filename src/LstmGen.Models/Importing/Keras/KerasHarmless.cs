using System.Collections.Generic;

namespace LstmGen.Models.Importing.Keras;

/// <summary>What a file of Keras, or of TensorFlow.js, says that can't change what is computed.</summary>
internal static class KerasHarmless
{
    private const string Training = "it acts while a model is trained, and not when it is used";
    private const string SameValues = "it says how the same values are computed";

    /// <summary>An option that isn't there, or is null.</summary>
    public static readonly Harmless LeftOut = new("Keras", "what is left out", "Keras' own constructors give it the default that the reader gives it, and a version that doesn't write it can't mean anything by it") { Kind = HarmlessKind.LeftOut };

    public static readonly Harmless NoArguments = new("Keras", "the further arguments of a call, all of them off", "the call is the same without them; one that is on is an error");

    public static readonly Harmless Batch = new("Keras", "the batch in a shape", "the sequences of a batch are computed without each other; batches that differ are an error");

    public static readonly Harmless SharedObjectId = Of("shared_object_id", "it says that two places of the file have one object in memory; layers that are shared are an error") with { NotInGolden = "Keras writes it where an object is used twice" };

    public static readonly Harmless DateSaved = Of("date_saved", "it says when the file was made");

    public static readonly Harmless Backend = Of("backend", "Keras computes the same with each of its libraries");

    public static readonly Harmless CompileConfig = Of("compile_config", Training) with { NotInGolden = "Keras 3 writes it for a model that was compiled" };

    public static readonly Harmless TrainingConfig = Of("training_config", Training) with { NotInGolden = "Keras 2 writes it for a model that was compiled" };

    public static readonly Harmless Name = Of("name", "it means nothing but which tensors are a layer's, and which layer another one reads; where a file goes by names, both are checked");

    /// <summary>What every layer and model has.</summary>
    public static readonly IReadOnlyList<Harmless> Layer = [Name, Of("trainable", Training)];

    public static readonly IReadOnlyList<Harmless> Initializers = Each(
        "it says what a parameter was before it was trained", "kernel_initializer", "recurrent_initializer", "bias_initializer", "unit_forget_bias");

    public static readonly IReadOnlyList<Harmless> Regularizers = Each(
        Training, "kernel_regularizer", "recurrent_regularizer", "bias_regularizer", "activity_regularizer", "kernel_constraint", "recurrent_constraint", "bias_constraint");

    public static readonly IReadOnlyList<Harmless> Dropout = Each(Training, "dropout", "recurrent_dropout", "seed");

    /// <summary>The options of layers that have an effect only in training, and pass their input through at inference.</summary>
    public static readonly IReadOnlyList<Harmless> Noise =
    [
        .. Each(Training, "rate", "noise_shape"),
        .. System.Linq.Enumerable.Select(Each(Training, "stddev", "l1", "l2"), member => member with { NotInGolden = "GaussianNoise and ActivityRegularization have it" }),
    ];

    /// <summary>How a BatchNormalization behaves in training, and how it is computed.</summary>
    public static readonly IReadOnlyList<Harmless> NormalizationTraining =
    [
        .. Each(
            Training, "beta_initializer", "gamma_initializer", "beta_regularizer", "gamma_regularizer", "beta_constraint", "gamma_constraint"),
    ];

    public static readonly IReadOnlyList<Harmless> EmbeddingTraining =
        Each(Training, "embeddings_initializer", "embeddings_regularizer", "embeddings_constraint");

    public static readonly IReadOnlyList<Harmless> BatchTraining =
    [
        .. NormalizationTraining,
        .. Each(Training, "momentum", "moving_mean_initializer", "moving_variance_initializer"),
        Of("synchronized", Training) with { NotInGolden = "Keras 3 writes it since 3.1" },
        Of("fused", SameValues) with { NotInGolden = "Keras 2 reads it, and doesn't write it" },
        Of("renorm_momentum", Training) with { NotInGolden = "Keras 2 writes it with renorm, which isn't supported" },
    ];

    public static readonly Harmless LastAxis = new("Keras", "the axis of the features", "the last axis has the number -1 or one less than there are, alone or in a list; a single number is for any axis")
    {
        Kind = HarmlessKind.OtherWords,
    };

    public static readonly Harmless CountOfValues = new("Keras", "count of a Normalization", "it says how many values the mean and the variance were found of");

    public static readonly Harmless DataFormat = Of("data_format", "it says which of several axes are features, and what is flattened has one");

    public static readonly Harmless ShapeAlone = new("Keras", "a Flatten or Reshape layer", "it is checked to leave each step's features as they are, in the same order")
    {
        Kind = HarmlessKind.Checked,
    };

    public static readonly Harmless NumberType = Of("dtype", "it says how an array of numbers was kept in memory") with { NotInGolden = "Keras 3 writes it where an array of NumPy is an option" };

    /// <summary>How an LSTM is computed.</summary>
    public static readonly IReadOnlyList<Harmless> Implementation =
    [
        .. Each(SameValues, "implementation", "unroll"),
        Of("use_cudnn", SameValues) with { NotInGolden = "Keras 3 reads it, and writes it in no version yet" },
    ];

    public static readonly Harmless Stateful = Of(
        "stateful", "it keeps the state from one call to the next, as the generated code does where its caller asks for it; a sequence alone starts at the same state");

    public static readonly Harmless ReturnState = Of("return_state", "the states are further outputs, which a chain of layers doesn't read: one that does is an error");

    public static readonly Harmless ZeroOutputForMask = Of("zero_output_for_mask", "without a mask it says nothing, and both halves of a Bidirectional layer have it on whatever is written");

    public static readonly Harmless Optional = Of("optional", "it lets a caller leave out an input, without it there is no output either") with { NotInGolden = "newer versions of Keras 3 write it" };

    public static readonly Harmless ActivationShape = Of("build_config", "an activation has no parameters that could have a shape");

    public static readonly Harmless OtherAttribute = new("Keras", "an HDF5 attribute that isn't Keras' own", "Keras reads no other, so none can change a model");

    public static readonly Harmless EmptyGroup = new("Keras", "an HDF5 group without a tensor", "a group is nothing but the path to its tensors");

    public static readonly Harmless TrainingTensor = new("Keras", "a tensor of the optimizer or of a metric", Training);

    public static readonly Harmless RandomState = new("Keras", "a tensor of a seed generator", "it is the state of the random numbers of dropout, which acts in training alone");

    private static Harmless Of(string member, string why) => new("Keras", member, why);

    private static IReadOnlyList<Harmless> Each(string why, params string[] members) => [.. System.Linq.Enumerable.Select(members, member => Of(member, why))];

    public static IReadOnlyList<Harmless> All { get; } =
    [
        LeftOut, NoArguments, Batch, SharedObjectId, DateSaved, Backend, CompileConfig, TrainingConfig, .. Layer, .. Initializers, .. Regularizers, .. Dropout, .. Noise,
        .. BatchTraining, .. EmbeddingTraining, LastAxis, CountOfValues, DataFormat, ShapeAlone, NumberType,
        .. Implementation, Stateful, ReturnState, ZeroOutputForMask, Optional, ActivationShape, OtherAttribute, EmptyGroup, TrainingTensor, RandomState,
    ];
}

namespace LstmGen.Models.Importing.Keras;

/// <summary>The tensors of a layer, in the order of Keras' <c>get_weights()</c>.</summary>
internal enum KerasTensor
{
    /// <summary>[input, 4·units] of an LSTM, gates i, f, c, o; [input, units] of a Dense.</summary>
    Kernel,

    /// <summary>[units, 4·units].</summary>
    RecurrentKernel,

    /// <summary>[4·units] or [units].</summary>
    Bias,

    /// <summary>The scale of a BatchNormalization, [features] like all that follow.</summary>
    Gamma,

    /// <summary>The offset of a BatchNormalization.</summary>
    Beta,

    /// <summary>[input_dim, output_dim] of an Embedding.</summary>
    Embeddings,

    MovingMean,

    MovingVariance,

    /// <summary>The mean computed by a Normalization; one value if it is for all features.</summary>
    Mean,

    Variance,

    /// <summary>The number of values from which a Normalization computed its mean.</summary>
    Count,
}

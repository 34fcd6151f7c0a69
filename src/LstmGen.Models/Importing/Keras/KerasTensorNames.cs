namespace LstmGen.Models.Importing.Keras;

/// <summary>Keras' own names of a layer's tensors.</summary>
internal static class KerasTensorNames
{
    public static string Of(KerasTensor tensor) => tensor switch
    {
        KerasTensor.Kernel => "kernel",
        KerasTensor.RecurrentKernel => "recurrent_kernel",
        KerasTensor.Bias => "bias",
        KerasTensor.MovingMean => "moving_mean",
        KerasTensor.MovingVariance => "moving_variance",
        _ => tensor.ToString().ToLowerInvariant(),
    };

    /// <summary>The tensor of a name such as <c>lstm/lstm_cell/recurrent_kernel:0</c>, or null for any other.</summary>
    public static KerasTensor? Find(string path)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        return (name.EndsWith(":0", System.StringComparison.Ordinal) ? name[..^2] : name) switch
        {
            "kernel" => KerasTensor.Kernel,
            "recurrent_kernel" => KerasTensor.RecurrentKernel,
            "bias" => KerasTensor.Bias,
            "embeddings" => KerasTensor.Embeddings,
            "gamma" => KerasTensor.Gamma,
            "beta" => KerasTensor.Beta,
            "moving_mean" => KerasTensor.MovingMean,
            "moving_variance" => KerasTensor.MovingVariance,
            "mean" => KerasTensor.Mean,
            "variance" => KerasTensor.Variance,
            "count" => KerasTensor.Count,
            _ => null,
        };
    }
}

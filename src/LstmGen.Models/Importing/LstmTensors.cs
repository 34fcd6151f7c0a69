namespace LstmGen.Models.Importing;

/// <summary>The tensors of an LSTM in one direction, as Keras lays them out: matrices row by row, columns gate by gate in the order i, f, c, o.</summary>
/// <param name="Kernel">[input, gates·units].</param>
/// <param name="RecurrentKernel">[output, gates·units].</param>
/// <param name="Bias">[gates·units], or null without a bias.</param>
internal sealed record LstmTensors(float[] Kernel, float[] RecurrentKernel, float[]? Bias)
{
    /// <summary>[3·units] in the order i, f, o, or [2·units] in the order i, o for coupled gates; null without peepholes.</summary>
    public float[]? Peephole { get; init; }

    /// <summary>[units, projection], or null without a projection.</summary>
    public float[]? Projection { get; init; }

    /// <summary>The initial hidden state [output], or null if it is zero.</summary>
    public float[]? Hidden { get; init; }

    /// <summary>The initial cell state [units], or null if it is zero.</summary>
    public float[]? Cell { get; init; }
}

namespace LstmGen.Generator.Model;

/// <summary>An activation function: its kind, and the numbers that some kinds have.</summary>
/// <param name="Alpha">By ONNX' name, see <see cref="ActivationNames"/>; 0 where the kind has none.</param>
/// <param name="Beta">Likewise.</param>
internal readonly record struct Activation(ActivationKind Kind, float Alpha, float Beta)
{
    public static readonly Activation Tanh = Of(ActivationKind.Tanh);
    public static readonly Activation Sigmoid = Of(ActivationKind.Sigmoid);
    public static readonly Activation HardSigmoid = Of(ActivationKind.HardSigmoid);
    public static readonly Activation HardSigmoid02 = Of(ActivationKind.HardSigmoid02);
    public static readonly Activation Relu = Of(ActivationKind.Relu);
    public static readonly Activation Linear = Of(ActivationKind.Linear);
    public static readonly Activation Exponential = Of(ActivationKind.Exponential);
    public static readonly Activation Softmax = Of(ActivationKind.Softmax);
    public static readonly Activation LogSoftmax = Of(ActivationKind.LogSoftmax);

    /// <summary>Whether each result depends on all values of a fully connected layer, as with softmax, rather than on one value.</summary>
    public bool IsOfLayer => Kind is ActivationKind.Softmax or ActivationKind.LogSoftmax;

    /// <summary>The function with the given numbers; the kind's defaults replace those not given.</summary>
    public static Activation Of(ActivationKind kind, float? alpha = null, float? beta = null)
    {
        (float? ownAlpha, float? ownBeta) = Defaults(kind);
        float a = ownAlpha is null ? 0f : alpha ?? ownAlpha.Value;
        float b = ownBeta is null ? 0f : beta ?? ownBeta.Value;

        // Both definitions of hard_sigmoid are the same function with different numbers; each pair of numbers has one name.
        return kind is ActivationKind.HardSigmoid or ActivationKind.HardSigmoid02
            ? new Activation(a == 0.2f && b == 0.5f ? ActivationKind.HardSigmoid02 : ActivationKind.HardSigmoid, a, b)
            : new Activation(kind, a, b);
    }

    /// <summary>
    /// The default numbers of a kind, null for one that it doesn't have: Keras 3's for leaky_relu (negative_slope), elu and hard_sigmoid,
    /// ONNX' for hard_sigmoid_02 and thresholded_relu; affine and scaled_tanh, which ONNX gives none, change nothing.
    /// </summary>
    public static (float? Alpha, float? Beta) Defaults(ActivationKind kind) => kind switch
    {
        ActivationKind.HardSigmoid => (1f / 6f, 0.5f),
        ActivationKind.HardSigmoid02 => (0.2f, 0.5f),
        ActivationKind.LeakyRelu => (0.2f, null),
        ActivationKind.ThresholdedRelu => (1f, null),
        ActivationKind.Elu => (1f, null),
        ActivationKind.Affine => (1f, 0f),
        ActivationKind.ScaledTanh => (1f, 1f),
        _ => (null, null),
    };

    /// <summary>By the bits of the numbers: 0 and −0 make two functions, whose zeros differ in sign.</summary>
    public bool Equals(Activation other) =>
        Kind == other.Kind && Floats.Bits(Alpha) == Floats.Bits(other.Alpha) && Floats.Bits(Beta) == Floats.Bits(other.Beta);

    public override int GetHashCode() => unchecked((((int)Kind * 31) + Floats.Bits(Alpha)) * 31 + Floats.Bits(Beta));

    public override string ToString() => ActivationNames.Of(this);
}

using LstmGen.Generator.Model;

namespace LstmGen.Generator.Mathematics;

/// <summary>The numbers of those activations whose formula is the same for floats and doubles.</summary>
internal sealed record ActivationTable
{
    private static readonly ActivationTable Single = new()
    {
        Sixth = 1f / 6f,
        SeluScale = 1.05070098f,
        SeluScaleAlpha = 1.75809934f,
        SoftsignLimit = 1073741824, // 2^30
        SiluLimit = 128,
        GeluTanhLimit = 12,
        GeluTanhCubic = -0.0713548139f,
        GeluTanhLinear = -1.59576917f,
    };

    private static readonly ActivationTable Double = new()
    {
        Sixth = 1.0 / 6.0,
        SeluScale = 1.0507009873554805,
        SeluScaleAlpha = 1.7580993408473766,
        SoftsignLimit = 1152921504606846976, // 2^60
        SiluLimit = 1024,
        GeluTanhLimit = 24,
        GeluTanhCubic = -0.07135481627260025,
        GeluTanhLinear = -1.5957691216057308,
    };

    public static ActivationTable Of(Element element) => element == Element.Double ? Double : Single;

    /// <summary>1/6, Keras 3's α of hard_sigmoid, which isn't a decimal fraction.</summary>
    public double Sixth { get; init; }

    /// <summary>The scale of selu (Klambauer et al. 2017).</summary>
    public double SeluScale { get; init; }

    /// <summary>Its product with α.</summary>
    public double SeluScaleAlpha { get; init; }

    /// <summary>x / (1 + |x|) is ±1 from here on.</summary>
    public double SoftsignLimit { get; init; }

    /// <summary>x·sigmoid(x) is −0 below its negative.</summary>
    public double SiluLimit { get; init; }

    /// <summary>gelu_tanh is −0 below its negative.</summary>
    public double GeluTanhLimit { get; init; }

    /// <summary>−2·√(2/π)·0.044715.</summary>
    public double GeluTanhCubic { get; init; }

    /// <summary>−2·√(2/π).</summary>
    public double GeluTanhLinear { get; init; }
}

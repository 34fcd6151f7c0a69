using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// What of the activation functions depends on how exactly they are computed: coefficients, limits, and the sequences of operations that
/// these belong to. Coefficients and errors are derived and measured in generator/math.
/// </summary>
internal abstract class ActivationForms
{
    private static readonly ActivationForms Single = new SingleForms();
    private static readonly ActivationForms Double = new DoubleForms();

    public static ActivationForms Of(Element element) => element == Element.Double ? Double : Single;

    /// <summary>Whether one sequence computes tanh and sigmoid, with other constants.</summary>
    public abstract bool JoinsTanhAndSigmoid { get; }

    /// <summary>What tanh is off by at most, for a reader.</summary>
    public abstract string TanhError { get; }

    /// <summary>What 1 / (1 + exp(−x)) is computed as, if not so.</summary>
    public abstract string SigmoidForm { get; }

    public abstract string SigmoidError { get; }

    public abstract string SoftplusError { get; }

    public abstract string GeluError { get; }

    /// <summary>1/6, Keras 3's α of hard_sigmoid, which is no decimal.</summary>
    public abstract double Sixth { get; }

    /// <summary>The scale of selu (Klambauer et al. 2017).</summary>
    public abstract double SeluScale { get; }

    /// <summary>Its product with α.</summary>
    public abstract double SeluScaleAlpha { get; }

    /// <summary>x / (1 + |x|) is ±1 from there on.</summary>
    public abstract double SoftsignLimit { get; }

    /// <summary>x·sigmoid(x) is −0 below its negative.</summary>
    public abstract double SiluLimit { get; }

    /// <summary>gelu_tanh is −0 below its negative.</summary>
    public abstract double GeluTanhLimit { get; }

    /// <summary>−2·√(2/π)·0.044715.</summary>
    public abstract double GeluTanhCubic { get; }

    /// <summary>−2·√(2/π).</summary>
    public abstract double GeluTanhLinear { get; }

    /// <summary>exp(x) is 0 below it, for it would not be a normal number.</summary>
    public abstract double LeastExponent { get; }

    /// <summary>exp(x) is infinite above it.</summary>
    public abstract double MostExponent { get; }

    /// <summary>exp(x) − 1 is −1 below its negative.</summary>
    public abstract double MinusOneLimit { get; }

    /// <summary>Whether the function's sequence calls exp where that of another type of value does not.</summary>
    public abstract bool CallsExponential(ActivationKind kind);

    /// <summary>Writes <c>s</c>, which holds n in its lowest bits, and <c>e</c>, exp(r) − 1, where x = n·ln 2 + r.</summary>
    public abstract void Reduce(CodeWriter code, Lanes lanes, string x = "x");

    public abstract void Softplus(CodeWriter code, Lanes lanes);

    public abstract void Gelu(CodeWriter code, Lanes lanes);

    /// <summary>Writes tanh, or sigmoid, or what computes some of both side by side.</summary>
    public abstract void TanhAndSigmoid(CodeWriter code, Lanes lanes, GateActivations activations);
}

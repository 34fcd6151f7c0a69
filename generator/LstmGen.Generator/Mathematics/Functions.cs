using LstmGen.Generator.Model;

namespace LstmGen.Generator.Mathematics;

/// <summary>The functions with which formulas are written, besides the operators.</summary>
internal static class Functions
{
    public static Expression Select(Condition condition, Expression then, Expression otherwise) =>
        new Selection(condition, then, otherwise);

    public static Condition Equal(Expression a, Expression b) => new(Comparison.Equal, a, b);

    /// <summary>The smaller of x and a limit; NaN stays NaN.</summary>
    public static Expression AtMost(Expression x, Expression limit) => Select(x > limit, limit, x);

    /// <summary>The larger of x and a limit; NaN stays NaN.</summary>
    public static Expression AtLeast(Expression x, Expression limit) => Select(x < limit, limit, x);

    /// <summary>The larger of two; the second where one of them is NaN.</summary>
    public static Expression Larger(Expression a, Expression b) => Select(a > b, a, b);

    public static Expression Sqrt(Expression x) => new SquareRoot(x);

    public static Expression Abs(Expression x) => new Absolute(x);

    /// <inheritdoc cref="NonNegative"/>
    public static Expression NotNegative(Expression x) => new NonNegative(x);

    /// <inheritdoc cref="Signed"/>
    public static Expression WithSignOf(Expression x, Expression value) => new Signed(x, value);

    /// <inheritdoc cref="Saturation"/>
    public static Expression Saturate(Expression x, Condition beyond, Expression top, Expression otherwise) =>
        new Saturation(x, beyond, top, otherwise);

    /// <summary>x rounded to a whole number, in the lowest bits of the returned value: <see cref="Whole"/> extracts it.</summary>
    public static Expression Steps(Expression x, Element element) => new Stepped(x + Shift(element));

    /// <summary>The whole number in the lowest bits of <see cref="Steps"/>.</summary>
    public static Expression Whole(Expression steps, Element element) => steps - Shift(element);

    /// <summary>x·2ⁿ, where n is the whole number of <see cref="Steps"/>.</summary>
    public static Expression TimesPowerOfTwo(Expression x, Expression steps) => new Scaling(x, steps);

    public static Expression Exp(Expression x) => new Call(GateActivations.Of(Activation.Exponential), x);

    public static Expression Tanh(Expression x) => new Call(GateActivations.Of(Activation.Tanh), x);

    /// <summary>1.5·2²³ for floats, 1.5·2⁵² for doubles: adding it moves a value's whole part to the lowest bits.</summary>
    public static double Shift(Element element) => 3L << (element.MantissaBits - 1);
}

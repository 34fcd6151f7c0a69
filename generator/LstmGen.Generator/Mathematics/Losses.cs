using LstmGen.Generator.Model;
using static LstmGen.Generator.Mathematics.Functions;

namespace LstmGen.Generator.Mathematics;

/// <summary>
/// The loss of a network's output y against its target, value by value: a definition of (y, target), whose mean training minimises. They
/// are written so that <see cref="Derivative"/> finds their slopes exactly, including those at corners and of NaN.
/// </summary>
internal static class Losses
{
    /// <summary>(y − t)², Keras' <c>MeanSquaredError</c> and PyTorch's <c>MSELoss</c>. Its slope is 2·(y − t).</summary>
    public static Definition MeanSquared()
    {
        Formula f = OfDifference(out Expression d);
        return f.Return(d * d);
    }

    /// <summary>
    /// |y − t|, Keras' <c>MeanAbsoluteError</c> and PyTorch's <c>L1Loss</c>. Its slope is the sign of the difference, and 0 if there is
    /// none.
    /// </summary>
    public static Definition MeanAbsolute()
    {
        Formula f = OfDifference(out Expression d);
        f.Comment("What is neither above nor below zero is 0 or NaN, and so are its square and the square's slope.");
        return f.Return(Select(d > 0, d, Select(d < 0, -d, d * d)));
    }

    /// <summary>
    /// ½·(y − t)² where the difference is at most 1, |y − t| − ½ elsewhere: Keras' and PyTorch's <c>Huber</c> with their default delta
    /// (Huber 1964, Robust Estimation of a Location Parameter). Its slope is the difference, limited to ±1.
    /// </summary>
    public static Definition Huber()
    {
        Formula f = OfDifference(out Expression d);
        Expression slope = f.Let("slope", AtLeast(d, -1));
        slope = f.Let("slope", AtMost(slope, 1));
        return f.Return(slope * (d - 0.5 * slope));
    }

    /// <summary>
    /// −t·log(p) − (1 − t)·log(1 − p), where p = sigmoid(y): y is a logit, so that neither logarithm is of 0. It is
    /// max(y, 0) − y·t + log(1 + exp(−|y|)), PyTorch's <c>BCEWithLogitsLoss</c> and Keras' <c>BinaryCrossentropy(from_logits=True)</c>,
    /// without the difference of two large terms. Its slope is p − t.
    /// </summary>
    public static Definition BinaryCrossEntropy()
    {
        var f = new Formula();
        Expression y = f.Parameter("y");
        Expression target = f.Parameter("target");
        f.Comment("How far the target is from what the sign of y says, and what the distance of y from 0 leaves in doubt.");
        Expression off = f.Let("off", Select(y < 0, 0, 1) - target);
        Expression doubt = f.Let("doubt", new Call(GateActivations.Of(Activation.Of(ActivationKind.Softplus)), -Abs(y)));
        return f.Return(off * y + doubt);
    }

    /// <summary>The slope of a loss: turns <c>dy</c>, the derivative of some quantity by the loss, into that by y.</summary>
    public static Definition Slope(Definition loss, Element element)
    {
        Definition derivative = Derivative.Of(loss, element);
        return Pruning.Of(new Definition(derivative.Parameters, derivative.Statements, [derivative.Results[0]]));
    }

    private static Formula OfDifference(out Expression difference)
    {
        var f = new Formula();
        Expression y = f.Parameter("y");
        difference = f.Let("d", y - f.Parameter("target"));
        return f;
    }
}

using System;
using System.Collections.Generic;
using LstmGen.Generator.Model;
using static LstmGen.Generator.Mathematics.Functions;

namespace LstmGen.Generator.Mathematics;

/// <summary>The activation functions as formulas. Coefficients and errors are derived and measured in generator/math.</summary>
internal static class Activations
{
    /// <summary>
    /// The function of one value: its own formula, then others that give the same bits and may have the shape of another function. None for
    /// activations that aren't functions of one value, and for those that change nothing.
    /// </summary>
    public static IReadOnlyList<Definition> Of(Activation activation, Element element)
    {
        ActivationTable table = ActivationTable.Of(element);
        double alpha = element.Meant(activation.Alpha);
        double beta = element.Meant(activation.Beta);
        return activation.Kind switch
        {
            ActivationKind.Linear or ActivationKind.Softmax or ActivationKind.LogSoftmax => [],
            ActivationKind.Tanh => element == Element.Single ? [RationalTanh.Tanh(), RationalTanh.ShiftedTanh()] : [ExponentialTanh.Tanh()],
            ActivationKind.Sigmoid => [element == Element.Single ? RationalTanh.Sigmoid() : ExponentialTanh.Sigmoid()],
            ActivationKind.HardSigmoid => [HardSigmoid(activation == Activation.HardSigmoid ? table.Sixth : alpha, beta)],
            ActivationKind.HardSigmoid02 => [HardSigmoid(alpha, beta)],
            ActivationKind.Relu => [Formula.Of(out Expression x).Return(NotNegative(x))],
            ActivationKind.LeakyRelu => [Formula.Of(out Expression x).Return(Select(x < 0, alpha * x, x))],
            ActivationKind.ThresholdedRelu => [Formula.Of(out Expression x).Return(Select(x <= alpha, 0, x))],
            ActivationKind.Relu6 => [Relu6()],
            ActivationKind.Elu => [Elu(alpha, element)],
            ActivationKind.Selu => [Selu(table, element)],
            ActivationKind.Softplus => [Softplus.Of(element)],
            ActivationKind.Softsign => [Softsign(table)],
            ActivationKind.Silu => [Silu(table)],
            ActivationKind.Gelu => [element == Element.Single ? Gelu.OfSingle() : Gelu.OfDouble()],
            ActivationKind.GeluTanh => [GeluTanh(table)],
            ActivationKind.Exponential => [Exponential.Of(element)],
            ActivationKind.Affine => [Formula.Of(out Expression x).Return(alpha * x + beta)],
            ActivationKind.ScaledTanh => [ScaledTanh(alpha, beta)],
            _ => throw new ArgumentOutOfRangeException(nameof(activation)),
        };
    }

    private static Definition HardSigmoid(double alpha, double beta)
    {
        Formula f = Formula.Of(out Expression x);
        Expression y = f.Let("y", alpha * x + beta);
        y = f.Let("y", NotNegative(y));
        return f.Return(AtMost(y, 1));
    }

    private static Definition Relu6()
    {
        Formula f = Formula.Of(out Expression x);
        x = f.Let("x", NotNegative(x));
        return f.Return(AtMost(x, 6));
    }

    private static Definition Elu(double alpha, Element element)
    {
        Formula f = Formula.Of(out Expression x);
        Expression y = Exponential.MinusOne(f, x, element);
        return f.Return(Select(x < 0, alpha * y, x));
    }

    private static Definition Selu(ActivationTable table, Element element)
    {
        Formula f = Formula.Of(out Expression x);
        Expression y = Exponential.MinusOne(f, x, element);
        return f.Return(Select(x < 0, table.SeluScaleAlpha * y, table.SeluScale * x));
    }

    private static Definition Softsign(ActivationTable table)
    {
        Formula f = Formula.Of(out Expression x);
        f.Comment("So that ±∞ give ±1; the result of a smaller x doesn't change.");
        x = f.Let("x", AtLeast(x, -table.SoftsignLimit));
        x = f.Let("x", AtMost(x, table.SoftsignLimit));
        return f.Return(x / (1 + Abs(x)));
    }

    private static Definition Silu(ActivationTable table)
    {
        Formula f = Formula.Of(out Expression x);
        f.Comment("So that −∞ gives −0, as slightly larger values do.");
        x = f.Let("x", AtLeast(x, -table.SiluLimit));
        return f.Return(x / (1 + Exp(-x)));
    }

    private static Definition GeluTanh(ActivationTable table)
    {
        Formula f = Formula.Of(out Expression x);
        f.Comment($"x·sigmoid(2·√(2/π)·(x + 0.044715·x³)); values below −{table.GeluTanhLimit} give −0 as well.");
        x = f.Let("x", AtLeast(x, -table.GeluTanhLimit));
        Expression xx = f.Let("xx", x * x);
        Expression z = f.Let("z", table.GeluTanhCubic * xx + table.GeluTanhLinear);
        z = f.Let("z", x * z);
        return f.Return(x / (1 + Exp(z)));
    }

    private static Definition ScaledTanh(double alpha, double beta)
    {
        Formula f = Formula.Of(out Expression x);
        Expression y = f.Let("y", beta * x);
        return f.Return(alpha * Tanh(y));
    }
}

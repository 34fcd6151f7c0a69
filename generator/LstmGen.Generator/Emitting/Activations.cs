using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// The activation functions: how the equations name them, how code calls them, and the sequence of operations that each one is. What
/// depends on how exactly is computed, coefficients above all, are <see cref="ActivationForms"/>.
/// </summary>
internal static class Activations
{
    public static string Call(GateActivations activations, string x) => $"{activations.Name}({x})";

    /// <summary>Writes the call for a local variable, unless there is nothing to do.</summary>
    public static void Apply(CodeWriter code, GateActivations activations, string name)
    {
        if (!activations.IsNothing)
        {
            code.Line($"{name} = {Call(activations, name)};");
        }
    }

    /// <summary>In an equation, with Keras' name and with the numbers that are not the kind's own; linear is left out.</summary>
    public static string Equation(Activation activation, string x)
    {
        if (activation.Kind == ActivationKind.Linear)
        {
            return x;
        }

        string[] words = activation.ToString().Split(' ');
        string numbers = string.Concat(words.Skip(1).Select((word, at) => at % 2 == 0 ? $", {(word == ActivationNames.Alpha ? "α" : "β")} = " : word));
        return $"{(activation.Kind == ActivationKind.HardSigmoid02 ? ActivationNames.Of(ActivationKind.HardSigmoid) : words[0])}({x}{numbers})";
    }

    /// <summary>A function, and those that its code calls.</summary>
    public static IEnumerable<GateActivations> WithWhatTheyCall(GateActivations activations, Element element)
    {
        yield return activations;
        ActivationForms forms = ActivationForms.Of(element);
        if (activations.First().Kind is ActivationKind.Silu or ActivationKind.Softplus or ActivationKind.GeluTanh
            || (activations.IsUniform && forms.CallsExponential(activations.First().Kind)))
        {
            yield return GateActivations.Of(Activation.Exponential);
        }

        if (activations.First().Kind == ActivationKind.ScaledTanh)
        {
            yield return GateActivations.Of(Activation.Tanh);
        }
    }

    /// <summary>Writes the function for one lane type.</summary>
    public static void Write(CodeWriter code, Lanes lanes, Names names, GateActivations activations)
    {
        code.Doc($"<summary>{Meaning(activations, lanes.ElementType)}</summary>");
        code.Attribute(names.Inlined);
        code.Open($"private static {lanes.Type} {activations.Name}({lanes.Type} x)");
        Activation activation = activations.First();
        double alpha = lanes.ElementType.Meant(activation.Alpha);
        double beta = lanes.ElementType.Meant(activation.Beta);
        ActivationForms forms = ActivationForms.Of(lanes.ElementType);
        switch (activation.Kind)
        {
            case ActivationKind.Tanh or ActivationKind.Sigmoid:
                forms.TanhAndSigmoid(code, lanes, activations);
                break;
            case ActivationKind.HardSigmoid or ActivationKind.HardSigmoid02:
                code.Line($"{lanes.Type} y = {lanes.MultiplyAdd(lanes.Constant(activation == Activation.HardSigmoid ? forms.Sixth : alpha), "x", lanes.Constant(beta))};");
                code.Line($"y = {lanes.NotNegative("y")};");
                code.Line($"return {lanes.AtMost("y", 1)};");
                break;
            case ActivationKind.Relu:
                code.Line($"return {lanes.NotNegative("x")};");
                break;
            case ActivationKind.LeakyRelu:
                code.Line($"return {lanes.Select("x", "<", 0, lanes.Multiply(lanes.Constant(alpha), "x"), "x")};");
                break;
            case ActivationKind.ThresholdedRelu:
                code.Line($"return {lanes.Select("x", "<=", alpha, lanes.Constant(0), "x")};");
                break;
            case ActivationKind.Relu6:
                code.Line($"x = {lanes.NotNegative("x")};");
                code.Line($"return {lanes.AtMost("x", 6)};");
                break;
            case ActivationKind.Elu:
                ExponentialMinusOne(code, lanes, forms);
                code.Line($"return {lanes.Select("x", "<", 0, lanes.Multiply(lanes.Constant(alpha), "y"), "x")};");
                break;
            case ActivationKind.Selu:
                ExponentialMinusOne(code, lanes, forms);
                code.Line($"return {lanes.Select("x", "<", 0, lanes.Multiply(lanes.Constant(forms.SeluScaleAlpha), "y"), lanes.Multiply(lanes.Constant(forms.SeluScale), "x"))};");
                break;
            case ActivationKind.Softplus:
                forms.Softplus(code, lanes);
                break;
            case ActivationKind.Softsign:
                code.Comment("So that ±∞ give ±1; the result of a smaller x doesn't change.");
                code.Line($"x = {lanes.AtLeast("x", -forms.SoftsignLimit)};");
                code.Line($"x = {lanes.AtMost("x", forms.SoftsignLimit)};");
                code.Line($"return {lanes.Divide("x", $"({lanes.Add(lanes.Constant(1), lanes.Abs("x"))})")};");
                break;
            case ActivationKind.Silu:
                code.Comment("So that −∞ gives −0, as slightly larger values do.");
                code.Line($"x = {lanes.AtLeast("x", -forms.SiluLimit)};");
                code.Line($"return {lanes.Divide("x", $"({lanes.Add(lanes.Constant(1), Exponential(lanes.Negative("x")))})")};");
                break;
            case ActivationKind.GeluTanh:
                code.Comment($"x·sigmoid(2·√(2/π)·(x + 0.044715·x³)); values below −{forms.GeluTanhLimit} give −0 as well.");
                code.Line($"x = {lanes.AtLeast("x", -forms.GeluTanhLimit)};");
                code.Line($"{lanes.Type} xx = {lanes.Multiply("x", "x")};");
                code.Line($"{lanes.Type} z = {lanes.MultiplyAdd(lanes.Constant(forms.GeluTanhCubic), "xx", lanes.Constant(forms.GeluTanhLinear))};");
                code.Line($"z = {lanes.Multiply("x", "z")};");
                code.Line($"return {lanes.Divide("x", $"({lanes.Add(lanes.Constant(1), Exponential("z"))})")};");
                break;
            case ActivationKind.Gelu:
                forms.Gelu(code, lanes);
                break;
            case ActivationKind.Exponential:
                ExponentialOf(code, lanes, forms);
                break;
            case ActivationKind.Affine:
                code.Line($"return {lanes.MultiplyAdd(lanes.Constant(alpha), "x", lanes.Constant(beta))};");
                break;
            case ActivationKind.ScaledTanh:
                code.Line($"{lanes.Type} y = {lanes.Multiply(lanes.Constant(beta), "x")};");
                code.Line($"return {lanes.Multiply(lanes.Constant(alpha), Call(GateActivations.Of(Activation.Tanh), "y"))};");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(activations));
        }

        code.Close();
    }

    private static string Meaning(GateActivations activations, Element element)
    {
        if (!activations.IsUniform)
        {
            return $"{string.Join(", ", activations.Select(gate => gate.Kind.ToString().ToLowerInvariant()))}, one for each {(activations.Count() == 2 ? "half" : "quarter")} of x: the same operations with different constants.";
        }

        ActivationForms forms = ActivationForms.Of(element);
        Activation activation = activations.First();
        string alpha = FloatText.Of(activation.Alpha);
        string beta = FloatText.Of(activation.Beta);
        return activation.Kind switch
        {
            ActivationKind.Tanh => $"tanh(x), from + − × ÷ alone, so that every machine gives the same bits. The error is at most {forms.TanhError}; NaN stays NaN.",
            ActivationKind.Sigmoid => $"1 / (1 + exp(−x)) {forms.SigmoidForm}. The error is at most {forms.SigmoidError}; NaN stays NaN.",
            ActivationKind.HardSigmoid when activation == Activation.HardSigmoid => "clip(x/6 + ½, 0, 1), Keras 3's definition. NaN stays NaN.",
            ActivationKind.HardSigmoid => $"clip({alpha}·x + {beta}, 0, 1). NaN stays NaN.",
            ActivationKind.HardSigmoid02 => "clip(0.2·x + ½, 0, 1), Keras 2's and ONNX's definition. NaN stays NaN.",
            ActivationKind.Relu => "max(x, 0). NaN stays NaN.",
            ActivationKind.LeakyRelu => $"x, or {alpha}·x where x is below zero. NaN stays NaN.",
            ActivationKind.ThresholdedRelu => $"x where it is above {alpha}, 0 elsewhere. NaN stays NaN.",
            ActivationKind.Relu6 => "x between 0 and 6. NaN stays NaN.",
            ActivationKind.Elu => $"x, or {alpha}·(exp(x) − 1) where x is below zero. NaN stays NaN.",
            ActivationKind.Selu => "1.0507·x, or 1.0507·1.6733·(exp(x) − 1) where x is below zero. NaN stays NaN.",
            ActivationKind.Softplus => $"log(1 + exp(x)) = max(x, 0) + log1p(exp(−|x|)). The error is at most {forms.SoftplusError}; NaN stays NaN.",
            ActivationKind.Softsign => "x / (1 + |x|). NaN stays NaN.",
            ActivationKind.Silu => "x·sigmoid(x) = x / (1 + exp(−x)). NaN stays NaN.",
            ActivationKind.Gelu => $"x·Φ(x) with the normal distribution Φ. The error is at most {forms.GeluError}; NaN stays NaN.",
            ActivationKind.GeluTanh => "GELU's approximation ½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))). NaN stays NaN.",
            ActivationKind.Exponential => $"exp(x), from + − × and moves of bits, so that every machine gives the same bits. Results below the normal {element.Plural} become zero; NaN stays NaN.",
            ActivationKind.Affine => $"{alpha}·x + {beta}. NaN stays NaN.",
            ActivationKind.ScaledTanh => $"{alpha}·tanh({beta}·x). NaN stays NaN.",
            _ => throw new ArgumentOutOfRangeException(nameof(activations)),
        };
    }

    public static string Exponential(string x) => Call(GateActivations.Of(Activation.Exponential), x);

    private static void ExponentialOf(CodeWriter code, Lanes lanes, ActivationForms forms)
    {
        forms.Reduce(code, lanes);
        code.Line($"e = {lanes.Add("e", lanes.Constant(1))};");
        code.Line($"e = {lanes.TimesPowerOfTwo("e", "s")};");
        code.Line($"e = {lanes.Select("x", "<", forms.LeastExponent, lanes.Constant(0), "e")};");
        code.Line($"return {lanes.Select("x", "<=", forms.MostExponent, "e", lanes.Add("x", lanes.Constant(double.PositiveInfinity)))};");
    }

    /// <summary>Writes <c>y</c>, exp(x) − 1 for x below zero.</summary>
    private static void ExponentialMinusOne(CodeWriter code, Lanes lanes, ActivationForms forms)
    {
        forms.Reduce(code, lanes);
        ScaledMinusOne(code, lanes, "y");
        code.Line($"y = {lanes.Select("x", "<", -forms.MinusOneLimit, lanes.Constant(-1), "y")};");
    }

    /// <summary>Writes 2ⁿ·(1 + e) − 1 from what <see cref="ActivationForms.Reduce"/> has written.</summary>
    public static void ScaledMinusOne(CodeWriter code, Lanes lanes, string name)
    {
        code.Line($"{lanes.Type} scale = {lanes.TimesPowerOfTwo(lanes.Constant(1), "s")};");
        code.Line($"{lanes.Type} {name} = {lanes.MultiplyAdd("scale", "e", $"({lanes.Subtract("scale", lanes.Constant(1))})")};");
    }
}

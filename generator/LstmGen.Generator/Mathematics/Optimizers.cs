using System.Collections.Generic;
using System.Linq;
using static LstmGen.Generator.Mathematics.Functions;

namespace LstmGen.Generator.Mathematics;

/// <summary>
/// The optimisers, as in PyTorch's documentation of <c>torch.optim</c>, with the same results except for rounding. A scalar that is 1 minus
/// another is computed in doubles, so that as a float it is exact to the last digit.
/// </summary>
internal static class Optimizers
{
    private static readonly OptimizerSetting Decay =
        new("decay", 0, "The weight decay: how much of each parameter is added to its gradient.");

    private static readonly Moment First = new("first", "The mean of the gradients, older ones with less weight.");
    private static readonly Moment Second = new("second", "The mean of the gradients' squares, older ones with less weight.");

    /// <summary>Stochastic gradient descent: p − rate·g.</summary>
    public static Optimizer Sgd { get; } = MadeSgd();

    /// <summary>The same with a velocity that accumulates the gradients: v = momentum·v + g, p − rate·v.</summary>
    public static Optimizer SgdWithMomentum { get; } = MadeSgdWithMomentum(
        "SGD with momentum",
        "Polyak 1964, Some methods of speeding up the convergence of iteration methods; torch.optim.SGD with its dampening of 0",
        isNesterov: false);

    /// <summary>The same with the gradient and the velocity that it has updated: p − rate·(g + momentum·v).</summary>
    public static Optimizer SgdWithNesterov { get; } = MadeSgdWithMomentum(
        "SGD with Nesterov's momentum",
        "Sutskever, Martens, Dahl, Hinton 2013, On the importance of initialization and momentum in deep learning; torch.optim.SGD with "
        + "nesterov=True",
        isNesterov: true);

    /// <summary>
    /// Steps by the mean of the gradients over the root of the mean of their squares, both corrected for their bias towards 0.
    /// </summary>
    public static Optimizer Adam { get; } = MadeAdam(
        "Adam", "Kingma, Ba 2015, Adam: A Method for Stochastic Optimization, Algorithm 1; torch.optim.Adam", isDecoupled: false);

    /// <summary>The same with weight decay of the parameters themselves, which isn't divided by the root.</summary>
    public static Optimizer AdamW { get; } = MadeAdam(
        "AdamW", "Loshchilov, Hutter 2019, Decoupled Weight Decay Regularization, Algorithm 2; torch.optim.AdamW", isDecoupled: true);

    /// <summary>Steps by the gradient over the root of the mean of its squares.</summary>
    public static Optimizer RmsProp { get; } = MadeRmsProp();

    public static IReadOnlyList<Optimizer> All { get; } = [Sgd, SgdWithMomentum, SgdWithNesterov, Adam, AdamW, RmsProp];

    private static Optimizer MadeSgd()
    {
        Formula f = StepOf(out Expression parameter, out Expression gradient);
        Expression rate = f.Parameter("rate");
        gradient = Decayed(f, parameter, gradient);
        return new Optimizer(
            "SGD",
            "Robbins, Monro 1951, A Stochastic Approximation Method; torch.optim.SGD",
            [Rate(1e-3), Decay],
            [],
            AsTheyAre("rate", "decay"),
            f.Return(parameter - rate * gradient));
    }

    private static Optimizer MadeSgdWithMomentum(string name, string source, bool isNesterov)
    {
        Formula f = StepOf(out Expression parameter, out Expression gradient);
        Expression velocity = f.Parameter("velocity");
        Expression rate = f.Parameter("rate");
        Expression momentum = f.Parameter("momentum");
        gradient = Decayed(f, parameter, gradient);
        velocity = f.Let("velocity", momentum * velocity + gradient);
        Expression step = isNesterov ? f.Let("step", momentum * velocity + gradient) : velocity;
        return new Optimizer(
            name,
            source,
            [Rate(1e-3), new("momentum", 0.9, "Which part of the velocity is left at the next step."), Decay],
            [new("velocity", "The sum of the gradients, older ones with less weight.")],
            AsTheyAre("rate", "momentum", "decay"),
            f.Return(parameter - rate * step, velocity));
    }

    private static Optimizer MadeAdam(string name, string source, bool isDecoupled)
    {
        Formula f = StepOf(out Expression parameter, out Expression gradient);
        Expression first = f.Parameter(First.Name);
        Expression second = f.Parameter(Second.Name);
        Expression beta1 = f.Parameter("beta1");
        Expression beta2 = f.Parameter("beta2");
        Expression oneMinusBeta1 = f.Parameter("oneMinusBeta1");
        Expression oneMinusBeta2 = f.Parameter("oneMinusBeta2");
        Expression stepSize = f.Parameter("stepSize");
        Expression rootCorrection = f.Parameter("rootCorrection");
        Expression epsilon = f.Parameter("epsilon");
        if (isDecoupled)
        {
            parameter = f.Let("parameter", parameter * f.Parameter("kept"));
        }
        else
        {
            gradient = Decayed(f, parameter, gradient);
        }

        first = f.Let(First.Name, oneMinusBeta1 * gradient + beta1 * first);
        second = f.Let(Second.Name, oneMinusBeta2 * gradient * gradient + beta2 * second);
        Expression root = f.Let("root", Sqrt(second) * rootCorrection + epsilon);
        OptimizerSetting decay = isDecoupled
            ? new("decay", 0.01, "The weight decay: which part of each parameter a step takes away, times the rate.")
            : Decay;
        return new Optimizer(
            name,
            source,
            [
                Rate(1e-3),
                new("beta1", 0.9, "Which part of the gradients' mean is left at the next step."),
                new("beta2", 0.999, "Which part of the mean of their squares is left at the next step."),
                Epsilon(),
                decay,
            ],
            [First, Second],
            AdamScalars(isDecoupled),
            f.Return(parameter - stepSize * (first / root), first, second));
    }

    /// <summary>At step t the means are 1 − β₁ᵗ and 1 − β₂ᵗ of what they would be without their start at 0.</summary>
    private static Definition AdamScalars(bool isDecoupled)
    {
        var f = new Formula();
        Expression rate = f.Parameter("rate");
        Expression beta1 = f.Parameter("beta1");
        Expression beta2 = f.Parameter("beta2");
        Expression epsilon = f.Parameter("epsilon");
        Expression decay = f.Parameter("decay");
        Expression power1 = f.Let("power1", f.Parameter("power1") * beta1);
        Expression power2 = f.Let("power2", f.Parameter("power2") * beta2);
        Expression stepSize = f.Let("stepSize", rate / (1 - power1));
        Expression rootCorrection = f.Let("rootCorrection", 1 / Sqrt(1 - power2));
        return f.Return(
            beta1, beta2, 1 - beta1, 1 - beta2, stepSize, rootCorrection, epsilon, isDecoupled ? 1 - rate * decay : decay, power1, power2);
    }

    private static Optimizer MadeRmsProp()
    {
        Formula f = StepOf(out Expression parameter, out Expression gradient);
        Expression second = f.Parameter(Second.Name);
        Expression rate = f.Parameter("rate");
        Expression alpha = f.Parameter("alpha");
        Expression oneMinusAlpha = f.Parameter("oneMinusAlpha");
        Expression epsilon = f.Parameter("epsilon");
        gradient = Decayed(f, parameter, gradient);
        second = f.Let(Second.Name, oneMinusAlpha * gradient * gradient + alpha * second);
        Expression root = f.Let("root", Sqrt(second) + epsilon);
        return new Optimizer(
            "RMSprop",
            "Tieleman, Hinton 2012, Neural Networks for Machine Learning, lecture 6e; torch.optim.RMSprop, not centered, without momentum",
            [
                Rate(1e-2),
                new("alpha", 0.99, "Which part of the mean of the gradients' squares is left at the next step."),
                Epsilon(),
                Decay,
            ],
            [Second],
            RmsPropScalars(),
            f.Return(parameter - rate * (gradient / root), second));
    }

    private static Definition RmsPropScalars()
    {
        var f = new Formula();
        Expression rate = f.Parameter("rate");
        Expression alpha = f.Parameter("alpha");
        Expression epsilon = f.Parameter("epsilon");
        return f.Return(rate, alpha, 1 - alpha, epsilon, f.Parameter("decay"));
    }

    private static OptimizerSetting Rate(double rate) => new("rate", rate, "The learning rate: how far a step goes.");

    private static OptimizerSetting Epsilon() => new("epsilon", 1e-8, "What is added to the root that is divided by.");

    private static Formula StepOf(out Expression parameter, out Expression gradient)
    {
        var f = new Formula();
        parameter = f.Parameter("parameter");
        gradient = f.Parameter("gradient");
        return f;
    }

    private static Expression Decayed(Formula f, Expression parameter, Expression gradient) =>
        f.Let("gradient", f.Parameter("decay") * parameter + gradient);

    /// <summary>The settings are the scalars.</summary>
    private static Definition AsTheyAre(params string[] settings)
    {
        var f = new Formula();
        return f.Return([.. settings.Select(f.Parameter)]);
    }
}

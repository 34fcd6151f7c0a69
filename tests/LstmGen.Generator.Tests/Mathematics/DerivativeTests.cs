using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace LstmGen.Generator.Tests.Mathematics;

using Activation = LstmGen.Generator.Model.Activation;
using Arithmetic = LstmGen.Generator.Model.Arithmetic;

/// <summary>Derivatives agree with differences of the functions' values, and those of floats with those of doubles.</summary>
public class DerivativeTests(ITestOutputHelper output)
{
    /// <summary>Half the distance of a difference's two points.</summary>
    private const double Half = 1e-5;

    /// <summary>
    /// The allowed error of a difference, relative to the largest of 1, the value and the derivative: by rounding, an ulp or two of the
    /// value (4e-16) over the distance, 2e-11; by the third derivative, which is at most 35 here, h²/6 of it, 6e-10. A wrong term is off by
    /// far more.
    /// </summary>
    private const double Tolerance = 2e-9;

    /// <summary>
    /// The allowed error of a derivative in floats: some hundred roundings, where the values that it is computed from cancel.
    /// </summary>
    private const double FloatTolerance = 1e-5;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Activations_have_the_slopes_of_their_values(bool isFused)
    {
        var interpreter = new Interpreter<double>(isFused ? Arithmetic.Fused : Arithmetic.Separate);
        double worst = 0;
        foreach (GateActivations function in Samples.Activations)
        {
            Definition definition = function.Definition(Element.Double)!;
            double[] x = Points(function.Single(), 2 * Half);
            double[] y = interpreter.Of(definition, x);
            double[] above = interpreter.Of(definition, [.. x.Select(x => x + Half)]);
            double[] below = interpreter.Of(definition, [.. x.Select(x => x - Half)]);
            foreach (Definition derivative in new[] { Derivative.Of(definition, Element.Double), Derivative.Of(function, Element.Double) })
            {
                double[] slopes = interpreter.Slopes(derivative, x);
                for (int i = 0; i < x.Length; i++)
                {
                    double difference = (above[i] - below[i]) / (x[i] + Half - (x[i] - Half));
                    double error = Math.Abs(slopes[i] - difference) / Scale(y[i], slopes[i]);
                    worst = Math.Max(worst, error);
                    Expect.True(error <= Tolerance, $"{function.Name} at {x[i]:r}: {slopes[i]:r}, by differences {difference:r}");
                }
            }
        }

        output.WriteLine($"off by at most {worst:g3}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Floats_have_the_slopes_of_doubles(bool isFused)
    {
        Arithmetic arithmetic = isFused ? Arithmetic.Fused : Arithmetic.Separate;
        var singles = new Interpreter<float>(arithmetic);
        var doubles = new Interpreter<double>(arithmetic);
        double worst = 0;
        foreach (GateActivations function in Samples.Activations)
        {
            float[] x = [.. Points(function.Single(), 1e-5).Select(x => (float)x)];
            float[] slopes = singles.Slopes(Derivative.Of(function.Definition(Element.Single)!, Element.Single), x);
            Definition derivative = Derivative.Of(function.Definition(Element.Double)!, Element.Double);
            double[] exact = doubles.Slopes(derivative, [.. x.Select(x => (double)x)]);
            for (int i = 0; i < x.Length; i++)
            {
                double error = Math.Abs(slopes[i] - exact[i]) / Scale(0, exact[i]);
                worst = Math.Max(worst, error);
                Expect.True(error <= FloatTolerance, $"{function.Name} at {x[i]:g9}: {slopes[i]:g9}, and {exact[i]:g9} in doubles");
            }
        }

        output.WriteLine($"off by at most {worst:g3}");
    }

    /// <summary>What belongs only to a branch, the sign of zero or a step, isn't a slope of the function.</summary>
    [Theory]
    [InlineData("tanh", 1)]
    [InlineData("sigmoid", 0.25)]
    [InlineData("softplus", 0.5)]
    [InlineData("softsign", 1)]
    [InlineData("silu", 0.5)]
    [InlineData("gelu", 0.5)]
    [InlineData("gelu_tanh", 0.5)]
    [InlineData("exponential", 1)]
    [InlineData("relu", 1)]
    [InlineData("elu", 1)]
    public void At_zero(string name, double expected)
    {
        GateActivations function = GateActivations.Of(Activation.Of(ActivationNames.Find(name)!.Value));
        Definition single = Derivative.Of(function.Definition(Element.Single)!, Element.Single);
        Definition exact = Derivative.Of(function.Definition(Element.Double)!, Element.Double);
        Assert.All(new[] { 0.0, -0.0 }, zero =>
        {
            Assert.Equal(expected, new Interpreter<float>(Arithmetic.Fused).At(single, (float)zero, 1)[0], 1e-6);
            Assert.Equal(expected, new Interpreter<double>(Arithmetic.Fused).At(exact, zero, 1)[0], 1e-14);
        });
    }

    /// <summary>Branches that aren't taken overflow there.</summary>
    [Fact]
    public void No_number_has_a_slope_that_is_none()
    {
        Check<float>(Element.Single);
        Check<double>(Element.Double);

        static void Check<T>(Element element)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            T[] values = [.. Samples.Values<T>().Where(T.IsFinite).Where((_, i) => i % 10 == 0), T.MaxValue, T.MinValue];
            var interpreter = new Interpreter<T>(Arithmetic.Fused);
            foreach (GateActivations function in Samples.Activations)
            {
                Definition derivative = Derivative.Of(function, element);
                int at = Array.FindIndex(interpreter.Slopes(derivative, values), T.IsNaN);
                Assert.True(at < 0, at < 0 ? "" : $"{function.Name} at {values[at]:g17}");
                Assert.True(T.IsNaN(interpreter.At(derivative, T.NaN, T.One)[0]) || IsPiecewiseLinear(function.Single()), function.Name);
            }
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_cell_hands_back_what_its_new_state_takes_in(bool isCoupled, bool isClipped)
    {
        var cell = new Formula();
        Expression i = cell.Parameter("i");
        Expression f = cell.Parameter("f");
        Expression g = cell.Parameter("g");
        Expression o = cell.Parameter("o");
        Expression c = cell.Parameter("c");
        f = isCoupled ? cell.Let("f", LstmCell.CoupledForget(i)) : f;
        c = cell.Let("c", LstmCell.State(f, c, i, g));
        c = isClipped ? cell.Let("c", Functions.AtMost(c, 0.4)) : c;
        Expression h = cell.Let("h", LstmCell.Hidden(o, c, Activation.Tanh));
        CheckGradients(cell.Return(c, h));
    }

    [Fact]
    public void A_cell_with_the_activations_of_its_gates_is_differentiated_as_one()
    {
        var cell = new Formula();
        Expression i = Gate("i", Activation.Sigmoid);
        Expression f = Gate("f", Activation.HardSigmoid);
        Expression g = Gate("g", Activation.Of(ActivationKind.Softsign));
        Expression o = cell.Let("o", LstmCell.WithPeephole(cell.Parameter("sumOfO"), cell.Parameter("p"), 0.25));
        Expression c = cell.Let("c", LstmCell.State(f, cell.Parameter("c"), i, g));
        CheckGradients(cell.Return(c, LstmCell.Hidden(o, c, Activation.Of(ActivationKind.Silu))));

        Expression Gate(string name, Activation activation) =>
            cell.Let(name, new Call(GateActivations.Of(activation), cell.Parameter("sumOf" + name)));
    }

    /// <summary>Parts of a derivative that don't affect the results are removed.</summary>
    [Fact]
    public void A_derivative_computes_what_it_needs()
    {
        Formula f = Formula.Of(out Expression x);
        Expression y = f.Let("y", 2 * x);
        f.Let("unused", y * y);
        Definition derivative = Derivative.Of(f.Return(y), Element.Double);
        Assert.Equal(["dx"], derivative.Statements.Select(statement => statement.Variable.Name));
        Assert.Equal(["x", "dy"], derivative.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(6, new Interpreter<double>(Arithmetic.Fused).At(derivative, 5, 3)[0]);
    }

    /// <summary>Checks the derivatives of a mixture of the results by each parameter, at random values.</summary>
    private static void CheckGradients(Definition definition)
    {
        var random = new Random(5);
        var interpreter = new Interpreter<double>(Arithmetic.Fused);
        Definition derivative = Derivative.Of(definition, Element.Double);
        for (int run = 0; run < 100; run++)
        {
            double[] values = [.. definition.Parameters.Select(_ => random.NextDouble() - 0.2)];
            double[] weights = [.. definition.Results.Select(_ => random.NextDouble() + 0.1)];
            double[] slopes = interpreter.At(derivative, [.. values, .. weights]);
            for (int k = 0; k < values.Length; k++)
            {
                double difference = (Mixture(k, Half) - Mixture(k, -Half)) / (2 * Half);
                Assert.True(
                    Math.Abs(slopes[k] - difference) <= Tolerance,
                    $"{definition.Parameters[k].Name}: {slopes[k]:r}, by differences {difference:r}");
            }

            double Mixture(int moved, double by) => interpreter
                .At(definition, [.. values.Select((value, k) => k == moved ? value + by : value)])
                .Zip(weights, (result, weight) => result * weight)
                .Sum();
        }
    }

    /// <summary>Points from -12 to 12, at a distance from the corners of the function or of its slope.</summary>
    private static double[] Points(Activation activation, double distance)
    {
        double alpha = Element.Double.Meant(activation.Alpha);
        double beta = Element.Double.Meant(activation.Beta);
        double[] corners = activation.Kind switch
        {
            ActivationKind.HardSigmoid or ActivationKind.HardSigmoid02 => [-beta / alpha, (1 - beta) / alpha],
            ActivationKind.ThresholdedRelu => [alpha],
            ActivationKind.Relu6 => [0, 6],
            ActivationKind.Relu or ActivationKind.LeakyRelu or ActivationKind.Elu or ActivationKind.Selu or ActivationKind.Softsign => [0],
            _ => [],
        };
        return
        [
            .. Enumerable.Range(-1200, 2401)
                .Select(i => (i / 100d) + 0.00137)
                .Append(0)
                .Where(x => corners.All(corner => Math.Abs(x - corner) > distance)),
        ];
    }

    /// <summary>Whether the slope of what is not below zero, as NaN is not, is a number of its own.</summary>
    private static bool IsPiecewiseLinear(Activation activation) => activation.Kind
        is ActivationKind.Relu or ActivationKind.LeakyRelu or ActivationKind.ThresholdedRelu or ActivationKind.Relu6
        or ActivationKind.Elu or ActivationKind.Selu or ActivationKind.HardSigmoid or ActivationKind.HardSigmoid02 or ActivationKind.Affine;

    private static double Scale(double value, double slope) => Math.Max(1, Math.Max(Math.Abs(value), Math.Abs(slope)));
}

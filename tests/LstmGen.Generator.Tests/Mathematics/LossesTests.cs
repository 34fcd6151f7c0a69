using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace LstmGen.Generator.Tests.Mathematics;

using Arithmetic = LstmGen.Generator.Model.Arithmetic;

/// <summary>Losses and their slopes agree with plain formulas in doubles, also at corners, at large values, and for NaN.</summary>
public class LossesTests(ITestOutputHelper output)
{
    /// <summary>
    /// Half the distance of a difference's two points, and the allowed error of the difference, as in <see cref="DerivativeTests"/>.
    /// </summary>
    private const double Half = 1e-5;

    private const double Tolerance = 2e-9;

    private static readonly double[] Values =
    [
        .. Enumerable.Range(-60, 121).Select(i => i / 8d), 0.3, -0.0, 1e-6, -1e-6, 1e-12, -1e-12, 17, -17, 30, -30, 87, -87, 100, -100, 1000, -1000,
        1e10, -1e10,
    ];

    private static readonly double[] Targets = [0, 1, 0.5, 0.1, 0.9, -2.25, 3];

    private sealed record Loss(
        Definition Definition, Func<double, double, double> Value, Func<double, double, double> Slope, Func<double, double, bool> IsCorner);

    private static readonly Dictionary<string, Loss> All = new()
    {
        ["MeanSquared"] = new(Losses.MeanSquared(), (y, t) => (y - t) * (y - t), (y, t) => 2 * (y - t), (_, _) => false),
        ["MeanAbsolute"] = new(Losses.MeanAbsolute(), (y, t) => Math.Abs(y - t), (y, t) => Math.Sign(y - t), (y, t) => Near(y - t, 0)),
        ["Huber"] = new(
            Losses.Huber(),
            (y, t) => Math.Abs(y - t) is var d && d <= 1 ? d * d / 2 : d - 0.5,
            (y, t) => Math.Clamp(y - t, -1, 1),
            (y, t) => Near(Math.Abs(y - t), 1)),
        ["BinaryCrossEntropy"] = new(
            Losses.BinaryCrossEntropy(),
            (y, t) => (y > 0 ? y * (1 - t) : -y * t) + Log1p(Math.Exp(-Math.Abs(y))),
            (y, t) => (y > 0 ? 1 - t - (1 / (1 + Math.Exp(y))) : (1 / (1 + Math.Exp(-y))) - t),
            (_, _) => false),
    };

    public static IEnumerable<object[]> Cases { get; } = [.. All.Keys.SelectMany(name => new[] { new object[] { name, true }, [name, false] })];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Of_doubles(string name, bool isFused) => Check<double>(name, isFused, 4e-16);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Of_floats(string name, bool isFused) => Check<float>(name, isFused, 2e-7);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Slopes_are_those_of_the_values(string name, bool isFused)
    {
        var interpreter = new Interpreter<double>(isFused ? Arithmetic.Fused : Arithmetic.Separate);
        Loss loss = All[name];
        Definition derivative = Derivative.Of(loss.Definition, Element.Double);
        Definition slope = Losses.Slope(loss.Definition, Element.Double);
        foreach (double t in Targets)
        {
            foreach (double y in Values.Where(y => Math.Abs(y) <= 10 && !loss.IsCorner(y, t)))
            {
                double[] slopes = interpreter.At(derivative, y, t, 1);
                Near(slopes[0], Value(y + Half, t) - Value(y - Half, t), "y");
                Near(slopes[1], Value(y, t + Half) - Value(y, t - Half), "target");
                Assert.Equal(slopes[0], interpreter.At(slope, y, t, 1).Single());
                Assert.Equal(-3 * slopes[0], interpreter.At(slope, y, t, -3).Single(), 1e-14);

                void Near(double found, double difference, string by) => Expect.True(
                    Math.Abs(found - (difference / (2 * Half))) <= Tolerance * Math.Max(1, Math.Max(Value(y, t), Math.Abs(found))),
                    $"{name}({y:r}, {t:r}) by {by}: {found:r}, by differences {difference / (2 * Half):r}");
            }
        }

        double Value(double y, double t) => interpreter.At(loss.Definition, y, t).Single();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Nan_stays_nan(string name, bool isFused)
    {
        OfElement<float>(Element.Single);
        OfElement<double>(Element.Double);

        void OfElement<T>(Element element)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var interpreter = new Interpreter<T>(isFused ? Arithmetic.Fused : Arithmetic.Separate);
            Definition slope = Losses.Slope(All[name].Definition, element);
            foreach ((T y, T t) in new[] { (T.NaN, T.One), (T.Zero, T.NaN), (T.NaN, T.NaN) })
            {
                Assert.True(T.IsNaN(interpreter.At(All[name].Definition, y, t)[0]));
                Assert.True(T.IsNaN(interpreter.At(slope, y, t, T.One)[0]), $"slope at {y}, {t}");
            }
        }
    }

    /// <summary>
    /// The slope at infinity is that of the largest values. The loss of an infinite logit on the correct side is NaN, ∞ − ∞.
    /// </summary>
    [Theory]
    [InlineData("MeanSquared", 1, double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData("MeanSquared", 1, double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData("MeanAbsolute", 1, 1, double.PositiveInfinity)]
    [InlineData("MeanAbsolute", 1, -1, double.PositiveInfinity)]
    [InlineData("Huber", 1, 1, double.PositiveInfinity)]
    [InlineData("Huber", 1, -1, double.PositiveInfinity)]
    [InlineData("BinaryCrossEntropy", 1, 0, double.NaN)]
    [InlineData("BinaryCrossEntropy", 1, -1, double.PositiveInfinity)]
    [InlineData("BinaryCrossEntropy", 0, 1, double.PositiveInfinity)]
    [InlineData("BinaryCrossEntropy", 0, 0, double.NaN)]
    public void At_infinity(string name, double target, double slope, double value)
    {
        // The side is that of the slope, or the correct one if the slope is 0.
        double y = slope > 0 || (slope == 0 && target == 1) ? double.PositiveInfinity : double.NegativeInfinity;
        foreach (Arithmetic arithmetic in new[] { Arithmetic.Fused, Arithmetic.Separate })
        {
            Definition loss = All[name].Definition;
            Assert.Equal(value, new Interpreter<double>(arithmetic).At(loss, y, target)[0]);
            Assert.Equal((float)value, new Interpreter<float>(arithmetic).At(loss, (float)y, (float)target)[0]);
            Assert.Equal(slope, new Interpreter<double>(arithmetic).At(Losses.Slope(loss, Element.Double), y, target, 1)[0]);
            Assert.Equal((float)slope, new Interpreter<float>(arithmetic).At(Losses.Slope(loss, Element.Single), (float)y, (float)target, 1)[0]);
        }
    }

    /// <summary>The small loss far on the correct side, and its slope, aren't lost beside the larger terms.</summary>
    [Theory]
    [InlineData(1, 20)]
    [InlineData(1, 80)]
    [InlineData(0, -20)]
    [InlineData(0, -80)]
    public void A_logit_far_on_the_right_side_has_a_small_loss(float target, float y)
    {
        double small = Math.Exp(-Math.Abs(y));
        var interpreter = new Interpreter<float>(Arithmetic.Separate);
        Assert.Equal(small, interpreter.At(Losses.BinaryCrossEntropy(), y, target)[0], 1e-6 * small);
        Assert.Equal(
            y > 0 ? -small : small,
            interpreter.At(Losses.Slope(Losses.BinaryCrossEntropy(), Element.Single), y, target, 1)[0],
            1e-6 * small);
    }

    /// <summary>Without a difference there is nothing to learn.</summary>
    [Theory]
    [InlineData("MeanSquared")]
    [InlineData("MeanAbsolute")]
    [InlineData("Huber")]
    public void Equal_values_have_neither_loss_nor_slope(string name)
    {
        foreach (double y in new[] { 0, -0.0, 0.1, -3, 1e30 })
        {
            var interpreter = new Interpreter<float>(Arithmetic.Fused);
            Assert.Equal(0, interpreter.At(All[name].Definition, (float)y, (float)y)[0]);
            Assert.Equal(0, interpreter.At(Losses.Slope(All[name].Definition, Element.Single), (float)y, (float)y, 1)[0]);
        }
    }

    private void Check<T>(string name, bool isFused, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Element element = typeof(T) == typeof(float) ? Element.Single : Element.Double;
        var interpreter = new Interpreter<T>(isFused ? Arithmetic.Fused : Arithmetic.Separate);
        Loss loss = All[name];
        Definition slope = Losses.Slope(loss.Definition, element);
        double worst = 0;
        double worstSlope = 0;
        foreach (T target in Targets.Select(T.CreateTruncating))
        {
            foreach (T value in Values.Select(T.CreateTruncating))
            {
                (double y, double t) = (double.CreateChecked(value), double.CreateChecked(target));
                worst = Math.Max(worst, Off(interpreter.At(loss.Definition, value, target)[0], loss.Value(y, t), "", y, t));
                worstSlope = Math.Max(worstSlope, Off(interpreter.At(slope, value, target, T.One)[0], loss.Slope(y, t), "'", y, t));
            }
        }

        output.WriteLine($"off by at most {worst:g3}, slopes by {worstSlope:g3}");

        double Off(T found, double exact, string of, double y, double t)
        {
            double error = Math.Abs(double.CreateChecked(found) - exact) / Math.Max(1, Math.Abs(exact));
            Expect.True(error <= tolerance, $"{name}{of}({y:r}, {t:r}): {found:r}, not {exact:r}");
            return error;
        }
    }

    private static bool Near(double value, double corner) => Math.Abs(value - corner) <= 2 * Half;

    /// <summary>log(1 + u), exact for a small u (W. Kahan's correction of the rounding of 1 + u).</summary>
    private static double Log1p(double u) => 1 + u is var sum && sum == 1 ? u : Math.Log(sum) * (u / (sum - 1));
}

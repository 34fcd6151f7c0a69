using System;
using System.Linq;
using System.Numerics;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using Xunit;
using Xunit.Abstractions;

namespace LstmGen.Generator.Tests.Mathematics;

using Arithmetic = LstmGen.Generator.Model.Arithmetic;

/// <summary>The logarithm of a sum that is at least 1.</summary>
public class LogarithmTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_floats(bool isFused) => Near<float>(isFused, 2.5);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_doubles(bool isFused) => Near<double>(isFused, 3);

    [Fact]
    public void Nan_stays_nan() => Assert.True(float.IsNaN(new Interpreter<float>(Arithmetic.Fused).At(Logarithm.OfAtLeastOne(Element.Single), float.NaN)[0]));

    /// <param name="most">The allowed error in units in the last place of the result, or of a quarter if the result is smaller.</param>
    private void Near<T>(bool isFused, double most)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Element element = typeof(T) == typeof(float) ? Element.Single : Element.Double;
        var random = new Random(5);
        T[] values =
        [
            T.One, T.BitIncrement(T.One), T.CreateChecked(4096),
            .. Enumerable.Range(0, 13).SelectMany(power => new[] { T.BitDecrement(T.CreateChecked(2 << power)), T.CreateChecked(2 << power) }),
            .. Enumerable.Range(0, 200_000).Select(_ => T.CreateTruncating(Math.Pow(2, 12 * random.NextDouble()))),
        ];
        T[] found = new Interpreter<T>(isFused ? Arithmetic.Fused : Arithmetic.Separate).Of(Logarithm.OfAtLeastOne(element), values);
        double worst = values.Zip(found, (value, log) => Error(double.CreateChecked(value), log)).Max();
        output.WriteLine($"largest error in units in the last place: {worst:g3}");
        Assert.True(worst <= most, $"{worst:g3}");

        double Error(double value, T log)
        {
            double exact = Math.Log(value);
            T near = T.CreateTruncating(Math.Max(exact, 0.25));
            return Math.Abs(double.CreateChecked(log) - exact) / double.CreateChecked(T.BitIncrement(near) - near);
        }
    }
}

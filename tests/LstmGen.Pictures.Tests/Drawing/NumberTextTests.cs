using System;
using System.Globalization;
using LstmGen.Pictures.Numbers;
using Xunit;

namespace LstmGen.Pictures.Tests.Drawing;

public class NumberTextTests
{
    [Theory]
    [InlineData(0.1f, "0.1")]
    [InlineData(-0f, "-0")]
    [InlineData(16777216f, "16777216")]
    [InlineData(1e-45f, "1E-45")]
    [InlineData(1.1754942E-38f, "1.1754942E-38")]
    [InlineData(float.MaxValue, "3.4028235E+38")]
    [InlineData(1.00390625f, "1.0039062")]
    [InlineData(1.17549435E-38f, "1.1754944E-38")]
    [InlineData(8388608f, "8388608")]
    [InlineData(1e-5f, "0.00001")]
    [InlineData(1e-6f, "1E-06")]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void A_float_is_read_back(float value, string expected)
    {
        Assert.Equal(expected, NumberText.Exact(value));
        Assert.Equal(BitConverter.SingleToInt32Bits(value), BitConverter.SingleToInt32Bits(float.Parse(NumberText.Exact(value), CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Every_number_is_read_back_bit_for_bit_and_is_as_short_as_can_be()
    {
        uint state = 1;
        for (int i = 0; i < 20_000; i++)
        {
            state = unchecked((state * 1664525) + 1013904223);
            float single = BitConverter.UInt32BitsToSingle(state);
            double wide = BitConverter.UInt64BitsToDouble(((ulong)state << 32) | (state * 2654435761));
            if (float.IsFinite(single))
            {
                Assert.Equal(state, BitConverter.SingleToUInt32Bits(float.Parse(NumberText.Exact(single), CultureInfo.InvariantCulture)));
                Assert.Equal(Digits(single.ToString("R", CultureInfo.InvariantCulture)), Digits(NumberText.Exact(single)));
            }

            if (double.IsFinite(wide))
            {
                Assert.Equal(wide, double.Parse(NumberText.Exact(wide), CultureInfo.InvariantCulture));
                Assert.Equal(Digits(wide.ToString("R", CultureInfo.InvariantCulture)), Digits(NumberText.Exact(wide)));
            }
        }

        static string Digits(string text) => text.Split('E')[0].Replace(".", "", StringComparison.Ordinal).TrimStart('-', '0').TrimEnd('0');
    }

    [Theory]
    [InlineData(0.126, "0.13")]
    [InlineData(-0.126, "−0.13")]
    [InlineData(-0.001, "0.00")]
    [InlineData(0.125, "0.13")]
    [InlineData(-0.375, "−0.38")]
    [InlineData(123.456, "123.5")]
    [InlineData(12345.6, "12346")]
    [InlineData(1234567.0, "1.2e+6")]
    [InlineData(double.NaN, "NaN")]
    public void A_number_is_rounded_for_a_reader(double value, string expected) => Assert.Equal(expected, NumberText.Shown(value));
}

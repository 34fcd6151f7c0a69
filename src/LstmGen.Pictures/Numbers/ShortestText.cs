using System;
using System.Globalization;
using System.Numerics;

namespace LstmGen.Pictures.Numbers;

/// <summary>
/// The shortest text that reads back as the same number, computed with integers: runtimes differ in how they round values half-way between
/// two texts, and in how they parse a float.
/// </summary>
internal static class ShortestText
{
    private const int FloatBits = 24;
    private const int DoubleBits = 53;

    private static readonly BigInteger[] Tens = Powers();

    public static string Of(float value)
    {
        // Every float is a double with zeros after its own bits.
        (BigInteger mantissa, int exponent) = Parts(value);
        int spare = DoubleBits - FloatBits;
        double least = Math.Abs(value) < 1.17549435E-38f ? Math.Pow(2, -149) : 0;
        if (least > 0)
        {
            // Subnormal numbers have only the bits from the smallest number up.
            return Write(value, new BigInteger(Math.Abs((double)value) / least), -149, FloatBits, digits: 1, most: 9);
        }

        return Write(value, mantissa >> spare, exponent + spare, FloatBits, digits: 6, most: 9);
    }

    public static string Of(double value)
    {
        (BigInteger mantissa, int exponent) = Parts(value);
        return Write(value, mantissa, exponent, DoubleBits, Math.Abs(value) < 2.2250738585072014E-308 ? 1 : 15, most: 17);
    }

    /// <summary>A number as an integer times a power of two; a normal number has all 53 bits.</summary>
    private static (BigInteger Mantissa, int Exponent) Parts(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF);
        long mantissa = bits & 0xFFFFFFFFFFFFF;
        return exponent == 0 ? (mantissa, -1074) : (mantissa | (1L << 52), exponent - 1075);
    }

    private static string Write(double value, BigInteger mantissa, int exponent, int bits, int digits, int most)
    {
        int power = (int)Math.Floor(Math.Log10(Math.Abs(value)));
        while (true)
        {
            // The number times a power of ten that leaves the given number of digits before the point.
            int scale = digits - 1 - power;
            BigInteger numerator = mantissa * (exponent > 0 ? BigInteger.One << exponent : BigInteger.One) * Ten(scale);
            BigInteger denominator = (exponent < 0 ? BigInteger.One << -exponent : BigInteger.One) * Ten(-scale);
            BigInteger whole = BigInteger.DivRem(numerator, denominator, out BigInteger rest);
            int half = (2 * rest).CompareTo(denominator);
            whole += half > 0 || (half == 0 && !whole.IsEven) ? 1 : 0;
            if (whole >= Ten(digits))
            {
                power++;
                continue;
            }

            if (whole < Ten(digits - 1))
            {
                power--;
                continue;
            }

            if (digits == most || IsReadBack(whole * denominator, numerator, mantissa, bits))
            {
                return (value < 0 ? "-" : "") + Text(whole.ToString(CultureInfo.InvariantCulture).TrimEnd('0'), power, most);
            }

            digits++;
        }
    }

    /// <summary>Whether no other number is as near: the distance is less than half of that to the next number.</summary>
    private static bool IsReadBack(BigInteger text, BigInteger number, BigInteger mantissa, int bits)
    {
        BigInteger distance = BigInteger.Abs(text - number);
        // Below a power of two the next number is half as far.
        bool isNearer = text < number && mantissa == BigInteger.One << (bits - 1);
        int compared = ((isNearer ? 4 : 2) * mantissa * distance).CompareTo(number);
        return compared < 0 || (compared == 0 && mantissa.IsEven);
    }

    private static string Text(string digits, int power, int most)
    {
        if (power < -5 || power >= most)
        {
            string fraction = digits.Length > 1 ? "." + digits.Substring(1) : "";
            return digits.Substring(0, 1) + fraction + "E" + (power < 0 ? "-" : "+") + Math.Abs(power).ToString("00", CultureInfo.InvariantCulture);
        }

        return power < 0 ? "0." + new string('0', -power - 1) + digits
            : digits.Length <= power + 1 ? digits + new string('0', power + 1 - digits.Length)
            : digits.Substring(0, power + 1) + "." + digits.Substring(power + 1);
    }

    private static BigInteger Ten(int power) => power <= 0 ? BigInteger.One : power < Tens.Length ? Tens[power] : BigInteger.Pow(10, power);

    private static BigInteger[] Powers()
    {
        var powers = new BigInteger[64];
        powers[0] = BigInteger.One;
        for (int i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * 10;
        }

        return powers;
    }
}

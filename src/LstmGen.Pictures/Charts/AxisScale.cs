using System;
using System.Collections.Generic;
using System.Linq;
using static System.FormattableString;

namespace LstmGen.Pictures.Charts;

/// <summary>The range of an axis, the position of a value on it, and its marks.</summary>
internal sealed class AxisScale
{
    /// <summary>Beyond it, differences would be infinite.</summary>
    public const double Most = 1e300;

    /// <summary>Values closer together than this, relative to the values, count as equal.</summary>
    private const double Closest = 1e-12;

    private const int MostTicks = 60;

    private static readonly int[] OneTwoFive = [1, 2, 5];

    private readonly ChartScale _scale;

    private AxisScale(ChartScale scale, double low, double high)
    {
        _scale = scale;
        Low = low;
        High = high;
    }

    public double Low { get; }

    public double High { get; }

    /// <summary>An axis from the lowest value to the highest, including those that it must include; null if there are no values.</summary>
    public static AxisScale? Of(ChartAxis axis, double low, double high)
    {
        foreach (double value in axis.Includes ?? [])
        {
            if (double.IsNaN(value) || Problem(axis, value) is not null)
            {
                throw new ArgumentException(Invariant($"The axis '{axis.Text}' can't include {value}: {Problem(axis, value) ?? "it is not a number"}."));
            }

            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        if (low > high)
        {
            return null;
        }

        if (axis.Scale == ChartScale.Linear)
        {
            double size = Math.Max(Math.Abs(low), Math.Abs(high));
            double wider = size == 0 ? 1 : Math.Max(size / 2, double.Epsilon);
            return high - low <= size * Closest ? new AxisScale(axis.Scale, low - wider, high + wider) : new AxisScale(axis.Scale, low, high);
        }

        if (low == high)
        {
            low /= 2;
            high *= 2;
        }

        // With fewer than two marks, the distance between values couldn't be read.
        List<Tick> ticks = [.. Candidates(axis.Scale, low, high, 1)];
        return ticks.Count(tick => tick.Value >= low && tick.Value <= high) >= 2
            ? new AxisScale(axis.Scale, low, high)
            : new AxisScale(axis.Scale, ticks.Where(tick => tick.Value <= low).Max(tick => tick.Value), ticks.Where(tick => tick.Value >= high).Min(tick => tick.Value));
    }

    /// <summary>Why a finite value can't be on an axis; null if it can.</summary>
    public static string? Problem(ChartAxis axis, double value) =>
        axis.Scale != ChartScale.Linear && value <= 0 ? "on a logarithmic axis it must be above zero"
        : axis.Scale != ChartScale.Linear && value < 1 / Most ? "on a logarithmic axis it must be at least 1e-300"
        : Math.Abs(value) > Most ? "it must be from -1e300 to 1e300"
        : null;

    /// <summary>Where a value is, from 0 at the lowest to 1 at the highest.</summary>
    public double Part(double value)
    {
        if (_scale == ChartScale.Linear)
        {
            return (value - Low) / (High - Low);
        }

        // Logarithms differ in their last bits between platforms: with rounding, the same value is at the same place on all of them.
        const double Grain = 1 << 30;
        return Math.Floor(((Math.Log(value) - Math.Log(Low)) / (Math.Log(High) - Math.Log(Low)) * Grain) + 0.5) / Grain;
    }

    /// <summary>The marks, as many as fit.</summary>
    /// <param name="fits">Whether there is room for them.</param>
    public IReadOnlyList<Tick> Ticks(Func<IReadOnlyList<Tick>, bool> fits)
    {
        IEnumerable<IEnumerable<Tick>> finestFirst = _scale == ChartScale.Linear
            ? Steps()
            : Enumerable.Range(0, 12).Select(level => Candidates(_scale, Low, High, 1 << level).Where(tick => tick.Value >= Low && tick.Value <= High));
        foreach (IEnumerable<Tick> candidates in finestFirst)
        {
            List<Tick> ticks = [.. candidates.Take(MostTicks + 1)];
            if (ticks.Count is > 0 and <= MostTicks && fits(ticks))
            {
                return ticks;
            }
        }

        return [];
    }

    /// <summary>
    /// The marks of a linear axis for every step of 1, 2 or 5 times a power of ten, starting with a step that is too short.
    /// </summary>
    private IEnumerable<IEnumerable<Tick>> Steps()
    {
        int first = (int)Math.Floor(Math.Log10(High - Low)) - 2;
        for (int exponent = first; exponent < first + 5; exponent++)
        {
            foreach (int factor in OneTwoFive)
            {
                yield return Multiples(factor, exponent);
            }
        }
    }

    private IEnumerable<Tick> Multiples(int factor, int exponent)
    {
        double step = TickText.Value(factor, exponent);
        if (step == 0)
        {
            yield break;
        }

        const double Slack = 1e-9;
        double size = Math.Max(Math.Abs(Low), Math.Abs(High));
        bool isScientific = exponent >= 6 || (exponent < -6 && size < 1e-3);
        for (long count = (long)Math.Ceiling((Low / step) - Slack); count <= (High / step) + Slack; count++)
        {
            long whole = count * factor;
            yield return new Tick(
                Math.Max(Low, Math.Min(High, TickText.Value(whole, exponent))),
                isScientific ? TickText.Scientific(whole, exponent) : TickText.Plain(whole, exponent));
        }
    }

    /// <summary>The marks of a logarithmic axis, and one more at each end, for every n-th power.</summary>
    private static IEnumerable<Tick> Candidates(ChartScale scale, double low, double high, int every)
    {
        double radix = scale == ChartScale.PowersOfTwo ? 2 : 10;
        int first = (int)Math.Floor(Math.Log(low) / Math.Log(radix)) - 1;
        int last = (int)Math.Ceiling(Math.Log(high) / Math.Log(radix)) + 1;

        // On an axis with powers of ten, the first level marks 1, 2 and 5 times each power, the second each power, the third every second
        // power.
        int stride = scale == ChartScale.PowersOfTwo ? every : Math.Max(1, every / 2);
        for (int power = first; power <= last; power++)
        {
            if (power % stride != 0)
            {
                continue;
            }

            if (scale == ChartScale.PowersOfTwo)
            {
                yield return new Tick(Math.Pow(2, power), PowerOfTwo(power));
                continue;
            }

            foreach (int factor in every == 1 ? OneTwoFive : [1])
            {
                yield return new Tick(TickText.Value(factor, power), power is >= -4 and < 6 ? TickText.Plain(factor, power) : TickText.Scientific(factor, power));
            }
        }
    }

    // A half, a quarter, … have as many decimals as the exponent, and the powers of five as digits.
    private static string PowerOfTwo(int power)
    {
        if (power is < -6 or > 20)
        {
            return Invariant($"2^{power}").Replace('-', '−');
        }

        long whole = 1;
        for (int i = 0; i < Math.Abs(power); i++)
        {
            whole *= power < 0 ? 5 : 2;
        }

        return TickText.Plain(whole, Math.Min(0, power));
    }
}

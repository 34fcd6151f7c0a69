using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace LstmGen.Tests;

/// <summary>Compares floats by their bits. The kind of NaN depends on the processor, so any NaN equals any other.</summary>
internal static class Bits
{
    public static int Of(float value) => float.IsNaN(value) ? int.MinValue | 0x7fc00000 : BitConverter.SingleToInt32Bits(value);

    public static void AssertSame(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, Func<string> what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            if (Of(expected[i]) != Of(actual[i]))
            {
                Assert.Fail($"value {i} is {actual[i]:g9} ({Of(actual[i]):x8}) and should be {expected[i]:g9} ({Of(expected[i]):x8}): {what()}");
            }
        }
    }

    /// <summary>Every bit, of NaNs too.</summary>
    public static IEnumerable<int> Raw(IEnumerable<float> values) => values.Select(BitConverter.SingleToInt32Bits);
}

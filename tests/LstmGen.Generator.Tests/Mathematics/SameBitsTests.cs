using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using Xunit;
using Xunit.Abstractions;

namespace LstmGen.Generator.Tests.Mathematics;

using Arithmetic = LstmGen.Generator.Model.Arithmetic;

/// <summary>Generated functions give the bits of their formulas: on every target, in vectors of every width of this machine.</summary>
public class SameBitsTests(ITestOutputHelper output)
{
    /// <summary>
    /// Before .NET 9 only the multiply-add is spelled differently; .NET Framework has no MathF and no access to a float's bits.
    /// </summary>
    [Theory]
    [InlineData("net10", true)]
    [InlineData("net10", false)]
    [InlineData("net8", true)]
    [InlineData("net48", false)]
    public void Of_floats(string target, bool isFused) => Check(target, isFused, Element.Single, Samples.Values<float>());

    [Theory]
    [InlineData("net10", true)]
    [InlineData("net10", false)]
    [InlineData("net8", true)]
    [InlineData("net48", false)]
    public void Of_doubles(string target, bool isFused) => Check(target, isFused, Element.Double, Samples.Values<double>());

    private void Check<T>(string target, bool isFused, Element element, T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Target compiled = target switch
        {
            "net10" => CompiledFunctions.Net10,
            "net8" => CompiledFunctions.Net8,
            _ => CompiledFunctions.Net48,
        };
        Arithmetic arithmetic = isFused ? Arithmetic.Fused : Arithmetic.Separate;
        List<GateActivations> functions = [.. target switch
        {
            "net10" => Samples.Activations.Concat(Samples.Joined(element)),
            "net8" => Samples.Activations.Where(function => function.Single().Kind is ActivationKind.Tanh or ActivationKind.Elu),
            _ => Samples.Activations.DistinctBy(function => function.Single().Kind),
        }];
        CompiledFunctions code = CompiledFunctions.Of(functions, element, arithmetic, compiled);
        int[] widths = [.. CompiledFunctions.Widths(element, compiled)];
        foreach (GateActivations function in functions)
        {
            T[][] parts = [.. function.Select((_, part) => new Interpreter<T>(arithmetic, part).Of(function.Definition(element)!, x))];
            foreach (int lanes in widths.Where(lanes => lanes >= parts.Length))
            {
                T[] expected = parts.Length == 1 ? parts[0] : [.. x.Select((_, i) => parts[i % lanes * parts.Length / lanes][i])];
                T[] y = code.Run(function, lanes, x);
                int at = FirstDifference<T>(expected, y);
                if (at >= 0)
                {
                    Assert.Fail($"{function.Name}({x[at]:g17}) is {y[at]:g17} in {lanes} lanes, and {expected[at]:g17} by its formula.");
                }
            }
        }

        output.WriteLine($"{functions.Count} functions at {x.Length} values in {string.Join(", ", widths)} lanes.");
    }

    /// <summary>The first index at which two lists of values differ in a bit, or -1. All NaNs count as equal.</summary>
    private static int FirstDifference<T>(ReadOnlySpan<T> one, ReadOnlySpan<T> other)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int size = Unsafe.SizeOf<T>();
        for (int at = 0; ; at++)
        {
            at += MemoryMarshal.AsBytes(one[at..]).CommonPrefixLength(MemoryMarshal.AsBytes(other[at..])) / size;
            if (at == one.Length)
            {
                return -1;
            }

            if (!T.IsNaN(one[at]) || !T.IsNaN(other[at]))
            {
                return at;
            }
        }
    }
}

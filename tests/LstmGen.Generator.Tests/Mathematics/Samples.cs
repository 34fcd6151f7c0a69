using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Tests.Mathematics;

using Activation = LstmGen.Generator.Model.Activation;

/// <summary>The functions that are tested, and the values for which they are.</summary>
internal static class Samples
{
    /// <summary>The stride through the 2³² floats: a prime, so that every bit varies.</summary>
    private const int FloatStride = 32_771;

    private const int DoubleCount = 100_000;

    private static readonly (float? Alpha, float? Beta)[] Numbers = [(null, null), (0.3f, 0.7f), (-1.5f, -2.25f)];

    /// <summary>Every activation that is a function of one value, also with numbers other than its defaults.</summary>
    public static IEnumerable<GateActivations> Activations { get; } =
    [
        .. Enum.GetValues<ActivationKind>()
            .Where(kind => kind is not (ActivationKind.Linear or ActivationKind.Softmax or ActivationKind.LogSoftmax))
            .SelectMany(kind => Numbers.Select(numbers => Activation.Of(kind, numbers.Alpha, numbers.Beta)))
            .Distinct()
            .Select(GateActivations.Of),
    ];

    /// <summary>Gates side by side, as an LSTM of few units has them, and others that can be joined.</summary>
    public static IEnumerable<GateActivations> Joined(Element element) => new[]
    {
        Of(Sigmoid, Sigmoid, Tanh, Sigmoid),
        Of(Sigmoid, Tanh),
        Of(Tanh, Sigmoid),
        Of(Activation.HardSigmoid, Activation.HardSigmoid02),
        Of(Activation.Of(ActivationKind.Elu, 0.5f), Activation.Of(ActivationKind.Elu)),
        Of(Activation.Of(ActivationKind.ScaledTanh, 0.5f, 2f), Activation.Of(ActivationKind.ScaledTanh)),
    }.Where(gates => gates.CanJoin(element));

    private static Activation Sigmoid => Activation.Sigmoid;

    private static Activation Tanh => Activation.Tanh;

    private static GateActivations Of(params Activation[] gates) => GateActivations.Of(gates);

    /// <summary>
    /// A sample of all floats or random doubles, values of common size, special values, and values near a limit of the functions.
    /// </summary>
    public static T[] Values<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool isSingle = typeof(T) == typeof(float);
        var random = new Random(14);
        IEnumerable<double> bits = isSingle
            ? Enumerable.Range(0, (int)((1L << 32) / FloatStride))
                .Select(i => (double)BitConverter.UInt32BitsToSingle((uint)i * FloatStride))
            : Enumerable.Range(0, DoubleCount).Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)));
        IEnumerable<double> common = new[] { 1d, 20, 100, 800 }
            .SelectMany(size => Enumerable.Range(0, 5_000).Select(_ => size * ((2 * random.NextDouble()) - 1)));
        List<T> values = [.. bits.Concat(common).Select(T.CreateTruncating), .. Special<T>(isSingle ? Element.Single : Element.Double)];

        // Enough to fill every vector.
        while (values.Count % 16 != 0)
        {
            values.Add(T.Zero);
        }

        return [.. values];
    }

    /// <summary>
    /// Zeros, infinities, NaN, the smallest and largest normal and subnormal numbers, and all constants of the functions with their
    /// neighbours.
    /// </summary>
    private static IEnumerable<T> Special<T>(Element element)
        where T : IBinaryFloatingPointIeee754<T>
    {
        yield return T.NaN;
        IEnumerable<double> constants = Activations
            .SelectMany(gates => gates.Definition(element)!.Expressions)
            .SelectMany(expression => expression.Parts)
            .OfType<Constant>()
            .SelectMany(constant => constant.Values);
        double[] limits = element == Element.Single
            ? [float.Epsilon, 1.17549435e-38f, float.MaxValue]
            : [double.Epsilon, 2.2250738585072014e-308, double.MaxValue];
        foreach (double value in constants.Concat(limits).Concat([0, 1, 2, 2.5, 3, 6, double.PositiveInfinity]).Select(Math.Abs).Distinct())
        {
            T above = T.CreateTruncating(value);
            T below = above;
            for (int i = 0; i <= 2; i++)
            {
                foreach (T near in new[] { above, below, -above, -below })
                {
                    yield return near;
                }

                above = T.BitIncrement(above);
                below = T.BitDecrement(below);
            }
        }
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.Intrinsics;
using System.Threading.Tasks;
using LstmGen.TestKit;
using LstmGen.Tests.Compiling;
using LstmGen.Tests.Networks;
using LstmGen.Tests.References;
using Xunit;
using Xunit.Abstractions;

namespace LstmGen.Tests;

/// <summary>
/// Each activation function alone: if a whole network is inaccurate, this says whether a function is to blame, and where.
/// </summary>
public class ActivationTests(ITestOutputHelper output)
{
    // Measured over the floats below, and rounded up. The derivations in generator/math must be changed together with these.
    private const double FusedTanhUlp = 5.4, FusedTanhError = 3.2e-7;
    private const double SeparateTanhUlp = 6.1, SeparateTanhError = 3.62e-7;
    private const double FusedSigmoidError = 1.81e-7, SeparateSigmoidError = 2.1e-7;

    /// <summary>Below, tanh(x) is x - x³/3 and sigmoid(x) ½ + x/4, to the last bit.</summary>
    private static readonly int FirstBits = BitConverter.SingleToInt32Bits(1f / 8192);

    /// <summary>Far above the values from which the result rounds to 1.</summary>
    private static readonly int LastBits = BitConverter.SingleToInt32Bits(20f);

    public static TheoryData<Arithmetic, double, double> TanhCases => new()
    {
        { Arithmetic.Fused, FusedTanhError, FusedTanhUlp },
        { Arithmetic.Separate, SeparateTanhError, SeparateTanhUlp },
    };

    public static TheoryData<Arithmetic, double> SigmoidCases => new()
    {
        { Arithmetic.Fused, FusedSigmoidError },
        { Arithmetic.Separate, SeparateSigmoidError },
    };

    /// <summary>All floats from 2^-13 to 20, of both signs.</summary>
    [Theory]
    [MemberData(nameof(TanhCases))]
    public void Tanh_stays_within_its_bounds(Arithmetic arithmetic, double errorBound, double ulpBound)
    {
        Func<Vector128<float>, Vector128<float>> tanh = Function<Vector128<float>>("Tanh", arithmetic);
        (double error, double ulp, bool outside, bool asymmetric) = Sweep(bits => TanhBlock(tanh, bits));
        output.WriteLine($"tanh, {arithmetic}: largest error {error:g4}, {ulp:f3} ulp");
        Assert.False(outside, "|tanh| > 1");
        Assert.False(asymmetric, "tanh(-x) is not -tanh(x)");
        Assert.True(error <= errorBound, $"{error:g4}");
        Assert.True(ulp <= ulpBound, $"{ulp:f3} ulp");
    }

    [Theory]
    [MemberData(nameof(SigmoidCases))]
    public void Sigmoid_stays_within_its_bound(Arithmetic arithmetic, double errorBound)
    {
        Func<Vector128<float>, Vector128<float>> sigmoid = Function<Vector128<float>>("Sigmoid", arithmetic);
        (double error, _, bool outside, _) = Sweep(bits => SigmoidBlock(sigmoid, bits));
        output.WriteLine($"sigmoid, {arithmetic}: largest error {error:g4}");
        Assert.False(outside, "sigmoid outside of 0 to 1");
        Assert.True(error <= errorBound, $"{error:g4}");
    }

    /// <summary>
    /// The floats below 2^-13 and above 20, of which a sample is enough, and the scalar function as well as the vector one.
    /// </summary>
    [Theory]
    [MemberData(nameof(TanhCases))]
    public void Tanh_of_small_and_large_numbers(Arithmetic arithmetic, double errorBound, double ulpBound)
    {
        Func<float, float> tanh = Function<float>("Tanh", arithmetic);
        Func<Vector128<float>, Vector128<float>> vector = Function<Vector128<float>>("Tanh", arithmetic);
        double worst = 0;
        foreach (float x in Sample())
        {
            float y = tanh(x);
            Assert.Equal(BitConverter.SingleToInt32Bits(y), BitConverter.SingleToInt32Bits(vector(Vector128.Create(x))[2]));
            Assert.Equal(BitConverter.SingleToInt32Bits(-y), BitConverter.SingleToInt32Bits(tanh(-x)));
            double exact = Math.Tanh(x), error = Math.Abs(y - exact);
            worst = Math.Max(worst, error / Ulp(exact));
            Expect.True(error <= errorBound && error <= ulpBound * Ulp(exact), $"tanh({x:g9}) = {y:g9}, {arithmetic}");
        }

        output.WriteLine($"tanh, {arithmetic}: {worst:f3} ulp");
    }

    [Theory]
    [MemberData(nameof(SigmoidCases))]
    public void Sigmoid_of_small_and_large_numbers(Arithmetic arithmetic, double errorBound)
    {
        Func<float, float> sigmoid = Function<float>("Sigmoid", arithmetic);
        Func<Vector128<float>, Vector128<float>> vector = Function<Vector128<float>>("Sigmoid", arithmetic);
        foreach (float x in Sample().SelectMany(x => new[] { x, -x }))
        {
            float y = sigmoid(x);
            Assert.Equal(BitConverter.SingleToInt32Bits(y), BitConverter.SingleToInt32Bits(vector(Vector128.Create(x))[2]));
            Expect.True(Math.Abs(y - InDouble.Apply(Activation.Sigmoid, x)) <= errorBound, $"sigmoid({x:g9}) = {y:g9}, {arithmetic}");
        }
    }

    [Theory]
    [InlineData(Arithmetic.Fused)]
    [InlineData(Arithmetic.Separate)]
    public void Special_values(Arithmetic arithmetic)
    {
        Func<float, float> tanh = Function<float>("Tanh", arithmetic);
        Assert.Equal(1f, tanh(float.PositiveInfinity));
        Assert.Equal(-1f, tanh(float.NegativeInfinity));
        Assert.Equal(1f, tanh(float.MaxValue));
        Assert.Equal(-1f, tanh(float.MinValue));
        Assert.True(float.IsNaN(tanh(float.NaN)));
        Assert.Equal(0, BitConverter.SingleToInt32Bits(tanh(0f)));
        Assert.Equal(int.MinValue, BitConverter.SingleToInt32Bits(tanh(-0f)));

        Func<float, float> sigmoid = Function<float>("Sigmoid", arithmetic);
        Assert.Equal(1f, sigmoid(float.PositiveInfinity));
        Assert.Equal(0f, sigmoid(float.NegativeInfinity));
        Assert.Equal(1f, sigmoid(float.MaxValue));
        Assert.Equal(0f, sigmoid(float.MinValue));
        Assert.True(float.IsNaN(sigmoid(float.NaN)));
        Assert.Equal(0.5f, sigmoid(0f));
        Assert.Equal(0.5f, sigmoid(-0f));
    }

    /// <summary>The functions with few operations, accurate to one or two roundings.</summary>
    [Theory]
    [InlineData(Activation.HardSigmoid, Arithmetic.Fused, 1e-7)]
    [InlineData(Activation.HardSigmoid, Arithmetic.Separate, 1e-7)]
    [InlineData(Activation.HardSigmoid02, Arithmetic.Fused, 1e-7)]
    [InlineData(Activation.HardSigmoid02, Arithmetic.Separate, 1e-7)]
    [InlineData(Activation.Relu, Arithmetic.Fused, 0)]
    [InlineData(Activation.Linear, Arithmetic.Fused, 0)]
    public void Piecewise_linear(Activation activation, Arithmetic arithmetic, double bound)
    {
        // A Dense layer with the function, and an LSTM layer that passes on its input: i = o = 1, f = 0, and the candidate is x.
        var spec = new NetworkSpec(
            1, null, new DenseSpec(1, activation, UseBias: false), new LstmSpec(1, Activation.Linear, Activation.Linear, ReturnSequences: true));
        IModel model = GeneratedModel.Compile([new NetworkVariant(spec, Unroll.Tiled, arithmetic, VectorWidth.Scalar)])[0]
            .Create([1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1]);
        IModelState state = model.CreateState();
        double worst = 0;
        for (int i = -40_000; i <= 40_000; i++)
        {
            float x = i / 8191f;
            worst = Math.Max(worst, Math.Abs(model.Step(x, state) - InDouble.Apply(activation, x)));
        }

        output.WriteLine($"{activation}, {arithmetic}: largest error {worst:g3}");
        Assert.True(worst <= bound, $"{worst:g3}");
        Assert.True(float.IsNaN(model.Step(float.NaN, state)));
    }

    /// <summary>
    /// The rest of them, over ±100 and at the ends of the floats. Bounds apply to the error relative to the larger of 1 and |x|, or for exp
    /// to the result; they were measured in generator/math over all floats, and rounded up.
    /// </summary>
    [Theory]
    [InlineData(Activation.LeakyRelu, 1e-7, -20d, 100d)]
    [InlineData(Activation.ThresholdedRelu, 0, 0d, 100d)]
    [InlineData(Activation.Relu6, 0, 0d, 6d)]
    [InlineData(Activation.Elu, 6e-8, -1d, 100d)]
    [InlineData(Activation.Selu, 1.5e-7, -1.758099340847376, 105.07009873554805)]
    [InlineData(Activation.Softplus, 1.4e-7, 0d, 100d)]
    [InlineData(Activation.Softsign, 9e-8, -100d / 101, 100d / 101)]
    [InlineData(Activation.Silu, 1.25e-7, 0d, 100d)]
    [InlineData(Activation.Gelu, 1.01e-7, 0d, 100d)]
    [InlineData(Activation.GeluTanh, 1.3e-7, 0d, 100d)]
    [InlineData(Activation.Exponential, 1.3e-7, 0d, double.PositiveInfinity)]
    [InlineData(Activation.Affine, 0, -100d, 100d)]
    [InlineData(Activation.ScaledTanh, 3.62e-7, -1d, 1d)]
    public void Other_functions_stay_within_their_bounds(Activation activation, double bound, double at100Below, double at100)
    {
        var spec = new NetworkSpec(1, null, new LstmSpec(1), new DenseSpec(1, activation));
        foreach (Arithmetic arithmetic in new[] { Arithmetic.Fused, Arithmetic.Separate })
        {
            IModel model = GeneratedModel.Compile([new NetworkVariant(spec, Unroll.Tiled, arithmetic, VectorWidth.Scalar)])[0].CreateZero();
            Type network = model.GetType().GetField("_network", BindingFlags.NonPublic | BindingFlags.Instance)!.FieldType;
            Func<float, float> Of = Function<float>(activation.ToString(), arithmetic, network);
            float[] xs = [.. Enumerable.Range(-40_000, 80_001).Select(i => i / 401f), .. Sample().Where(x => x < 100).SelectMany(x => new[] { x, -x })];
            double worst = 0;
            foreach (float x in xs.Where(x => activation != Activation.Exponential || x is > -87 and < 88))
            {
                double exact = InDouble.Apply(activation, x);
                double scale = activation == Activation.Exponential ? exact : Math.Max(1, Math.Abs((double)x));
                worst = Math.Max(worst, Math.Abs(Of(x) - exact) / scale);
            }

            output.WriteLine($"{activation}, {arithmetic}: largest error {worst:g3}");
            Assert.True(worst <= bound, $"{arithmetic}: {worst:g4}");
            Assert.True(float.IsNaN(Of(float.NaN)));
            foreach ((float x, double limit) in new[] { (-100f, at100Below), (100f, at100) })
            {
                double found = Of(x);
                Assert.True(found == limit || Math.Abs(found - limit) <= 1e-6 * Math.Abs(limit), $"{activation}({x}) = {found:g9}");
            }

            // No infinity and no huge number becomes a NaN.
            Assert.All(new[] { float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.MinValue, 1e20f, -1e20f }, x => Assert.False(float.IsNaN(Of(x)), $"{activation}({x})"));
        }
    }

    /// <summary>The generated function that a class calls. It is internal, and no network gives it exactly for every argument.</summary>
    /// <param name="network">A class of the assembly with the requested functions, if that isn't this one.</param>
    private static Func<T, T> Function<T>(string name, Arithmetic arithmetic, Type? network = null)
    {
        MethodInfo method = (network ?? typeof(SeparateFunctions)).Assembly.GetTypes().Single(type => type.Name == (arithmetic == Arithmetic.Separate ? "SeparateMath" : "FusedMath"))
            .GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static, [typeof(T)])!;
        return method.CreateDelegate<Func<T, T>>();
    }

    private readonly record struct Extremes(double Error, double Ulp, bool Outside, bool Asymmetric)
    {
        public Extremes With(in Extremes other) => new(
            Math.Max(Error, other.Error), Math.Max(Ulp, other.Ulp), Outside || other.Outside, Asymmetric || other.Asymmetric);
    }

    private static Extremes Sweep(Func<(int First, int End), Extremes> block)
    {
        const int blockSize = 1 << 20;
        Extremes all = default;
        object gate = new();
        Parallel.For(0, (LastBits - FirstBits + blockSize - 1) / blockSize, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            int first = FirstBits + (i * blockSize);
            Extremes extremes = block((first, Math.Min(first + blockSize, LastBits)));
            lock (gate)
            {
                all = all.With(extremes);
            }
        });
        return all;
    }

    private static Extremes TanhBlock(Func<Vector128<float>, Vector128<float>> tanh, (int First, int End) bits)
    {
        Vector256<double> error = default, ulps = default;
        Vector128<float> outside = default, asymmetric = default;
        for (int first = bits.First; first < bits.End; first += 4)
        {
            Vector128<float> x = (Vector128.Create(first) + Vector128<int>.Indices).AsSingle();
            Vector128<float> y = tanh(x);
            asymmetric |= ~Vector128.Equals(tanh(-x), -y);
            outside |= ~Vector128.LessThanOrEqual(y, Vector128<float>.One);

            // From 2^-13 on, the difference loses 13 of the 53 bits at most.
            Vector256<double> exact = Vector256<double>.One - (Vector256.Create(2.0) / (Vector256.Exp(2 * Widen(x)) + Vector256<double>.One));
            Vector256<double> difference = Vector256.Abs(Widen(y) - exact);
            error = Vector256.Max(error, difference);
            ulps = Vector256.Max(ulps, difference / Ulp(exact));
        }

        return new Extremes(Largest(error), Largest(ulps), Any(outside), Any(asymmetric));
    }

    private static Extremes SigmoidBlock(Func<Vector128<float>, Vector128<float>> sigmoid, (int First, int End) bits)
    {
        Vector256<double> error = default;
        Vector128<float> outside = default;
        for (int first = bits.First; first < bits.End; first += 4)
        {
            Vector128<float> x = (Vector128.Create(first) + Vector128<int>.Indices).AsSingle();
            Vector128<float> y = sigmoid(x), mirrored = sigmoid(-x);
            outside |= ~Vector128.LessThanOrEqual(y, Vector128<float>.One) | ~Vector128.GreaterThanOrEqual(mirrored, Vector128<float>.Zero);
            Vector256<double> below = Vector256<double>.One / (Vector256<double>.One + Vector256.Exp(Widen(x)));
            error = Vector256.Max(error, Vector256.Abs(Widen(mirrored) - below));
            error = Vector256.Max(error, Vector256.Abs(Widen(y) - (Vector256<double>.One - below)));
        }

        return new Extremes(Largest(error), 0, Any(outside), false);
    }

    private static Vector256<double> Widen(Vector128<float> x) => Vector256.Create(Vector128.WidenLower(x), Vector128.WidenUpper(x));

    /// <summary>The distance between floats at a positive normal number: 2^-23 times its power of two.</summary>
    private static Vector256<double> Ulp(Vector256<double> x) =>
        (x.AsInt64() & Vector256.Create(0x7ff0000000000000L)).AsDouble() * Math.ScaleB(1, -23);

    private static double Ulp(double x) => Math.Max(Math.ScaleB(1, Math.ILogB(x) - 23), float.Epsilon);

    private static double Largest(Vector256<double> values) => Math.Max(Math.Max(values[0], values[1]), Math.Max(values[2], values[3]));

    private static bool Any(Vector128<float> mask) => mask.AsInt32() != Vector128<int>.Zero;

    /// <summary>Positive floats: a regular sample of those that <see cref="Sweep"/> leaves out, and a thinner one of the others.</summary>
    private static IEnumerable<float> Sample()
    {
        for (int bits = 1; bits < 0x7f800000; bits += bits < FirstBits || bits >= LastBits ? 6007 : 60007)
        {
            yield return BitConverter.Int32BitsToSingle(bits);
        }
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using LstmGen.TestKit;
using LstmGen.Tests.Compiling;
using LstmGen.Tests.Networks;
using LstmGen.Tests.References;
using Xunit;

namespace LstmGen.Tests;

public class ParameterTests
{
    [Fact]
    public void Counts_are_constants()
    {
        const int oneUnit = Lstm1On4x1.ParameterCount;
        const int threeUnits = Lstm3On4x1.ParameterCount;
        const int twoFeatures = Lstm3On4x2.ParameterCount;
        Assert.Equal([12, 60, 72], [oneUnit, threeUnits, twoFeatures]);
    }

    [Fact]
    public void Counts_of_each_layer_are_constants()
    {
        const int all = Stack.Layers.Dense.ParameterCount + Stack.Layers.Lstm.ParameterCount + Stack.Layers.Lstm1.ParameterCount + Stack.Layers.Dense1.ParameterCount;
        Assert.Equal(Stack.ParameterCount, all);
        Assert.Equal([4, 12, 0, 12], [Stack.Layers.Dense.Units, Stack.Layers.Dense.KernelCount, Stack.Layers.Dense.BiasCount, Stack.Layers.Dense.ParameterCount]);
        Assert.Equal([6, 96, 144, 24, 264], [Stack.Layers.Lstm.Units, Stack.Layers.Lstm.KernelCount, Stack.Layers.Lstm.RecurrentKernelCount, Stack.Layers.Lstm.BiasCount, Stack.Layers.Lstm.ParameterCount]);
        Assert.Equal([2, 48, 16, 0, 64], [Stack.Layers.Lstm1.Units, Stack.Layers.Lstm1.KernelCount, Stack.Layers.Lstm1.RecurrentKernelCount, Stack.Layers.Lstm1.BiasCount, Stack.Layers.Lstm1.ParameterCount]);
        Assert.Equal([1, 2, 1, 3], [Stack.Layers.Dense1.Units, Stack.Layers.Dense1.KernelCount, Stack.Layers.Dense1.BiasCount, Stack.Layers.Dense1.ParameterCount]);
    }

    [Theory]
    [InlineData(Lstm3On4x2.ParameterCount)]
    public void Counts_serve_where_C_sharp_asks_for_a_constant(int count)
    {
        Span<float> parameters = stackalloc float[Lstm3On4x2.ParameterCount];
        Assert.Equal(count, parameters.Length);
        Assert.Equal("3 units on 2 features", count switch
        {
            Lstm3On4x1.ParameterCount => "3 units on 1 feature",
            Lstm3On4x2.ParameterCount => "3 units on 2 features",
            _ => "another network",
        });
        Assert.Equal(
            [2, 4, 3, 8, 3],
            [Lstm3On4x2.InputSize, Lstm3On4x2.Steps, Lstm3On4x2.OutputSize, Lstm3On4x2.InputLength, Lstm3On4x2.OutputLength]);
        Assert.Equal([4, 4], [OneValueStruct.InputLength, OneValueStruct.OutputLength]);
    }

    [Theory]
    [Seeds("4nSl318QB781", "6vL5RmpSQL52")]
    public void Come_back_as_the_same_bits(string seed)
    {
        NetworkCase[] networks = NetworkGen.WithOptions().Array[30].Draw(seed);
        IReadOnlyList<GeneratedModel> models = GeneratedModel.Compile(networks.Select((network, i) =>
            new NetworkVariant(network.Spec, Unroll.Tiled, VectorWidth: (i % 3) switch
            {
                0 => VectorWidth.Auto,
                1 => VectorWidth.Vector128,
                _ => VectorWidth.Scalar,
            })));
        for (int i = 0; i < networks.Length; i++)
        {
            float[] parameters = AnyBits(networks[i].Spec.ParameterCount, networks[i].Seed);
            IModel model = models[i].Create(parameters);
            var copied = new float[parameters.Length];
            model.CopyParametersTo(copied);
            Assert.Equal(networks[i].Spec.ParameterCount, model.ParameterCount);
            Expect.True(Bits.Raw(parameters).SequenceEqual(Bits.Raw(copied)), $"{models[i].Variant.Options} {networks[i]}");
        }
    }

    [Fact]
    public void Of_which_there_are_too_few_or_too_many_are_refused()
    {
        GeneratedModel model = GeneratedModel.Compile(new NetworkSpec(2, 4, new LstmSpec(3)));
        foreach (int length in new[] { 0, 71, 73 })
        {
            var exception = Assert.Throws<ArgumentException>(() => model.Create(new float[length]));
            Assert.Equal("parameters", exception.ParamName);
            Assert.Contains($"parameters holds {length} values", exception.Message);
            Assert.Contains("72", exception.Message);
        }

        var destination = new float[73];
        Array.Fill(destination, 5f);
        var copying = Assert.Throws<ArgumentException>(() => model.Create(new float[72]).CopyParametersTo(destination));
        Assert.Equal("destination", copying.ParamName);
        Assert.All(destination, value => Assert.Equal(5f, value));
    }

    [Fact]
    public void Are_copied_when_the_model_is_made()
    {
        var spec = new NetworkSpec(2, 4, new LstmSpec(3));
        float[] parameters = spec.RandomParameters(seed: 1, scale: 1);
        IModel model = GeneratedModel.Compile(spec).Create(parameters);
        float[] input = spec.RandomInput(seed: 1);
        float[] before = model.Forward(spec, input);
        Array.Clear(parameters);
        Assert.Equal(before, model.Forward(spec, input));
    }

    /// <summary>The golden cases of one LSTM layer also have the same parameters in PyTorch's form.</summary>
    [Fact]
    public void Of_PyTorch()
    {
        GoldenCase[] cases = GoldenCases.All.Where(golden => golden.Torch is not null).ToArray();
        Assert.NotEmpty(cases);
        IReadOnlyList<GeneratedModel> models = GeneratedModel.Compile(cases.Select(golden => new NetworkVariant(golden.Spec, Unroll.Tiled)));
        for (int i = 0; i < cases.Length; i++)
        {
            GoldenTorch torch = cases[i].Torch!;
            var model = (IOneLayerModel)models[i].CreateZero();
            Assert.Equal(cases[i].Parameters, Copied(model.FromPyTorch(torch.WeightIh, torch.WeightHh, torch.BiasIh, torch.BiasHh)));
        }
    }

    [Fact]
    public void Of_Keras_and_ONNX()
    {
        NetworkSpec[] specs =
        [
            new(1, 4, new LstmSpec(1)), new(2, 4, new LstmSpec(3)), new(5, 4, new LstmSpec(9)), new(3, 4, new LstmSpec(16)),
            new(2, 4, new LstmSpec(3, UseBias: false)), new(4, 4, new LstmSpec(13, UseBias: false)),
        ];
        foreach (GeneratedModel generated in GeneratedModel.Compile(specs.Select(spec => new NetworkVariant(spec, Unroll.Tiled))))
        {
            NetworkSpec spec = generated.Spec;
            int input = spec.Input, units = spec.Output;
            float[] parameters = spec.RandomParameters(seed: 1, scale: 1);
            float[] kernel = parameters[..(4 * units * input)];
            float[] recurrentKernel = parameters[kernel.Length..(kernel.Length + (4 * units * units))];
            float[] bias = parameters[(kernel.Length + recurrentKernel.Length)..];
            var model = (IOneLayerModel)generated.CreateZero();
            Assert.Equal(parameters, Copied(model.FromKeras(kernel, recurrentKernel, bias)));

            // ONNX adds two biases, here halves of one, which is exact.
            float[] halves = Array.ConvertAll(OnnxModel.TransposeGates(bias, bias.Length / (4 * units), units), value => value / 2);
            Assert.Equal(parameters, Copied(model.FromOnnx(
                OnnxModel.TransposeGates(kernel, input, units), OnnxModel.TransposeGates(recurrentKernel, units, units), [.. halves, .. halves])));
        }
    }

    [Fact]
    public void Of_other_frameworks_in_the_wrong_number_are_refused()
    {
        float[] zeros = new float[100];
        AssertRefused("kernel", "kernel holds 23 values; Lstm3On4x2.FromKeras needs 24", () => Lstm3On4x2.FromKeras(zeros.AsSpan(0, 23), zeros.AsSpan(0, 36), zeros.AsSpan(0, 12)));
        AssertRefused("recurrentKernel", "recurrentKernel holds 35 values; Lstm3On4x2.FromKeras needs 36", () => Lstm3On4x2.FromKeras(zeros.AsSpan(0, 24), zeros.AsSpan(0, 35), zeros.AsSpan(0, 12)));
        AssertRefused("bias", "bias holds 24 values; Lstm3On4x2.FromKeras needs 12", () => Lstm3On4x2.FromKeras(zeros.AsSpan(0, 24), zeros.AsSpan(0, 36), zeros.AsSpan(0, 24)));
        AssertRefused("weightIh", "needs 24", () => Lstm3On4x2.FromPyTorch(zeros, zeros.AsSpan(0, 36), zeros.AsSpan(0, 12), zeros.AsSpan(0, 12)));
        AssertRefused("weightHh", "needs 36", () => Lstm3On4x2.FromPyTorch(zeros.AsSpan(0, 24), zeros, zeros.AsSpan(0, 12), zeros.AsSpan(0, 12)));
        AssertRefused("biasIh", "needs 12", () => Lstm3On4x2.FromPyTorch(zeros.AsSpan(0, 24), zeros.AsSpan(0, 36), zeros, zeros.AsSpan(0, 12)));
        AssertRefused("biasHh", "needs 12", () => Lstm3On4x2.FromPyTorch(zeros.AsSpan(0, 24), zeros.AsSpan(0, 36), zeros.AsSpan(0, 12), zeros));
        AssertRefused("w", "needs 24", () => Lstm3On4x2.FromOnnx(zeros, zeros.AsSpan(0, 36), zeros.AsSpan(0, 24)));
        AssertRefused("r", "needs 36", () => Lstm3On4x2.FromOnnx(zeros.AsSpan(0, 24), zeros, zeros.AsSpan(0, 24)));
        AssertRefused("b", "needs 24", () => Lstm3On4x2.FromOnnx(zeros.AsSpan(0, 24), zeros.AsSpan(0, 36), zeros.AsSpan(0, 12)));

        static void AssertRefused(string parameter, string says, Func<Lstm3On4x2> make)
        {
            ArgumentException exception = Assert.Throws<ArgumentException>(parameter, () => { _ = make(); });
            Assert.Contains(says, exception.Message);
        }
    }

    private static float[] Copied(IModel model)
    {
        var parameters = new float[model.ParameterCount];
        model.CopyParametersTo(parameters);
        return parameters;
    }

    /// <summary>All patterns of bits: denormals, infinities, quiet and signalling NaNs with any payload.</summary>
    private static float[] AnyBits(int count, int seed)
    {
        var random = new Random(seed);
        var values = new float[count];
        for (int i = 0; i < count; i++)
        {
            int bits = random.Next(int.MinValue, int.MaxValue);
            values[i] = BitConverter.Int32BitsToSingle((i % 4) switch
            {
                0 => bits,
                1 => bits & unchecked((int)0x807fffff),
                2 => bits | 0x7f800000,
                _ => (bits | 0x7f800000) & ~0x00400000,
            });
        }

        return values;
    }
}

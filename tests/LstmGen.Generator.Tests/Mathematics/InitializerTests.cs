using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Reflection;
using LstmGen.Generator.Emitting;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Tests.Planning;
using LstmGen.Generator.Tests.Running;
using LstmGen.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Xunit;

namespace LstmGen.Generator.Tests.Mathematics;

using TrainingInitializer = LstmGen.Generator.Model.TrainingInitializer;

/// <summary>The initialisation of parameters in generated code, compiled and run.</summary>
public class InitializerTests
{
    private const ulong Seed = 1234567;
    private const int Count = 40_000;

    /// <summary>The first numbers of SplitMix64 by its authors' code, from the seed 1234567.</summary>
    private static readonly ulong[] Published =
        [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];

    private static readonly Network Network = Planned.Network(
        4,
        new EmbeddingLayer("embedding", 50, 7),
        Planned.Lstm("lstm", 7, 16) with { Peepholes = true },
        Planned.Lstm("lstm_1", 16, 12) with { Projection = 5 },
        new NormalizationLayer("norm", 5, 1e-3f, true, true),
        Planned.Dense("dense", 5, 3));

    /// <summary>For C# 7.3 and .NET Standard 2.0, where values are in arrays, and for the newest of both.</summary>
    private static readonly Lazy<Type> Oldest = new(() => Compiled(new RunOptions
    {
        LanguageVersion = LanguageVersion.CSharp7_3,
        References = TargetReferences.NetStandard20,
        Nullable = false,
    }));

    private static readonly Lazy<Type> Newest = new(() => Compiled(new RunOptions { LanguageVersion = LanguageVersion.Latest }));

    [Fact]
    public void The_random_numbers_are_SplitMix64()
    {
        object[] state = [Seed];
        Assert.Equal(Published, Published.Select(_ => (ulong)Call(Newest.Value, "Next", state)));
        state = [Seed];
        Assert.Equal(Published, Published.Select(_ => (ulong)Call(Oldest.Value, "Next", state)));
    }

    /// <summary>Each number is made from the highest bits of one of them.</summary>
    [Fact]
    public void Uniform_numbers_have_the_highest_bits()
    {
        float[] singles = Filled<float>(Newest.Value, "Uniform", Published.Length, 1, 0.3f);
        Assert.Equal(Published.Select(bits => (((bits >> 40) / (float)(1 << 23)) - 1) * 0.3f), singles);
        double[] doubles = Filled<double>(Newest.Value, "Uniform", Published.Length, 1, 0.3);
        Assert.Equal(Published.Select(bits => (((bits >> 11) / (double)(1L << 52)) - 1) * 0.3), doubles);
    }

    /// <summary>The limit itself is not among them, however many bits it has.</summary>
    [Theory]
    [InlineData(1f)]
    [InlineData(0.05f)]
    [InlineData(0.57735026f)]
    public void Uniform_numbers_fill_their_range(float limit)
    {
        Check<float>();
        Check<double>();

        void Check<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            double[] values = [.. Filled<T>(Newest.Value, "Uniform", Count, 1, T.CreateChecked(limit)).Select(double.CreateChecked)];
            Assert.All(values, value => Expect.True(value >= -limit && value < limit, $"{value}"));
            Assert.InRange(values.Max(), 0.999 * limit, limit);
            Assert.InRange(values.Min(), -limit, -0.999 * limit);

            // A mean of this many has a standard deviation of limit/√3/200, a variance one of 0.3·limit²/200.
            Assert.Equal(0, values.Average() / limit, 0.012);
            Assert.Equal(1 / 3.0, values.Average(value => value * value) / (limit * limit), 0.006);
        }
    }

    [Fact]
    public void Glorot_s_limit_is_that_of_the_inputs_and_outputs()
    {
        double limit = Math.Sqrt(6.0 / (7 + 64));
        Assert.Equal(
            Filled<float>(Newest.Value, "Uniform", 7, 64, (float)limit), Filled<float>(Newest.Value, "GlorotUniform", 7, 64, 7, 64));
        Assert.Equal(Filled<double>(Newest.Value, "Uniform", 7, 64, limit), Filled<double>(Newest.Value, "GlorotUniform", 7, 64, 7, 64));
    }

    [Fact]
    public void Normal_numbers_have_the_moments_of_the_normal_distribution()
    {
        float[] values = Filled<float>(Newest.Value, "Normal", Count, 1);
        Assert.Equal(0, values.Average(), 0.02);
        Assert.Equal(1, values.Average(value => value * value), 0.03);
        Assert.Equal(0, values.Average(value => value * value * value), 0.08);

        // 3 of a normal distribution; the sum of 12 uniform ones has 2.9.
        Assert.Equal(2.9, values.Average(value => value * value * value * value), 0.2);
        Assert.Equal(0.6827, values.Count(value => Math.Abs(value) < 1) / (double)Count, 0.02);
        Assert.Equal(values, Filled<double>(Newest.Value, "Normal", Count, 1).Select(value => (float)value));
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(3, 12)]
    [InlineData(20, 80)]
    [InlineData(64, 256)]
    [InlineData(1, 1)]
    [InlineData(8, 8)]
    [InlineData(64, 64)]
    [InlineData(12, 5)]
    [InlineData(40, 1)]
    public void Orthogonal_rows_or_columns(int rows, int columns)
    {
        Check<float>(2e-7);
        Check<double>(1e-15);

        void Check<T>(double tolerance)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            double[] values = [.. Filled<T>(Newest.Value, "Orthogonal", rows, columns).Select(double.CreateChecked)];
            bool isWide = rows <= columns;
            int count = Math.Min(rows, columns);
            double[][] vectors =
            [
                .. Enumerable.Range(0, count).Select(k => Enumerable.Range(0, Math.Max(rows, columns))
                    .Select(i => isWide ? values[(k * columns) + i] : values[(i * columns) + k])
                    .ToArray()),
            ];
            for (int i = 0; i < count; i++)
            {
                for (int k = 0; k <= i; k++)
                {
                    double product = vectors[i].Zip(vectors[k], (a, b) => a * b).Sum();
                    Expect.True(Math.Abs(product - (i == k ? 1 : 0)) <= tolerance, $"{i} and {k}: {product:r}");
                }
            }
        }
    }

    /// <summary>
    /// Q is that of a matrix of normal numbers, not another: the first vector is theirs except for its length, and R's diagonal is
    /// positive.
    /// </summary>
    [Fact]
    public void Orthogonal_rows_are_those_of_a_normal_matrix()
    {
        const int Rows = 5;
        const int Columns = 20;
        double[] normal = Filled<double>(Newest.Value, "Normal", Rows, Columns);
        double[] values = Filled<double>(Newest.Value, "Orthogonal", Rows, Columns);
        for (int i = 0; i < Rows; i++)
        {
            double[] r = [.. Enumerable.Range(0, Rows).Select(k =>
                Enumerable.Range(0, Columns).Sum(column => normal[(i * Columns) + column] * values[(k * Columns) + column]))];
            Assert.True(r[i] > 0);
            Assert.All(r.Skip(i + 1), above => Assert.Equal(0, above, 1e-13));
        }
    }

    /// <summary>For every language and framework, and whatever is around the matrix.</summary>
    [Theory]
    [InlineData("Uniform", 0.25)]
    [InlineData("SumOfUniforms", 0.25)]
    [InlineData("GlorotUniform", 9, 12)]
    [InlineData("Normal")]
    [InlineData("Orthogonal")]
    [InlineData("Fill", 1.5)]
    public void The_same_bits_for_every_target(string method, params object[] more)
    {
        Check<float>();
        Check<double>();

        void Check<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            const int Start = 5;
            const int Stride = 17;
            object[] handed = [.. more.Select(value => value is double number ? T.CreateChecked(number) : value)];
            foreach ((int rows, int columns) in new[] { (9, 12), (12, 9) })
            {
                T[] values = Filled<T>(Newest.Value, method, rows, columns, handed);
                Assert.Equal(values, Filled<T>(Oldest.Value, method, rows, columns, handed));
                T[] around = new T[Start + (rows * Stride)];
                Array.Fill(around, T.CreateChecked(-77));
                object[] arguments = [around, Start, rows, columns, Stride, .. handed, .. method == "Fill" ? Array.Empty<object>() : [Seed]];
                Call(Oldest.Value, method, arguments);
                for (int i = 0; i < around.Length; i++)
                {
                    (int row, int column) = Math.DivRem(i - Start, Stride);
                    Assert.Equal(i >= Start && column < columns ? values[(row * columns) + column] : T.CreateChecked(-77), around[i]);
                }
            }
        }
    }

    /// <summary>A network's parameters, by the statements that a trainer has.</summary>
    [Fact]
    public void A_network_starts_as_Keras_starts_it()
    {
        Dictionary<string, double[]> tensors = Started(TrainingInitializer.Keras);
        Assert.InRange(tensors["embedding embeddings"].Max(), 0.049, 0.05);
        Assert.InRange(tensors["lstm kernel"].Max(), 0.98 * Math.Sqrt(6.0 / (7 + 64)), Math.Sqrt(6.0 / (7 + 64)));
        Assert.Equal(16, tensors["lstm recurrent_kernel"].Sum(value => value * value), 1e-5);
        Assert.Equal(Enumerable.Range(0, 64).Select(column => column is >= 16 and < 32 ? 1d : 0), tensors["lstm bias"]);
        Assert.All(tensors["lstm peephole"], value => Assert.Equal(0, value));
        Assert.InRange(tensors["lstm_1_projection projection"].Max(), 0.9 * Math.Sqrt(6.0 / (12 + 5)), Math.Sqrt(6.0 / (12 + 5)));
        Assert.All(tensors["norm gamma"], value => Assert.Equal(1, value));
        Assert.All(tensors["norm beta"].Concat(tensors["dense bias"]), value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_network_starts_as_PyTorch_starts_it()
    {
        Dictionary<string, double[]> tensors = Started(TrainingInitializer.PyTorch);
        Assert.Equal(1, tensors["embedding embeddings"].Average(value => value * value), 0.2);
        Assert.InRange(tensors["lstm kernel"].Max(), 0.245, 0.25);
        Assert.InRange(tensors["lstm recurrent_kernel"].Min(), -0.25, -0.245);
        Assert.InRange(tensors["lstm bias"].Max(), 0.25, 0.5);
        Assert.InRange(tensors["lstm_1_projection projection"].Max(), 0.27, 1 / Math.Sqrt(12));
        Assert.InRange(tensors["dense kernel"].Concat(tensors["dense bias"]).Max(), 0.2, 1 / Math.Sqrt(5));
        Assert.All(tensors["norm gamma"], value => Assert.Equal(1, value));
    }

    /// <summary>The values of each tensor after a start from the seed, the same in both precisions except for rounding.</summary>
    private static Dictionary<string, double[]> Started(TrainingInitializer initializer)
    {
        float[] values = Values<float>(Newest.Value);
        Assert.Equal(values, Values<float>(Oldest.Value));
        double[] doubles = Values<double>(Newest.Value);
        Assert.Equal(doubles, Values<double>(Oldest.Value));
        Assert.All(values.Zip(doubles), pair => Expect.True(Math.Abs(pair.First - pair.Second) <= 2e-6, $"{pair}"));
        int start = 0;
        return Network.Parts.SelectMany(part => part.Tensors.Select(tensor => (Part: part, Tensor: tensor))).ToDictionary(
            each => $"{each.Part.Name} {each.Tensor.Name}",
            each => values[start..(start += (int)each.Tensor.Count)].Select(value => (double)value).ToArray());

        T[] Values<T>(Type training)
        {
            T[] all = new T[Network.ParameterCount];
            training.Assembly.GetType("Start")!.GetMethod(initializer.ToString(), [typeof(T[]), typeof(ulong)])!.Invoke(null, [all, Seed]);
            return all;
        }
    }

    /// <summary>A matrix in its own array, filled with the numbers from the seed.</summary>
    private static T[] Filled<T>(Type training, string method, int rows, int columns, params object[] more)
    {
        T[] values = new T[rows * columns];
        Call(training, method, [values, 0, rows, columns, columns, .. more, .. method == "Fill" ? Array.Empty<object>() : [Seed]]);
        return values;
    }

    /// <summary>Calls the method that takes these arguments; those by reference are written back.</summary>
    private static object Call(Type training, string method, object[] arguments) => training
        .GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
        .Single(found => found.Name == method && found.GetParameters()[0].ParameterType is var first
            && (first.IsByRef ? first.GetElementType() : first) == arguments[0].GetType())
        .Invoke(null, arguments)!;

    private static Type Compiled(RunOptions options)
    {
        Target target = options.LanguageVersion == LanguageVersion.CSharp7_3 ? CompiledFunctions.Net48 : CompiledFunctions.Net10;
        var code = new CodeWriter();
        Names[] names = [.. new[] { Element.Single, Element.Double }.Select(element => new Names(true, target, element, hasObject: false))];
        using (code.Block("public static class Start"))
        {
            foreach (Names own in names)
            {
                // What the network needs none of.
                InitializerHelpers.Next(own);
                InitializerHelpers.Between(own);
                WriteStart(code, own, TrainingInitializer.Keras);
                WriteStart(code, own, TrainingInitializer.PyTorch);
            }
        }

        string helpers = HelperFile.Emit(names.SelectMany(own => own.Helpers).Distinct(), target);
        CSharpCompilation compilation = options
            .Compile([new("Helpers.g.cs", helpers), new("Start.cs", code.ToString())])
            .WithAssemblyName("Initializers" + Guid.NewGuid().ToString("N"));
        using var assembly = new MemoryStream();
        EmitResult result = compilation.WithOptions(compilation.Options.WithOptimizationLevel(OptimizationLevel.Release)).Emit(assembly);
        Assert.Empty(result.Diagnostics.Where(found => found.Severity >= DiagnosticSeverity.Warning && found.Id != "CS1591"));
        return Assembly.Load(assembly.ToArray()).GetType($"{target.HelperSpace}.{HelperTypes.LstmTraining}")!;
    }

    private static void WriteStart(CodeWriter code, Names names, TrainingInitializer initializer)
    {
        using (code.Block($"public static void {initializer}({names.Element.Type}[] values, ulong seed)"))
        {
            int start = 0;
            foreach (WeightedLayer part in Network.Parts)
            {
                InitialValues[] initial = [.. InitialValues.Of(part, initializer)];
                foreach (TensorShape tensor in part.Tensors)
                {
                    foreach (InitialValues values in initial.Where(values => values.Tensor.Name == tensor.Name))
                    {
                        code.Line(InitializerHelpers.Call(names, values, "values", start, tensor.Columns, "seed"));
                    }

                    start += (int)tensor.Count;
                }
            }
        }
    }
}

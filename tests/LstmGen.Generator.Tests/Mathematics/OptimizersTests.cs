using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using LstmGen.Generator.Mathematics;
using LstmGen.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace LstmGen.Generator.Tests.Mathematics;

using Arithmetic = LstmGen.Generator.Model.Arithmetic;

/// <summary>
/// The optimisers do the same as PyTorch's, recorded in tests/golden/optimizers.json for some steps with random parameters.
/// </summary>
public class OptimizersTests(ITestOutputHelper output)
{
    private static readonly Lazy<JsonElement[]> Golden = new(() =>
        [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder(), "..", "..", "golden", "optimizers.json"))).RootElement.EnumerateArray()]);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void In_floats(bool isFused) => Check<float>(isFused ? Arithmetic.Fused : Arithmetic.Separate);

    /// <summary>PyTorch computed with floats, so this only shows that the formula is the same.</summary>
    [Fact]
    public void In_doubles() => Check<double>(Arithmetic.Separate);

    [Fact]
    public void There_are_golden_steps_of_each() =>
        Assert.Equal(Optimizers.All.Select(optimizer => optimizer.Name), Golden.Value.Select(Name).Distinct());

    /// <summary>The first case of each optimiser has PyTorch's defaults, except for settings without one.</summary>
    [Fact]
    public void The_defaults_are_those_of_PyTorch() => Assert.All(Optimizers.All, optimizer =>
    {
        JsonElement settings = Golden.Value.First(golden => Name(golden) == optimizer.Name).GetProperty("settings");
        Assert.Equal(
            settings.EnumerateObject().OrderBy(setting => setting.Name).Select(setting => (setting.Name, setting.Value.GetDouble())),
            optimizer.Settings.OrderBy(setting => setting.Name).Select(setting => (setting.Name, setting.Default)));
    });

    [Fact]
    public void Definitions_have_what_the_record_says() => Assert.All(Optimizers.All, optimizer =>
    {
        Assert.Equal(optimizer.Settings.Select(setting => setting.Name), Names(optimizer.Scalars).Take(optimizer.Settings.Count));
        Assert.Equal(
            ["parameter", "gradient", .. optimizer.Moments.Select(moment => moment.Name)], Names(optimizer.Step).Take(2 + optimizer.Moments.Count));
        Assert.Equal(1 + optimizer.Moments.Count, optimizer.Step.Results.Count);
        Assert.Equal(optimizer.ScalarNames.Count() + optimizer.Powers.Count(), optimizer.Scalars.Results.Count);
        Assert.All(new[] { optimizer.Step, optimizer.Scalars }, definition =>
            Assert.Equal(definition.Statements.Count, Pruning.Of(definition).Statements.Count));
        Assert.All(Names(optimizer.Step), name => Assert.Contains(
            optimizer.Step.Expressions.SelectMany(expression => expression.Parts).OfType<Variable>(), variable => variable.Name == name));
    });

    /// <summary>Without a gradient nothing moves, not even at the first step, where all moments are 0.</summary>
    [Fact]
    public void A_parameter_without_a_gradient_stays() => Assert.All(Optimizers.All, optimizer =>
    {
        var run = new Run<float>(optimizer, Arithmetic.Fused, _ => null);
        float[] kept = [1.5f, .. optimizer.Moments.Select(_ => 0f)];
        kept = run.Step(kept, 0);
        Assert.Equal(optimizer.Name == "AdamW" ? 1.5f * (float)(1 - (1e-3 * 1e-2)) : 1.5f, kept[0]);
        Assert.All(kept.Skip(1), moment => Assert.Equal(0, moment));
    });

    /// <summary>The powers of Adam are products: after thousands of steps they underflow, and its corrections are 1.</summary>
    [Fact]
    public void Corrections_end()
    {
        var run = new Run<double>(Optimizers.Adam, Arithmetic.Fused, _ => null);
        double[] kept = [0, 0, 0];
        for (int step = 0; step < 60_000; step++)
        {
            kept = run.Step(kept, 1);
        }

        Assert.Equal(-60, kept[0], 1e-4);
        Assert.Equal(1, kept[1], 1e-12);
        Assert.Equal(1, kept[2], 1e-12);
    }

    private void Check<T>(Arithmetic arithmetic)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double worst = 0;
        foreach (JsonElement golden in Golden.Value)
        {
            Optimizer optimizer = Optimizers.All.Single(optimizer => optimizer.Name == Name(golden));
            JsonElement settings = golden.GetProperty("settings");
            T[][] gradients = [.. golden.GetProperty("gradients").EnumerateArray().Select(Values<T>)];
            T[] start = Values<T>(golden.GetProperty("start"));
            T[][] expected =
            [
                Values<T>(golden.GetProperty("end")),
                .. optimizer.Moments.Select(moment => Values<T>(golden.GetProperty("moments").GetProperty(moment.Name))),
            ];
            for (int i = 0; i < start.Length; i++)
            {
                var run = new Run<T>(optimizer, arithmetic, name => settings.GetProperty(name).GetDouble());
                T[] kept = [start[i], .. optimizer.Moments.Select(_ => T.Zero)];
                kept = gradients.Aggregate(kept, (before, gradient) => run.Step(before, gradient[i]));
                for (int k = 0; k < kept.Length; k++)
                {
                    double wanted = double.CreateChecked(expected[k][i]);
                    double error = Math.Abs(double.CreateChecked(kept[k]) - wanted) / Math.Abs(wanted);
                    worst = Math.Max(worst, wanted == 0 ? 0 : error);
                    Expect.True(
                        wanted == 0 ? kept[k] == T.Zero : error <= 1e-5,
                        $"{optimizer.Name} with {settings}: result {k} of parameter {i} is {kept[k]:r}, not {wanted:r}");
                }
            }
        }

        output.WriteLine($"off by at most {worst:g3}");
    }

    private static IEnumerable<string> Names(Definition definition) => definition.Parameters.Select(parameter => parameter.Name);

    private static string Name(JsonElement golden) => golden.GetProperty("name").GetString()!;

    /// <summary>The decimals are those of floats.</summary>
    private static T[] Values<T>(JsonElement values)
        where T : IBinaryFloatingPointIeee754<T> => [.. values.EnumerateArray().Select(value => T.CreateChecked(value.GetSingle()))];

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    /// <summary>An optimiser from its first step on.</summary>
    private sealed class Run<T>(Optimizer optimizer, Arithmetic arithmetic, Func<string, double?> setting)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly Interpreter<T> _interpreter = new(arithmetic);
        private readonly Interpreter<double> _doubles = new(arithmetic);
        private readonly double[] _settings = [.. optimizer.Settings.Select(each => setting(each.Name) ?? each.Default)];
        private double[] _powers = [.. optimizer.Powers.Select(_ => 1d)];

        /// <param name="kept">The parameter and its moments.</param>
        public T[] Step(T[] kept, T gradient)
        {
            double[] all = _doubles.At(optimizer.Scalars, [.. _settings, .. _powers]);
            int count = all.Length - _powers.Length;
            _powers = all[count..];
            return _interpreter.At(optimizer.Step, [kept[0], gradient, .. kept[1..], .. all[..count].Select(T.CreateTruncating)]);
        }
    }
}

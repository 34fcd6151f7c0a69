using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Reflection;
using LstmGen.Generator.Emitting;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Tests.Running;
using LstmGen.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Xunit;

namespace LstmGen.Generator.Tests.Mathematics;

using Arithmetic = LstmGen.Generator.Model.Arithmetic;

/// <summary>Losses, their slopes and optimisers give the bits of their formulas where they are printed for one value and compiled.</summary>
public class TrainingBitsTests
{
    [Theory]
    [InlineData("net10", true)]
    [InlineData("net10", false)]
    [InlineData("net48", false)]
    public void Of_floats(string target, bool isFused) => Check<float>(Element.Single, target, isFused);

    [Theory]
    [InlineData("net10", true)]
    [InlineData("net10", false)]
    [InlineData("net48", false)]
    public void Of_doubles(string target, bool isFused) => Check<double>(Element.Double, target, isFused);

    private static void Check<T>(Element element, string name, bool isFused)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Target target = name == "net10" ? CompiledFunctions.Net10 : CompiledFunctions.Net48;
        Arithmetic arithmetic = isFused ? Arithmetic.Fused : Arithmetic.Separate;
        Definition[] losses = [Losses.MeanSquared(), Losses.MeanAbsolute(), Losses.Huber(), Losses.BinaryCrossEntropy()];
        Definition[] all =
        [
            .. losses, .. losses.Select(loss => Losses.Slope(loss, element)),
            .. Optimizers.All.SelectMany(optimizer => new[] { optimizer.Step, optimizer.Scalars }),
        ];
        Type compiled = Compiled(all, element, target, arithmetic);
        var interpreter = new Interpreter<T>(arithmetic);
        var random = new Random(3);
        for (int i = 0; i < all.Length; i++)
        {
            var function = compiled.GetMethod($"F{i}")!.CreateDelegate<Action<T[], T[]>>();
            for (int run = 0; run < 500; run++)
            {
                T[] x = [.. all[i].Parameters.Select(_ => Value(random))];
                T[] y = new T[all[i].Results.Count];
                function(x, y);
                T[] expected = interpreter.At(all[i], x);
                for (int k = 0; k < y.Length; k++)
                {
                    bool isSame = y[k].Equals(expected[k]) && (T.IsNaN(y[k]) || T.IsNegative(y[k]) == T.IsNegative(expected[k]));
                    Expect.True(isSame, $"result {k} of definition {i} at {string.Join(", ", x)}: {y[k]:g17}, not {expected[k]:g17}");
                }
            }
        }

        // Also equal values, large values, and NaN.
        static T Value(Random random) => random.Next(10) switch
        {
            0 => T.Zero,
            1 => T.One,
            2 => T.CreateChecked(random.Next(-100, 100)),
            3 => random.Next(20) == 0 ? T.NaN : T.PositiveInfinity * T.CreateChecked(random.Next(2) - 0.5),
            _ => T.CreateTruncating((random.NextDouble() * 4) - 2),
        };
    }

    /// <summary>Each definition as a method, from the values of its parameters to its results.</summary>
    private static Type Compiled(IReadOnlyList<Definition> all, Element element, Target target, Arithmetic arithmetic)
    {
        var names = new Names(qualify: true, target, element, hasObject: false);
        var spelling = new ScalarSpelling(names, arithmetic);
        var code = new CodeWriter();
        using (code.Block("public static class Functions"))
        {
            for (int i = 0; i < all.Count; i++)
            {
                using (code.Block($"public static void F{i}({element.Type}[] from, {element.Type}[] to)"))
                {
                    for (int k = 0; k < all[i].Parameters.Count; k++)
                    {
                        code.Line($"{element.Type} {all[i].Parameters[k].Name} = from[{k}];");
                    }

                    MathHelpers.Body(code, spelling, all[i]);
                    for (int k = 0; k < all[i].Results.Count; k++)
                    {
                        code.Line($"to[{k}] = {spelling.Of(all[i].Results[k])};");
                    }
                }
            }
        }

        HelperFile.Write(code, names.Helpers, target, target.HelperSpace);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Training" + Guid.NewGuid().ToString("N"),
            [CSharpSyntaxTree.ParseText(code.ToString())],
            TargetReferences.Net100,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        using var assembly = new MemoryStream();
        EmitResult result = compilation.Emit(assembly);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics) + "\n" + code);
        return Assembly.Load(assembly.ToArray()).GetType("Functions")!;
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using LstmGen.Generator.Emitting;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Xunit;

namespace LstmGen.Generator.Tests.Mathematics;

using Arithmetic = LstmGen.Generator.Model.Arithmetic;

/// <summary>Functions as the generator prints them for a target, compiled and run on this machine.</summary>
internal sealed class CompiledFunctions
{
    private readonly Type _type;

    private CompiledFunctions(Type type) => _type = type;

    public static Target Net10 { get; } = new(1400)
    {
        MathF = true,
        SingleBits = true,
        Vectors = true,
        Vector512 = true,
        VectorFusedMultiplyAdd = true,
        FusedMultiplyAdd = true,
        AggressiveInlining = true,
    };

    /// <summary>Where each processor's instruction is called by its own name.</summary>
    public static Target Net8 { get; } = Net10 with { VectorFusedMultiplyAdd = false };

    /// <summary>Without MathF and without access to a float's bits.</summary>
    public static Target Net48 { get; } = new(703) { AggressiveInlining = true };

    /// <summary>The numbers of lanes that this machine has, including 1.</summary>
    public static IEnumerable<int> Widths(Element element, Target target)
    {
        yield return 1;
        foreach (int bits in new[] { 128, 256, 512 }.Where(bits => target.Vectors && IsAccelerated(bits)))
        {
            yield return element.Lanes(bits);
        }
    }

    public static CompiledFunctions Of(
        IReadOnlyList<GateActivations> functions, Element element, Arithmetic arithmetic, Target target)
    {
        string text = Text(functions, element, arithmetic, target);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Functions" + Guid.NewGuid().ToString("N"),
            [CSharpSyntaxTree.ParseText(text)],
            TargetReferences.Net100,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        using var assembly = new MemoryStream();
        EmitResult result = compilation.Emit(assembly);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics) + "\n" + text);
        return new CompiledFunctions(Assembly.Load(assembly.ToArray()).GetType("Functions")!);
    }

    /// <summary>The results of a function for many values, in vectors with a number of lanes.</summary>
    public T[] Run<T>(GateActivations function, int lanes, T[] x)
    {
        var y = new T[x.Length];
        _type.GetMethod(Runner(function, lanes))!.CreateDelegate<Action<T[], T[]>>()(x, y);
        return y;
    }

    private static bool IsAccelerated(int bits) => bits switch
    {
        128 => Vector128.IsHardwareAccelerated && (Fma.IsSupported || AdvSimd.IsSupported),
        256 => Vector256.IsHardwareAccelerated && Fma.IsSupported,
        _ => Vector512.IsHardwareAccelerated && Avx512F.IsSupported,
    };

    private static string Runner(GateActivations function, int lanes) => $"Run{function.Name}Of{lanes}";

    private static string Text(IReadOnlyList<GateActivations> functions, Element element, Arithmetic arithmetic, Target target)
    {
        var names = new Names(qualify: true, target, element, hasObject: false);
        var code = new CodeWriter();
        using (code.Block("public static class Functions"))
        {
            foreach (int lanes in Widths(element, target))
            {
                Spelling spelling = lanes == 1 ? new ScalarSpelling(names, arithmetic) : new VectorSpelling(names, arithmetic, lanes);
                List<GateActivations> written = [.. functions.Where(function => function.Count() <= lanes)];
                foreach (GateActivations function in written)
                {
                    WriteRunner(code, spelling, MathHelpers.Function(names, arithmetic, spelling, function), function, lanes, element);
                }
            }
        }

        HelperFile.Write(code, names.Helpers, target, target.HelperSpace);
        return code.ToString();
    }

    private static void WriteRunner(CodeWriter code, Spelling spelling, string called, GateActivations function, int lanes, Element element)
    {
        code.Line("[System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]");
        using (code.Block($"public static void {Runner(function, lanes)}({element.Type}[] x, {element.Type}[] y)"))
        using (code.Block($"for (int i = 0; i < x.Length; i += {lanes})"))
        {
            string vector = spelling is VectorSpelling vectors ? vectors.Vector : "";
            code.Line(lanes == 1
                ? $"y[i] = {called}(x[i]);"
                : $"{vector}.StoreUnsafe({called}({vector}.LoadUnsafe(ref x[i])), ref y[i]);");
        }
    }
}

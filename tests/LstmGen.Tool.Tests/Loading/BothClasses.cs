using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Reading;
using LstmGen.Tests.Compiling;
using LstmGen.Tool.Generating;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace LstmGen.Tool.Tests.Loading;

/// <summary>The class that the build makes of a model, and the class that a program declares for its size.</summary>
internal sealed class BothClasses
{
    private static readonly Options Shortest = new(Unroll.Tiled, Arithmetic.Auto, VectorWidth.Scalar);

    private static readonly CSharpParseOptions ParseOptions = new CSharpParseOptions(LanguageVersion.CSharp13, DocumentationMode.None)
        .WithFeatures([new("run-nullable-analysis", "never")]);

    private static readonly Lazy<CSharpCompilation> Empty = new(() => CSharpCompilation.Create(
        "Both",
        [CSharpSyntaxTree.ParseText("", ParseOptions)],
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) is "mscorlib.dll" or "netstandard.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release)));

    private readonly Func<float[], float[]> _built;
    private readonly Func<float[], float[], float[], float[]> _taken;

    private BothClasses(Assembly loaded, int number)
    {
        Type runner = loaded.GetType("Runner" + number, throwOnError: true)!;
        _built = runner.GetMethod("Built")!.CreateDelegate<Func<float[], float[]>>();
        _taken = runner.GetMethod("Taken")!.CreateDelegate<Func<float[], float[], float[], float[]>>();
        Architecture = (string)loaded.GetType("Taken" + number)!.GetField("Architecture")!.GetRawConstantValue()!;
    }

    /// <summary>Those of each network, all in one compilation: what classes have in common is half of what there is to compile.</summary>
    public static IReadOnlyList<BothClasses> Of(IReadOnlyList<Network> networks)
    {
        Target target = TargetReader.Read(Empty.Value);
        Plan Plan(Network one, string name) => Planner.Plan(ModelClass.Of(one, null, name, Shortest), target);
        AssemblyText texts = AssemblyText.Of(
            [.. networks.SelectMany((network, i) => new[] { Plan(network, "Built" + i), Plan(network with { Parameters = null, InitialState = null }, "Taken" + i) })]);
        using var assembly = new MemoryStream();
        EmitResult result = Empty.Value
            .AddSyntaxTrees(texts.Classes.Concat(texts.Helpers).Concat(networks.Select(Runner)).Select(text => CSharpSyntaxTree.ParseText(text, ParseOptions)))
            .Emit(assembly);
        if (!result.Success)
        {
            throw new InvalidOperationException("The classes don't compile: " + string.Join("\n", result.Diagnostics.Where(one => one.Severity == DiagnosticSeverity.Error)));
        }

        assembly.Position = 0;
        Assembly loaded = new AssemblyLoadContext("both", isCollectible: true).LoadFromStream(assembly);
        return [.. networks.Select((_, i) => new BothClasses(loaded, i))];
    }

    /// <summary>The constant of the class that takes parameters.</summary>
    public string Architecture { get; }

    public float[] Built(float[] input) => _built(input);

    public float[] Taken(float[] parameters, float[] initial, float[] input) => _taken(parameters, initial, input);

    private static string Runner(Network network, int number) => $$"""
        public sealed partial class Built{{number}} { }
        public sealed partial class Taken{{number}} { }
        public static class Runner{{number}}
        {
            public static float[] Built(float[] x) { var y = new float[Built{{number}}.OutputLength]; new Built{{number}}().Forward(x, y); return y; }

            public static float[] Taken(float[] parameters, float[] initial, float[] x)
            {
                var y = new float[Taken{{number}}.OutputLength];
                new Taken{{number}}({{(network.TakesInitialState ? "parameters, initial" : "parameters")}}).Forward(x, y);
                return y;
            }
        }
        """;
}

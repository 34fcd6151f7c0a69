using System;
using System.IO;
using System.Linq;
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

    public BothClasses(Network network)
    {
        Target target = TargetReader.Read(Empty.Value);
        Plan Plan(Network one, string name) => Planner.Plan(ModelClass.Of(one, null, name, Shortest), target);
        AssemblyText texts = AssemblyText.Of([Plan(network, "Built"), Plan(network with { Parameters = null, InitialState = null }, "Taken")]);
        string runner = $$"""
            public sealed partial class Built { }
            public sealed partial class Taken { }
            public static class Runner
            {
                public static float[] Built(float[] x) { var y = new float[global::Built.OutputLength]; new Built().Forward(x, y); return y; }

                public static float[] Taken(float[] parameters, float[] initial, float[] x)
                {
                    var y = new float[global::Taken.OutputLength];
                    new Taken({{(network.TakesInitialState ? "parameters, initial" : "parameters")}}).Forward(x, y);
                    return y;
                }
            }
            """;
        using var assembly = new MemoryStream();
        EmitResult result = Empty.Value
            .AddSyntaxTrees(texts.Classes.Concat(texts.Helpers).Append(runner).Select(text => CSharpSyntaxTree.ParseText(text, ParseOptions)))
            .Emit(assembly);
        if (!result.Success)
        {
            throw new InvalidOperationException("The classes don't compile: " + string.Join("\n", result.Diagnostics.Where(one => one.Severity == DiagnosticSeverity.Error)));
        }

        assembly.Position = 0;
        Type loaded = new AssemblyLoadContext("both", isCollectible: true).LoadFromStream(assembly).GetType("Runner", throwOnError: true)!;
        _built = loaded.GetMethod("Built")!.CreateDelegate<Func<float[], float[]>>();
        _taken = loaded.GetMethod("Taken")!.CreateDelegate<Func<float[], float[], float[], float[]>>();
        Architecture = (string)loaded.Assembly.GetType("Taken")!.GetField("Architecture")!.GetRawConstantValue()!;
    }

    /// <summary>The constant of the class that takes parameters.</summary>
    public string Architecture { get; }

    public float[] Built(float[] input) => _built(input);

    public float[] Taken(float[] parameters, float[] initial, float[] input) => _taken(parameters, initial, input);
}

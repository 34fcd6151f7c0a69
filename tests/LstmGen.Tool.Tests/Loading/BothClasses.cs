using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using LstmGen.Generator.Model;
using LstmGen.Generator.Reading;
using LstmGen.Tool.Generating;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace LstmGen.Tool.Tests.Loading;

/// <summary>The class that the build makes of a model, and the class that a program declares for its size; each in an assembly of its own.</summary>
internal sealed class BothClasses
{
    private static readonly Options Shortest = new(Unroll.Tiled, Arithmetic.Auto, VectorWidth.Scalar);

    private static readonly Lazy<CSharpCompilation> Empty = new(() => CSharpCompilation.Create(
        "Both",
        [],
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) is "mscorlib.dll" or "netstandard.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release)));

    private readonly Func<float[], float[]> _built;
    private readonly Func<float[], float[], float[], float[]> _taken;

    public BothClasses(Network network)
    {
        _built = Compile(network, "new Model()", "float[] x").CreateDelegate<Func<float[], float[]>>();
        string made = network.TakesInitialState ? "new Model(parameters, initial)" : "new Model(parameters)";
        MethodInfo taken = Compile(network with { Parameters = null, InitialState = null }, made, "float[] parameters, float[] initial, float[] x");
        _taken = taken.CreateDelegate<Func<float[], float[], float[], float[]>>();
        Architecture = (string)taken.DeclaringType!.Assembly.GetType("Model")!.GetField("Architecture")!.GetRawConstantValue()!;
    }

    /// <summary>The constant of the class that takes parameters.</summary>
    public string Architecture { get; }

    public float[] Built(float[] input) => _built(input);

    public float[] Taken(float[] parameters, float[] initial, float[] input) => _taken(parameters, initial, input);

    private static MethodInfo Compile(Network network, string made, string parameters)
    {
        CSharpCompilation compilation = Empty.Value;
        string runner = $$"""
            using System;
            public static class Runner
            {
                public static float[] Run({{parameters}}) { var model = {{made}}; var y = new float[Model.OutputLength]; model.Forward(x, y); return y; }
            }
            """;
        using var assembly = new MemoryStream();
        EmitResult result = compilation.AddSyntaxTrees(
            CSharpSyntaxTree.ParseText(ModelClass.Emit(ModelClass.Of(network, null, "Model", Shortest), "public", TargetReader.Read(compilation))),
            CSharpSyntaxTree.ParseText(runner)).Emit(assembly);
        if (!result.Success)
        {
            throw new InvalidOperationException("The class doesn't compile: " + string.Join("\n", result.Diagnostics.Where(one => one.Severity == DiagnosticSeverity.Error)));
        }

        assembly.Position = 0;
        return new AssemblyLoadContext("both", isCollectible: true).LoadFromStream(assembly).GetType("Runner", throwOnError: true)!.GetMethod("Run")!;
    }
}

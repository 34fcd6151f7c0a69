using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Reading;
using LstmGen.Tool.Generating;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace LstmGen.Tool.Verifying;

/// <summary>The generated class of a model, compiled in memory for the runtime that the tool runs in.</summary>
internal sealed class CompiledModel
{
    /// <param name="isObject">Whether the memory of a run is in an object, and not on the stack.</param>
    private static string StepRunner(bool isObject) => $$"""
        public static class Runner
        {
            public static void Run(float[] input, float[] output)
            {
                Model.State state = {{(isObject ? "new Model.State()" : "Model.State.Initial")}};
                new Model().Process(input, output, {{(isObject ? "" : "ref ")}}state);
            }
        }
        """;

    /// <inheritdoc cref="StepRunner"/>
    private static string SequenceRunner(bool isObject) => $$"""
        public static class Runner
        {
            public static void Run(float[] input, float[] output)
            {
                int length = input.Length / Model.InputSize;
                float[] whole = new float[Model.InputLength];
                input.CopyTo(whole, 0);
                float[] written = new float[Model.OutputLength];
                new Model().Forward(whole, length, written{{(isObject ? ", new Model.Workspace()" : "")}});
                System.Array.Copy(written, output, output.Length);
            }
        }
        """;

    private readonly Action<float[], float[]> _run;
    private readonly Network _network;

    private CompiledModel(Network network, Action<float[], float[]> run)
    {
        _network = network;
        _run = run;
    }

    /// <summary>Without what only warns: documentation, and the analysis of nullable references, which takes 40 % of the compiler's time.</summary>
    private static readonly CSharpParseOptions ParseOptions = CSharpParseOptions.Default
        .WithDocumentationMode(DocumentationMode.None)
        .WithFeatures([new("run-nullable-analysis", "never")]);

    private static readonly Lazy<CSharpCompilation> Empty = new(() => CSharpCompilation.Create(
        "Verified",
        [CSharpSyntaxTree.ParseText("", ParseOptions)],
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) is "mscorlib.dll" or "netstandard.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release)));

    public static CompiledModel Compile(Network network, Options options)
    {
        CSharpCompilation compilation = Empty.Value;
        Target target = TargetReader.Read(compilation);
        LstmClass lstmClass = ModelClass.Of(network, null, "Model", options);
        bool isObject = Planner.Plan(lstmClass, target).Memory.IsObject;
        using var assembly = new MemoryStream();
        EmitResult result = compilation.AddSyntaxTrees(
            CSharpSyntaxTree.ParseText(ModelClass.Emit(lstmClass, "public", target), ParseOptions),
            CSharpSyntaxTree.ParseText(network.IsStreaming ? StepRunner(isObject) : SequenceRunner(isObject), ParseOptions)).Emit(assembly);
        if (!result.Success)
        {
            throw new InvalidOperationException("The generated class doesn't compile: " + result.Diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        }

        assembly.Position = 0;
        MethodInfo run = new AssemblyLoadContext("verified", isCollectible: true).LoadFromStream(assembly).GetType("Runner", throwOnError: true)!.GetMethod("Run")!;
        return new CompiledModel(network, run.CreateDelegate<Action<float[], float[]>>());
    }

    /// <summary>
    /// The output for a sequence that starts at the initial state: a row for every step where steps can be computed as they arrive, or
    /// what the network hands on otherwise.
    /// </summary>
    public float[] Run(float[] input)
    {
        int rows = _network.IsStreaming || _network.ReturnsSequences ? input.Length / _network.InputSize : 1;
        var output = new float[rows * _network.OutputSize];
        _run(input, output);
        return output;
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Basic.Reference.Assemblies;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Reading;
using LstmGen.Tests.Compiling;
using LstmGen.Tool.Generating;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace LstmGen.Tool.Tests.Semantics;

/// <summary>The generated class of a trained network, with the forms that it has.</summary>
/// <param name="Forward">input, length (0 for the form without one), output.</param>
/// <param name="Masked">input, mask, output; null where the network takes no mask.</param>
/// <param name="Process">input, output rows; null where there are no steps.</param>
/// <param name="Batch">count, inputs, outputs.</param>
internal sealed record CompiledNetwork(
    Network Network, Options Options, Action<float[], int, float[]> Forward, Action<float[], bool[], float[]>? Masked, Action<float[], float[]>? Process, Action<int, float[], float[]> Batch)
{
    /// <summary>input, output; only of a network that computes with doubles, which has no other form here.</summary>
    public Action<double[], double[]>? Doubles { get; init; }

    public int OutputLength => Network.OutputRows!.Value * Network.OutputSize;

    public float[] Run(float[] input, int length = 0)
    {
        var output = new float[OutputLength];
        Forward(input, length, output);
        return output;
    }

    public float[] Run(float[] input, bool[] mask)
    {
        var output = new float[OutputLength];
        Masked!(input, mask, output);
        return output;
    }

    /// <summary>Every schedule and every vector width, for one arithmetic.</summary>
    public static IEnumerable<Options> Variants(Arithmetic arithmetic) =>
    [
        new(Unroll.Auto, arithmetic, VectorWidth.Scalar),
        new(Unroll.Step, arithmetic, VectorWidth.Scalar),
        new(Unroll.Tiled, arithmetic, VectorWidth.Vector128),
        new(Unroll.Full, arithmetic, VectorWidth.Vector256),
        new(Unroll.Auto, arithmetic, VectorWidth.Auto),
        new(Unroll.Tiled, arithmetic, VectorWidth.Auto),
        new(Unroll.Step, arithmetic, VectorWidth.Auto),
    ];

    /// <summary>For sets of hundreds of networks: mostly without vectors, whose code takes the compiler the longest. That they give the same bits is tested elsewhere.</summary>
    public static IReadOnlyList<Options> Short { get; } =
    [
        new(Unroll.Auto, Arithmetic.Fused, VectorWidth.Scalar),
        new(Unroll.Tiled, Arithmetic.Separate, VectorWidth.Scalar),
        new(Unroll.Tiled, Arithmetic.Fused, VectorWidth.Scalar),
        new(Unroll.Auto, Arithmetic.Fused, VectorWidth.Scalar),
        new(Unroll.Tiled, Arithmetic.Fused, VectorWidth.Vector128),
    ];

    /// <summary>MemoryMarshal.Write takes its value by <c>in</c> here, and by <c>ref</c> in System.Memory, which code for that package is written for.</summary>
    private static readonly Dictionary<string, ReportDiagnostic> OtherSignatures = new() { ["CS9191"] = ReportDiagnostic.Suppress };

    /// <summary>The basis of all compilations: the references that the compiler has read stay loaded while it is kept.</summary>
    private static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "Semantics", [], Net100.References.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, specificDiagnosticOptions: OtherSignatures));

    /// <summary>Compiles all in one assembly, for the framework that the tests run on.</summary>
    public static IReadOnlyList<CompiledNetwork> Compile(IEnumerable<(Network Network, Options Options)> networks) =>
        Compile(networks.Select(one => (one.Network, one.Options, (Generator.Model.Target?)null)));

    /// <summary>The same for other targets, whose code runs here too.</summary>
    public static IReadOnlyList<CompiledNetwork> Compile(IEnumerable<(Network Network, Options Options, Generator.Model.Target? Target)> networks)
    {
        (Network Network, Options Options, Generator.Model.Target? Target)[] all = [.. networks];
        // Without the analysis of nullable references, which takes 40 % of the compiler's time and is tested with the generator.
        CSharpParseOptions parse = new CSharpParseOptions(LanguageVersion.CSharp13, DocumentationMode.None).WithFeatures([new("run-nullable-analysis", "never")]);
        Generator.Model.Target running = TargetReader.Read(Empty.AddSyntaxTrees(CSharpSyntaxTree.ParseText("", parse)));
        Dictionary<Generator.Model.Target, Generator.Model.Target> targets = all.Select(one => one.Target ?? running).Distinct()
            .Select((target, i) => (target, i)).ToDictionary(one => one.target, one => one.target with { HelperSpace = HelperTypes.Namespace("Target" + one.i) });
        AssemblyText texts = AssemblyText.Of(
            [.. all.Select((one, i) => Planner.Plan(ModelClass.Of(one.Network, null, "N" + i, one.Options), targets[one.Target ?? running]))]);
        IEnumerable<string> runners = all.Select((one, i) => $"public sealed partial class N{i} {{ }}\n" + (
            one.Options.Precision == Precision.Double ? DoubleRunner("N" + i)
            : one.Target is { Spans: false } ? ArrayRunner("N" + i, one.Network)
            : Runner("N" + i, one.Network)));
        CSharpCompilation compilation = Empty.AddSyntaxTrees(
            [.. texts.Classes.Concat(texts.Helpers).Concat(runners).Select(text => CSharpSyntaxTree.ParseText(text, parse))]);
        using var assembly = new MemoryStream();
        EmitResult result = OneWidth.OfRunning(compilation).Emit(assembly);
        Diagnostic? problem = result.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
        if (problem is not null)
        {
            throw new InvalidOperationException($"{problem}: {problem.Location.SourceTree?.GetText().Lines[problem.Location.GetLineSpan().StartLinePosition.Line]}\n{problem.Location.SourceTree}");
        }

        assembly.Position = 0;
        Assembly loaded = new AssemblyLoadContext("semantics", isCollectible: true).LoadFromStream(assembly);
        return all.Select((one, i) =>
        {
            Type runner = loaded.GetType($"N{i}Runner", throwOnError: true)!;
            T? Method<T>(string name) where T : Delegate => runner.GetMethod(name)?.CreateDelegate<T>();
            return new CompiledNetwork(
                one.Network, one.Options, Method<Action<float[], int, float[]>>("Forward")!, Method<Action<float[], bool[], float[]>>("Masked"),
                Method<Action<float[], float[]>>("Process"), Method<Action<int, float[], float[]>>("Batch")!)
            {
                Doubles = Method<Action<double[], double[]>>("Doubles"),
            };
        }).ToArray();
    }

    private static string DoubleRunner(string name) => $$"""
        public static class {{name}}Runner
        {
            public static void Doubles(double[] input, double[] output) => new {{name}}().Forward(input, output);
        }
        """;

    private static string Runner(string name, Network network) => $$"""
        public static class {{name}}Runner
        {
            public static void Forward(float[] input, int length, float[] output)
            {
                if (length == 0) new {{name}}().Forward(input, output);
                else {{(network.MayBeShorter ? $"new {name}().Forward(input, length, output)" : "throw new System.NotSupportedException()")}};
            }

            public static void Batch(int count, float[] inputs, float[] outputs) => new {{name}}().ForwardBatch(count, inputs, outputs);

            {{(network.Masking is null ? "" : $"public static void Masked(float[] input, bool[] mask, float[] output) => new {name}().Forward(input, mask, output);")}}

            {{(network.IsStreaming ? $"public static void Process(float[] input, float[] output) {{ var state = {name}.State.Initial; new {name}().Process(input, output, ref state); }}" : "")}}
        }
        """;

    /// <summary>Parts of arrays, with values before and behind them that must stay as they are.</summary>
    private static string ArrayRunner(string name, Network network)
    {
        string state = network.IsStreaming ? "State" : "Workspace";
        string batch = network.IsStreaming ? $"new {name}.BatchState(count)" : $"new {name}.Workspace()";
        return $$"""
            public static class {{name}}Runner
            {
                public static void Forward(float[] input, int length, float[] output) => Apart(input, output, (x, y) =>
                {
                    if (length == 0) new {{name}}().Forward(x, 3, input.Length, y, 2, output.Length, new {{name}}.{{state}}());
                    else {{(network.MayBeShorter ? $"new {name}().Forward(x, 3, input.Length, length, y, 2, output.Length, new {name}.{state}())" : "throw new System.NotSupportedException()")}};
                });

                public static void Batch(int count, float[] inputs, float[] outputs) => new {{name}}().ForwardBatch(count, inputs, outputs, {{batch}});

                {{(network.Masking is null ? "" : $"public static void Masked(float[] input, bool[] mask, float[] output) => Apart(input, output, (x, y) => new {name}().Forward(x, 3, input.Length, mask, 0, mask.Length, y, 2, output.Length, new {name}.{state}()));")}}

                {{(network.IsStreaming ? $"public static void Process(float[] input, float[] output) => Apart(input, output, (x, y) => new {name}().Process(x, 3, input.Length, y, 2, output.Length, new {name}.State()));" : "")}}

                private static void Apart(float[] input, float[] output, System.Action<float[], float[]> run)
                {
                    var x = new float[input.Length + 4];
                    System.Array.Fill(x, float.NaN);
                    input.CopyTo(x, 3);
                    var y = new float[output.Length + 3];
                    y[0] = y[1] = y[^1] = 42;
                    run(x, y);
                    System.Array.Copy(y, 2, output, 0, output.Length);
                    if (y[0] != 42 || y[1] != 42 || y[^1] != 42) throw new System.InvalidOperationException("{{name}} wrote beside its output");
                }
            }
            """;
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using LstmGen.Generator;
using LstmGen.Tests.Compiling;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LstmGen.Tests.Doubles;

/// <summary>A generated class that computes with doubles, behind an abstract one. Each method starts at the initial state.</summary>
public abstract class DoubleModel
{
    public abstract Type Network { get; }

    public abstract int ParameterCount { get; }

    public abstract int InputSize { get; }

    public abstract int OutputSize { get; }

    public abstract double[] Parameters();

    /// <summary>Whole sequences, one for each length of <c>Forward</c>'s input.</summary>
    public abstract double[] Forward(double[] input);

    public abstract double[] ForwardBatch(int count, double[] inputs);

    /// <summary>An output row for each step, one call for each; null where there are no steps.</summary>
    public abstract double[]? Steps(double[] input);

    public abstract double[]? Process(double[] input);

    public abstract double[]? ProcessBatch(int count, double[] inputs);

    /// <summary>The state after all steps.</summary>
    public abstract byte[]? State(double[] input);
}

/// <summary>A network as attributes, with the options except <see cref="Precision"/>.</summary>
/// <param name="Model">The text of a trained model, which then is what the attributes name.</param>
public sealed record DoubleVariant(string Attributes, string Options, string? Model = null)
{
    private static readonly CSharpParseOptions ParseOptions = new CSharpParseOptions(LanguageVersion.CSharp13, DocumentationMode.None)
        .WithFeatures([new("run-nullable-analysis", "never")]);

    /// <summary>Every width of vectors, and every schedule with some of them.</summary>
    public static IEnumerable<DoubleVariant> All(string attributes, Arithmetic arithmetic) =>
        from pair in new[]
        {
            "Scalar Tiled", "Scalar Step", "Scalar Full", "Vector128 Tiled", "Vector128 Full", "Vector256 Step", "Vector256 Auto", "Vector512 Tiled",
            "Vector512 Step", "Vector512 Full", "Vector512 Auto",
        }
        let width = pair.Split(' ')[0]
        let unroll = pair.Split(' ')[1]
        select new DoubleVariant(attributes, $"VectorWidth = VectorWidth.{width}, Unroll = Unroll.{unroll}, Arithmetic = Arithmetic.{arithmetic}");

    /// <summary>Compiles all in one compilation.</summary>
    /// <param name="parameters">The parameters of each, from how many it needs.</param>
    public static DoubleModel[] Compile(DoubleVariant[] variants, Func<int, double[]> parameters)
    {
        var source = new StringBuilder("using System;\nusing LstmGen;\nusing LstmGen.Tests.Doubles;\n");
        for (int i = 0; i < variants.Length; i++)
        {
            source.Append($"[{variants[i].Attributes}, LstmOptions({variants[i].Options}{(variants[i].Options.Length > 0 ? ", " : "")}Precision = Precision.Double)]\npublic partial class N{i} {{ }}\n");
        }

        Compilation declared = GeneratedModel.Empty.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source.ToString(), ParseOptions));
        CSharpGeneratorDriver
            .Create(
                [new LstmGenerator().AsSourceGenerator()],
                variants.Select((variant, i) => (variant, i)).Where(one => one.variant.Model is not null).Select(one => new ModelFileText($"N{one.i}.lstm", one.variant.Model!)),
                ParseOptions)
            .RunGeneratorsAndUpdateCompilation(declared, out Compilation compilation, out var diagnostics);
        Assert.Empty(diagnostics);

        // The adapters depend on which members there are, so they are made after the generated code.
        string adapters = "using System;\nusing LstmGen.Tests.Doubles;\n" + string.Concat(variants.Select((variant, i) => Adapter($"N{i}", compilation.GetTypeByMetadataName($"N{i}")!, variant.Model is not null)));
        compilation = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(adapters, ParseOptions));
        using var assembly = new MemoryStream();
        Diagnostic[] problems = OneWidth.OfRunning((CSharpCompilation)compilation).Emit(assembly).Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ToArray();
        Assert.True(problems.Length == 0, string.Join('\n', problems.Take(10)));
        assembly.Position = 0;
        Assembly loaded = new AssemblyLoadContext("doubles", isCollectible: true).LoadFromStream(assembly);
        return Enumerable.Range(0, variants.Length)
            .Select(i => loaded.GetType($"N{i}Adapter", throwOnError: true)!)
            .Select(type => (DoubleModel)Activator.CreateInstance(type, [parameters((int)type.GetField("Count")!.GetValue(null)!)])!)
            .ToArray();
    }

    private static string Adapter(string name, INamedTypeSymbol type, bool isTrained)
    {
        bool hasForward = type.GetMembers("Forward").Length > 0;
        bool hasSteps = type.GetTypeMembers("State").Single().GetMembers("Initial").Length > 0;
        return $$"""

            public sealed class {{name}}Adapter : DoubleModel
            {
                public const int Count = {{name}}.ParameterCount;

                private readonly {{name}} _network;

                public {{name}}Adapter(double[] parameters) => _network = new {{name}}({{(isTrained ? "" : "parameters")}});

                public override Type Network => typeof({{name}});

                public override int ParameterCount => {{name}}.ParameterCount;

                public override int InputSize => {{name}}.InputSize;

                public override int OutputSize => {{name}}.OutputSize;

                public override double[] Parameters() { var copy = new double[ParameterCount]; _network.CopyParametersTo(copy); return copy; }

                public override double[] Forward(double[] input)
                {
                    {{(hasForward ? $"var output = new double[{name}.OutputLength]; _network.Forward(input, output); return output;" : "throw new NotSupportedException();")}}
                }

                public override double[] ForwardBatch(int count, double[] inputs)
                {
                    {{(hasForward ? $"var outputs = new double[count * {name}.OutputLength]; _network.ForwardBatch(count, inputs, outputs); return outputs;" : "throw new NotSupportedException();")}}
                }

                public override double[] Steps(double[] input)
                {
                    {{(hasSteps ? $$"""
                    var state = {{name}}.State.Initial;
                    var output = new double[input.Length / InputSize * OutputSize];
                    for (int step = 0; step * InputSize < input.Length; step++)
                    {
                        _network.Step(input.AsSpan(step * InputSize, InputSize), output.AsSpan(step * OutputSize, OutputSize), ref state);
                    }

                    return output;
                    """ : "return null;")}}
                }

                public override double[] Process(double[] input)
                {
                    {{(hasSteps ? $$"""
                    var state = {{name}}.State.Initial;
                    int steps = input.Length / InputSize, early = steps / 3;
                    var output = new double[steps * OutputSize];
                    _network.Process(input.AsSpan(0, early * InputSize), output.AsSpan(0, early * OutputSize), ref state);
                    _network.Process(input.AsSpan(early * InputSize), output.AsSpan(early * OutputSize), ref state);
                    return output;
                    """ : "return null;")}}
                }

                public override double[] ProcessBatch(int count, double[] inputs)
                {
                    {{(hasSteps ? $$"""
                    var outputs = new double[inputs.Length / InputSize * OutputSize];
                    _network.ProcessBatch(count, inputs, outputs, new {{name}}.BatchState(count + 1));
                    return outputs;
                    """ : "return null;")}}
                }

                public override byte[] State(double[] input)
                {
                    {{(hasSteps ? $$"""
                    var state = {{name}}.State.Initial;
                    _network.Process(input, new double[input.Length / InputSize * OutputSize], ref state);
                    return System.Runtime.InteropServices.MemoryMarshal.AsBytes(System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref state, 1)).ToArray();
                    """ : "return null;")}}
                }
            }

            """;
    }
}

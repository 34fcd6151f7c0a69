using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Basic.Reference.Assemblies;
using LstmGen.Generator;
using LstmGen.Tests.Networks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace LstmGen.Tests.Compiling;

/// <summary>A network that was declared in source, generated, compiled and loaded. Many of them share one compilation.</summary>
public sealed class GeneratedModel
{
    /// <summary>
    /// Without the analysis of nullable references, which takes 40 % of the compiler's time here: that generated code passes it is checked
    /// with the generated text.
    /// </summary>
    private static readonly CSharpParseOptions ParseOptions = new CSharpParseOptions(LanguageVersion.CSharp13, DocumentationMode.None)
        .WithFeatures([new("run-nullable-analysis", "never")]);

    /// <summary>The basis of all compilations: the references that the compiler has read stay loaded while it is kept.</summary>
    internal static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "Generated",
        [],
        [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(LstmAttribute).Assembly.Location), MetadataReference.CreateFromFile(typeof(IModel).Assembly.Location)],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));

    private readonly Func<float[], IModel> _create;
    private readonly Func<float[], float[], IModel> _createWithState;

    private GeneratedModel(NetworkVariant variant, Type adapter)
    {
        Variant = variant;
        _create = Constructor<Func<float[], IModel>>(adapter, 1);
        _createWithState = Constructor<Func<float[], float[], IModel>>(adapter, 2);
    }

    public NetworkVariant Variant { get; }

    public NetworkSpec Spec => Variant.Spec;

    /// <summary>A trained model has its own parameters if none are given.</summary>
    public IModel Create(float[] parameters) => _create(parameters);

    public IModel Create(float[] parameters, float[] initialState) => _createWithState(parameters, initialState);

    /// <summary>A model of the right size, whatever its parameters are.</summary>
    public IModel CreateZero() => _create(new float[Spec.ParameterCount]);

    public static GeneratedModel Compile(NetworkSpec spec) => Compile([new NetworkVariant(spec)])[0];

    /// <summary>Compiles all variants in one compilation, in their order.</summary>
    public static IReadOnlyList<GeneratedModel> Compile(IEnumerable<NetworkVariant> variants)
    {
        NetworkVariant[] all = variants.ToArray();
        Compilation declared = Empty.AddSyntaxTrees(CSharpSyntaxTree.ParseText(Source(all), ParseOptions));
        CSharpGeneratorDriver
            .Create(
                [new LstmGenerator().AsSourceGenerator()],
                all.Select((variant, i) => (variant, i)).Where(one => one.variant.Model is not null).Select(one => new ModelFileText(Name(one.i) + ".lstm", one.variant.Model!)),
                ParseOptions)
            .RunGeneratorsAndUpdateCompilation(declared, out Compilation compilation, out var diagnostics);
        using var assembly = new MemoryStream();
        EmitResult result = OneWidth.OfRunning((CSharpCompilation)compilation).Emit(assembly);
        Diagnostic[] problems = diagnostics.Concat(result.Diagnostics).Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ToArray();
        if (problems.Length > 0)
        {
            throw new InvalidOperationException(string.Join('\n', problems.Take(10)) + "\n" + declared.SyntaxTrees.First());
        }

        assembly.Position = 0;
        var context = new AssemblyLoadContext("generated", isCollectible: true);
        Assembly loaded = context.LoadFromStream(assembly);
        return all.Select((variant, i) => new GeneratedModel(variant, loaded.GetType("Generated." + Adapter.Name(Name(i)), throwOnError: true)!)).ToArray();
    }

    private static string Name(int i) => $"N{i}";

    private static string Source(NetworkVariant[] variants)
    {
        var source = new StringBuilder("using System;\nusing LstmGen;\nusing LstmGen.Tests.Compiling;\n\nnamespace Generated;\n\n");
        for (int i = 0; i < variants.Length; i++)
        {
            source.Append(variants[i].Model is null ? variants[i].Spec.ToAttributes() : $"[LstmModel(\"{Name(i)}.lstm\")]").Append('\n')
                .Append(variants[i].Options).Append('\n')
                .Append("public partial class ").Append(Name(i)).Append(" { }\n\n")
                .Append(Adapter.Source(Name(i), variants[i].Spec, variants[i].Model is not null)).Append('\n');
        }

        return source.ToString();
    }

    private static T Constructor<T>(Type adapter, int count)
    {
        // A direct call rather than Activator: tests expect the constructor's own exceptions.
        ParameterExpression[] parameters = [.. Enumerable.Range(0, count).Select(_ => Expression.Parameter(typeof(float[])))];
        Type[] types = [.. parameters.Select(parameter => parameter.Type)];
        return Expression.Lambda<T>(Expression.New(adapter.GetConstructor(types)!, parameters), parameters).Compile();
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Basic.Reference.Assemblies;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Reading;
using LstmGen.Tests.Compiling;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace LstmGen.Tests.Cells;

// Named here, so that they take precedence over public types with the same names.
using Options = LstmGen.Generator.Model.Options;

/// <summary>
/// The classes of some networks, each in several ways to unroll it, straight from planner and emitter: no attribute declares a GRU. They
/// are compiled once and loaded anew for each width of vectors.
/// </summary>
internal sealed class GruAssembly
{
    private static CSharpCompilation Empty(CSharpParseOptions options) => CSharpCompilation.Create(
        "Gru",
        [CSharpSyntaxTree.ParseText("public static class Widest { public static int Bits; }", options)],
        [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(IGruModel).Assembly.Location)],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));

    private readonly byte[] _image;

    public GruAssembly(IEnumerable<(Network Network, Options Options)> classes, LanguageVersion language)
    {
        CSharpParseOptions options = Parsed(language);
        Plans = PlansOf(classes, language);
        AssemblyText texts = AssemblyText.Of(Plans);
        CSharpCompilation compilation = Empty(options).AddSyntaxTrees(texts.Classes.Concat(Plans.Select(Adapter)).Concat(texts.Helpers.Select(Chosen))
            .Select(text => CSharpSyntaxTree.ParseText(text, options)));
        using var image = new MemoryStream();
        EmitResult result = compilation.Emit(image);
        IReadOnlyList<Diagnostic> problems = [.. result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
        _image = problems.Count == 0
            ? image.ToArray()
            : throw new InvalidOperationException(string.Join('\n', problems.Take(10).Select(Shown)));
    }

    public IReadOnlyList<Plan> Plans { get; }

    /// <summary>The plans of some classes, which no compilation is needed for.</summary>
    public static IReadOnlyList<Plan> PlansOf(IEnumerable<(Network Network, Options Options)> classes, LanguageVersion language)
    {
        Target target = TargetReader.Read(Empty(Parsed(language)));
        return [.. classes.Select((one, i) => Planner.Plan(Class(one.Network, one.Options, i), target))];
    }

    private static CSharpParseOptions Parsed(LanguageVersion language) =>
        new CSharpParseOptions(language, DocumentationMode.None).WithFeatures([new("run-nullable-analysis", "never")]);

    /// <summary>The classes with vectors of at most as many bits; 0 for scalar code. They share no static data with others.</summary>
    public IReadOnlyList<Func<float[], IGruModel>> Load(int mostBits)
    {
        Assembly loaded = new AssemblyLoadContext("gru", isCollectible: true).LoadFromStream(new MemoryStream(_image));
        loaded.GetType("Widest", throwOnError: true)!.GetField("Bits")!.SetValue(null, mostBits);
        return [.. Plans.Select(plan => (Func<float[], IGruModel>)(parameters =>
            loaded.GetType(Name(plan), throwOnError: true)!.GetMethod("Make")!.CreateDelegate<Func<float[], IGruModel>>()(parameters)))];
    }

    private static string Shown(Diagnostic problem)
    {
        FileLinePositionSpan place = problem.Location.GetLineSpan();
        return $"{problem}: {problem.Location.SourceTree?.GetText().Lines[place.StartLinePosition.Line]}";
    }

    private static LstmClass Class(Network network, Options options, int number) => new(
        new TypeIdentity("", default, new TypePart("class", $"Gru{number}"), $"Gru{number}"), network, options, QualifyNames: false);

    private static string Name(Plan plan) => plan.Class.Type.Type.Name;

    /// <summary>With vectors that are at most as wide as a field says.</summary>
    private static string Chosen(string helpers)
    {
        string text = Regex.Replace(helpers, @"(bool HasVector(\d+) =>\s+)(.*);", "$1global::Widest.Bits >= $2 && ($3);");
        return text.Contains("global::Widest") ? text : throw new InvalidOperationException("No width can be chosen.");
    }

    private static string Adapter(Plan plan) => $$"""
        public partial class {{Name(plan)}} : global::LstmGen.Tests.Cells.IGruModel
        {
            public static global::LstmGen.Tests.Cells.IGruModel Make(float[] parameters) => new {{Name(plan)}}(parameters);

            public void StepByStep(System.ReadOnlySpan<float> input, System.Span<float> output)
            {
        {{(plan.Network.IsStreaming ? Steps(plan) : "        throw new System.NotSupportedException();")}}
            }
        }
        """;

    private static string Steps(Plan plan) => $$"""
                State state = {{(plan.Memory.IsObject ? "new State()" : "State.Initial")}};
                for (int step = 0; step < input.Length / InputSize; step++)
                {
                    System.Span<float> row = output.Slice(step * OutputSize, OutputSize);
                    Step(input.Slice(step * InputSize, InputSize), row, {{(plan.Memory.IsObject ? "" : "ref ")}}state);
                }
        """;
}

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Emit;
using Xunit;

namespace LstmGen.Generator.Tests.Usage;

/// <summary>
/// Projects that use networks. What is generated for a kind of project is generated once, and each test adds a file: so a test takes
/// milliseconds.
/// </summary>
internal static class UsageProject
{
    /// <summary>
    /// Of every kind that the rules tell apart: with and without a number of steps, with one value a step, in both directions, trained with
    /// an initial state, in other types and by words of the language. Where a target has no spans their memory is an object.
    /// </summary>
    private const string Networks = """
        using LstmGen;

        [assembly: LstmOptions(VectorWidth = VectorWidth.Scalar)]

        [Lstm(Input = 2, Units = 3, Steps = 4)]
        public partial class Gesture { }

        [Lstm(Input = 1, Units = 2, Steps = 8)]
        [Dense(Units = 1)]
        public partial class Series { }

        [Lstm(Input = 2, Units = 2, Steps = 4, ReturnSequences = true, Direction = LstmDirection.Bidirectional)]
        public partial class Tagger { }

        [Lstm(Input = 2, Units = 2)]
        public partial class Stream { }

        [LstmModel("models/amp.json")]
        public partial class Amp { }

        namespace Company.@event
        {
            public partial class Outer
            {
                [LstmModel("models/amp.json")]
                public partial struct @class { }
            }
        }
        """;

    private const string Usings = "using System;\nusing System.Collections.Generic;\nusing System.Linq;\nusing System.Threading.Tasks;\n";

    private const string Smallest = "nanoframework";

    /// <summary>The file of the trained network.</summary>
    internal static readonly AdditionalText Model = new TestFile("obj/amp.json.lstm", Running.Networks.TrainedModel);

    private static readonly ConcurrentDictionary<(string Target, LanguageVersion Version, bool IsReferenced), Lazy<CSharpCompilation>> Projects = new();

    /// <summary>
    /// Asserts what is reported of a file: <c>{|026:default|}</c> is underlined with LSTM026, and nothing else is. The file must compile.
    /// </summary>
    /// <param name="target">What the project is for.</param>
    /// <param name="version">The language, as a project has it.</param>
    /// <param name="isReferenced">Whether the networks are in another assembly, which was compiled before.</param>
    public static async Task Assert(string code, string target = "net10.0", string version = "10", bool isReferenced = false)
    {
        (string text, string[] expected) = Read(code);
        (CSharpCompilation compilation, SyntaxTree tree) = Compile(text, target, version, isReferenced);
        Xunit.Assert.Equal(expected, (IEnumerable<string>)(await AnalyzeAsync(compilation, tree)).Select(Shown));
    }

    /// <summary>The same of statements in a method, which has a few things at hand.</summary>
    public static Task AssertMethod(string statements, string target = "net10.0", string version = "10") => Assert(Method(statements), target, version);

    /// <summary>A class with statements in a method of it.</summary>
    public static string Method(string statements) => $$"""
        public class Player
        {
            private readonly float[] _parameters = new float[Gesture.ParameterCount];
            private readonly Gesture _gesture;

            public Player(Gesture gesture) => _gesture = gesture;

            public float Score { get; set; }

            public void Run(Gesture gesture, Series series, Amp amp, float[] parameters, float[] input, float[] output, float[] samples, int count)
            {
                {{statements}}
            }

            private void Keep(object thing) { }
        }
        """;

    /// <summary>The project with a file, which has no errors unless it may have some.</summary>
    public static (CSharpCompilation Compilation, SyntaxTree Tree) Compile(string text, string target = "net10.0", string version = "10", bool isReferenced = false, bool mayHaveErrors = false)
    {
        LanguageVersion language = NewCSharpFactAttribute.Parse(version);
        CSharpCompilation project = Projects.GetOrAdd((target, language, isReferenced), static key => new(() => Generate(key.Target, key.Version, key.IsReferenced))).Value;
        // It has none of these namespaces but the first.
        string usings = target == Smallest ? "using System;\n\n\n\n" : Usings;
        SyntaxTree tree = CSharpSyntaxTree.ParseText(usings + text, new CSharpParseOptions(language), "User.cs");
        CSharpCompilation compilation = project.AddSyntaxTrees(tree);
        Xunit.Assert.Empty(compilation.GetSemanticModel(tree).GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && !mayHaveErrors));
        return (compilation, tree);
    }

    /// <summary>What the analyzer says of a file.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> AnalyzeAsync(CSharpCompilation compilation, SyntaxTree tree)
    {
        var thrown = new ConcurrentQueue<Exception>();
        var analyzed = new CompilationWithAnalyzers(compilation, [new LstmUsageAnalyzer()], new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([Model]), onAnalyzerException: (exception, _, _) => thrown.Enqueue(exception), concurrentAnalysis: true, logAnalyzerExecutionTime: false));
        AnalysisResult result = await analyzed.GetAnalysisResultAsync(compilation.GetSemanticModel(tree), filterSpan: null, CancellationToken.None);
        Xunit.Assert.True(thrown.IsEmpty, $"The analyzer threw {thrown.FirstOrDefault()}");
        return [.. result.GetAllDiagnostics().OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)];
    }

    private static string Shown(Diagnostic diagnostic) => FormattableString.Invariant($"{diagnostic.LineNumber()} {diagnostic.Id} [{diagnostic.Squiggle()}]");

    /// <summary>The text without its marks, and what they say.</summary>
    private static (string Text, string[] Expected) Read(string code)
    {
        List<string> expected = [];
        string text = Usings + code;
        while (Regex.Match(text, @"\{\|(\d+):((?:(?!\{\||\|\}).)*)\|\}", RegexOptions.Singleline) is { Success: true } mark)
        {
            string before = text[..mark.Index];
            expected.Add(FormattableString.Invariant($"{before.Count(character => character == '\n') + 1} LSTM{mark.Groups[1].Value} [{mark.Groups[2].Value}]"));
            text = before + mark.Groups[2].Value + text[(mark.Index + mark.Length)..];
        }

        return (text[Usings.Length..], [.. expected]);
    }

    private static CSharpCompilation Generate(string target, LanguageVersion version, bool isReferenced)
    {
        var options = new RunOptions
        {
            LanguageVersion = version,
            References = TargetReferences.Of(target),
            Nullable = false,
        };
        CSharpCompilation input = options.Compile([new("Networks.cs", Networks)]);
        CSharpGeneratorDriver.Create([new LstmGenerator().AsSourceGenerator()], [Model], options.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(input, out Compilation output, out ImmutableArray<Diagnostic> problems);
        Xunit.Assert.Empty(problems);
        if (!isReferenced)
        {
            return (CSharpCompilation)output;
        }

        // As the SDK hands an assembly to a project that refers to it: without bodies, and without what is private.
        using var assembly = new MemoryStream();
        Xunit.Assert.True(output.Emit(assembly, options: new EmitOptions(metadataOnly: true, includePrivateMembers: false)).Success);
        MetadataReference networks = MetadataReference.CreateFromImage(assembly.ToArray());
        return CSharpCompilation.Create("User", references: options.References.Add(networks), options: options.CompilationOptions);
    }
}

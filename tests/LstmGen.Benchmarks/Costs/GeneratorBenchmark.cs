using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using LstmGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Benchmarks.Costs;

/// <summary>How long the generator takes for the source of one network, in a compiler that is already running.</summary>
internal sealed class GeneratorBenchmark
{
    private readonly CSharpParseOptions _parseOptions = new(LanguageVersion.CSharp13);
    private readonly CSharpCompilation _empty;
    private int _edits;

    public GeneratorBenchmark()
    {
        string[] assemblies = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        _empty = CSharpCompilation.Create(
            "Benchmark",
            syntaxTrees: null,
            assemblies.Where(path => Path.GetDirectoryName(path) == runtime).Append(typeof(LstmAttribute).Assembly.Location).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
    }

    /// <summary>Milliseconds of runs that each see an edited source, and characters that were generated. The compiler parses them in that time.</summary>
    public (Samples Milliseconds, int Characters) Measure(int input, int units, int repeats)
    {
        int characters = 0;

        // Warm: the compiler has read the references, and the runtime has recompiled the generator, which it does in quiet moments.
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < 20; i++)
            {
                Once(input, units);
            }

            Thread.Sleep(200);
        }

        return (Samples.Of(repeats, () => Once(input, units)), characters);

        double Once(int features, int size)
        {
            SyntaxTree source = CSharpSyntaxTree.ParseText(
                string.Create(CultureInfo.InvariantCulture, $"// {_edits++}\n[LstmGen.Lstm(Input = {features}, Units = {size}, Steps = 16)]\npublic partial class Net {{ }}\n"),
                _parseOptions);
            CSharpCompilation compilation = _empty.AddSyntaxTrees(source);

            // What the compiler does in any project.
            compilation.GetDiagnostics();
            GeneratorDriver driver = CSharpGeneratorDriver.Create([new LstmGenerator().AsSourceGenerator()], parseOptions: _parseOptions);
            double milliseconds = Timing.Nanoseconds(_ => driver = driver.RunGenerators(compilation), 1) / 1e6;
            GeneratorRunResult result = driver.GetRunResult().Results.Single();
            if (result.Exception is not null || result.GeneratedSources.Length != 5)
            {
                throw new InvalidOperationException($"Nothing was generated for {features}→{size}.", result.Exception);
            }

            characters = result.GeneratedSources.Sum(source => source.SourceText.Length);
            return milliseconds;
        }
    }
}

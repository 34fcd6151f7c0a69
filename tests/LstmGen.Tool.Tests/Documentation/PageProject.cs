using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Threading;
using Basic.Reference.Assemblies;
using LstmGen.Converter.Commands;
using LstmGen.Generator;
using LstmGen.Models;
using LstmGen.Tool.Commands;
using LstmGen.Tool.Tests.Commands;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace LstmGen.Tool.Tests.Documentation;

/// <summary>What a reader of a page has in a folder: a model, and a program that is built like with the package, and run.</summary>
/// <param name="folder">Where the model is.</param>
internal sealed class PageProject(string folder)
{
    /// <summary>What the reader's own part of the program is: numbers in, and what is written on the console out.</summary>
    private const string Surroundings = """
        global using Console = Recorded;

        public static class Recorded
        {
            public static readonly System.Collections.Generic.List<string> Lines = new();
            public static void WriteLine(string line) => Lines.Add(line);
        }

        public static class Sensors
        {
            public static float[] Numbers = System.Array.Empty<float>();
            public static float[] Read() => (float[])Numbers.Clone();
        }

        public static class Guitar
        {
            public static float[] Record() => Sensors.Read();
        }
        """;

    private static readonly CSharpParseOptions ParseOptions = CSharpParseOptions.Default;

    /// <summary>Runs the program, and returns the numbers that it writes.</summary>
    /// <param name="file">The model's file, as the project calls it.</param>
    /// <param name="options">What its item states about it.</param>
    public float[] Run(string file, IReadOnlyDictionary<string, string> options, string program, float[] input) =>
        [.. Assert.Single(Run(Build([Converted(file, options)], [program]), input, [])).Split(' ').Select(number => float.Parse(number, CultureInfo.InvariantCulture))];

    /// <summary>Runs a program whose model's item states nothing about it, and returns the lines that it writes.</summary>
    public IReadOnlyList<string> Lines(string file, string program) =>
        Run(Build([Converted(file, new Dictionary<string, string>(StringComparer.Ordinal))], [program]), [], []);

    /// <summary>Runs a program that reads its model itself, and returns the lines that it writes.</summary>
    public static IReadOnlyList<string> Run(string program, params string[] arguments) => Run(Build([], [program]), [], arguments);

    /// <summary>Runs a program that was compiled, and returns the lines that it writes.</summary>
    public static IReadOnlyList<string> Run(byte[] program, params string[] arguments) => Run(program, [], arguments);

    /// <summary>Compiles a program of several files, to be run more than once.</summary>
    /// <param name="models">Paths of models as the build leaves them.</param>
    public static byte[] Compile(IReadOnlyList<string> files, IReadOnlyList<string> models) =>
        Build([.. models.Select(path => new TextFile(path))], files);

    private static List<string> Run(byte[] program, float[] input, string[] arguments)
    {
        using var bytes = new MemoryStream(program);
        var context = new AssemblyLoadContext(null, isCollectible: true);
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            Assembly assembly = context.LoadFromStream(bytes);
            assembly.GetType("Sensors")!.GetField("Numbers")!.SetValue(null, input);
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            assembly.EntryPoint!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, assembly.EntryPoint.GetParameters().Length == 0 ? null : [arguments], null);
            return (List<string>)assembly.GetType("Recorded")!.GetField("Lines")!.GetValue(null)!;
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
            context.Unload();
        }
    }

    /// <summary>What the build makes from the item.</summary>
    private AdditionalText Converted(string file, IReadOnlyDictionary<string, string> options)
    {
        string obj = Directory.CreateDirectory(Path.Combine(folder, "obj")).FullName;
        string item = string.Concat(options.Select(option => $"{option.Key}={option.Value}\0"));
        File.WriteAllText(Path.Combine(obj, "models.txt"), $"path={Path.Combine(folder, file)}\0name={file}\0{item}\n");
        ToolResult result = ToolProcess.Run(() => BuildCommand.Run(obj));
        Assert.Empty(result.Errors);
        string output = Path.Combine(obj, Assert.Single(File.ReadAllLines(Path.Combine(obj, "outputs.txt"))));
        return new TextFile(output);
    }

    private static byte[] Build(IReadOnlyList<AdditionalText> models, IReadOnlyList<string> files)
    {
        IEnumerable<string> attributes = Directory.EnumerateFiles(Repository.Source("LstmGen"), "*.cs").Select(File.ReadAllText);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Page",
            [.. attributes.Append(Surroundings).Concat(files).Select(text => CSharpSyntaxTree.ParseText(text, ParseOptions))],
            Net100.References.All.Append(MetadataReference.CreateFromFile(typeof(TrainedModel).Assembly.Location)),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new LstmGenerator().AsSourceGenerator()], models, ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> problems);
        Assert.Empty(problems);
        using var bytes = new MemoryStream();
        Assert.Empty(output.Emit(bytes).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return bytes.ToArray();
    }

    private sealed class TextFile(string path) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(File.ReadAllText(path));
    }
}

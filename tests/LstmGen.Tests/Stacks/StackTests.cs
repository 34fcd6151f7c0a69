using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using Basic.Reference.Assemblies;
using LstmGen.Generator;
using LstmGen.Generator.Planning;
using LstmGen.Tests.Compiling;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Xunit;
using Xunit.Abstractions;

namespace LstmGen.Tests.Stacks;

/// <summary>
/// What a member takes of the stack is bounded: each member of the largest networks is called on a thread with exactly that stack, in a
/// separate process, because an overflow ends it.
/// </summary>
public class StackTests(ITestOutputHelper output)
{
    /// <summary>What a thread has on its stack before a member is called: its start, and on Linux its own variables. Measured: 4 to 6 KB.</summary>
    private const long Allowance = 8 * 1024;

    /// <summary>
    /// The bound for code that isn't optimised, as stated in the page about limits: such code keeps every intermediate vector of a
    /// written-out step, at most 900 multiply-adds, in its own stack slot.
    /// </summary>
    private const long DebugLimit = 224 * 1024;

    private const string Sequences = "ReturnSequences = true";
    private const string Both = "Direction = LstmDirection.Bidirectional";
    private const string Twice = "Precision = Precision.Double";

    private static readonly CSharpParseOptions ParseOptions = new CSharpParseOptions(LanguageVersion.CSharp13, DocumentationMode.None)
        .WithFeatures([new("run-nullable-analysis", "never")]);

    private static readonly MetadataReference[] References = [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(LstmAttribute).Assembly.Location)];

    /// <summary>Each extreme of what is permitted. The first is called in a process in which nothing was called before.</summary>
    private static readonly (string Name, string Attributes)[] Networks =
    [
        ("largest structure", $"[Lstm(Input = 1, Steps = 3, Units = 4096, Projection = 8, {Sequences})] [Lstm(Units = 3900, Projection = 8)]"),
        ("largest structure of doubles", $"[Lstm(Input = 1, Steps = 3, Units = 2048, Projection = 8, {Sequences})] [Lstm(Units = 1900, Projection = 8)] [LstmOptions({Twice})]"),
        ("most units, of doubles", Stack(4, "Units = 4088, Projection = 8", steps: 3, options: Twice)),
        ("most layers and units", Stack(64, "Units = 254, Projection = 2", steps: 3)),
        ("most layers of one batch", Stack(60, "Units = 4", steps: 3, options: Twice)),
        ("sums of several steps", Stack(5, "Units = 512, Projection = 16", steps: 9, input: 16)),
        ("largest batch of two vectors", $"[Lstm(Input = 6, Units = 126, Steps = 3)]"),
        ("smallest batch of one vector", $"[Lstm(Input = 7, Units = 126, Steps = 3)]"),
        ("largest batch of one vector of doubles", $"[Lstm(Input = 3, Units = 255, Steps = 3)] [LstmOptions({Twice})]"),
        ("largest batch of narrow vectors", $"[Lstm(Input = 3, Units = 255, Steps = 3)] [LstmOptions(VectorWidth = VectorWidth.Vector128)]"),
        ("largest head", "[Lstm(Input = 1, Units = 8, Steps = 3)] [Dense(Units = 4096)] [Dense(Units = 8, Activation = Activation.Softmax)] [Dense(Units = 4096)] [Masking]"),
        ("head of doubles", $"[Lstm(Input = 1, Units = 8, Steps = 3)] [Dense(Units = 4096)] [Dense(Units = 8)] [Masking(Value = 0)] [LstmOptions({Twice})]"),
        ("longest sequence on the stack", $"[Lstm(Input = 8, Units = 8, Steps = 188, {Sequences}, {Both})] [Lstm(Units = 8, {Sequences}, {Both})]"),
        ("longest sequence of doubles on the stack", $"[Lstm(Input = 8, Units = 8, Steps = 93, {Sequences}, {Both})] [Lstm(Units = 8, {Both})] [LstmOptions({Twice})]"),
        ("longer sequence", $"[Lstm(Input = 16, Units = 8, Steps = 2048, {Sequences}, {Both})] [Lstm(Units = 8, {Sequences}, {Both})] [Lstm(Units = 8, {Both})]"),
        ("wide sequence with masks", $"[Lstm(Input = 16, Units = 256, Projection = 16, Steps = 100, {Sequences}, {Both})] [Lstm(Units = 256, Projection = 16, {Sequences}, {Both})] [Dense(Units = 4, Activation = Activation.Softmax)] [Masking(Value = 0)]"),
        ("sequence with masks on the stack", $"[Lstm(Input = 4, Units = 8, Steps = 100, {Sequences}, {Both})] [Dense(Units = 4)] [Dense(Units = 4, Activation = Activation.Softmax)] [Masking]"),
        ("sequence with a skip connection", $"[Lstm(Input = 4, Units = 8, Steps = 100, {Sequences}, {Both})] [Dense(Units = 4)] [SkipConnection]"),
        ("written out", "[Lstm(Input = 26, Units = 48, Steps = 3)] [LstmOptions(Unroll = Unroll.Step)]"),
        ("written out, of doubles", $"[Lstm(Input = 32, Units = 24, Steps = 3)] [Masking(Value = 0)] [LstmOptions(Unroll = Unroll.Step, {Twice})]"),
        ("sequence written out", "[Lstm(Input = 8, Units = 8, Steps = 32)] [Dense(Units = 1)] [LstmOptions(Unroll = Unroll.Full)]"),
        ("sequence of doubles written out", $"[Lstm(Input = 8, Units = 8, Steps = 32)] [Dense(Units = 1)] [LstmOptions(Unroll = Unroll.Full, {Twice})]"),
        ("without vectors", "[Lstm(Input = 2, Units = 10, Steps = 32)] [Dense(Units = 3, Activation = Activation.Softmax)] [LstmOptions(Unroll = Unroll.Full, VectorWidth = VectorWidth.Scalar)]"),
        ("static form", Stack(2, "Units = 2048, Projection = 8", steps: 3, options: "StaticForm = true")),
    ];

    /// <summary>Code that isn't optimised takes the most where steps are written out, where a state is copied and where nothing was called before.</summary>
    private static readonly string[] InDebugBuilds =
    [
        "largest structure", "largest structure of doubles", "largest batch of two vectors", "largest head", "longest sequence on the stack", "written out",
        "written out, of doubles", "sequence written out", "sequence of doubles written out", "without vectors", "static form",
    ];

    [Fact]
    public void Every_member_keeps_to_the_stated_stack() => Check(OptimizationLevel.Release, StackUse.Limit, [.. Networks.Select(network => network.Name)]);

    [Fact]
    public void Every_member_keeps_to_the_stated_stack_in_debug_builds() => Check(OptimizationLevel.Debug, DebugLimit, InDebugBuilds);

    /// <summary>The documentation's values are the tested ones.</summary>
    [Fact]
    public void The_bounds_are_those_of_the_page()
    {
        string page = File.ReadAllText(Path.Combine(Root(), "generator", "docs", "options.md"));
        Assert.Contains(FormattableString.Invariant($"at most {StackUse.Limit / 1024} KB of the stack"), page, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"{DebugLimit / 1024} KB in a debug build"), page, StringComparison.Ordinal);
    }

    private static string Stack(int layers, string layer, int steps, int input = 1, string? options = null) => string.Join(
        " ",
        Enumerable.Range(0, layers).Select(i => $"[Lstm({(i == 0 ? $"Input = {input}, Steps = {steps}, " : "")}{layer}{(i < layers - 1 ? ", " + Sequences : "")})]"))
        + (options is null ? "" : $" [LstmOptions({options})]");

    private void Check(OptimizationLevel level, long limit, string[] names)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("lstmgen-stack");
        try
        {
            var paths = new List<string>();
            foreach (string name in names)
            {
                Compilation compilation = Compilations.Value[name];
                string path = Path.Combine(folder.FullName, name + ".dll");
                EmitResult result = compilation.WithOptions(compilation.Options.WithOptimizationLevel(level)).Emit(path);
                Assert.True(result.Success, name + "\n" + string.Join('\n', result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(5)));
                paths.Add(path);
            }

            bool measures = Environment.GetEnvironmentVariable("LSTMGEN_MEASURE") is { Length: > 0 };
            (int exit, string printed, string errors) = Start([measures ? "measure" : (limit + Allowance).ToString(CultureInfo.InvariantCulture), .. paths]);
            output.WriteLine(printed);
            Assert.True(exit == 0, $"On a stack of {limit / 1024} KB, the last member that was called is the one that overflows it, or that throws:\n{printed.TrimEnd().Split('\n')[^1]}\n{errors[..Math.Min(errors.Length, 2000)]}");
            Assert.True(printed.Split('\n').Length > 20 * names.Length / 2, printed);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The networks with the code that calls their members: generated once for both levels.</summary>
    private static readonly Lazy<IReadOnlyDictionary<string, Compilation>> Compilations = new(() => Networks.ToDictionary(network => network.Name, network => Generated(network.Name, network.Attributes)));

    private static Compilation Generated(string name, string attributes)
    {
        Compilation declared = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText($"using LstmGen;\n{attributes}\npublic partial class Net {{ }}", ParseOptions)],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        CSharpGeneratorDriver.Create([new LstmGenerator().AsSourceGenerator()], [], ParseOptions)
            .RunGeneratorsAndUpdateCompilation(declared, out Compilation generated, out _);
        Assert.True(generated.SyntaxTrees.Count() > 1, $"Nothing is generated for {attributes}");
        return OneWidth.OfRunning((CSharpCompilation)generated).AddSyntaxTrees(CSharpSyntaxTree.ParseText(StackDriver.Source(generated.GetTypeByMetadataName("Net")!), ParseOptions));
    }

    private static (int Exit, string Printed, string Errors) Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "LstmGen.Tests.Stack.dll"));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        System.Threading.Tasks.Task<string> errors = process.StandardError.ReadToEndAsync();
        string printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, printed, errors.Result);
    }

    private static string Root([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..");
}

using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Reading;
using LstmGen.Models;
using LstmGen.Models.Importing;
using LstmGen.Tool.Generating;
using LstmGen.Tool.Numbers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using static System.FormattableString;

namespace LstmGen.Tool.Running;

/// <summary>The generated class of a model, compiled in memory for the runtime that the tool runs in.</summary>
internal sealed class CompiledModel
{
    /// <summary>The most values that are computed at once: 128 MB of doubles.</summary>
    private const long MostValues = 1 << 24;

    /// <summary>Without features that only warn: documentation, and nullable analysis, which takes 40 % of the compile time.</summary>
    private static readonly CSharpParseOptions ParseOptions = CSharpParseOptions.Default
        .WithDocumentationMode(DocumentationMode.None)
        .WithFeatures([new("run-nullable-analysis", "never")]);

    private static readonly Lazy<CSharpCompilation> Empty = new(() => CSharpCompilation.Create(
        "Compiled",
        [CSharpSyntaxTree.ParseText("", ParseOptions)],
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) is "mscorlib.dll" or "netstandard.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release)));

    /// <summary>
    /// Classes compiled before: a process that requests the same class again, such as a test of commands, doesn't wait for the compiler
    /// again.
    /// </summary>
    private static readonly ConcurrentDictionary<(Network, Options), CompiledModel> Known = new();

    /// <summary>The most classes that are kept; then all are dropped.</summary>
    private const int MostKnown = 100;

    private readonly Func<float[], int, double[]> _run;
    private readonly Func<float[], int, double[]> _trace;

    private CompiledModel(Plan plan, Type runner)
    {
        Network = plan.Network;
        TraceLayout = plan.Trace;
        IsDouble = plan.Class.Options.Precision == Precision.Double;
        _run = runner.GetMethod("Run")!.CreateDelegate<Func<float[], int, double[]>>();
        _trace = runner.GetMethod("Trace")!.CreateDelegate<Func<float[], int, double[]>>();
    }

    /// <summary>The compiled network.</summary>
    public Network Network { get; }

    /// <summary>The layout of a row of the trace.</summary>
    public TraceLayout TraceLayout { get; }

    /// <summary>Whether the class computes with doubles rather than floats.</summary>
    public bool IsDouble { get; }

    /// <summary>Whether a sequence has two outputs: all rows of one direction, then all of the other.</summary>
    public bool HasTwoOutputs => Network.ReturnsSequences && Network.Layers[^1] is BidirectionalLayer { Merge: Merge.None };

    /// <summary>A class for sequences of a length, which must be known if a layer reads a sequence from its end.</summary>
    /// <param name="steps">The steps of the longest sequence on which it will be run.</param>
    /// <exception cref="ModelException">Sequences of that length are too long, or no class can be generated.</exception>
    public static CompiledModel Compile(Network network, Options options, int steps)
    {
        Network known = network.IsStreaming ? network : network with { Steps = network.Steps ?? steps };
        return Rules.Check(known) is { } misfit ? throw new ModelException($"layer {known.Layers[misfit.Layer].Name} {misfit.Problem}")
            : Limits.Check(known) is { } excess
            ? throw new ModelException(Invariant($"with sequences of {steps} steps the network has {excess.Count:N0} {excess.What}; at most {excess.Limit:N0} can be generated"))
            : Compile(known, options);
    }

    public static CompiledModel Compile(Network network, Options options)
    {
        if (!Known.TryGetValue((network, options), out CompiledModel? known))
        {
            if (Known.Count >= MostKnown)
            {
                Known.Clear();
            }

            known = Compiled(network, options);
            Known[(network, options)] = known;
        }

        return known;
    }

    private static CompiledModel Compiled(Network network, Options options)
    {
        CSharpCompilation compilation = Empty.Value;
        Target target = TargetReader.Read(compilation);
        LstmClass lstmClass = ModelClass.Of(network, null, "Model", options);
        Plan plan = Planner.Plan(lstmClass, target);
        using var assembly = new MemoryStream();
        EmitResult result = compilation.AddSyntaxTrees(
            CSharpSyntaxTree.ParseText(ModelClass.Emit(lstmClass, "public", target), ParseOptions),
            CSharpSyntaxTree.ParseText(Runner(plan), ParseOptions)).Emit(assembly);
        if (!result.Success)
        {
            throw new InvalidOperationException("The generated class doesn't compile: " + result.Diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        }

        assembly.Position = 0;
        return new CompiledModel(plan, new AssemblyLoadContext("compiled", isCollectible: true).LoadFromStream(assembly).GetType("Runner", throwOnError: true)!);
    }

    /// <summary>
    /// The output for a sequence that starts at the initial state: a row for every step if steps can be computed as they arrive, otherwise
    /// the network's output rows.
    /// </summary>
    public double[] Run(float[] input) => _run(input, Rows(Steps(input)) * Network.OutputSize);

    /// <summary>The same for many sequences.</summary>
    /// <param name="onlyLast">Whether only the output of each sequence's last step is needed.</param>
    /// <exception cref="ModelException">It would be too many values.</exception>
    public NumberRows Run(Sequences input, bool onlyLast)
    {
        RequireRoom(input, Network.OutputSize, "output");
        return Each(input, onlyLast ? 1 : Rows(input.Rows), Network.OutputSize, onlyLast ? sequence => Run(sequence)[^Network.OutputSize..] : Run);
    }

    /// <summary>What all units compute at each step of many sequences, in the layout of <see cref="TraceLayout"/>.</summary>
    /// <exception cref="ModelException">It would be too many values.</exception>
    public NumberRows Trace(Sequences input)
    {
        if (!HasTrace(Network, TraceLayout))
        {
            RowsLayer layer = Network.Layers.OfType<RowsLayer>().First(layer => layer.Count > Network.Steps);
            throw new ModelException($"layer {layer.Name} makes {layer.Count} rows of one, which are more than the {Counted.Of(Network.Steps!.Value, "step")} that a trace has a row for");
        }

        RequireRoom(input, TraceLayout.Size, "trace");
        return Each(input, input.Rows, TraceLayout.Size, sequence => _trace(sequence, Steps(sequence) * TraceLayout.Size));
    }

    private static void RequireRoom(Sequences input, int columns, string what)
    {
        if ((long)input.Count * input.Rows * columns is > MostValues and var count)
        {
            throw new ModelException(Invariant($"the {what} of {Counted.Of(input.Count, "sequence")} of {Counted.Of(input.Rows, "step")} has {count:N0} values, {columns:N0} for each step; at most {MostValues:N0} are computed at once"));
        }
    }

    private NumberRows Each(Sequences input, int rows, int columns, Func<float[], double[]> run)
    {
        var values = new double[input.Count * rows * columns];
        for (int i = 0; i < input.Count; i++)
        {
            run(input[i]).CopyTo(values, i * rows * columns);
        }

        return new NumberRows(input.Count, rows, columns, values, IsDouble);
    }

    /// <summary>Whether the class shows what all units compute.</summary>
    private static bool HasTrace(Network network, TraceLayout layout) => network.IsStreaming || layout.Length(network.Steps) is not null;

    /// <summary>Output rows for a sequence.</summary>
    private int Rows(int steps) => Network.IsStreaming ? steps : Network.RowsOf(Network.Layers.Count - 1, steps)!.Value;

    private int Steps(float[] input) => input.Length / Network.InputSize;

    /// <summary>
    /// The code that calls the class, whatever type it computes with: its input is floats, as in files, and its results become doubles,
    /// which can hold either type.
    /// </summary>
    private static string Runner(Plan plan)
    {
        bool isObject = plan.Memory.IsObject;
        string type = plan.Element.Type;
        string state = $"Model.State state = {(isObject ? "new Model.State()" : "Model.State.Initial")};";
        string length = plan.Network.MayBeShorter ? "input.Length / Model.InputSize, " : "";
        string workspace = isObject ? ", new Model.Workspace()" : "";
        (string run, string trace) = plan.Network.IsStreaming
            ? ($"{state} new Model().Process(input, output, {(isObject ? "" : "ref ")}state);",
               $"{state} new Model().Trace(input, new {type}[input.Length / Model.InputSize * Model.OutputSize], output, {(isObject ? "" : "ref ")}state);")
            : ($$"""
                {{type}}[] whole = new {{type}}[Model.InputLength];
                input.CopyTo(whole, 0);
                {{type}}[] written = new {{type}}[Model.OutputLength];
                new Model().Forward(whole, {{length}}written{{workspace}});
                System.Array.Copy(written, output, output.Length);
                """,
               HasTrace(plan.Network, plan.Trace) ? $"new Model().Trace(input, output{workspace});" : "throw new System.NotSupportedException();");
        return $$"""
            public static class Runner
            {
                public static double[] Run(float[] values, int length)
                {
                    {{type}}[] input = System.Array.ConvertAll(values, value => ({{type}})value);
                    {{type}}[] output = new {{type}}[length];
                    {{run}}
                    return System.Array.ConvertAll(output, value => (double)value);
                }

                public static double[] Trace(float[] values, int length)
                {
                    {{type}}[] input = System.Array.ConvertAll(values, value => ({{type}})value);
                    {{type}}[] output = new {{type}}[length];
                    {{trace}}
                    return System.Array.ConvertAll(output, value => (double)value);
                }
            }
            """;
    }
}

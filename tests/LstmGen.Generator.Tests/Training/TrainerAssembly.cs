using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using LstmGen.Generator.Model;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Xunit;

namespace LstmGen.Generator.Tests.Training;

/// <summary>Networks with trainers, generated and compiled together, since most of the compile time occurs only once.</summary>
internal sealed class TrainerAssembly
{
    /// <summary>The target that is run: with spans, and everything that the newest framework has.</summary>
    public static readonly RunOptions Newest = new()
    {
        LanguageVersion = LanguageVersion.Latest,
        Nullable = false,
        Documentation = DocumentationMode.None,

        // Trainers still have code for every width; the rest of a class compiles in a fraction of the time.
        Widest = VectorWidth.Scalar,
    };

    /// <summary>For a framework without spans and vectors, in the oldest language.</summary>
    public static readonly RunOptions Oldest =
        Newest with { LanguageVersion = LanguageVersion.CSharp7_3, References = TargetReferences.NetStandard20, Widest = null };

    private readonly Assembly _assembly;
    private readonly Dictionary<string, Network> _networks;

    private TrainerAssembly(Assembly assembly, Dictionary<string, Network> networks) => (_assembly, _networks) = (assembly, networks);

    public static TrainerAssembly Of(IReadOnlyList<TrainedNetwork> networks, RunOptions? options = null)
    {
        options = WithModels(options ?? Newest, networks);
        string source = "using LstmGen;\n" + string.Join("\n\n", networks.Select(network => network.Source));
        Compilation output = Generated(source, string.Concat(networks.Select(network => Adapter(network, options))), options);
        using var assembly = new MemoryStream();
        EmitResult result = output.Emit(assembly);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(one => one.Severity == DiagnosticSeverity.Error).Take(20)) + "\n" + source);
        return new TrainerAssembly(
            Assembly.Load(assembly.ToArray()),
            ReadClasses.Of([source], options).ToDictionary(read => read.Class.Type.Type.Name, read => read.Class.Network));
    }

    /// <summary>The project with the models of some networks.</summary>
    public static RunOptions WithModels(RunOptions options, IEnumerable<TrainedNetwork> networks) => options with
    {
        AdditionalFiles =
        [
            .. networks.Where(network => network.Model is not null).DistinctBy(network => network.ModelFile)
                .Select(network => KeyValuePair.Create(network.ModelFile, network.Model!)),
        ],
    };

    /// <summary>Classes, what is generated for them, and a test's own code.</summary>
    public static Compilation Generated(string source, string own, RunOptions options)
    {
        CSharpCompilation input = options.Compile([new("Input.cs", source), new("Own.cs", own)]);
        input = input.WithAssemblyName("Trainers" + Guid.NewGuid().ToString("N"))
            .WithOptions(options.CompilationOptions.WithOptimizationLevel(OptimizationLevel.Release));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new LstmGenerator().AsSourceGenerator()], options.AdditionalFiles.Select(file => new TestFile(file.Key, file.Value)), options.ParseOptions);
        driver = driver.RunGeneratorsAndUpdateCompilation(input, out Compilation output, out ImmutableArray<Diagnostic> reported);
        CompileCheck.GeneratorIsSilent(driver.GetRunResult().Results.Single(), reported);
        return output;
    }

    public Network Network(TrainedNetwork network) => _networks[network.Name];

    /// <summary>A trainer of the network, and an instance of its class.</summary>
    public CompiledTrainer<T> New<T>(TrainedNetwork network, T[] parameters)
        where T : unmanaged => new(Activator.CreateInstance(_assembly.GetType(network.Name + "Adapter")!, parameters)!);

    /// <summary>The code that calls the members with arrays, whatever the target's memory.</summary>
    private static string Adapter(TrainedNetwork network, RunOptions options)
    {
        string type = network.Element;
        string net = network.Name;
        bool hasSpans = options.References != TargetReferences.NetStandard20;
        string copy = hasSpans ? ".ToArray()" : "";
        string outputs = !hasSpans ? "throw new System.NotSupportedException();"
            : network.IsStream ? $"{net}.State state = default({net}.State); net.Process(x, y, ref state);"
            : "net.Forward(x, y);";
        string mask = network.Layers.Contains("[Masking", StringComparison.Ordinal) || network.Model?.Contains("\nmasking", StringComparison.Ordinal) == true ? "m, " : "";
        bool isFixed = network.Model is { } model && (model.Contains("\nlast", StringComparison.Ordinal) || model.Contains("\nflatten", StringComparison.Ordinal));
        string shorter = isFixed ? "throw new System.NotSupportedException()" : "trainer.Accumulate(x, y, length)";
        string goesOn = network.IsStream ? "trainer.Continue(x, y, w)" : "throw new System.NotSupportedException()";
        return $$"""
            public sealed class {{net}}Adapter
            {
                private readonly {{net}}.Trainer trainer;
                private readonly {{net}} net;
                public {{net}}Adapter({{type}}[] parameters) { trainer = new {{net}}.Trainer(parameters); net = new {{net}}(parameters); }
                public void Accumulate({{type}}[] x, {{type}}[] y, {{type}}[] w) { trainer.Accumulate(x, y, w); }
                public void Shorter({{type}}[] x, {{type}}[] y, int length) { {{shorter}}; }
                public void Continue({{type}}[] x, {{type}}[] y, {{type}}[] w) { {{goesOn}}; }
                public void Masked({{type}}[] x, bool[] m, {{type}}[] y, {{type}}[] w) { trainer.Accumulate(x, {{mask}}y, w); }
                public void MaskedContinue({{type}}[] x, bool[] m, {{type}}[] y, {{type}}[] w) { {{goesOn.Replace("(x, ", $"(x, {mask}", StringComparison.Ordinal)}}; }
                public void MaskedBatch(int count, {{type}}[] x, bool[] m, {{type}}[] y) { trainer.AccumulateBatch(count, x, {{mask}}y); }
                public double MaskedEvaluate({{type}}[] x, bool[] m, {{type}}[] y, {{type}}[] w) { return trainer.Evaluate(x, {{mask}}y, w); }
                public void AccumulateBatch(int count, {{type}}[] x, {{type}}[] y) { trainer.AccumulateBatch(count, x, y); }
                public double Evaluate({{type}}[] x, {{type}}[] y, {{type}}[] w) { return trainer.Evaluate(x, y, w); }
                public void Apply() { trainer.Apply(); }
                public void SetParameters({{type}}[] parameters) { trainer.SetParameters(parameters); }
                public {{type}}[] Gradient() { return trainer.Gradient{{copy}}; }
                public {{type}}[] Parameters() { return trainer.Parameters{{copy}}; }
                public double Loss() { return trainer.Loss; }
                public int Count() { return trainer.Count; }
                public void Clip(double norm, double value) { trainer.ClipNorm = norm; trainer.ClipValue = value; }
                public void Rate(double value) { trainer.LearningRate = value; }
                public void Decay(double value) { trainer.WeightDecay = value; }
                public void Outputs({{type}}[] x, {{type}}[] y) { {{outputs}} }
            }

            """;
    }
}

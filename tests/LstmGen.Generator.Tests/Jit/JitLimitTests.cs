using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Reading;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;
using Xunit.Abstractions;

namespace LstmGen.Generator.Tests.Jit;

/// <summary>
/// CoreCLR stops optimising a method past 60,000 bytes of IL, 20,000 instructions, 2,000 local variables or 8,000 references to them.
/// Whatever the network and its options, every method stays a quarter below each limit. It stops inlining into a method at 512 local
/// variables, and a method that computes calls its activations: those of the nested class Kernel have fewer.
/// </summary>
public class JitLimitTests(ITestOutputHelper output)
{
    private const int MostBytes = 45_000;
    private const int MostInstructions = 15_000;
    private const int MostLocals = 1_500;
    private const int MostReferences = 6_000;
    private const int MostLocalsToInlineInto = 511;

    /// <summary>
    /// Every number of units up to the widest vector's 16 and one more, and every fifteenth up to 256, where only the remainder beside full
    /// vectors differs (each remainder occurs once), each with a different input from 1 to 128, and the corners. .NET 8 differs only in the
    /// multiply-adds of 128 bits: a third of the sizes is enough.
    /// </summary>
    [Theory]
    [InlineData("net8")]
    [InlineData("net10")]
    public void Over_all_sizes(string framework) => Check(
        framework,
        from size in Enumerable.Range(1, 256).Where(units => (units <= 17 || units % 15 == 0) && (framework == "net10" || units % 3 == 0)).Select(units => (Input: 1 + units * 37 % 128, Units: units))
            .Concat(new (int Input, int Units)[] { (1, 1), (128, 1), (1, 256), (128, 256) })
        select new OneLayer(size.Input, size.Units, Model.Unroll.Auto, Model.VectorWidth.Auto, Model.Arithmetic.Auto));

    /// <summary>
    /// The options over a grid of sizes; for .NET 8 with the vectors in which it differs. What is chosen automatically is Fused here, and
    /// all widths up to the widest. The methods with two roundings differ in no other way between widths: the narrowest vectors are enough.
    /// </summary>
    [Theory]
    [InlineData("net8")]
    [InlineData("net10")]
    public void Over_all_options(string framework) => Check(
        framework,
        from units in new[] { 1, 7, 33, 256 }
        from input in new[] { 1, 128 }
        from unroll in new[] { Model.Unroll.Auto, Model.Unroll.Full, Model.Unroll.Step, Model.Unroll.Tiled }
        from width in framework == "net8"
            ? [Model.VectorWidth.Vector128]
            : new[] { Model.VectorWidth.Auto, Model.VectorWidth.Vector256, Model.VectorWidth.Vector128, Model.VectorWidth.Scalar }
        from arithmetic in width is Model.VectorWidth.Vector256 or Model.VectorWidth.Auto ? [Model.Arithmetic.Auto] : new[] { Model.Arithmetic.Auto, Model.Arithmetic.Separate }
        select new OneLayer(input, units, unroll, width, arithmetic));

    /// <summary>The largest layers that are still written out, for each width of vectors: there the methods are the longest.</summary>
    [Theory]
    [InlineData("net8")]
    [InlineData("net10")]
    public void At_the_edge_of_the_budget_of_a_step(string framework) => Check(
        framework,
        from width in new[] { VectorWidth.Auto, VectorWidth.Vector128, VectorWidth.Scalar }
        from units in new[] { 1, 4, 8, 17, 33 }
        from separate in width == VectorWidth.Auto ? [false] : new[] { false, true }
        let input = LargestInput(framework, units, width, separate)
        where input > 0
        select Network($"Lstm(Input = {input}, Units = {units})", "Step", width, separate));

    [Theory]
    [InlineData("net10")]
    public void Where_a_whole_sequence_is_written_out(string framework) => Check(
        framework,
        from width in new[] { VectorWidth.Auto, VectorWidth.Scalar }
        from layer in new[]
        {
            "Lstm(Input = 1, Units = 1, Steps = 400)",
            "Lstm(Input = 2, Units = 3, Steps = 200)",
            "Lstm(Input = 1, Units = 4, Steps = 80, ReturnSequences = true)",
            "Lstm(Input = 1, Units = 8, Steps = 60, ReturnSequences = true), Dense(Units = 1)",
            "Lstm(Input = 20, Units = 12, Steps = 14)",
        }
        select Network(layer, "Full", width));

    [Theory]
    [InlineData("net10")]
    public void Over_stacks(string framework) => Check(
        framework,
        from layers in new[]
        {
            "Lstm(Input = 1, Units = 8, Steps = 64, ReturnSequences = true), Lstm(Units = 5), Dense(Units = 1)",
            "Dense(Input = 64, Units = 32, Activation = Activation.Relu), Lstm(Units = 16, Steps = 10)",
            "Dense(Input = 500, Units = 1), Lstm(Units = 1)",
            "Lstm(Input = 3, Units = 16, ReturnSequences = true), Lstm(Units = 16, ReturnSequences = true), Lstm(Units = 16)",
            "Lstm(Input = 8, Units = 32, ReturnSequences = true), Dense(Units = 64), Dense(Units = 10, Activation = Activation.Sigmoid)",
            "Lstm(Input = 40, Units = 128, ReturnSequences = true), Lstm(Units = 128), Dense(Units = 40)",
            "Lstm(Input = 2, Units = 6, Activation = Activation.Relu, RecurrentActivation = Activation.HardSigmoid, UseBias = false), Dense(Units = 200)",
            "Lstm(Input = 1, Units = 64, Activation = Activation.Linear, RecurrentActivation = Activation.Linear)",
            "Lstm(Input = 1, Units = 30, Activation = Activation.Sigmoid, RecurrentActivation = Activation.Tanh, Steps = 3)",
            "Dense(Input = 2, Units = 2), Dense(Units = 2), Dense(Units = 2), Lstm(Units = 2, ReturnSequences = true, Steps = 50), Dense(Units = 2), Lstm(Units = 2), Dense(Units = 2)",
            "Lstm(Input = 1, Units = 1, ReturnSequences = true, Steps = 8)" + string.Concat(Enumerable.Repeat(", Lstm(Units = 1, ReturnSequences = true)", 30)),
            "Lstm(Input = 1, Units = 4, ReturnSequences = true)" + string.Concat(Enumerable.Repeat(", Dense(Units = 4, Activation = Activation.Tanh)", 63)),
        }
        from unroll in new[] { "Auto", "Full" }
        select Network(layers, unroll));

    /// <summary>Each network as the attributes of a class.</summary>
    private static string Network(string layers, string unroll, VectorWidth width = VectorWidth.Auto, bool separate = false) =>
        $"[{layers}, LstmOptions(Unroll = Unroll.{unroll}, VectorWidth = VectorWidth.{width}, Arithmetic = Arithmetic.{(separate ? "Separate" : "Auto")})]";

    /// <summary>
    /// The methods of a back end follow from its plan, the network and the arithmetic. So a network is skipped if earlier ones have all of
    /// its back ends: that of 128 bits is part of that of 512 bits, and a step too long to be written out is a loop.
    /// </summary>
    private void Check(string framework, IEnumerable<OneLayer> networks)
    {
        Target target = TargetOf(framework);
        HashSet<(Network, Model.Arithmetic, BackEnd)> seen = [];
        Check(framework, networks.Where(network =>
        {
            Plan plan = Planner.Plan(network.Class, target);
            return plan.BackEnds.Count(backEnd => seen.Add((plan.Network, plan.Arithmetic, backEnd))) > 0;
        }).Select(network => network.Attributes));
    }

    private void Check(string framework, IEnumerable<string> networks)
    {
        // Several at a time: each compilation has a small cost, and a very large one takes all memory.
        string[] distinct = networks.Distinct().ToArray();
        List<(MethodSize Size, string Network)> methods = distinct.Chunk(16).SelectMany(chunk => Measure(framework, chunk)).ToList();
        Assert.NotEmpty(methods);
        output.WriteLine($"{distinct.Length} networks, {methods.Count} methods; those with the most bytes, instructions, local variables, references:");
        foreach (Func<MethodSize, int> quantity in new Func<MethodSize, int>[] { size => size.Bytes, size => size.Instructions, size => size.Locals, size => size.References })
        {
            output.WriteLine(methods.MaxBy(method => quantity(method.Size)).ToString());
        }

        (MethodSize, string)[] tooLarge = methods
            .Where(method => method.Size is { Bytes: >= MostBytes } or { Instructions: >= MostInstructions } or { Locals: >= MostLocals } or { References: >= MostReferences }
                || (method.Size.Locals > MostLocalsToInlineInto && method.Size.Name.Split('.')[^2] is "Kernel" or "FusedMath" or "SeparateMath"))
            .ToArray();
        Assert.True(tooLarge.Length == 0, $"{tooLarge.Length} methods are too large:\n{string.Join("\n", tooLarge.Take(20))}");
    }

    /// <summary>Compiles networks as a user's release build does, and measures every method.</summary>
    private static IEnumerable<(MethodSize Size, string Network)> Measure(string framework, string[] networks)
    {
        string source = "using LstmGen;\n" + string.Concat(networks.Select((network, index) => $"{network} public partial class N{index} {{ }}\n"));
        CSharpGeneratorDriver.Create([new LstmGenerator().AsSourceGenerator()], parseOptions: Project(framework).ParseOptions)
            .RunGeneratorsAndUpdateCompilation(Compile(framework, source), out Compilation compilation, out ImmutableArray<Diagnostic> diagnostics);
        Assert.Empty(diagnostics);
        Assert.All(
            Enumerable.Range(0, networks.Length),
            index => Assert.Contains(compilation.SyntaxTrees, tree => Path.GetFileName(tree.FilePath) == $"N{index}.g.cs"));

        // Neither documentation nor a PDB.
        using var assembly = new MemoryStream();
        Assert.Empty(compilation.Emit(assembly).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        assembly.Position = 0;
        return IlReader.Measure(assembly).Select(size => (size, size.Name[0] == 'N' ? networks[int.Parse(size.Name.Split('.')[0][1..])] : "what they have in common"));
    }

    private static CSharpCompilation Compile(string framework, string source)
    {
        CSharpCompilation compilation = Project(framework).Compile([new("Input.cs", source)]);
        return compilation.WithOptions(compilation.Options.WithOptimizationLevel(OptimizationLevel.Release).WithOverflowChecks(false));
    }

    private static Target TargetOf(string framework) => TargetReader.Read(Project(framework).Compile([new("Input.cs", "")]));

    /// <summary>Neither comments nor nullable references need an analysis here.</summary>
    private static RunOptions Project(string framework) =>
        new() { References = TargetReferences.Of(framework + ".0"), SkipNullableAnalysis = true, Documentation = DocumentationMode.None };

    /// <summary>The largest input with which the planner writes a step of a layer out, or 0.</summary>
    private static int LargestInput(string framework, int units, VectorWidth width, bool separate)
    {
        Target target = TargetOf(framework);
        int low = 0;
        for (int high = 3000; low + 1 < high;)
        {
            int middle = (low + high) / 2;
            var network = new OneLayer(middle, units, Model.Unroll.Step, (Model.VectorWidth)(int)width, separate ? Model.Arithmetic.Separate : Model.Arithmetic.Auto);
            bool isWrittenOut = Planner.Plan(network.Class, target).BackEnds[0].InOneMethod;
            (low, high) = isWrittenOut ? (middle, high) : (low, middle);
        }

        return low;
    }

    /// <summary>One LSTM layer over a few steps: as written by a user, and as passed to the planner.</summary>
    private sealed record OneLayer(int Input, int Units, Model.Unroll Unroll, Model.VectorWidth Width, Model.Arithmetic Arithmetic)
    {
        private const int Steps = 5;

        public string Attributes =>
            $"[Lstm(Input = {Input}, Units = {Units}, Steps = {Steps}), LstmOptions(Unroll = Unroll.{Unroll}, VectorWidth = VectorWidth.{Width}, Arithmetic = Arithmetic.{Arithmetic})]";

        public LstmClass Class => new(
            new TypeIdentity("", new EquatableArray<TypePart>([]), new TypePart("class", "N"), "N"),
            new Network(new EquatableArray<Layer>([new LstmLayer("lstm", Input, Units, Model.Activation.Tanh, Model.Activation.Sigmoid, true, false)]), Steps),
            new Options(Unroll, Arithmetic, Width),
            false);
    }
}
